"""The catalogue as a workbook that somebody who is no programmer edits and imports again.

Choices are drop-down lists, everything else is text as typed; a second sheet says what the columns mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hallclient.exports.cells import headings, words
from hallclient.files import write_atomically
from hallclient.language import say
from hallclient.reports.table import Table
from hallclient.rules.message import Message
from hallclient.rules.text import clean

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

_WIDEST = 40
_SPARE_ROWS = 500
"""Rows below the last one that have the drop-down lists too."""


def write(
    table: Table,
    path: Path,
    *,
    choices: Mapping[str, Sequence[Message]],
    guide: Sequence[tuple[str, Message]],
) -> None:
    """Write the file, whole or not at all. ``choices`` are what a column may hold, ``guide`` explains columns."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    with write_atomically(path) as file:
        book = Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
        try:
            _items(book, table, choices)
            _guide(book, table, guide)
        finally:
            try:
                book.close()
            except FileCreateError as error:
                raise OSError(str(error)) from error


def _items(book: Workbook, table: Table, choices: Mapping[str, Sequence[Message]]) -> None:
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "top", "bg_color": "#D9E8F5"})
    # As text, a code such as 007 stays as it is typed.
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    number = book.add_format({"valign": "top", "num_format": "0"})
    sheet = book.add_worksheet(clean(say(table.title))[:31])
    sheet.freeze_panes(1, 2)
    titles = headings(table, paper=False)
    widths = [_width(title) + 2 for title in titles]
    for place, title in enumerate(titles):
        sheet.write_string(0, place, title, head)
    line = 0
    for line, row in enumerate(table.rows, 1):
        for place, cell in enumerate(row):
            if isinstance(cell, int) and not isinstance(cell, bool):
                sheet.write_number(line, place, cell, number)
            elif cell not in (None, ""):
                sheet.write_string(line, place, words(cell), text)
            widths[place] = max(widths[place], min(_WIDEST, _width(words(cell)) + 2))
    for place, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        sheet.set_column(place, place, width, number if column.kind == "int" else text)
        if column.key in choices:
            listed = [clean(say(choice)) for choice in choices[column.key]]
            rule = {"validate": "list", "source": listed, "ignore_blank": True, "error_type": "warning"}
            sheet.data_validation(1, place, line + _SPARE_ROWS, place, rule)
    sheet.autofilter(0, 0, max(line, 1), len(titles) - 1)


def _guide(book: Workbook, table: Table, guide: Sequence[tuple[str, Message]]) -> None:
    sheet = book.add_worksheet(clean(say(Message("How to fill this in")))[:31])
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90)
    titles = dict(zip([column.key for column in table.columns], headings(table, paper=False), strict=True))
    for line, (key, message) in enumerate(guide):
        sheet.write_string(line, 0, titles.get(key, ""), bold)
        sheet.write_string(line, 1, clean(say(message)), wrapped)


def _width(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)
