"""Patrol checks (巡查): a supervisor walks the floor and notes who is at the window and wears the badge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from db.queries import patrols as queries
from hallclient.errors import NotAllowed
from hallclient.rules import text
from hallclient.rules.message import Message
from hallclient.services import accounts, journal
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall


@dataclass(frozen=True, slots=True)
class Check:
    """What was seen. ``present`` and ``badge`` are None where nobody looked."""

    id: int
    at: datetime
    staff: str
    name: str
    window: int | None
    present: bool | None
    badge: bool | None
    words: str
    by: str


def check(
    hall: Hall,
    actor: Actor | None,
    staff: str,
    *,
    present: bool | None = None,
    badge: bool | None = None,
    window: int | None = None,
    words: str = "",
) -> int:
    """Note what was seen of somebody else just now; without a window at the person's own."""
    actor = accounts.demand(actor, "review")
    if actor.code == staff:
        raise NotAllowed(Message("Nobody checks themselves."), Message("Ask another supervisor."))
    seen = accounts.actor_of(hall, staff)
    now = hall.clock.now()
    values = {
        "day": now.date(),
        "at": now,
        "staff": staff,
        "window": window if window is not None else seen.window,
        "present": present,
        "badge": badge,
        "words": text.clean(words),
        "by": actor.code,
    }
    with hall.write():
        row = queries.add(hall.db, values)
        journal.record(hall, actor.code, "check", "patrol", f"{staff}/{row}", row=values)
    return row


def checks(hall: Hall, first: date, last: date) -> list[Check]:
    """The checks of some days, the newest first."""
    names = accounts.names(hall)
    return [
        Check(row.id, hall.clock.local(row.at), row.staff, names.get(row.staff, row.staff), row.window, row.present,
              row.badge, row.words, row.by)
        for row in queries.between(hall.db, first, last)
    ]  # fmt: skip
