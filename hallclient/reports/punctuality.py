"""Punctuality by half-day: who came and left when, and what the rules made of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, time

from hallclient.reports.table import Cell, Chart, Column, Highlight, Row, Rows, Table, Term
from hallclient.rules import terms
from hallclient.rules.attendance import PunctualityRow
from hallclient.rules.message import Message
from hallclient.rules.month_score import month_counts
from hallclient.rules.punctuality import HalfDay

TITLE = Message("Punctuality of the windows")


COLUMNS = (
    Column("date", Message("Date"), "date"),
    Column("staff", Message("Staff code"), "id"),
    Column("name", Message("Name")),
    Column("window", Message("Window"), "int"),
    Column("half", Message("Half-day")),
    Column("in", Message("First sign-in"), "time"),
    Column("out", Message("Last sign-out"), "time"),
    Column("verdicts", Message("Verdict")),
    Column("late_minutes", Message("Minutes late"), "int"),
    Column("early_minutes", Message("Minutes left early"), "int"),
    Column("away_minutes", Message("Minutes away"), "int"),
    Column("corrected", Message("Corrected")),
    Column("clock_suspect", Message("Clock suspect")),
)


PEOPLE = Message("Punctuality by person")
PERSON = (
    Column("staff", Message("Staff code"), "id"),
    Column("name", Message("Name")),
    Column("late", Message("Late"), "int"),
    Column("early", Message("Early leave"), "int"),
    Column("missing", Message("Missed punches"), "int"),
    Column("absent", Message("Half-days absent"), "int"),
    Column("off_post", Message("Off post"), "int"),
)
_OFTEN = (Highlight("late", 6, "bad"), Highlight("late", 1), Highlight("absent", 1, "bad"))
_CHART = Chart(
    Message("Late, early, missed, absent, off post"), "name", ("late", "early", "missing", "absent", "off_post")
)

HIGHLIGHTS = (
    Highlight("verdicts", level="bad", word=terms.VERDICTS["absent"]),
    Highlight("late_minutes", 30, "bad"),
    Highlight("late_minutes", 1),
    Highlight("early_minutes", 30, "bad"),
    Highlight("early_minutes", 1),
    Highlight("away_minutes", 16),
)


def punctuality_table(
    rows: Iterable[PunctualityRow],
    *,
    title: Message = TITLE,
    subtitle: str = "",
    notes: tuple[Message, ...] = (),
) -> Table:
    """The half-days in the order given; when ``rows`` is a collection, with the sums of the minutes, and with a table
    of the people, which has the chart."""
    known = rows if isinstance(rows, tuple | list) else ()
    totals, more = (_totals(known), (_people(known, subtitle),)) if known else (None, ())
    return Table("punctuality", title, subtitle, COLUMNS, Rows(rows, _row), totals, notes, HIGHLIGHTS, None, more)


def _people(rows: Sequence[PunctualityRow], subtitle: str) -> Table:
    """How often each person was late, early, missing and absent, who most often first."""
    mine: dict[tuple[str, str], list[HalfDay]] = defaultdict(list)
    for row in rows:
        mine[row.staff, row.name].append(row.half_day)
    lines = [(staff, name, month_counts(halves)) for (staff, name), halves in mine.items()]
    made: list[Row] = [(staff, name, c.late, c.early, c.missing, c.absent, c.off_post) for staff, name, c in lines]
    made.sort(key=lambda row: (-sum(cell for cell in row[2:] if isinstance(cell, int)), str(row[0])))
    return Table("people", PEOPLE, subtitle, PERSON, made, highlights=_OFTEN, chart=_CHART)


def _row(row: PunctualityRow) -> Row:
    half = row.half_day
    return (
        half.day,
        row.staff,
        row.name,
        row.window,
        Term(half.half, terms.HALVES.get(half.half, half.half)),
        _time_of_day(half.first_in),
        _time_of_day(half.last_out),
        tuple(Term(code, terms.VERDICTS.get(code, code)) for code in half.verdicts),
        half.late_minutes,
        half.early_minutes,
        half.away_minutes,
        half.corrected,
        half.clock_suspect,
    )


def _time_of_day(moment: datetime | time | None) -> time | None:
    return moment.time() if isinstance(moment, datetime) else moment


def _totals(rows: Iterable[PunctualityRow]) -> Row:
    late = early = away = 0
    for row in rows:
        late += row.half_day.late_minutes
        early += row.half_day.early_minutes
        away += row.half_day.away_minutes
    cells: list[Cell] = [None] * len(COLUMNS)
    cells[0] = Message("Total")
    cells[8:11] = [late, early, away]
    return tuple(cells)
