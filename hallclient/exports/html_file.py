"""A printable HTML page for people: A4, self-contained, no scripts, nothing from elsewhere, all text escaped.

Hall and title stand in the table's head, which browsers repeat on every printed page.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from html import escape
from pathlib import Path

from hallclient.exports.cells import headings, notes, words
from hallclient.files import write_atomically
from hallclient.language import current, say
from hallclient.reports.table import Cell, Rate, Row, Table
from hallclient.rules.message import Message
from hallclient.rules.text import clean

WIDE = 8
"""A table of more columns than this is printed on A4 across."""

_STYLE = """
@page { size: A4 %(turn)s; margin: 14mm 12mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 8mm; max-width: %(width)s; color: #000; background: #fff;
  font: 10.5pt/1.5 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC",
  "WenQuanYi Micro Hei", HanaMinA, HanaMinB, sans-serif; }
table { width: 100%%; border-collapse: collapse; font-size: %(size)s; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 1px solid #444; padding: 3px 5px; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
thead th { background: #eee; white-space: normal; }
thead tr.hall th { border: 0; padding: 0 0 6px; background: none; font-weight: normal; }
h1 { margin: 0; font-size: 16pt; text-align: center; }
.line { display: flex; justify-content: space-between; gap: 12px; font-size: 9.5pt; }
td.n { text-align: right; font-variant-numeric: tabular-nums; }
td.d { white-space: nowrap; font-variant-numeric: tabular-nums; }
tr.total td { font-weight: bold; }
td.none { text-align: center; color: #444; }
.notes { margin: 8px 0 0; padding: 0; list-style: none; font-size: 9.5pt; }
.sign { display: flex; gap: 10mm; margin-top: 12mm; break-inside: avoid; }
.sign span { flex: 1; border-bottom: 1px solid #000; padding-bottom: 2px; }
@media print { body { padding: 0; max-width: none; } thead th { print-color-adjust: exact; } }
"""


def write(table: Table, path: Path, *, hall: str, made: str | None = None) -> None:
    """Write ``table`` to ``path``, row by row."""
    with write_atomically(path) as file:
        for piece in _pieces(table, hall, made):
            file.write(piece.encode("utf-8"))


def _pieces(table: Table, hall: str, made: str | None) -> Iterator[str]:
    yield from _head(table, hall, made)
    yield "<tbody>\n"
    empty = True
    for row in table.rows:
        empty = False
        yield _row(table, row)
    if empty:
        yield f'<tr><td class="none" colspan="{len(table.columns)}">{_say(Message("No entries"))}</td></tr>\n'
    if table.totals:
        yield _row(table, table.totals, total=True)
    yield "</tbody>\n</table>\n"
    lines = "".join(f"<li>{escape(note)}</li>" for note in notes(table))
    if lines:
        yield f'<ul class="notes">{lines}</ul>\n'
    places = (Message("Drawn up by"), Message("Checked by"), Message("Date signed"))
    yield '<div class="sign">' + "".join(f"<span>{_say(place)}</span>" for place in places) + "</div>\n"
    yield "</body>\n</html>\n"


def _head(table: Table, hall: str, made: str | None) -> Iterator[str]:
    wide = len(table.columns) > WIDE
    style = _STYLE % {
        "turn": "landscape" if wide else "portrait",
        "width": "277mm" if wide else "190mm",
        "size": "8pt" if wide else "10pt",
    }
    title, tongue = _say(table.title), "en" if current() == "en" else "zh-CN"
    yield f'<!DOCTYPE html>\n<html lang="{tongue}">\n<head>\n<meta charset="utf-8">\n'
    yield f"<title>{escape(clean(hall))} {title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    made_line = escape(clean(made)) if made else ""
    yield (
        f'<table>\n<thead>\n<tr class="hall"><th colspan="{len(table.columns)}"><h1>{title}</h1>'
        f'<div class="line"><span>{escape(clean(hall))}</span><span>{escape(clean(table.subtitle))}</span>'
        f"<span>{made_line}</span></div></th></tr>\n<tr>"
    )
    yield "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings(table, paper=True))
    yield "</tr>\n</thead>\n"


def _row(table: Table, row: Row, *, total: bool = False) -> str:
    cells = "".join(
        f"<td{_class(cell)}>{escape(words(cell))}</td>" for cell, _ in zip(row, table.columns, strict=True)
    )
    return f'<tr class="total">{cells}</tr>\n' if total else f"<tr>{cells}</tr>\n"


def _class(cell: Cell) -> str:
    if isinstance(cell, datetime | date | time):
        return ' class="d"'
    return ' class="n"' if isinstance(cell, int | Decimal | Rate) and not isinstance(cell, bool) else ""


def _say(message: Message) -> str:
    return escape(clean(say(message)))
