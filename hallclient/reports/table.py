"""What a report is before it has a format: columns, typed rows, totals and notes. Pure values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Generic, Literal, TypeVar

from hallclient.rules.message import Message

Kind = Literal["text", "int", "date", "time", "instant", "id", "code"]
"""``id`` is an identifier that happens to consist of digits and stays text everywhere. ``code`` holds
:class:`Term` cells: files that programs read (CSV, JSON) get the code, paper and XLSX get the word."""


@dataclass(frozen=True, slots=True)
class Term:
    """A stored code with the word that people read for it (a :class:`Message`, or a name as it is)."""

    code: str
    word: Message | str


@dataclass(frozen=True, slots=True)
class Rate:
    """A percentage, such as 97.62: people read it with its sign, programs get the number."""

    percent: Decimal


Cell = str | int | bool | Decimal | Rate | date | time | datetime | Message | Term | tuple[Term, ...] | None
"""A value of a row. ``None`` is an empty cell; a bool is a mark that stands or not; datetimes are aware and
in the hall's zone; a tuple of terms is a list of codes that hold together."""

Row = tuple[Cell, ...]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``key`` is English, stable, and the English header of the file formats.

    ``paper`` is the heading where the word stands instead of the code, when it needs another one. ``bar`` draws
    the numbers as bars too, where the format can.
    """

    key: str
    title: Message
    kind: Kind = "text"
    paper: Message | None = None
    bar: bool = False


class Rows(Generic[T]):
    """Rows made one at a time from a source, so that a year's export needs no more memory than a day's.

    ``source`` is a collection, or a function that opens it anew, and can then be read once for each format. A
    bare iterator can be read only once: reading it again raises :class:`RuntimeError` instead of
    giving an empty file.
    """

    __slots__ = ("_make", "_read", "_source")

    def __init__(self, source: Iterable[T] | Callable[[], Iterable[T]], make: Callable[[T], Row]) -> None:
        self._source = source
        self._make = make
        self._read = False

    def __iter__(self) -> Iterator[Row]:
        opened = self._source() if callable(self._source) else self._source
        if opened is iter(opened) and opened is self._source:
            if self._read:
                raise RuntimeError("these rows can be read only once")
            self._read = True
        return map(self._make, opened)


@dataclass(frozen=True, slots=True)
class Highlight:
    """Numbers of the column ``key`` from ``limit`` on (or, ``below``, down to it), or texts with ``word`` in them,
    that stand out in a workbook; ``level`` is warn or bad."""

    key: str
    limit: int = 0
    level: Literal["warn", "bad"] = "warn"
    below: bool = False
    word: Message | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart beside the rows of a workbook: stacked columns of the numbers ``values`` for each ``category``."""

    title: Message
    category: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A report. ``name`` is English and stable (file names, JSON); ``subtitle`` says period and scope.

    Every row, and ``totals`` if given, has one cell a column. ``rows`` may be lazy (see :class:`Rows`).
    """

    name: str
    title: Message
    subtitle: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    totals: Row | None = None
    notes: tuple[Message, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    chart: Chart | None = None
    more: tuple[Table, ...] = ()
    """Tables that follow from this one, on sheets of their own in a workbook; other formats leave them out."""
