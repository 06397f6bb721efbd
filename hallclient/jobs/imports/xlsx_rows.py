"""The first sheet of a workbook row by row, in little memory however many rows it has.

openpyxl keeps every text of a workbook in memory and takes twice as long; what it knows of dates is used here.
A workbook is a ZIP of XML files: the texts once each, the formats, and a sheet that names both by number.
"""

from __future__ import annotations

import mmap
import re
import tempfile
import zipfile
from array import array
from collections.abc import Callable, Iterator
from typing import IO

from hallclient.jobs.imports.xlsx_formats import date_styles, number
from hallclient.jobs.imports.xlsx_xml import BadWorkbook, feed, parser_of, walk

CHUNK = 1 << 16
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MOST_COLUMNS = 16_384


class Workbook:
    """A workbook opened for reading its first sheet. ``done`` tells how much of the sheet has been read, 0 to 1."""

    def __init__(self, file: IO[bytes]) -> None:
        self._archive = zipfile.ZipFile(file)
        self._names = {name.lower(): name for name in self._archive.namelist()}
        self._texts = _Texts()
        self._dates: list[str] = []
        self._epoch_1904 = False
        self.done = 0.0

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Number and texts of each row. Raises :class:`BadWorkbook`, ``zipfile.BadZipFile`` and OSError."""
        sheet = self._first_sheet()
        if "xl/styles.xml" in self._names:
            self._dates = date_styles(self._part("xl/styles.xml"))
        if "xl/sharedstrings.xml" in self._names:
            for text in _shared_texts(self._part("xl/sharedstrings.xml")):
                self._texts.add(text)
        size = self._archive.getinfo(self._names[sheet.lower()]).file_size or 1
        reader = _Rows(self._value)
        read = 0
        for chunk in self._part(sheet):
            yield from reader.feed(chunk)
            read += len(chunk)
            self.done = min(1.0, read / size)

    def sheet(self) -> Iterator[bytes]:
        """The XML of the first sheet."""
        yield from self._part(self._first_sheet())

    def close(self) -> None:
        """Let go of the file."""
        self._texts.close()
        self._archive.close()

    def _part(self, name: str) -> Iterator[bytes]:
        found = self._names.get(name.lower())
        if found is None:
            raise BadWorkbook(name)
        with self._archive.open(found) as part:
            while chunk := part.read(CHUNK):
                yield chunk

    def _first_sheet(self) -> str:
        wanted: list[str] = []
        targets: dict[str, str] = {}

        def book(name: str, attributes: dict[str, str]) -> None:
            if name == "sheet" and not wanted:
                wanted.extend(value for key, value in attributes.items() if key.rpartition(":")[2] == "id")
            if name == "workbookPr":
                self._epoch_1904 = attributes.get("date1904") in ("1", "true")

        def relation(name: str, attributes: dict[str, str]) -> None:
            if name == "Relationship":
                targets[attributes.get("Id", "")] = attributes.get("Target", "")

        walk(self._part("xl/workbook.xml"), book)
        walk(self._part("xl/_rels/workbook.xml.rels"), relation)
        target = targets.get(wanted[0] if wanted else "", "")
        if not target:
            raise BadWorkbook("no sheet")
        return target.lstrip("/") if target.startswith("/") else f"xl/{target.removeprefix('./')}"

    def _value(self, kind: str, style: str, text: str) -> str:
        """What a cell says, as text."""
        if kind == "s":
            return self._texts[int(text)]
        if kind in ("", "n"):
            return number(text, self._format(style), self._epoch_1904) if text else ""
        return unescaped(text)

    def _format(self, style: str) -> str:
        place = int(style or 0)
        return self._dates[place] if place < len(self._dates) else ""


class _Texts:
    """The texts of a workbook in a file of their own, found by their number."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the workbook
        self._starts = array("Q", [0])
        self._map: mmap.mmap | None = None

    def add(self, text: str) -> None:
        self._starts.append(self._starts[-1] + self._file.write(text.encode("utf-8", "surrogatepass")))

    def __getitem__(self, number: int) -> str:
        if self._map is None:
            self._file.flush()
            if not self._starts[-1]:
                return ""
            self._map = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ)
        try:
            return str(self._map[self._starts[number] : self._starts[number + 1]], "utf-8", "surrogatepass")
        except IndexError:
            raise BadWorkbook(f"text {number}") from None

    def close(self) -> None:
        if self._map is not None:
            self._map.close()
        self._file.close()


class _Rows:
    """Reads a sheet piece by piece. A row or cell that does not say where it stands follows the one before."""

    def __init__(self, value: Callable[[str, str, str], str]) -> None:
        self._value = value
        self._done: list[tuple[int, list[str]]] = []
        self._row: list[str] = []
        self._number = 0
        self._cell: tuple[int, str, str] | None = None
        self._text: list[str] = []
        self._listening = self._phonetic = False
        self._parser = parser_of(self._start, self._end, self._characters)

    def feed(self, chunk: bytes) -> list[tuple[int, list[str]]]:
        """The rows that end in this piece."""
        feed(self._parser, chunk)
        found, self._done = self._done, []
        return found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            place = place_of(attributes.get("r", "")) if "r" in attributes else len(self._row)
            self._cell = (place, attributes.get("t", ""), attributes.get("s", ""))
            self._text = []
        elif name in ("v", "t"):
            self._listening = not self._phonetic
        elif name == "rPh":
            self._phonetic = True
        elif name == "row":
            said = attributes.get("r", "")
            self._number = int(said) if said.isdecimal() else self._number + 1
            self._row = []

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name in ("v", "t"):
            self._listening = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "c" and self._cell is not None:
            place, kind, style = self._cell
            if place > len(self._row):
                self._row.extend([""] * (place - len(self._row)))
            text = "".join(self._text)
            if place == len(self._row):
                self._row.append(self._value(kind, style, text) if text else "")
        elif name == "row":
            self._done.append((self._number, self._row))

    def _characters(self, text: str) -> None:
        if self._listening:
            self._text.append(text)


def _shared_texts(part: Iterator[bytes]) -> Iterator[str]:
    done: list[str] = []
    text: list[str] = []
    state = {"listening": False, "phonetic": False}

    def start(name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "si":
            text.clear()
        elif name == "rPh":
            state["phonetic"] = True
        elif name == "t":
            state["listening"] = not state["phonetic"]

    def end(name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "t":
            state["listening"] = False
        elif name == "rPh":
            state["phonetic"] = False
        elif name == "si":
            done.append(unescaped("".join(text)))

    def characters(piece: str) -> None:
        if state["listening"]:
            text.append(piece)

    parser = parser_of(start, end, characters)
    for chunk in part:
        feed(parser, chunk)
        yield from done
        done.clear()


def unescaped(text: str) -> str:
    """``_x000D_`` stands for a character that XML does not allow."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def place_of(reference: str) -> int:
    """The column of ``AB12``, from 0."""
    place = 0
    for letter in reference:
        if not "A" <= letter <= "Z":
            break
        place = place * 26 + ord(letter) - 64
    if not 0 < place <= _MOST_COLUMNS:
        raise BadWorkbook(reference)
    return place - 1
