"""XLSX for people: typed numbers, dates and times, everything else text that can never become a formula.

XlsxWriter keeps one row in memory. It is imported when the first workbook is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hallclient.exports.cells import headings, notes, subtitle, words
from hallclient.files import write_atomically
from hallclient.language import say
from hallclient.reports.table import Cell, Rate, Row, Table
from hallclient.rules.text import clean

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

ROWS_A_SHEET = 1_000_000
"""A sheet holds 1,048,576 rows; XlsxWriter leaves out what is beyond without a word, so we turn the page."""

_NARROWEST, _WIDEST = 6, 48
_MEASURED_ROWS = 500
_CHARTED_ROWS = 60
"""A chart of more people than this cannot be read."""

_CANNOT_BE_IN_A_NAME = str.maketrans("", "", "[]:*?/\\'")


def write(table: Table, path: Path, *, hall: str, made: str | None = None) -> None:
    """Write ``table`` to ``path``: header frozen and repeated in print, landscape A4, one page wide."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    with write_atomically(path) as file:
        book = Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        try:
            for one in (table, *table.more):
                _Sheets(book, one, hall, made).fill()
        finally:
            try:
                book.close()
            except FileCreateError as error:
                raise OSError(str(error)) from error


class _Sheets:
    """The sheets of one workbook, filled one after the other."""

    def __init__(self, book: Workbook, table: Table, hall: str, made: str | None) -> None:
        self._book = book
        self._table = table
        self._line = subtitle(table, hall, made)
        self._headings = headings(table, paper=True)
        self._widths = [_width(heading) + 2 for heading in self._headings]
        self._head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "top"})
        self._formats = _formats(book, bold=False)
        self._bold = _formats(book, bold=True)
        self._marks = {
            "warn": book.add_format({"bg_color": "#FFEB9C", "font_color": "#7F6000"}),
            "bad": book.add_format({"bg_color": "#FFC7CE", "font_color": "#9C0006"}),
        }
        book.set_properties({"title": clean(say(table.title)), "subject": self._line, "company": clean(hall)})

    def fill(self) -> None:
        """Write all rows, then totals and notes under them."""
        rows = iter(self._table.rows)
        number, line, more = 0, 0, True
        while more:
            number += 1
            sheet = self._start(number)
            line, more = self._fill_one(sheet, rows)
            self._decorate(sheet, line - 1)
            if not more:
                self._finish(sheet, line)
            for index, width in enumerate(self._widths):
                sheet.set_column(index, index, width)

    def _fill_one(self, sheet: Worksheet, rows: Iterator[Row]) -> tuple[int, bool]:
        """Fill one sheet; gives the line below the last one, and whether rows may be left."""
        line = 1
        for row in rows:
            self._put(sheet, line, row, self._formats)
            if line <= _MEASURED_ROWS:
                self._measure(row)
            line += 1
            if line > ROWS_A_SHEET:
                return line, True
        return line, False

    def _start(self, number: int) -> Worksheet:
        title = clean(say(self._table.title)).translate(_CANNOT_BE_IN_A_NAME)[:25] or self._table.name
        sheet = self._book.add_worksheet(title if number == 1 else f"{title} {number}")
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 0)
        sheet.set_header("&L" + self._line.replace("&", "&&")[:200])
        sheet.set_footer("&C&P / &N")
        for index, heading in enumerate(self._headings):
            sheet.write_string(0, index, heading, self._head)
        return sheet

    def _decorate(self, sheet: Worksheet, last: int) -> None:
        """Colours that follow the numbers, and the chart, where the table asks for them."""
        keys = [column.key for column in self._table.columns]
        for mark in self._table.highlights:
            place, sign = keys.index(mark.key), "<=" if mark.below else ">="
            rule = {"type": "cell", "criteria": sign, "value": mark.limit, "format": self._marks[mark.level]}
            if mark.word is not None:
                rule |= {"type": "text", "criteria": "containing", "value": clean(say(mark.word))}
            if last >= 1:
                sheet.conditional_format(1, place, last, place, rule)
        chart = self._table.chart
        if chart is None or last < 1:
            return
        name, shown = sheet.get_name(), min(last, _CHARTED_ROWS)
        drawing = self._book.add_chart({"type": "bar", "subtype": "stacked"})
        category = keys.index(chart.category)
        for key in chart.values:
            place = keys.index(key)
            drawing.add_series(
                {
                    "name": [name, 0, place],
                    "categories": [name, 1, category, shown, category],
                    "values": [name, 1, place, shown, place],
                }
            )
        drawing.set_title({"name": clean(say(chart.title))})
        drawing.set_y_axis({"reverse": True})
        drawing.set_size({"width": 640, "height": max(240, 60 + 22 * shown)})
        sheet.insert_chart(1, len(keys) + 1, drawing)

    def _finish(self, sheet: Worksheet, line: int) -> None:
        for index, column in enumerate(self._table.columns):
            if column.bar and line > 1:
                sheet.conditional_format(1, index, line - 1, index, {"type": "data_bar"})
        if self._table.totals:
            self._put(sheet, line, self._table.totals, self._bold)
            self._measure(self._table.totals)
            line += 1
        for note in notes(self._table):
            line += 1
            sheet.write_string(line, 0, note)

    def _put(self, sheet: Worksheet, line: int, row: Row, formats: dict[str, Format]) -> None:
        for index, cell in zip(range(len(self._headings)), row, strict=True):
            if cell is None:
                continue
            if isinstance(cell, datetime):
                sheet.write_datetime(line, index, cell.replace(tzinfo=None, microsecond=0), formats["instant"])
            elif isinstance(cell, date):
                sheet.write_datetime(line, index, cell, formats["date"])
            elif isinstance(cell, time):
                sheet.write_datetime(line, index, cell.replace(tzinfo=None, microsecond=0), formats["time"])
            elif isinstance(cell, Rate):
                sheet.write_number(line, index, float(cell.percent / 100), formats["rate"])
            elif isinstance(cell, int | Decimal) and not isinstance(cell, bool):
                sheet.write_number(line, index, cell, formats["text"])
            else:
                sheet.write_string(line, index, words(cell), formats["text"])

    def _measure(self, row: Row) -> None:
        for index, cell in enumerate(row):
            width = min(_WIDEST, _width(_shown(cell)) + 2)
            self._widths[index] = max(self._widths[index], width, _NARROWEST)


def _formats(book: Workbook, *, bold: bool) -> dict[str, Format]:
    common: dict[str, Any] = {"bold": bold, "border": 1, "valign": "top"}
    return {
        "text": book.add_format({**common, "text_wrap": True}),
        "date": book.add_format({**common, "num_format": "yyyy-mm-dd"}),
        "time": book.add_format({**common, "num_format": "hh:mm:ss"}),
        "rate": book.add_format({**common, "num_format": "0.00%"}),
        "instant": book.add_format({**common, "num_format": "yyyy-mm-dd hh:mm:ss"}),
    }


def _shown(cell: Cell) -> str:
    return "0000-00-00 00:00:00" if isinstance(cell, datetime) else words(cell)


def _width(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)
