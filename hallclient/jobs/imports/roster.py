"""``import roster``: who is expected where on which day. A file replaces what was known of a person and day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from hallclient.jobs.imports.columns import Column, Line, Problem, lines
from hallclient.jobs.imports.outcome import Prepared
from hallclient.jobs.imports.table import Source, read_sheet
from hallclient.rules.message import Message
from hallclient.rules.plan import Assignment
from hallclient.rules.roster import clash, cover_problem, shift_problem
from hallclient.rules.terms import ROSTER
from hallclient.services import accounts, rosters
from hallclient.services import plans as plan_service
from hallclient.services import windows as window_service
from hallclient.services.hall import Hall

PERMISSION = "administer"
COLUMNS = (
    Column("date", "日期", required=True),
    Column("code", "工号", required=True),
    Column("window", "窗口"),
    Column("half", "班次", required=True),
    Column("shift", "班次名称", others=("时段班次",)),
    Column("covers", "顶岗", others=("替岗", "代替")),
)
_HALF_WORDS = {
    "休": "off", "白班": "day", "早班": "am", "晚班": "pm",
    "午间值班": "noon", "午间": "noon", "延时服务": "extended", "周六延时": "extended", "延时": "extended",
    "预约服务": "booked", "预约": "booked", "夜班": "night", "夜间值班": "night",
}  # fmt: skip
_LARGEST_WINDOW = 99
_LONGEST_NAME = 60
Plans = dict[tuple[date, str], dict[str, Assignment]]


def prepare(hall: Hall, source: Source) -> Prepared:
    """Rows by day, person and half-day; counted by person and day."""
    people = {person.code: person for person in accounts.everyone(hall)}
    shifts = plan_service.shifts(hall)
    windows = {window.number for window in window_service.every(hall)}
    rows = list(lines(source, read_sheet(source), COLUMNS))
    plans: Plans = {}
    first_row: dict[tuple[date, str, str], int] = {}
    remarks: list[Problem] = []
    for line in rows:
        day, code = line.day("date"), line.needed("code")
        half, window = line.code("half", ROSTER, _HALF_WORDS), line.number("window", 1, _LARGEST_WINDOW)
        if day is None and not line.has_problem("date"):
            line.needed("date")
        if not half and not line.has_problem("half"):
            line.needed("half")
        if code and code not in people:
            line.wrong("code", Message("Nobody with the code {code} works here.", code=code))
        row = Assignment(half, window, line.text("shift", _LONGEST_NAME), _covered(line, people, code))
        wrong = shift_problem(row, day, shifts) if day is not None else None
        if wrong is not None:
            line.wrong("shift", wrong)
        if line.ok and day is not None:
            _plan(line, plans, first_row, day, code, row)
        if line.ok and window is not None and window not in windows:
            remarks.append(Problem(line.row, "window", Message("Window {number} is not known.", number=window)))
        if line.ok and not people[code].active:
            remarks.append(Problem(line.row, "code", Message("{code} has left the hall.", code=code)))
    have = rosters.roster(hall, min(plans)[0], max(plans)[0]) if plans else {}
    news = {key: halves for key, halves in plans.items() if have.get(key) != halves}
    added = sum(key not in have for key in news)
    return Prepared(
        len(rows),
        [problem for line in rows for problem in line.problems],
        added,
        len(news) - added,
        len(plans) - len(news),
        sorted({code for _, code in news}),
        lambda hall, actor: rosters.save_roster(hall, actor, news),
        remarks,
    )


def _covered(line: Line, people: Mapping[str, object], code: str) -> str:
    covers = line.text("covers")
    wrong = cover_problem(covers, code, people.keys())
    if wrong is not None:
        line.wrong("covers", wrong)
    return covers


def _plan(
    line: Line, plans: Plans, first_row: dict[tuple[date, str, str], int], day: date, code: str, row: Assignment
) -> None:
    halves = plans.setdefault((day, code), {})
    other = clash(row.half, halves)
    if other is not None:
        seen = first_row[day, code, other]
        line.wrong("half", Message("Row {row} says otherwise of the same person and day.", row=seen))
        return
    halves[row.half] = row
    first_row[day, code, row.half] = line.row
