"""The month of the whole hall: what this terminal knows and what the shared summary says of the other windows.

Of people of whom nothing is known nothing is counted: a terminal alone would call them absent.
"""

from __future__ import annotations

from datetime import date

from hallclient.errors import Refused
from hallclient.jobs.hall_board import HallView
from hallclient.rules.message import Message
from hallclient.services import months
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall
from hallclient.services.months import Amended, MonthLine, Signature


def lines(hall: Hall, month: str, view: HallView | None = None) -> list[MonthLine]:
    """Everybody's counts and points of ``YYYY-MM`` as they stand."""
    return lines_between(hall, *months.span(month), view)


def lines_between(hall: Hall, first: date, last: date, view: HallView | None = None) -> list[MonthLine]:
    """Everybody's counts and points of any span as they stand."""
    rows = (view or HallView(hall)).rows(first, last)
    return months.lines_of(hall, [row for row in rows if row.half_day.verdicts])


def sign(hall: Hall, actor: Actor | None, month: str, words: str = "") -> Signature:
    """Sign or amend; see :func:`hallclient.services.months.sign`."""
    first, last = months.span(month)
    over = last < hall.clock.today()
    shared = HallView(hall).shared(first) if over else None
    if shared is not None and shared.status != "ok":
        raise Refused(
            Message("The shared summary of {month} cannot be read, so the other windows are not known.", month=month),
            Message("Sign when the share can be reached; see “hallclient shared verify”."),
        )
    return months.sign(hall, actor, month, words, lines(hall, month) if over else None)


def amended(hall: Hall, month: str) -> list[Amended]:
    """Who has other figures now than those that were signed."""
    return months.amended(hall, month, lines(hall, month)) if months.signatures(hall, month) else []
