"""The report of scores: of a signed month what was signed, with what has changed since beside it."""

from __future__ import annotations

from datetime import date, timedelta

from hallclient.jobs import months as month_job
from hallclient.reports.scores import ScoreRow, scores_table
from hallclient.reports.table import Table
from hallclient.rules.message import Message
from hallclient.services import accounts, months
from hallclient.services.hall import Hall
from hallclient.services.months import MonthLine


def scores(hall: Hall, first: date, last: date, *, public: bool = False) -> Table:
    """Of a whole month its signature where there is one; of any other span the counts as they stand."""
    month = f"{first:%Y-%m}"
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1 and f"{last:%Y-%m}" == month
    signed = months.signatures(hall, month) if whole else []
    notes: tuple[Message, ...] = ()
    if signed:
        last_one = signed[-1]
        now = {one.now.staff: one.now.points for one in month_job.amended(hall, month) if one.now is not None}
        rows = [_row(line, now.get(line.staff)) for line in last_one.lines]
        name = accounts.names(hall).get(last_one.signed_by, last_one.signed_by)
        at = f"{last_one.signed_at:%Y-%m-%d %H:%M}"
        notes = (Message("Signed by {name}, {at}, version {version}.", name=name, at=at, version=last_one.version),)
        if now:
            notes += (Message("Changed since signing: {count} people.", count=len(now)),)
    else:
        found = month_job.lines_between(hall, first, last)
        rows = [_row(line) for line in found]
        notes = (Message("Not signed: figures as they stand now."),)
    span = month if whole else f"{first}_{last}"
    return scores_table(rows, subtitle=span, notes=notes, public=public, names=hall.config.publish_names)


def _row(line: MonthLine, amended: int | None = None) -> ScoreRow:
    return ScoreRow(
        line.staff, line.name, line.department, line.window, line.counts, line.points, line.flagged, amended
    )
