"""``import calendar``: the holiday schedule of a year, as the State Council publishes it.

TOML, one table a year; a day is a date, a span ``A..B`` with both ends, or a table with a name::

    source = "国务院办公厅关于2027年部分节假日安排的通知"

    [[year]]
    year = 2027
    holidays = [
        { date = "2027-01-01..2027-01-03", name = "元旦" },
        "2027-02-05..2027-02-11",
    ]
    workdays = ["2027-02-14"]

CSV and XLSX: 日期|date (a date or a span), 类别|kind (holiday 放假, workday 上班), 名称|name. A year in the file
takes the place of what the hall knew of that year. Counted are days. Dates of open requests that were provisional are
counted anew with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hallclient.jobs.imports import values
from hallclient.jobs.imports.columns import Column, Problem, lines
from hallclient.jobs.imports.outcome import Prepared
from hallclient.jobs.imports.table import Source, is_toml, read_sheet, read_toml
from hallclient.rules.message import Message
from hallclient.rules.text import clean
from hallclient.services import calendar, holidays
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall

PERMISSION = "administer"
COLUMNS = (Column("date", "日期", required=True), Column("kind", "类别", required=True), Column("name", "名称"))
_KINDS = {"holiday": Message("Day off"), "workday": Message("Make-up working day")}
_KIND_WORDS = {
    **dict.fromkeys(("放假", "休", "休息", "节假日", "假日"), "holiday"),
    **dict.fromkeys(("上班", "班", "补班", "调休", "调休上班", "工作日"), "workday"),
}
_LONGEST_SPAN = 31
_FEWEST_OFF = 13
"""Days off that a year has by the 全国年节及纪念日放假办法, article 2, since 2025."""
_SATURDAY = 5


@dataclass
class _Found:
    """The years of the file, their days (working or not, name), and what is wrong."""

    read: int = 0
    years: dict[int, dict[date, tuple[bool, str]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, row: int, key: str, text: str, working: bool, name: str, year: int | None = None) -> None:
        """Take in a day or span, or note what is wrong with it."""
        days = list(_span(text))
        self.read += max(1, len(days))
        problem = self._problem(days, text, working, year)
        if problem is not None:
            self.problems.append(Problem(row, key, problem))
            return
        for day in days:
            self.years.setdefault(day.year, {})[day] = (working, name)

    def _problem(self, days: list[date], text: str, working: bool, year: int | None) -> Message | None:
        if not days:
            return Message(
                "“{value}” is not a date such as 2027-01-01, nor a span such as 2027-02-05..2027-02-11.", value=text
            )
        for day in days:
            if year is not None and day.year != year:
                return Message("{day} does not lie in {year}.", day=day.isoformat(), year=year)
            if day in self.years.get(day.year, {}):
                return Message("{day} stands in the file twice.", day=day.isoformat())
            if working and day.weekday() < _SATURDAY:
                return Message(
                    "{day} is no Saturday or Sunday, so it is worked without being made up.", day=day.isoformat()
                )
        return None


def prepare(hall: Hall, source: Source) -> Prepared:
    """The years of the file compared with what the hall knows."""
    found = _Found()
    origin = _from_toml(source, found) if is_toml(source) else _from_sheet(source, found)
    counts = {"added": 0, "changed": 0, "same": 0}
    news = {}
    for year, days in found.years.items():
        before = calendar.days_of(hall, year)
        known = before or {}
        for day, value in days.items():
            counts["added" if day not in known else "same" if known[day] == value else "changed"] += 1
        gone = len(known.keys() - days.keys())
        counts["changed"] += gone
        if before is None or before != days:
            news[year] = days
            # A year without a single exception is news all the same.
            counts["added"] += not days and before is None

    remarks = [remark for year, days in news.items() if (remark := _few(year, days)) is not None]
    prepared = Prepared(found.read, found.problems, **counts, codes=[str(year) for year in news], remarks=remarks)

    def save(hall: Hall, actor: Actor) -> None:
        prepared.recomputed = holidays.replace(hall, actor, news, origin)

    prepared.save = save
    return prepared


def _few(year: int, days: Mapping[date, tuple[bool, str]]) -> Problem | None:
    """The remark where a schedule has fewer days off than the law gives: a file is taken for the whole year."""
    off = sum(not working for working, _ in days.values())
    if off >= _FEWEST_OFF:
        return None
    words = Message("Only {count} days off for {year}: is that the schedule of the whole year?", count=off, year=year)
    return Problem(1, "date", words)


def _from_sheet(source: Source, found: _Found) -> str:
    for line in lines(source, read_sheet(source), COLUMNS):
        kind, day = line.code("kind", _KINDS, _KIND_WORDS), line.needed("date")
        if not kind and not line.has_problem("kind"):
            line.needed("kind")
        if line.ok:
            found.add(line.row, "date", day, kind == "workday", line.text("name"))
        else:
            found.read += 1
            found.problems += line.problems
    return source.name


def _from_toml(source: Source, found: _Found) -> str:
    data = read_toml(source)
    tables = data.get("year")
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        found.problems.append(Problem(1, "year", Message("There must be one table [[year]] for each year.")))
        return source.name
    for number, table in enumerate(tables, 1):
        _year(found, number, table)
    return clean(str(data.get("source") or source.name))


def _year(found: _Found, number: int, table: dict[str, Any]) -> None:
    year = table.get("year")
    if type(year) is not int or not 1900 <= year <= 9999:
        found.problems.append(Problem(number, "year", Message("The table needs “year = 2027” or another year.")))
        return
    unknown = sorted(set(table) - {"year", "holidays", "workdays", "source"})
    if unknown:
        found.problems.append(Problem(number, unknown[0], Message("“{key}” is not a known key.", key=unknown[0])))
    found.years.setdefault(year, {})
    for key, working in (("holidays", False), ("workdays", True)):
        entries = table.get(key, [])
        if not isinstance(entries, list):
            found.problems.append(Problem(number, key, Message("“{key}” must be a list of dates.", key=key)))
            continue
        for entry in entries:
            text, name = (entry.get("date", ""), entry.get("name", "")) if isinstance(entry, dict) else (entry, "")
            found.add(number, key, str(text), working, clean(str(name)), year)


def _span(text: str) -> Iterator[date]:
    """The days of a date or of a span; none where it is neither."""
    ends = [values.parse_day(part) for part in clean(text).split("..")]
    first, last = ends[0], ends[-1]
    if len(ends) > 2 or first is None or last is None or not 0 <= (last - first).days < _LONGEST_SPAN:
        return
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
