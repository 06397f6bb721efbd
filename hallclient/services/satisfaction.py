"""Satisfaction of a period and of the same days a year before, by window, person, item or month."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from db.queries import reviews as queries
from hallclient.rules.satisfaction import Satisfaction, year_before
from hallclient.services.hall import Hall


@dataclass(frozen=True, slots=True)
class Compared:
    """A group's satisfaction now and a year before. ``key`` is a window's number, a code, or a month (2026-11)."""

    key: int | str
    now: Satisfaction
    before: Satisfaction


def whole(hall: Hall, first: date, last: date) -> Compared:
    """The hall's, with the key ``""``."""
    return Compared(
        "",
        _counted(hall, first, last).get("", Satisfaction()),
        _a_year_ago(hall, first, last).get("", Satisfaction()),
    )


def by(hall: Hall, first: date, last: date, group: str) -> list[Compared]:
    """Every group that was rated in the period or a year before, in the order of the keys."""
    now, before = _counted(hall, first, last, group), _a_year_ago(hall, first, last, group)
    none = Satisfaction()
    return [Compared(key, now.get(key, none), before.get(key, none)) for key in sorted({*now, *before})]


def _a_year_ago(hall: Hall, first: date, last: date, group: str = "") -> dict[Any, Satisfaction]:
    try:
        earlier = year_before(first, last)
    except ValueError:
        return {}
    found = _counted(hall, *earlier, group)
    if group != "month":
        return found
    # A month is compared with the same one of the year before.
    return {f"{int(key[:4]) + 1:04d}{key[4:]}": value for key, value in found.items()}


def _counted(hall: Hall, first: date, last: date, group: str = "") -> dict[Any, Satisfaction]:
    column = "day" if group == "month" else group or None
    counts: dict[Any, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    excluded: dict[Any, int] = defaultdict(int)
    for key, rating, count in queries.counts(hall.db, first, last, column):
        counts[_key(key, group)][rating] += count
    for key, _, count in queries.excluded_counts(hall.db, first, last, column):
        excluded[_key(key, group)] += count
    return {key: Satisfaction(dict(counts[key]), excluded[key]) for key in {*counts, *excluded}}


def _key(key: Any, group: str) -> Any:
    return f"{key:%Y-%m}" if group == "month" else "" if key is None else key
