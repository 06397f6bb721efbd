"""The holiday schedule (放假安排) changed: verdicts and provisional due dates that rest on it are made anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from hallclient.errors import BadInput, CalendarMissing
from hallclient.rules.message import Message
from hallclient.services import accounts, calendar, recompute, settling
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall
from hallclient.services.recompute import Recomputed

Days = Mapping[date, tuple[bool, str]]
"""Worked or not, and the name of the holiday, of each day that differs from the week."""


def replace(hall: Hall, actor: Actor, years: Mapping[int, Days], source: str) -> list[Recomputed]:
    """Put schedules in place of what was known of their years; returns the requests whose dates were counted anew."""
    with hall.write():
        for year, days in years.items():
            known = calendar.days_of(hall, year) or {}
            # In a year that was not known, any weekend day may turn out to be worked, and any weekday off.
            moved = {day for day in {*known, *days} if known.get(day) != days.get(day)}
            with settling.rejudging(hall, actor.code, "calendar", moved, None):
                calendar.replace_year(hall, actor.code, year, days, source)
        return recompute.recompute(hall, actor)


def set_day(hall: Hall, actor: Actor | None, day: date, working: bool | None, name: str) -> list[Recomputed]:
    """One day otherwise: a make-up workday, a day off, or (None) what its week says.

    Raises :class:`CalendarMissing` for a year that is not known, since one day would make it known, and
    :class:`BadInput` for what the day is by itself.
    """
    actor = accounts.demand(actor, "administer")
    known = calendar.days_of(hall, day.year)
    if known is None:
        raise CalendarMissing(
            Message("The holiday schedule of {year} is not known.", year=day.year),
            Message("Take it in with “hallclient import calendar” first."),
        )
    if working is not None and working == (day.isoweekday() <= 5):
        raise BadInput(
            Message("{day} is worked anyway.", day=day.isoformat())
            if working
            else Message("{day} is a day of the weekend anyway.", day=day.isoformat()),
            Message("Choose another day."),
        )
    days = {one: value for one, value in known.items() if one != day}
    if working is not None:
        days[day] = (working, name)
    return replace(hall, actor, {day.year: days}, "edited")
