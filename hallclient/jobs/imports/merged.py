"""Merged cells of a workbook: only their first cell has a value, so that the others would be read as empty."""

from __future__ import annotations

import re
import zipfile

from hallclient.jobs.imports.columns import Problem
from hallclient.jobs.imports.table import Source
from hallclient.rules.message import Message

_ZIP = b"PK\x03\x04"
_FIRST_SHEET = "xl/worksheets/sheet1.xml"
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')


def merged_cells(source: Source) -> list[Problem]:
    """A problem for every merged range of the first sheet; none for a file that is no workbook."""
    if not source.head.startswith(_ZIP):
        return []
    try:
        with zipfile.ZipFile(source.path) as book:
            sheet = book.read(_first(book))
    except (zipfile.BadZipFile, KeyError, OSError, ValueError):
        return []  # the reader of the table says what is wrong with the file
    found = []
    for first, top, last, bottom in _MERGED.findall(sheet):
        place = f"{first.decode()}{int(top)}:{last.decode()}{int(bottom)}"
        message = Message("The cells {place} are merged: split them and write the value into each row.", place=place)
        found.append(Problem(int(top), first.decode(), message, first.decode()))
    return found


def _first(book: zipfile.ZipFile) -> str:
    names = [name for name in book.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
    return _FIRST_SHEET if _FIRST_SHEET in names else sorted(names)[0]
