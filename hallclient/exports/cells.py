"""What a cell says: its code for programs, its words for people. One place for all formats."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from hallclient.language import current, say
from hallclient.reports.table import Cell, Column, Rate, Table, Term
from hallclient.rules.message import Message
from hallclient.rules.text import clean


def words(cell: Cell) -> str:
    """The cell for people, in the language in use and free of control characters; minutes are enough."""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    return _text(cell, codes=False)


def code(cell: Cell) -> str:
    """The cell for programs: codes, ISO dates, times with seconds and the hall's offset from UTC."""
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="seconds")
    return _text(cell, codes=True)


def _text(cell: Cell, *, codes: bool) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return say(Message("yes")) if cell else say(Message("no"))
        case Term():
            return _plain(cell.code if codes else say(cell.word))
        case Rate():
            return str(cell.percent) if codes else f"{cell.percent}%"
        case tuple():
            return (";" if codes else " ").join(_text(term, codes=codes) for term in cell)
        case Message():
            return clean(say(cell))
        case time():
            return cell.strftime("%H:%M:%S")
        case date():
            return cell.isoformat()
    return _plain(str(cell))


def _plain(text: str) -> str:
    # Numbers and codes, most of a ledger, need no search for what is hidden in them.
    return text.strip(" ") if text.isascii() and text.isprintable() else clean(text)


def for_programs(cell: Cell, column: Column) -> str:
    """The cell in a file that can be imported again: codes in ``code`` columns, words in the others."""
    if isinstance(cell, Term | tuple) and column.kind != "code" and not _dated(column):
        return words(cell)
    return code(cell)


def _dated(column: Column) -> bool:
    return column.kind in ("date", "time", "instant", "int")


def headings(table: Table, *, paper: bool) -> list[str]:
    """The column headings: on ``paper`` the title; in files for programs the English one is the key."""
    if paper:
        return [clean(say(column.paper or column.title)) for column in table.columns]
    if current() == "en":
        return [column.key for column in table.columns]
    return [clean(say(column.title)) for column in table.columns]


def notes(table: Table) -> Iterable[str]:
    """The notes under the table, in the language in use."""
    return [clean(say(note)) for note in table.notes]


def subtitle(table: Table, hall: str, made: str | None) -> str:
    """Hall, period and when it was made, as one line."""
    return "  ".join(clean(part) for part in (hall, table.subtitle, made or "") if part)
