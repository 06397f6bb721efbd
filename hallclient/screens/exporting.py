"""What is on a screen, written as files: the rows as they are narrowed and sorted, into the home's exports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from rich.text import Text

from hallclient.reports import table as report
from hallclient.rules.message import Message
from hallclient.services.hall import Hall
from hallclient.widgets.columns import Column
from hallclient.widgets.row_list import Cell

_NUMBERS = frozenset({"window"})
"""Columns that are set to the left and have numbers."""
_WHOLE, _BROKEN = re.compile(r"[-+]?\d+", re.ASCII), re.compile(r"([-+]?\d+\.\d+)(%?)", re.ASCII)
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")


def table_of(
    name: str,
    title: Message,
    subtitle: str,
    fields: Sequence[str],
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    notes: tuple[Message, ...] = (),
) -> report.Table:
    """A list as it is shown. ``fields`` name the columns for programs; a column without a name is not written."""
    kept = [place for place, field in enumerate(fields) if field]
    numbers = {place for place in kept if columns[place].right or fields[place] in _NUMBERS}
    made = tuple(
        report.Column(fields[place], columns[place].title, "int" if place in numbers else "text") for place in kept
    )
    lines = tuple(tuple(typed(row[place], number=place in numbers) for place in kept) for row in rows)
    return report.Table(name, title, subtitle, made, lines, notes=notes)


def plain(cell: Cell) -> str:
    """The words of a cell without its colour."""
    return str(cell if isinstance(cell, str | Text) else cell[0]).strip()


def typed(cell: Cell, *, number: bool) -> report.Cell:
    """The cell as a value: numbers are numbers, so that a workbook can reckon with them; a dash stands for none."""
    text = plain(cell)
    if not number:
        return text
    if text == "-":
        return 0
    if _WHOLE.fullmatch(text):
        return int(text)
    broken = _BROKEN.fullmatch(text)
    if broken:
        return report.Rate(Decimal(broken[1])) if broken[2] else Decimal(broken[1])
    return text or None


def write(hall: Hall, table: report.Table, *parts: str) -> list[Path]:
    """Write CSV, XLSX, HTML and JSON under a name made of ``parts``; for a thread. Gives the paths."""
    from hallclient.jobs.export import write_table

    stem = "-".join(part for part in (_NOT_IN_NAMES.sub("_", part).strip("_") for part in parts) if part)
    return write_table(hall, table, stem)


def told(files: Sequence[Path]) -> Message:
    """Where the files are."""
    if len(files) == 1:
        return Message("Written: {file}", file=files[0])
    return Message("Written: {file} and {count} more.", file=files[0], count=len(files) - 1)
