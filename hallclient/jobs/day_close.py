"""Closing the day: the open points, the papers of the day, a backup, the signature."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hallclient.exports.formats import choose
from hallclient.jobs.backup import back_up
from hallclient.jobs.export import Period, export
from hallclient.rules.message import Message
from hallclient.services import accounts, day_close, deemed, settling
from hallclient.services.accounts import Actor
from hallclient.services.day_close import Closing
from hallclient.services.hall import Hall

FORMATS = "csv,xlsx,html"
_REPORTS = ("requests", "punctuality", "day")
Progress = Callable[[int, int, Message], None]
"""Steps done, steps in all, what comes next."""


@dataclass(frozen=True, slots=True)
class Closed:
    """The signed day and the files that were written."""

    closing: Closing
    files: tuple[Path, ...]


def close_day(
    hall: Hall, actor: Actor | None, day: date | None = None, explain: str = "", progress: Progress | None = None
) -> Closed:
    """Write ledger, punctuality and figures, back up, and sign last, so that a signature means all of it.

    Nothing is signed when a file cannot be written; nothing unserved becomes served by closing a day.
    """
    actor = accounts.demand(actor, "close_day")
    tell = progress or (lambda done, steps, what: None)
    steps = len(_REPORTS) + 3
    tell(0, steps, Message("Counting the day"))
    deemed.accept_due(hall)
    closing = day_close.prepare(hall, day)
    day_close.demand_explanation(closing, explain.strip())
    period = Period(closing.day, closing.day)
    folder = hall.home.exports / closing.day.isoformat()
    files: list[Path] = []
    for number, report in enumerate(_REPORTS, 1):
        tell(number, steps, Message("Writing {report}", report=_TITLES[report]))
        files += export(hall, report, period, choose(FORMATS), folder)
    tell(len(_REPORTS) + 1, steps, Message("Backing up the database"))
    if not hall.config.database:
        files.append(back_up(hall))
    tell(len(_REPORTS) + 2, steps, Message("Signing"))
    settling.settle(hall, closing.day)
    signed = day_close.sign(hall, actor, closing, explain, files)
    tell(steps, steps, Message("The day is closed"))
    return Closed(signed, tuple(files))


_TITLES = {
    "requests": Message("Ledger of requests"),
    "punctuality": Message("Punctuality"),
    "day": Message("Figures of the day"),
}
