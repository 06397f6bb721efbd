"""CSV for programs and for import: UTF-8 with BOM (spreadsheet programs open it so), CRLF as RFC 4180 has it.

Only the header and the rows: no title, no totals, so that what was exported can be imported again.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from hallclient.exports.cells import for_programs, headings
from hallclient.files import write_atomically
from hallclient.reports.table import Cell, Column, Table

_FORMULA = tuple("=+-@＝＋－＠\t\r")
_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,15})?%?", re.ASCII)


def write(table: Table, path: Path, *, hall: str, made: str | None = None) -> None:
    """Write ``table`` to ``path``, row by row. ``hall`` and ``made`` have no place in this format."""
    with write_atomically(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(headings(table, paper=False))
        columns = table.columns
        for row in table.rows:
            writer.writerow([_cell(cell, column) for cell, column in zip(row, columns, strict=True)])
        text.flush()
        text.detach()


def _cell(cell: Cell, column: Column) -> str | int:
    if isinstance(cell, int) and not isinstance(cell, bool):
        return cell
    return harmless(for_programs(cell, column), number=column.kind != "id")


def harmless(text: str, *, number: bool = True) -> str:
    """``text`` with ``'`` before it where a spreadsheet program would take it for a formula.

    The signs are = + - @ and their full-width forms, also behind blanks. A plain number such as -3.5 stays
    as it is, unless ``number`` is false: an identifier is text.
    """
    if not text.lstrip().startswith(_FORMULA):
        return text
    return text if number and _NUMBER.fullmatch(text) else f"'{text}"
