"""Files as tables: CSV in the encodings that offices use, XLSX, TOML. Nothing here knows what the rows mean."""

from __future__ import annotations

import hashlib
import tomllib
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hallclient.errors import BadInput
from hallclient.jobs.imports.csv_rows import TextTable
from hallclient.rules.message import Message
from hallclient.rules.text import clean

LARGEST = 256 * 1024 * 1024
"""Bytes; ten years of requests take less."""

_PIECE = 1 << 20
_HEAD = 64
_WATCH_EVERY = 1000

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")

Watch = Callable[[str, float], None]
"""``read``, ``settle`` or ``store``, and how much of it is done, 0 to 1."""


def _nobody(step: str, done: float) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was found. ``digest`` is its SHA-256, ``size`` its bytes and ``head`` the first of them."""

    path: Path
    digest: str
    size: int
    head: bytes
    watch: Watch = _nobody
    """Is told now and then how far the import has come."""

    @property
    def name(self) -> str:
        """The name of the file, for sentences about it."""
        return self.path.name

    @property
    def data(self) -> bytes:
        """All of it; for files that are short by their nature."""
        return self.path.read_bytes()


@dataclass(frozen=True, slots=True)
class Sheet:
    """``header`` is row 1, ``rows`` the others with their numbers as a spreadsheet shows them, to be read once;
    empty ones are left out."""

    header: tuple[str, ...]
    rows: Iterator[tuple[int, tuple[str, ...]]]


def open_source(path: Path, watch: Watch = _nobody) -> Source:
    """Read the file. Raises :class:`BadInput` in one sentence: not there, a folder, unreadable, empty."""
    remedy = Message("Check the name and where the file is; nothing was imported.")
    try:
        if path.stat().st_size > LARGEST:
            raise BadInput(
                Message("The file {file} is larger than {size} MiB.", file=path.name, size=LARGEST >> 20),
                Message("Split it into several files; nothing was imported."),
            )
        digest, size, head, blank = _read_through(path)
    except FileNotFoundError:
        raise BadInput(Message("There is no file {file}.", file=str(path)), remedy) from None
    except IsADirectoryError:
        raise BadInput(Message("{file} is a folder, not a file.", file=str(path)), remedy) from None
    except (OSError, ValueError) as error:
        if path.is_dir():
            raise BadInput(Message("{file} is a folder, not a file.", file=str(path)), remedy) from None
        detail = getattr(error, "strerror", None) or str(error)
        raise BadInput(
            Message("The file {file} cannot be read: {detail}.", file=str(path), detail=detail), remedy
        ) from error
    if blank:
        raise BadInput(
            Message("The file {file} is empty.", file=path.name),
            Message("Save it again with its header row and its rows; nothing was imported."),
        )
    return Source(path, digest, size, head, watch)


def _read_through(path: Path) -> tuple[str, int, bytes, bool]:
    """Digest, size and beginning of the file, and whether it holds nothing but blanks."""
    whole, size, head, blank = hashlib.sha256(), 0, b"", True
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            whole.update(piece)
            size += len(piece)
            head = head or piece[:_HEAD]
            blank = blank and not piece.strip(b"\xef\xbb\xbf \t\r\n")
    return whole.hexdigest(), size, head, blank


def is_toml(source: Source) -> bool:
    """Whether the file is TOML, by its name."""
    return source.path.suffix.lower() == ".toml"


def is_workbook(source: Source) -> bool:
    """Whether the file is an .xlsx workbook, by what it contains."""
    return source.head.startswith(_ZIP)


def read_toml(source: Source) -> dict[str, Any]:
    """The values of a TOML file. Raises :class:`BadInput` that names the file and the place."""
    try:
        return tomllib.loads(source.data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(
            Message("The file {file} is not valid TOML: {detail}.", file=source.name, detail=str(error)),
            Message("Put the file right and import it again; nothing was imported."),
        ) from error


def read_sheet(source: Source) -> Sheet:
    """The table in the file, read as its rows are asked for: XLSX by what it contains, else CSV.

    Raises :class:`BadInput`, while the rows are read too.
    """
    if is_workbook(source):
        return _spreadsheet(source)
    if source.head.startswith(_OLD_OFFICE):
        raise BadInput(
            Message("The file {file} is in the old .xls format.", file=source.name),
            Message("Save it as .xlsx or CSV and import that; nothing was imported."),
        )
    table = TextTable(source.path, source.size)
    return _sheet(source, table.rows(), lambda: table.done)


def _spreadsheet(source: Source) -> Sheet:
    from hallclient.jobs.imports.xlsx_rows import Workbook

    book: list[Workbook] = []

    def rows() -> Iterator[tuple[int, list[str]]]:
        try:
            with source.path.open("rb") as file, closing(Workbook(file)) as opened:
                book.append(opened)
                yield from opened.rows()
        except (zipfile.BadZipFile, KeyError, ValueError, OSError, zlib.error) as error:
            raise BadInput(
                Message("The file {file} is not a readable .xlsx workbook.", file=source.name),
                Message("Open it in the spreadsheet program and save it again; nothing was imported."),
            ) from error

    return _sheet(source, rows(), lambda: book[0].done if book else 0.0)


def _sheet(source: Source, records: Iterator[tuple[int, list[str]]], done: Callable[[], float]) -> Sheet:
    def numbered() -> Iterator[tuple[int, tuple[str, ...]]]:
        for number, record in records:
            if not number % _WATCH_EVERY:
                source.watch("read", done())
            yield number, tuple([_cell(field) for field in record])

    rows = numbered()
    _, header = next(rows, (1, ()))
    return Sheet(header, ((number, record) for number, record in rows if any(record)))


def _cell(field: str) -> str:
    """Clean text; the apostrophe that our own files put before what a spreadsheet would take for a formula, or would
    cut as a number, goes again."""
    field = clean(field)
    if not field.startswith("'"):
        return field
    return field[1:] if field[1:].startswith(_FORMULA) or field[1:].isdecimal() else field
