"""The XML inside a workbook, read piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from xml.parsers import expat


class BadWorkbook(ValueError):
    """No workbook, or one that does not hold together."""


def walk(
    part: Iterator[bytes], start: Callable[[str, dict[str, str]], None], end: Callable[[str], None] | None = None
) -> None:
    """Read a whole part, the names without their prefix for ``start``."""
    parser = parser_of(lambda name, values: start(name.rpartition(":")[2], values), end or (lambda name: None), None)
    for chunk in part:
        feed(parser, chunk)


def parser_of(start: Any, end: Any, characters: Any) -> expat.XMLParserType:
    """A parser that tells of elements and text, and refuses what no workbook has."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    if characters is not None:
        parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise BadWorkbook("a document type, which no workbook has")


def feed(parser: expat.XMLParserType, chunk: bytes) -> None:
    """One more piece. Raises :class:`BadWorkbook`."""
    try:
        parser.Parse(chunk, False)
    except expat.ExpatError as error:
        raise BadWorkbook(str(error)) from error
