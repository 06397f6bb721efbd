"""Numbers of a workbook as the text that a ledger means: which cells show dates, and what a number says there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from hallclient.jobs.imports.xlsx_xml import walk

_MOST_DIGITS = 10**15
"""A spreadsheet number from here on has lost its last digits."""


def date_styles(part: Iterator[bytes]) -> list[str]:
    """For each style of cells: ``date``, ``span`` (a length of time) or empty for anything else."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

    formats = dict(BUILTIN_FORMATS)
    # Formats of dates in Chinese, which the standard leaves to the language of the program.
    formats |= dict.fromkeys([*range(27, 37), *range(50, 59)], "yyyy-mm-dd")
    found: list[str] = []
    inside: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            formats[int(attributes.get("numFmtId", 0))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside.append(name)
        elif name == "xf" and inside:
            code = formats.get(int(attributes.get("numFmtId", 0)), "")
            found.append("span" if is_timedelta_format(code) else "date" if is_date_format(code) else "")

    def end(name: str) -> None:
        if name.rpartition(":")[2] == "cellXfs":
            inside.clear()

    walk(part, start, end)
    return found


def number(text: str, shown: str, epoch_1904: bool) -> str:
    """The text of a number in a cell that shows a ``date``, a ``span`` or (empty) the number itself."""
    try:
        value = float(text)
    except ValueError:
        return text
    if shown:
        moment = _moment(value, shown, epoch_1904)
        if moment is not None:
            return moment
    if abs(value) >= _MOST_DIGITS:
        return f"{value:.5E}"
    return str(int(value)) if value.is_integer() else str(value)


def _moment(value: float, shown: str, epoch_1904: bool) -> str | None:
    """The date or time that a number means in a cell that shows one; None for a number that is none."""
    from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH, from_excel

    epoch = CALENDAR_MAC_1904 if epoch_1904 else WINDOWS_EPOCH
    try:
        moment = from_excel(value, epoch, timedelta=shown == "span")
    except (OverflowError, ValueError):
        return None
    match moment:
        case datetime():
            return moment.isoformat(sep=" ", timespec="seconds")
        case date() | time():
            return moment.isoformat()
    return str(moment)
