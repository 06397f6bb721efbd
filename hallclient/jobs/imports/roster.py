"""``import roster``: who is expected where on which day. A file replaces what was known of a person and day."""

from __future__ import annotations

from datetime import date

from hallclient.jobs.imports.columns import Column, Line, lines
from hallclient.jobs.imports.outcome import Prepared
from hallclient.jobs.imports.table import Source, read_sheet
from hallclient.rules.message import Message
from hallclient.rules.terms import HALVES
from hallclient.services import accounts, rosters
from hallclient.services.hall import Hall

PERMISSION = "administer"
COLUMNS = (
    Column("date", "日期", required=True),
    Column("code", "工号", required=True),
    Column("window", "窗口"),
    Column("half", "班次", required=True),
)
_HALF_WORDS = {"休": "off", "白班": "day", "早班": "am", "晚班": "pm"}
_LARGEST_WINDOW = 99
Plans = dict[tuple[date, str], dict[str, int | None]]


def prepare(hall: Hall, source: Source) -> Prepared:
    """Rows by day, person and half-day; counted by person and day."""
    known = set(accounts.names(hall))
    rows = list(lines(source, read_sheet(source), COLUMNS))
    plans: Plans = {}
    first_row: dict[tuple[date, str, str], int] = {}
    for line in rows:
        day, code = line.day("date"), line.needed("code")
        half, window = line.code("half", HALVES, _HALF_WORDS), line.number("window", 1, _LARGEST_WINDOW)
        if day is None and not line.has_problem("date"):
            line.needed("date")
        if not half and not line.has_problem("half"):
            line.needed("half")
        if code and code not in known:
            line.wrong("code", Message("Nobody with the code {code} works here.", code=code))
        if line.ok and day is not None:
            _plan(line, plans, first_row, (day, code, half), window)
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
        lambda hall, actor: rosters.save_roster(hall, news),
    )


def _plan(
    line: Line,
    plans: Plans,
    first_row: dict[tuple[date, str, str], int],
    key: tuple[date, str, str],
    window: int | None,
) -> None:
    day, code, half = key
    halves = plans.setdefault((day, code), {})
    clash = half if half in halves else next((h for h in halves if "day" in (h, half) or "off" in (h, half)), None)
    if clash is not None:
        row = first_row[day, code, clash]
        line.wrong("half", Message("Row {row} says otherwise of the same person and day.", row=row))
        return
    halves[half] = window
    first_row[key] = line.row
