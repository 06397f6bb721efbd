"""``import hours``: weeks of people that differ from the hall's: part time, 哺乳假, Saturdays in turn.

Without a person a row holds for everyone with a window. It holds from its first day on; days that are settled stay as
they were judged.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

from hallclient.jobs.imports import past_days
from hallclient.jobs.imports.columns import Column, Line, lines
from hallclient.jobs.imports.outcome import Prepared
from hallclient.jobs.imports.people import People
from hallclient.jobs.imports.table import Source, read_sheet
from hallclient.rules.message import Message
from hallclient.services import rosters
from hallclient.services.hall import Hall

PERMISSION = "administer"
COLUMNS = (
    Column("code", "工号"),
    Column("from", "起", required=True, others=("开始日期", "起始日期")),
    Column("to", "止", others=("结束日期", "截止日期")),
    Column("weekdays", "星期", required=True),
    Column("shift", "班次名称", others=("班次",)),
    Column("reason", "原因"),
)
_OFF = {"off", "休", "休息", "不上班"}
_DIGITS = {"一": "1", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6", "日": "7", "天": "7"}
_LONGEST_NAME = 60


def prepare(hall: Hall, source: Source) -> Prepared:
    """Weeks by person, first day and weekdays."""
    have = rosters.own_hours(hall)
    people = People(hall)
    known = {name for name, _ in rosters.shifts(hall)}
    rows = list(lines(source, read_sheet(source), COLUMNS))
    wanted: dict[tuple[str, date, str], dict[str, Any]] = {}
    row_of: dict[tuple[str, date, str], int] = {}
    for line in rows:
        found = read(line, people, known)
        key = (found["staff"], found["from_day"], found["weekdays"])
        if line.ok and key in wanted:
            line.wrong("code", Message("The same person, first day and weekdays stand in the file twice."))
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
        [f"{staff} {day}" for staff, day, _ in news],
        lambda hall, actor: rosters.save_own_hours(hall, news.values()),
        past_days.remarks(hall, ((row_of[key], row) for key, row in news.items())),
        first=past_days.keeping(source, news.values()),
    )


def read(line: Line, people: People, known: set[str]) -> dict[str, Any]:
    """A week as it is stored; what is wrong with it is noted in the line."""
    first, last = line.day("from"), line.day("to")
    if first is None and not line.has_problem("from"):
        line.needed("from")
    if first is not None and last is not None and last < first:
        line.wrong("to", Message("The last day is before the first."))
    shift = line.text("shift", _LONGEST_NAME)
    if shift.lower() in _OFF:
        shift = "off"
    elif shift and shift not in known:
        line.wrong("shift", Message("There is no shift “{name}”: import the shifts first.", name=shift))
    return {
        "staff": people.code(line, "code"),
        "from_day": first,
        "to_day": last,
        "weekdays": _weekdays(line),
        "shift": shift,
        "reason": line.text("reason"),
    }


def _weekdays(line: Line) -> str:
    """``12345``, ``1-5``, ``一至五``, ``周六`` as digits in order."""
    text = unicodedata.normalize("NFKC", line.needed("weekdays"))
    plain = re.sub(r"星期|周|[\s,、;]", "", "".join(_DIGITS.get(c, c) for c in text))
    span = re.fullmatch(r"([1-7])[-至到~]([1-7])", plain)
    if span:
        plain = "".join(str(n) for n in range(int(span[1]), int(span[2]) + 1))
    if text and not re.fullmatch(r"[1-7]{1,7}", plain):
        line.wrong("weekdays", Message("“{value}” names no weekdays such as 1-5 or 一至五.", value=text))
        return ""
    return "".join(sorted(set(plain)))
