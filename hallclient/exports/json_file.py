"""JSON for programs: one object with title, columns, rows (objects by column key), totals and notes.

Codes instead of words, dates and times in ISO 8601, marks as true and false, lists of codes as lists.
"""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from hallclient.exports.cells import code, notes
from hallclient.files import write_atomically
from hallclient.language import say
from hallclient.reports.table import Cell, Rate, Row, Table, Term
from hallclient.rules.text import clean


def write(table: Table, path: Path, *, hall: str, made: str | None = None) -> None:
    """Write ``table`` to ``path``, row by row."""
    keys = [column.key for column in table.columns]
    head = {
        "report": table.name,
        "title": clean(say(table.title)),
        "subtitle": clean(table.subtitle),
        "hall": clean(hall),
        "made": clean(made) if made else None,
        "columns": [{"key": c.key, "title": clean(say(c.title)), "kind": c.kind} for c in table.columns],
    }
    tail = {"totals": _row(keys, table.totals) if table.totals else None, "notes": list(notes(table))}
    with write_atomically(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="\n")
        text.write(_dump(head)[:-1] + ', "rows": [')
        between = "\n"
        for row in table.rows:
            text.write(between + _dump(_row(keys, row)))
            between = ",\n"
        text.write("\n], " + _dump(tail)[1:] + "\n")
        text.flush()
        text.detach()


def _row(keys: list[str], row: Row) -> dict[str, Any]:
    return {key: _value(cell) for key, cell in zip(keys, row, strict=True)}


def _value(cell: Cell) -> Any:
    if cell is None or isinstance(cell, int):
        return cell
    if isinstance(cell, Decimal | Rate):
        return float(cell.percent if isinstance(cell, Rate) else cell)
    if isinstance(cell, tuple):
        return [code(term) for term in cell if isinstance(term, Term)]
    return code(cell)


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
