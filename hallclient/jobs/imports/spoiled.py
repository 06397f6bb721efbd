"""Cells of a workbook that do not say what they show: merged ones, of which only the first has a value, and formulas
whose result is an error or was never worked out."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from contextlib import closing

from hallclient.jobs.imports.columns import Problem, column_name
from hallclient.jobs.imports.table import Source, is_workbook
from hallclient.jobs.imports.xlsx_rows import Workbook, place_of
from hallclient.rules.message import Message

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_CELL = re.compile(rb'<(?:\w+:)?c\b([^>]*?\br="([A-Z]+)(\d+)"[^>]*?)(?<!/)>(.*?)</(?:\w+:)?c>', re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]+)<")


def spoiled_cells(source: Source, header: Sequence[str]) -> list[Problem]:
    """A problem for every such place of the first sheet; none for a file that is no workbook."""
    if not is_workbook(source):
        return []
    try:
        with source.path.open("rb") as file, closing(Workbook(file)) as book:
            sheet = b"".join(book.sheet())
    except (zipfile.BadZipFile, KeyError, OSError, ValueError):
        return []  # the reader of the table says what is wrong with the file
    found = []
    for first, top, last, bottom in _MERGED.findall(sheet):
        place = f"{first.decode()}{int(top)}:{last.decode()}{int(bottom)}"
        message = Message("The cells {place} are merged: split them and write the value into each row.", place=place)
        found.append(_problem(first, top, header, message))
    for attributes, column, row, inside in _CELL.findall(sheet):
        message = _what_is_wrong(attributes, inside)
        if message is not None:
            found.append(_problem(column, row, header, message))
    return found


def _what_is_wrong(attributes: bytes, inside: bytes) -> Message | None:
    value = _VALUE.search(inside)
    if b't="e"' in attributes:
        said = value[1].decode("utf-8", "replace") if value else "#"
        return Message("The cell shows the error {error}: write what is meant.", error=said)
    if _FORMULA.search(inside) and value is None and b't="str"' not in attributes:
        return Message("The formula in this cell has no result: save the file in the spreadsheet program once more.")
    return None


def _problem(column: bytes, row: bytes, header: Sequence[str], message: Message) -> Problem:
    letter = column.decode()
    place = place_of(letter)
    title = header[place] if place < len(header) else ""
    return Problem(int(row), title or letter, message, column_name(place, title))
