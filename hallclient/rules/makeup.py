"""Make-up workdays (调休上班) and the days that they replace.

The yearly notice (国务院办公厅放假安排) names the days off and the make-up days of a holiday and leaves the pairing
open. The days exchanged are the last weekdays off of the holiday, in order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

_SATURDAY = 5


def replaced_days(days: Mapping[date, tuple[bool, str]]) -> dict[date, date]:
    """Make-up workday → the day off that it replaces, from the exceptions of a year (worked or not, holiday).

    A make-up day whose holiday is not named, or has no weekday off left, is left out: it has normal hours.
    """
    off: dict[str, list[date]] = defaultdict(list)
    worked: dict[str, list[date]] = defaultdict(list)
    for day, (working, name) in sorted(days.items()):
        if working:
            worked[name].append(day)
        elif day.weekday() < _SATURDAY:
            off[name].append(day)
    found: dict[date, date] = {}
    for name, made_up in worked.items():
        if name:
            exchanged = off[name][-len(made_up) :]
            found |= dict(zip(made_up[-len(exchanged) :], exchanged, strict=True)) if exchanged else {}
    return found
