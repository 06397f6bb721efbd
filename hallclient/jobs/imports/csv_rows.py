"""The rows of a text file, in the encodings and with the separators that offices use; a little of it at a time."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path

from hallclient.errors import BadInput
from hallclient.rules.message import Message

_PIECE = 1 << 20
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\x0b\x0c\r\x1a\x1b")


class TextTable:
    """A text file read row by row. ``done`` tells how much of it has been read, 0 to 1."""

    def __init__(self, path: Path, size: int) -> None:
        self._path = path
        self._size = size
        self.done = 0.0

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Number and fields of each row. Raises :class:`BadInput`."""
        encoding = self._encoding()
        with self._path.open("rb") as file, io.TextIOWrapper(file, encoding, newline="") as text:
            head = text.readline()
            text.seek(0)
            reader = csv.reader(text, delimiter=_separator(head), strict=True)
            try:
                for number, record in enumerate(reader, 1):
                    if not number % 256:
                        self.done = min(1.0, file.tell() / self._size)
                    yield number, record
            except csv.Error as error:
                raise BadInput(
                    Message(
                        "The file {file} is not a table in line {line}: {detail}.",
                        file=self._path.name,
                        line=reader.line_num,
                        detail=str(error),
                    ),
                    Message("Look at the quotation marks there; nothing was imported."),
                ) from error

    def _encoding(self) -> str:
        """UTF-8 with or without its mark, else GB18030 (GBK and GB2312 are part of it)."""
        name = self._path.name
        fitting = {encoding: codecs.getincrementaldecoder(encoding)() for encoding in ("utf-8-sig", "gb18030")}
        with self._path.open("rb") as file:
            while fitting:
                piece = file.read(_PIECE)
                if not file.tell() - len(piece) and piece.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                    raise BadInput(
                        Message("The file {file} is UTF-16 text.", file=name),
                        Message("Save it as CSV in UTF-8 (or GB18030); nothing was imported."),
                    )
                if len(piece.translate(None, _CONTROLS)) != len(piece):
                    break
                for encoding, decoder in list(fitting.items()):
                    try:
                        decoder.decode(piece, final=not piece)
                    except UnicodeDecodeError:
                        del fitting[encoding]
                if not piece and fitting:
                    return next(iter(fitting))
        raise BadInput(
            Message("The file {file} is neither a spreadsheet nor text in UTF-8 or GB18030.", file=name),
            Message("Save it as CSV in UTF-8 or as .xlsx; nothing was imported."),
        )


def _separator(head: str) -> str:
    return "\t" if "\t" in head and "," not in head else ";" if ";" in head and "," not in head else ","
