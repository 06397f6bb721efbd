"""``import timetable``: the hours of the hall. A later one takes the place of an earlier one for its dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Any

from hallclient.jobs.imports import past_days
from hallclient.jobs.imports.columns import Column, Line, Problem, lines
from hallclient.jobs.imports.outcome import Prepared
from hallclient.jobs.imports.table import Source, read_sheet
from hallclient.rules.message import Message
from hallclient.rules.timetable import DEFAULT
from hallclient.services import rosters
from hallclient.services.hall import Hall

PERMISSION = "administer"
_TIMES = ("am_start", "am_end", "pm_start", "pm_end")
COLUMNS = (
    Column("name", "名称", required=True),
    Column("from", "起", required=True, others=("开始日期", "起始日期")),
    Column("to", "止", others=("结束日期", "截止日期")),
    Column("am_start", "上午上班", required=True),
    Column("am_end", "上午下班", required=True),
    Column("pm_start", "下午上班", required=True),
    Column("pm_end", "下午下班", required=True),
    Column("punches", "打卡次数"),
    Column("late_grace", "迟到宽限"),
    Column("early_grace", "早退宽限"),
    Column("absent_minutes", "旷工界限"),
)
_LONGEST_NAME = 60
_DAY_MINUTES = 24 * 60


def prepare(hall: Hall, source: Source) -> Prepared:
    """Timetables by name and first day. Empty limits are the usual ones: four punches, no grace, 30 minutes."""
    have = rosters.timetables(hall)
    rows = list(lines(source, read_sheet(source), COLUMNS))
    seen: dict[tuple[str, date], int] = {}
    wanted: list[dict[str, Any]] = []
    for line in rows:
        found = read(line)
        if not line.ok:
            continue
        key = _key(found)
        if key in seen:
            line.wrong("name", Message("The same name and first day stand in row {row} already.", row=seen[key]))
            continue
        seen[key] = line.row
        wanted.append(found)
    news = [row for row in wanted if have.get(_key(row)) != row]
    added = [row for row in news if _key(row) not in have]
    return Prepared(
        len(rows),
        [problem for line in rows for problem in line.problems],
        len(added),
        len(news) - len(added),
        len(wanted) - len(news),
        [f"{row['name']} {row['from_day']}" for row in news],
        lambda hall, actor: rosters.save_timetables(hall, news),
        [*_seams(wanted, seen), *past_days.remarks(hall, ((seen[_key(row)], row) for row in news))],
        first=past_days.keeping(source, news),
    )


def _key(row: dict[str, Any]) -> tuple[str, date]:
    return row["name"], row["from_day"]


def _seams(wanted: list[dict[str, Any]], row_of: dict[tuple[str, date], int]) -> Iterator[Problem]:
    """Where the timetables of the file leave days between them, or speak of the same days."""
    ordered = sorted(wanted, key=lambda row: row["from_day"])
    for before, after in pairwise(ordered):
        row = row_of[after["name"], after["from_day"]]
        last, first = before["to_day"], after["from_day"]
        if last is None or last >= first:
            names = {"name": before["name"], "other": after["name"], "first": first.isoformat()}
            yield Problem(
                row, "from",
                Message("“{name}” and “{other}” both speak of {first}; the later one holds.", **names),
            )  # fmt: skip
        elif (first - last).days > 1:
            gap = {"first": last + timedelta(days=1), "last": first - timedelta(days=1)}
            yield Problem(
                row, "from",
                Message("From {first} to {last} no timetable of the file holds; the one before it does.", **gap),
            )  # fmt: skip


def read(line: Line) -> dict[str, Any]:
    """A timetable as it is stored; what is wrong with it is noted in the line."""
    first, last = line.day("from"), line.day("to")
    if first is None and not line.has_problem("from"):
        line.needed("from")
    if first is not None and last is not None and last < first:
        line.wrong("to", Message("The last day is before the first."))
    hours = {name: line.time_of_day(name) for name in _TIMES}
    for name, hour in hours.items():
        if hour is None and not line.has_problem(name):
            line.needed(name)
    _check_order(line, hours)
    punches = line.number("punches", 2, 4)
    if punches == 3:
        line.wrong("punches", Message("There are two or four punches a day."))
    return {
        "name": line.needed("name", _LONGEST_NAME),
        "from_day": first,
        "to_day": last,
        **{name: f"{hour:%H:%M}" if hour is not None else "" for name, hour in hours.items()},
        "punches": punches or DEFAULT.punches,
        "late_grace": _minutes(line, "late_grace", DEFAULT.late_grace),
        "early_grace": _minutes(line, "early_grace", DEFAULT.early_grace),
        "absent_minutes": _minutes(line, "absent_minutes", DEFAULT.absent_minutes),
    }


def _minutes(line: Line, key: str, default: int) -> int:
    found = line.number(key, 0, _DAY_MINUTES)
    return default if found is None else found


def _check_order(line: Line, hours: dict[str, time | None]) -> None:
    before: time | None = None
    for name in _TIMES:
        hour = hours[name]
        if hour is None:
            return
        # The afternoon may begin in the minute in which the morning ends; a half-day needs some length.
        if before is not None and (hour < before or (hour == before and name != "pm_start")):
            line.wrong(name, Message("The times of the day must follow each other."))
            return
        before = hour
