"""New hours that name days gone by: the verdicts of those days stay, unless the hall is still being set up.

A hall is being set up while no day is settled, none is closed and nobody has punched on a day that is over. Then
hours may be taken in before the punches of the same days, and these are judged by them.
"""

from __future__ import annotations

from datetime import date, timedelta

from db.queries import half_days as queries
from hallclient.services import punctuality, settling
from hallclient.services.hall import Hall

_ONE = timedelta(days=1)


def being_set_up(hall: Hall) -> bool:
    """Whether no verdict of a day that is over has been seen by anybody yet."""
    return not queries.any_before(hall.db, hall.clock.today())


def days_over(hall: Hall, first: date, last: date | None) -> int:
    """How many days of a span are over and on record."""
    since, until = max(first, punctuality.began(hall)), hall.clock.today() - _ONE
    return max(0, (min(until, last or until) - since).days + 1)


def keep(hall: Hall, since: date, progress: settling.Progress | None = None) -> None:
    """Settle what is over by the hours that hold until now, where hours are about to change from a day gone by."""
    yesterday = hall.clock.today() - _ONE
    if since <= yesterday and not being_set_up(hall):
        settling.settle(hall, yesterday, progress)
