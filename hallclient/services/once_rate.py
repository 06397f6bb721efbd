"""The once-only rate (一次性告知率): first notices of a period, and what had to be told later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hallclient.rules import once
from hallclient.rules.notice import Notice
from hallclient.rules.once import Score, Told
from hallclient.services import accounts, notices
from hallclient.services.hall import Hall


@dataclass(frozen=True, slots=True)
class OnceRow:
    """The score of one window, clerk, item and month (``2026-11``)."""

    month: str
    window: int
    clerk: str
    name: str
    item: str
    item_name: str
    score: Score


def rows(hall: Hall, first: date, last: date) -> list[OnceRow]:
    """By month, window, clerk and item of the first notices of a period; what was told later counts at any time."""
    found = told(hall, first, last)
    names = accounts.names(hall)
    titles = {one.item: one.item_name for one in found}
    scores = once.scores(found, lambda one: (one.issued_on.isoformat()[:7], one.window, one.clerk, one.item))
    return [
        OnceRow(month, window, clerk, names.get(clerk, clerk), item, titles[item], score)
        for (month, window, clerk, item), score in sorted(scores.items(), key=lambda pair: pair[0])
    ]


def told(hall: Hall, first: date, last: date) -> list[Told]:
    """The first notices of a period and every further one of the same requests."""
    issued = notices.issued_between(hall, first, max(last, hall.clock.today()))
    return list(_told(issued, last))


def further(hall: Hall, first: date, last: date) -> list[Notice]:
    """Second and later notices issued in a period, newest first."""
    return [notice for notice in reversed(notices.issued_between(hall, first, last)) if notice.cause]


def _told(issued: Iterable[Notice], last: date) -> Iterable[Told]:
    for notice in issued:
        day = notice.issued_at.date()
        if day <= last or notice.cause:
            yield Told(
                notice.request, notice.terminal, notice.window, notice.clerk, notice.item, notice.item_name, day,
                notice.cause,
            )  # fmt: skip
