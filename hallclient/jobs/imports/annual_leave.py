"""``import annual_leave``: how much annual leave (年休假) each person has in a year, in days; halves are allowed."""

from __future__ import annotations

import re
import unicodedata

from hallclient.jobs.imports.columns import Column, Line, lines
from hallclient.jobs.imports.outcome import Prepared
from hallclient.jobs.imports.people import People
from hallclient.jobs.imports.table import Source, read_sheet
from hallclient.rules.message import Message
from hallclient.services import leave_balance
from hallclient.services.hall import Hall

PERMISSION = "administer"
COLUMNS = (
    Column("code", "工号", required=True),
    Column("year", "年度", required=True, others=("年份",)),
    Column("days", "天数", required=True),
)


def prepare(hall: Hall, source: Source) -> Prepared:
    """By person and year."""
    have = leave_balance.entitlements(hall)
    people = People(hall)
    rows = list(lines(source, read_sheet(source), COLUMNS))
    wanted: dict[tuple[str, int], int] = {}
    for line in rows:
        code, year, half_days = people.code(line, "code"), line.number("year", 2000, 2999), _half_days(line)
        for key, value in (("code", code), ("year", year)):
            if not value and not line.has_problem(key):
                line.needed(key)
        if line.ok and year is not None and half_days is not None:
            wanted[code, year] = half_days
    news = {key: value for key, value in wanted.items() if have.get(key) != value}
    added = sum(key not in have for key in news)
    values = [{"staff": staff, "year": year, "half_days": number} for (staff, year), number in news.items()]
    return Prepared(
        len(rows),
        [problem for line in rows for problem in line.problems],
        added,
        len(news) - added,
        len(wanted) - len(news),
        sorted({staff for staff, _ in news}),
        lambda hall, actor: leave_balance.save_entitlements(hall, values),
    )


def _half_days(line: Line) -> int | None:
    text = unicodedata.normalize("NFKC", line.needed("days")).strip()
    found = re.fullmatch(r"(\d{1,3})(?:\.([05]))?", text, re.ASCII)
    if text and found is None:
        line.wrong("days", Message("“{value}” is not a number of days such as 5 or 7.5.", value=text))
    return None if found is None else 2 * int(found[1]) + (found[2] == "5")
