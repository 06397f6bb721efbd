"""Papers as bytes for a receipt printer with ESC/POS commands: 32 columns, Chinese in GB18030, a QR code, a cut.

Bytes of our own: a driver library would cost a fifth of a second for the dozen commands that are needed. Printers
that know only the two-byte part of GB18030 show a rare character of four bytes wrongly; text and PDF do not.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from hallclient.printing import text
from hallclient.printing.paper import Code, Paper
from hallclient.rules.text import clean

_RESET = b"\x1b@"
_CHINESE = b"\x1c&"
_LEFT, _CENTRE = b"\x1ba\x00", b"\x1ba\x01"
_BIG, _PLAIN = b"\x1d!\x11\x1c!\x0c", b"\x1d!\x00\x1c!\x00"
_FEED_AND_CUT = b"\x1bd\x03\x1dVB\x00"
_SQUARE = 6
"""Dots of a square of the code."""


def render(paper: Paper) -> bytes:
    """The whole slip. The same paper gives the same bytes."""
    width = text.SLIP
    parts = [_RESET, _CHINESE, _CENTRE]
    parts += _lines(text.wrap(paper.hall, width))
    parts += [_BIG, *_lines(text.wrap(paper.title, width // 2)), _PLAIN]
    parts += _lines(text.wrap(paper.number, width)) if paper.number else []
    parts += [_LEFT, *_lines(["-" * width])]
    for is_code, blocks in groupby(paper.blocks, key=lambda block: isinstance(block, Code)):
        if is_code:
            parts += [_code(block) for block in blocks if isinstance(block, Code)]
        else:
            parts += _lines(text.body(list(blocks), width))
    return b"".join([*parts, _FEED_AND_CUT])


def _lines(lines: Iterable[str]) -> list[bytes]:
    return [line.rstrip().encode("gb18030", "replace") + b"\n" for line in lines]


def _code(block: Code) -> bytes:
    """Model 2, its size, medium error correction; then store and print (GS ( k)."""
    data = clean(block.data).encode("gb18030", "replace")
    length = len(data) + 3
    return b"".join(
        (
            b"\n" + _CENTRE,
            b"\x1d(k\x04\x001A2\x00",
            b"\x1d(k\x03\x001C" + bytes([_SQUARE]),
            b"\x1d(k\x03\x001E1",
            b"\x1d(k" + bytes([length % 256, length // 256]) + b"1P0" + data,
            b"\x1d(k\x03\x001Q0",
            data + b"\n" + _LEFT,
        )
    )
