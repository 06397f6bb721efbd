"""Files as tables: CSV in the encodings that offices use, XLSX, TOML. Nothing here knows what the rows mean."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import tomllib
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from hallclient.errors import BadInput
from hallclient.rules.message import Message
from hallclient.rules.text import clean

LARGEST = 256 * 1024 * 1024
"""Bytes; a larger file is refused rather than read into memory."""

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_TEXT_CONTROLS = {*b"\t\n\x0b\x0c\r\x1a\x1b"}
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_MOST_DIGITS = 10**15
"""A spreadsheet number from here on has lost its last digits."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was found. ``digest`` is its SHA-256."""

    path: Path
    data: bytes
    digest: str

    @property
    def name(self) -> str:
        """The name of the file, for sentences about it."""
        return self.path.name


@dataclass(frozen=True, slots=True)
class Sheet:
    """``header`` is row 1, ``rows`` the others with their numbers as a spreadsheet shows them; empty ones are
    left out."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def open_source(path: Path) -> Source:
    """Read the file. Raises :class:`BadInput` in one sentence: not there, a folder, unreadable, empty."""
    remedy = Message("Check the name and where the file is; nothing was imported.")
    try:
        if path.stat().st_size > LARGEST:
            raise BadInput(
                Message("The file {file} is larger than {size} MiB.", file=path.name, size=LARGEST >> 20),
                Message("Split it into several files; nothing was imported."),
            )
        data = path.read_bytes()
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
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise BadInput(
            Message("The file {file} is empty.", file=path.name),
            Message("Save it again with its header row and its rows; nothing was imported."),
        )
    return Source(path, data, hashlib.sha256(data).hexdigest())


def is_toml(source: Source) -> bool:
    """Whether the file is TOML, by its name."""
    return source.path.suffix.lower() == ".toml"


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
    """The table in the file: XLSX by what it contains, else CSV. Raises :class:`BadInput`."""
    if source.data.startswith(_ZIP):
        return _sheet(_xlsx_rows(source))
    if source.data.startswith(_OLD_OFFICE):
        raise BadInput(
            Message("The file {file} is in the old .xls format.", file=source.name),
            Message("Save it as .xlsx or CSV and import that; nothing was imported."),
        )
    return _sheet(_csv_rows(source))


def _sheet(records: Iterable[list[str]]) -> Sheet:
    numbered = ((number, tuple(record)) for number, record in enumerate(records, 1))
    _, header = next(numbered, (1, ()))
    return Sheet(header, tuple((number, record) for number, record in numbered if any(record)))


def _csv_rows(source: Source) -> Iterator[list[str]]:
    text = _decoded(source)
    head = text.partition("\n")[0]
    delimiter = "\t" if "\t" in head and "," not in head else ";" if ";" in head and "," not in head else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for record in reader:
            yield [_cell(field) for field in record]
    except csv.Error as error:
        raise BadInput(
            Message(
                "The file {file} is not a table in line {line}: {detail}.",
                file=source.name,
                line=reader.line_num,
                detail=str(error),
            ),
            Message("Look at the quotation marks there; nothing was imported."),
        ) from error


def _decoded(source: Source) -> str:
    """UTF-8 with or without its mark, else GB18030 (GBK and GB2312 are part of it)."""
    data = source.data
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise BadInput(
            Message("The file {file} is UTF-16 text.", file=source.name),
            Message("Save it as CSV in UTF-8 (or GB18030); nothing was imported."),
        )
    if not any(byte < 32 and byte not in _TEXT_CONTROLS for byte in set(data)):
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise BadInput(
        Message("The file {file} is neither a spreadsheet nor text in UTF-8 or GB18030.", file=source.name),
        Message("Save it as CSV in UTF-8 or as .xlsx; nothing was imported."),
    )


def _xlsx_rows(source: Source) -> Iterator[list[str]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    # openpyxl warns of styles and extensions that it leaves out; the values are all that is wanted.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(io.BytesIO(source.data), read_only=True, data_only=True)
        except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError) as error:
            raise BadInput(
                Message("The file {file} is not a readable .xlsx workbook.", file=source.name),
                Message("Open it in the spreadsheet program and save it again; nothing was imported."),
            ) from error
        try:
            sheet = book.worksheets[0]
            # Some programs write a wrong size of the sheet, which would cut it.
            sheet.reset_dimensions()
            for record in sheet.iter_rows(values_only=True):
                yield [_spreadsheet_text(value) for value in record]
        finally:
            book.close()


def _spreadsheet_text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case datetime():
            return value.isoformat(sep=" ", timespec="seconds")
        case date() | time():
            return value.isoformat()
        case int() | float() if abs(value) >= _MOST_DIGITS:
            return f"{value:.5E}"
        case float() if value.is_integer():
            return str(int(value))
    return _cell(str(value))


def _cell(field: str) -> str:
    """Clean text; the apostrophe that our own files put before what a spreadsheet would take for a formula
    goes again."""
    field = clean(field)
    return field[1:] if field.startswith("'") and field[1:].startswith(_FORMULA) else field
