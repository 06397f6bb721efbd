"""Paper sign-ins after a power cut or with a dead terminal: entered by a supervisor, marked as such."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from db.queries import attendance as queries
from hallclient.errors import BadInput, NotAllowed
from hallclient.rules import text
from hallclient.rules.message import Message
from hallclient.services import accounts, attendance, settling
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall


def enter(
    hall: Hall, actor: Actor | None, staff: str, punches: Sequence[tuple[str, datetime]], reason: str = ""
) -> int:
    """Keep punches (kind, naive local time) of somebody else; returns how many were not there before."""
    actor = accounts.demand(actor, "review")
    if actor.code == staff:
        raise NotAllowed(Message("Nobody enters their own paper sign-in."), Message("Ask another supervisor."))
    person = accounts.actor_of(hall, staff)
    moments = [(kind, hall.clock.at(at)) for kind, at in punches]
    if any(at > hall.clock.now() for _, at in moments):
        raise BadInput(
            Message("A paper sign-in cannot lie in the future."), Message("Give the time that has passed.")
        )
    days = {at.date() for _, at in moments}
    about = days | {day - timedelta(days=1) for day in days}
    kept = 0
    with hall.write(), settling.rejudging(hall, actor.code, "paper", about, {staff}):
        for kind, at in moments:
            if queries.same_punch(hall.db, staff, at, kind) is None:
                values = {
                    "staff": staff, "kind": kind, "at": at, "window": person.window, "reason": text.clean(reason),
                    "source": "paper", "entered_by": actor.code,
                }  # fmt: skip
                attendance.add(hall, actor.code, values, hall.clock.reading())
                kept += 1
    return kept
