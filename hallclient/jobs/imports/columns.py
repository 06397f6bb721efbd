"""Columns by their Chinese or English headers, and lines that remember what is wrong with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from hallclient.errors import BadInput
from hallclient.jobs.imports import values
from hallclient.jobs.imports.table import Sheet, Source, is_workbook
from hallclient.language import current, say
from hallclient.rules.message import Message
from hallclient.rules.text import clean

LONGEST_TEXT = 4000


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a format: its English header is the key. ``others`` are further headers that mean it."""

    key: str
    chinese: str
    required: bool = False
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a row (numbered as a spreadsheet numbers it; the header is row 1).

    ``column`` is the letter and the header of the column in the file, empty where it has none.
    """

    row: int
    field: str
    message: Message
    column: str = ""


@dataclass
class Line:
    """A row of the table. Reading a field that does not hold notes the problem and gives an empty value."""

    row: int
    cells: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)
    codes: dict[tuple[str, str, int], str] = field(default_factory=dict, repr=False)
    """What words were found to mean before, in any line of the table."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Field → letter and header of its column in the file."""

    @property
    def ok(self) -> bool:
        """Whether nothing wrong was found so far."""
        return not self.problems

    def wrong(self, key: str, message: Message) -> None:
        """Note a problem."""
        self.problems.append(Problem(self.row, key, message, self.titles.get(key, "")))

    def text(self, key: str, longest: int = LONGEST_TEXT) -> str:
        """The text of a field, empty where the column is not there."""
        found = self.cells.get(key, "")
        if len(found) > longest:
            self.wrong(key, Message("This is longer than {limit} characters.", limit=longest))
            return ""
        return found

    def needed(self, key: str, longest: int = LONGEST_TEXT) -> str:
        """The text of a field that must not be empty."""
        found = self.text(key, longest)
        if not found and not self.has_problem(key):
            self.wrong(key, Message("This must not be empty."))
        return found

    def has_problem(self, key: str) -> bool:
        """Whether something wrong was found in this field."""
        return any(problem.field == key for problem in self.problems)

    def number(self, key: str, lowest: int, highest: int) -> int | None:
        """A whole number; None for an empty field."""
        found = unicodedata.normalize("NFKC", self.text(key)).strip()
        if not found:
            return None
        if re.fullmatch(r"\d{1,9}", found, re.ASCII) and lowest <= int(found) <= highest:
            return int(found)
        self.wrong(
            key,
            Message(
                "“{value}” is not a whole number from {lowest} to {highest}.",
                value=found,
                lowest=lowest,
                highest=highest,
            ),
        )
        return None

    def day(self, key: str) -> date | None:
        """A date; None for an empty field."""
        found = self.text(key)
        day = values.parse_day(found)
        if found and day is None:
            self.wrong(key, Message("“{value}” is not a date such as 2026-11-20.", value=found))
        return day

    def moment(self, key: str) -> datetime | None:
        """A date with its time, naive where no zone is named; None for an empty field."""
        found = self.text(key)
        moment = values.parse_moment(found)
        if found and moment is None:
            self.wrong(key, Message("“{value}” is not a time such as 2026-11-20 09:31.", value=found))
        return moment

    def time_of_day(self, key: str) -> time | None:
        """A time of day; None for an empty field."""
        found = self.text(key)
        hour = values.parse_time(found)
        if found and hour is None:
            self.wrong(key, Message("“{value}” is not a time of day such as 08:30.", value=found))
        return hour

    def code(self, key: str, table: Mapping[str, Message], also: Mapping[str, str] | None = None) -> str:
        """The code that the field means, empty for an empty field."""
        found = self.text(key)
        if not found:
            return ""
        known_as = (key, found, id(table))
        if known_as in self.codes:
            return self.codes[known_as]
        code = values.parse_code(table, found, also)
        if code is None:
            words = [say(word) if current() == "zh_CN" else code for code, word in table.items() if code]
            known = ("、" if current() == "zh_CN" else ", ").join(words)
            self.wrong(key, Message("“{value}” is none of {known}.", value=found, known=known))
            return ""
        self.codes[known_as] = code
        return code

    def yes(self, key: str) -> bool:
        """Yes or no; nothing is no."""
        found = values.parse_bool(self.text(key))
        if found is None:
            self.wrong(key, Message("“{value}” is neither yes nor no.", value=self.text(key)))
        return bool(found)


def lines(source: Source, sheet: Sheet, columns: Sequence[Column]) -> Iterator[Line]:
    """The rows by column. Raises :class:`BadInput` for missing and doubled columns; unknown ones are ignored, and
    so is a row that has nothing but these: a note below the table."""
    try:
        places = _places(source, sheet.header, columns)
    except BadInput:
        # A file that is no table at all is told so before the columns that it lacks.
        for _ in sheet.rows:
            pass
        raise
    codes: dict[tuple[str, str, int], str] = {}
    titles = {key: column_name(place, sheet.header[place]) for key, place in places.items()}
    for number, record in sheet.rows:
        cells = {key: record[place] if place < len(record) else "" for key, place in places.items()}
        if any(cells.values()):
            yield Line(number, cells, codes=codes, titles=titles)


def unknown(sheet: Sheet, columns: Sequence[Column]) -> list[Problem]:
    """The columns of the file that mean nothing here, so that a slip in a heading does not lose them in silence."""
    known = _known(columns)
    found = []
    for place, title in enumerate(sheet.header):
        if title and _spelling(title) not in known:
            message = Message("The column “{name}” is not known; it was not read.", name=title)
            found.append(Problem(1, title, message, column_name(place, title)))
    return found


def column_name(place: int, title: str) -> str:
    """The letter of a column and its heading."""
    return f"{_letter(place)} {title}".rstrip()


def _known(columns: Sequence[Column]) -> dict[str, str]:
    return {_spelling(name): c.key for c in columns for name in (c.key, c.chinese, *c.others)}


def _letter(place: int) -> str:
    """The column as a spreadsheet names it: A, B … Z, AA."""
    return (_letter(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def _places(source: Source, header: Sequence[str], columns: Sequence[Column]) -> dict[str, int]:
    known = _known(columns)
    places: dict[str, int] = {}
    for place, title in enumerate(header):
        key = known.get(_spelling(title))
        if key is None:
            continue
        if key in places:
            raise BadInput(
                Message("The file {file} has the column “{name}” twice.", file=source.name, name=title),
                Message("Leave one of them; nothing was imported."),
            )
        places[key] = place
    missing = [column for column in columns if column.required and column.key not in places]
    if missing:
        named, listed = _listed(missing), _listed(columns)
        lacks = Message("The file {file} has no column {names}.", file=source.name, names=named)
        remedy = Message("Row 1 must name the columns: {names}.", names=listed)
        if is_workbook(source):
            lacks = Message("The first sheet of {file} has no column {names}.", file=source.name, names=named)
            remedy = Message("Only the first sheet is read; its row 1 must name the columns: {names}.", names=listed)
        raise BadInput(lacks, remedy)
    return places


def _listed(columns: Sequence[Column]) -> str:
    return "、".join(f"{column.chinese}|{column.key}" for column in columns)


def _spelling(title: str) -> str:
    """A header without blanks, stars and what stands in brackets behind it."""
    plain = unicodedata.normalize("NFKC", clean(title)).lower()
    plain = re.sub(r"(?<=.)\(.*\)$", "", plain)
    return re.sub(r"[\s*_:\-]", "", plain)
