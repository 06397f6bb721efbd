"""Papers as plain text for a printer or the screen, measured in terminal cells, wrapped the Chinese way.

Nothing is cut: what does not fit goes on in the next line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from hallclient.printing.paper import Block, Code, Entries, Fields, Paper, Paragraph, Places, Seal
from hallclient.rules.text import clean

WIDTH = 80
"""Terminal cells of a line of a printed paper."""

SLIP = 32
"""Cells of a line of a receipt printer with paper of 58 mm."""

NARROW = 38
"""The preview beside the checklist on a screen of 80 cells."""

_LINE = "_" * 20
_NEVER_FIRST = frozenset("，。；：、！？）》」』】〕〉”’％%,.;:!?)]}")
_NEVER_LAST = frozenset("（《「『【〔〈“‘([{")

# A run of letters and digits holds together; every other character, with the marks on it, stands alone.
_PIECE = re.compile(
    r"[0-9A-Za-z_@#&+*/=\-.:]+|.[\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f\U000e0100-\U000e01ef]*", re.DOTALL
)


def render(paper: Paper, width: int = WIDTH) -> str:
    """The paper in lines of at most ``width`` cells, ending in a line break."""
    lines = [*_centred(paper.hall, width), *_centred(paper.title, width)]
    if paper.number:
        lines += [" " * max(0, width - cells(part)) + part for part in wrap(paper.number, width)]
    lines += ["-" * width, *body(paper.blocks, width)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def body(blocks: Sequence[Block], width: int) -> Iterator[str]:
    """The lines of some blocks, with an empty one between two of them, except below a heading."""
    heading = True
    for block in blocks:
        lines = list(_block(block, width))
        if lines:
            yield from [] if heading else [""]
            yield from lines
            heading = isinstance(block, Paragraph) and block.strong


def cells(text: str) -> int:
    """How many terminal cells ``text`` takes."""
    from rich.cells import cell_len

    return cell_len(text)


def wrap(text: str, width: int, first: int = 0) -> list[str]:
    """``text`` in lines of at most ``width`` cells; the first line has ``first`` cells less.

    No line begins with a closing sign or ends with an opening one, as far as there is room.
    """
    from rich.cells import cell_len

    return wrap_by(cell_len, text, width, first)


def wrap_by(cell_len: Callable[[str], float], text: str, width: float, first: float = 0) -> list[str]:
    """The same for any measure of width, such as the points of a font."""
    lines: list[str] = []
    line: list[str] = []
    used: float = 0
    room = width - first
    for piece in _split(clean(text), cell_len, width):
        size = cell_len(piece)
        if used + size > room and (line or room < width):
            carried = _carried(line, piece)
            if sum(map(cell_len, carried)) + size > width:
                carried = []
            lines.append("".join(line[: len(line) - len(carried)]))
            line, room = carried, width
            used = sum(map(cell_len, carried))
        if line or piece != " ":
            line.append(piece)
            used += size
    return [*lines, "".join(line)] if line or not lines else lines


def _split(text: str, measure: Callable[[str], float], width: float) -> Iterator[str]:
    """The pieces of ``text`` that are not broken, none wider than ``width``."""
    for match in _PIECE.finditer(text):
        piece = match.group()
        if len(piece) > 1 and measure(piece) > width:
            yield from piece
        else:
            yield piece


def _carried(line: list[str], piece: str) -> list[str]:
    """What at the end of ``line`` must stay together with ``piece``, which comes next; three pieces at most."""
    start = len(line)
    while start > 1 and len(line) - start < 3 and (piece in _NEVER_FIRST or line[start - 1] in _NEVER_LAST):
        start -= 1
        piece = line[start]
    return line[start:]


def _centred(text: str, width: int) -> list[str]:
    return [" " * ((width - cells(part)) // 2) + part for part in wrap(text, width)]


def _hanging(label: str, value: str, width: int, indent: int = 0) -> list[str]:
    """``label：value``, further lines under the value."""
    head = f"{' ' * indent}{label}："
    hang = min(cells(head), width // 3)
    parts = wrap(value, width - hang, cells(head) - hang)
    return [head + parts[0], *(" " * hang + part for part in parts[1:])]


def _block(block: Block, width: int) -> Iterator[str]:
    match block:
        case Fields():
            for label, value in block.pairs:
                yield from _hanging(label, value, width)
        case Paragraph():
            parts = wrap(block.words, width, 0 if block.strong else 4)
            yield from [parts[0] if block.strong else "    " + parts[0], *parts[1:]]
        case Entries():
            yield from _entries(block, width)
        case Places():
            for label in block.labels:
                yield from wrap(f"{label}：{_LINE if width > SLIP else _LINE[:12]}", width)
        case Code():
            return  # the number stands among the fields
        case Seal():
            for words in (block.words, block.dated):
                for part in wrap(words, width):
                    yield " " * max(0, width - cells(part) - 2) + part


def _entries(block: Entries, width: int) -> Iterator[str]:
    short = len(block.columns) == 2
    for number, (name, *rest) in enumerate(block.rows, 1):
        head = f"{number}. "
        parts = wrap(f"{name}：{rest[0]}" if short else name, width - len(head))
        yield head + parts[0]
        yield from (" " * len(head) + part for part in parts[1:])
        for label, value in zip(block.columns[1:], rest, strict=True):
            if value and not short:
                yield from _hanging(label, value, width, indent=len(head))
