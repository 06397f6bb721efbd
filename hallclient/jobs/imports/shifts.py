"""``import shifts``: hours under a name (班次): part time, night duty, Saturday service. A later one of the same name
takes the place of an earlier one for its dates; days that are settled stay as they were judged."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import Any

from hallclient.jobs.imports import past_days, values
from hallclient.jobs.imports.columns import Column, Line, lines
from hallclient.jobs.imports.outcome import Prepared
from hallclient.jobs.imports.table import Source, read_sheet
from hallclient.rules.message import Message
from hallclient.rules.plan import SPAN_NAMES, Shift, shift_duties
from hallclient.rules.terms import SHIFT_KINDS
from hallclient.rules.timetable import DEFAULT
from hallclient.services import rosters
from hallclient.services.hall import Hall

PERMISSION = "administer"
COLUMNS = (
    Column("name", "班次名称", required=True, others=("名称", "shift")),
    Column("from", "起", required=True, others=("开始日期", "起始日期")),
    Column("to", "止", others=("结束日期", "截止日期")),
    Column("spans", "时段", required=True),
    Column("kind", "类别"),
    Column("punches", "打卡次数"),
    Column("late_grace", "迟到宽限"),
    Column("early_grace", "早退宽限"),
    Column("absent_minutes", "旷工界限"),
)
LONGEST_NAME = 60
_DAY_MINUTES = 24 * 60
_BETWEEN = re.compile(r"[-–—~～至]")
_APART = re.compile(r"[;；,，、\s]+")


def prepare(hall: Hall, source: Source) -> Prepared:
    """Shifts by name and first day."""
    have = rosters.shifts(hall)
    rows = list(lines(source, read_sheet(source), COLUMNS))
    wanted: dict[tuple[str, date], dict[str, Any]] = {}
    row_of: dict[tuple[str, date], int] = {}
    for line in rows:
        found = read(line)
        key = (found["name"], found["from_day"])
        if line.ok and key in wanted:
            line.wrong("name", Message("The same name and first day stand in the file twice."))
        if line.ok:
            wanted[key] = found
            row_of[key] = line.row
    news = {key: row for key, row in wanted.items() if have.get(key) != row}
    added = sum(key not in have for key in news)
    return Prepared(
        len(rows),
        [problem for line in rows for problem in line.problems],
        added,
        len(news) - added,
        len(wanted) - len(news),
        [f"{name} {day}" for name, day in news],
        lambda hall, actor: rosters.save_shifts(hall, news.values()),
        past_days.remarks(hall, ((row_of[key], row) for key, row in news.items())),
        first=past_days.keeping(source, news.values()),
    )


def read(line: Line) -> dict[str, Any]:
    """A shift as it is stored; what is wrong with it is noted in the line."""
    first, last = line.day("from"), line.day("to")
    if first is None and not line.has_problem("from"):
        line.needed("from")
    if first is not None and last is not None and last < first:
        line.wrong("to", Message("The last day is before the first."))
    spans = _spans(line)
    punches = line.number("punches", 2, 4)
    if punches == 3:
        line.wrong("punches", Message("There are two or four punches a day."))
    minutes = {name: line.number(name, 0, _DAY_MINUTES) for name in ("late_grace", "early_grace", "absent_minutes")}
    return {
        "name": line.needed("name", LONGEST_NAME),
        "from_day": first,
        "to_day": last,
        "spans": " ".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in spans),
        "kind": line.code("kind", SHIFT_KINDS) or "ordinary",
        "punches": punches or DEFAULT.punches,
        **{name: getattr(DEFAULT, name) if number is None else number for name, number in minutes.items()},
    }


def _spans(line: Line) -> tuple[tuple[time, time], ...]:
    """``08:30-11:30 13:30-17:00``; the last may end on the next day."""
    found: list[tuple[time, time]] = []
    text = line.needed("spans")
    for part in _APART.split(text.strip()) if text else ():
        ends = [values.parse_time(end) for end in _BETWEEN.split(part)]
        if len(ends) != 2 or ends[0] is None or ends[1] is None or ends[0] == ends[1]:
            line.wrong("spans", Message("“{value}” is not a span such as 08:30-11:30.", value=part))
            return ()
        found.append((ends[0], ends[1]))
    found.sort()
    shift = Shift("", date(2026, 1, 1), None, tuple(found))
    if found and not line.has_problem("spans"):
        duties = shift_duties(shift, shift.from_day)
        whole = sorted((duty.start.time(), duty.end.time()) for duty in duties)
        too_long = duties[-1].end - duties[0].start > timedelta(days=1)
        if whole != found or len(found) > len(SPAN_NAMES) or too_long:
            line.wrong("spans", Message("The spans overlap."))
    return tuple(found)
