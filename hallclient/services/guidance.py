"""首问引导: somebody came to the wrong window and is sent to the right one, in writing. The duty of the person first
asked (首问责任) is met by this, so it is recorded and counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from db.queries import journal as queries
from hallclient.rules import text
from hallclient.services import accounts, journal
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall
from hallclient.services.windows import Window


@dataclass(frozen=True, slots=True)
class Slip:
    """A guidance that was recorded: where to, for what, when."""

    window: int
    matter: str
    at: datetime


def to_window(hall: Hall, actor: Actor | None, window: Window, matter: str = "") -> Slip:
    """Record that somebody was sent to ``window``."""
    actor = accounts.demand(actor, "receive")
    slip = Slip(window.number, text.one_line(matter), hall.clock.now())
    with hall.write():
        body = {"window": hall.config.window, "to": window.number}
        journal.record(hall, actor.code, "guide", "guidance", f"{window.number:02d}", body)
    return slip


def counted(hall: Hall, first: date, last: date) -> dict[str, int]:
    """Staff code → how many people were guided to another window on some days."""
    start = hall.clock.at(datetime.combine(first, time()))
    end = hall.clock.at(datetime.combine(last + timedelta(days=1), time()))
    return queries.counted_by_staff(hall.db, "guidance", start, end)
