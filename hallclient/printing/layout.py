"""Where everything of a paper stands on A4 pages, in points from the upper left corner; drawn by ``pdf``.

Nothing is cut: words break anywhere when they must, and a row that is longer than a page goes on in the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from hallclient.printing.paper import Block, Code, Entries, Fields, Paper, Paragraph, Places, Seal
from hallclient.printing.text import wrap_by
from hallclient.rules.text import clean

WIDTH, HEIGHT = 595.28, 841.89
_LEFT, _TOP, _BOTTOM = 56.0, 44.0, HEIGHT - 48.0
_TAIL = 12.0
"""How far into the margin the last paragraph may go rather than stand alone on a page."""
_ROOM = WIDTH - 2 * _LEFT
_SIZE, _SMALL, _LEADING = 11.0, 10.0, 16.0
_PAD = 2.0
_LABEL = 9 * _SIZE
_NUMBER = 30.0
_CODE, _SEAL_HEIGHT, _SEAL_WIDTH = 66.0, 84.0, 270.0

Width = Callable[[str], float]
"""Points of a text at a size of one point."""


@dataclass(frozen=True, slots=True)
class Words:
    """Text whose base line begins at ``x``, ``y``."""

    x: float
    y: float
    text: str
    size: float = _SIZE
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A rule to the right."""

    x: float
    y: float
    length: float


@dataclass(frozen=True, slots=True)
class Box:
    """The frame of a cell; ``x``, ``y`` its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Squares:
    """A QR code of ``data``."""

    x: float
    y: float
    side: float
    data: str


Mark = Words | Line | Box | Squares


@dataclass
class Cell:
    """A cell of a row; its lines are taken from it as they are placed."""

    x: float
    width: float
    lines: list[str]


@dataclass
class _Sheet:
    width: Width
    pages: list[list[Mark]] = field(default_factory=lambda: [[]])
    y: float = _TOP
    bottom: float = _BOTTOM

    def add(self, mark: Mark) -> None:
        self.pages[-1].append(mark)

    def turn(self) -> None:
        self.pages.append([])
        self.y = _TOP

    def need(self, height: float) -> None:
        """Go to a new page where ``height`` does not fit on this one, and it does on an empty one."""
        if self.y + height > self.bottom and self.y > _TOP:
            self.turn()

    def wrap(self, text: str, room: float, size: float = _SIZE, first: float = 0) -> list[str]:
        return wrap_by(lambda part: self.width(part) * size, text, room, first)

    def line(self, text: str, x: float, size: float = _SIZE, leading: float = _LEADING, strong: bool = False) -> None:
        self.need(leading)
        self.add(Words(x, self.y + leading * 0.78, text, size, strong))
        self.y += leading

    def row(self, cells: Sequence[Cell], size: float, again: Callable[[], None] = lambda: None) -> None:
        """A row of cells in frames; ``again`` repeats the heading on every page that it goes on to."""
        leading = size * 1.38
        height = max(len(cell.lines) for cell in cells) * leading + 2 * _PAD
        if self.y + min(height, 10 * leading) > _BOTTOM and self.y > _TOP:
            self.turn()
            again()
        while any(cell.lines for cell in cells):
            fitting = int((_BOTTOM - self.y - 2 * _PAD) / leading)
            if fitting < 1:
                self.turn()
                again()
                continue
            count = min(fitting, max(len(cell.lines) for cell in cells))
            for cell in cells:
                self.add(Box(cell.x, self.y, cell.width, count * leading + 2 * _PAD))
                for place, text in enumerate(cell.lines[:count]):
                    self.add(Words(cell.x + _PAD, self.y + _PAD + (place + 0.8) * leading, text, size))
                del cell.lines[:count]
            self.y += count * leading + 2 * _PAD


def texts(paper: Paper) -> Iterator[str]:
    """Everything that will be drawn, for the choice of fonts."""
    yield from map(clean, (paper.hall, paper.title, paper.number, "第页共序号：0123456789"))
    for block in paper.blocks:
        match block:
            case Fields():
                yield from (clean(text) for pair in block.pairs for text in pair)
            case Paragraph():
                yield clean(block.words)
            case Entries():
                yield from (clean(text) for row in (block.columns, *block.rows) for text in row)
            case Places():
                yield from map(clean, block.labels)
            case Seal():
                yield from map(clean, (block.words, block.dated))
            case Code():
                yield clean(block.data)


def lay_out(paper: Paper, width: Width) -> list[list[Mark]]:
    """The marks of each page."""
    sheet = _Sheet(width)
    _heading(sheet, paper)
    blocks = paper.blocks
    for place, block in enumerate(blocks):
        match block:
            case Fields():
                _fields(sheet, block)
            case Paragraph():
                sheet.bottom = _BOTTOM + _TAIL if place == len(blocks) - 1 else _BOTTOM
                _paragraph(sheet, block)
            case Entries():
                _entries(sheet, block)
            case Places():
                _places(sheet, block, blocks[place + 1 :])
            case Seal():
                _seal(sheet, block)
            case Code():
                _code(sheet, block, beside=place + 1 < len(blocks) and isinstance(blocks[place + 1], Seal))
    _feet(sheet, clean(paper.number or paper.title))
    return sheet.pages


def _heading(sheet: _Sheet, paper: Paper) -> None:
    for text, size, leading, strong in ((paper.hall, 14.0, 22.0, False), (paper.title, 20.0, 32.0, True)):
        for part in sheet.wrap(text, _ROOM, size):
            sheet.line(part, _LEFT + (_ROOM - sheet.width(part) * size) / 2, size, leading, strong)
    for part in sheet.wrap(paper.number, _ROOM) if paper.number else ():
        sheet.line(part, _LEFT + _ROOM - sheet.width(part) * _SIZE)
    sheet.y += 4


def _fields(sheet: _Sheet, block: Fields) -> None:
    sheet.y += 4
    for label, value in block.pairs:
        left = Cell(_LEFT, _LABEL, sheet.wrap(label, _LABEL - 2 * _PAD))
        right = Cell(_LEFT + _LABEL, _ROOM - _LABEL, sheet.wrap(value, _ROOM - _LABEL - 2 * _PAD))
        sheet.row((left, right), _SIZE)
    sheet.y += 6


def _paragraph(sheet: _Sheet, block: Paragraph) -> None:
    if block.strong:
        sheet.need(4 * _LEADING)  # a heading stays with what it heads
    indent = 0 if block.strong else 2 * _SIZE
    for place, part in enumerate(sheet.wrap(block.words, _ROOM, first=indent)):
        sheet.line(part, _LEFT + (0 if place else indent), strong=block.strong)
    sheet.y += 2


def _entries(sheet: _Sheet, block: Entries) -> None:
    widths = _columns(sheet, block)

    def cells(texts: Sequence[str]) -> list[Cell]:
        made, x = [], _LEFT
        for text, room in zip(texts, widths, strict=True):
            made.append(Cell(x, room, sheet.wrap(text, room - 2 * _PAD, _SMALL)))
            x += room
        return made

    def head() -> None:
        sheet.row(cells(("序号", *block.columns)), _SMALL)

    sheet.need(5 * _LEADING)
    head()
    for number, row in enumerate(block.rows, 1):
        sheet.row(cells((str(number), *row)), _SMALL, head)
    sheet.y += 6


def _columns(sheet: _Sheet, block: Entries) -> list[float]:
    """Room by what the columns say, within reason."""
    wanted = []
    for place, name in enumerate(block.columns):
        longest = max((sheet.width(clean(row[place])) * _SMALL for row in block.rows), default=0)
        wanted.append(max(sheet.width(name) * _SMALL, min(longest, 170.0), 40.0) + 2 * _PAD + 1)
    rest = _ROOM - _NUMBER
    return [_NUMBER, *(room * rest / sum(wanted) for room in wanted)]


def _places(sheet: _Sheet, block: Places, then: Sequence[Block]) -> None:
    half = _ROOM / 2
    if len(then) == 1 and isinstance(then[0], Paragraph):
        # Who keeps a copy stands below the signatures, on the same page.
        last = len(sheet.wrap(then[0].words, _ROOM, first=2 * _SIZE)) * _LEADING - _TAIL
        sheet.need(30 * ((len(block.labels) + 1) // 2) + 12 + last)
    sheet.y += 6
    for start in range(0, len(block.labels), 2):
        sheet.need(30)
        for place, label in enumerate(block.labels[start : start + 2]):
            x = _LEFT + place * half
            words = sheet.wrap(f"{label}：", half - 60)[0]
            begun = sheet.width(words) * _SIZE + 2
            sheet.add(Words(x, sheet.y + 20, words))
            sheet.add(Line(x + begun, sheet.y + 23, half - begun - 14))
        sheet.y += 30
    sheet.y += 6


def _seal(sheet: _Sheet, block: Seal) -> None:
    sheet.need(_SEAL_HEIGHT)
    y = sheet.y + 26
    for words in (block.words, block.dated):
        for part in sheet.wrap(words, _SEAL_WIDTH):
            x = _LEFT + _ROOM - _SEAL_WIDTH + (_SEAL_WIDTH - sheet.width(part) * _SIZE) / 2
            sheet.add(Words(x, y, part))
            y += _LEADING
    sheet.y = max(sheet.y + _SEAL_HEIGHT, y)


def _code(sheet: _Sheet, block: Code, beside: bool) -> None:
    """With its number below; ``beside`` what follows, which then begins at the same height."""
    lines = sheet.wrap(block.data, _CODE + 40, 7)
    height = _CODE + 10 * len(lines) + 12
    sheet.need(max(height, _SEAL_HEIGHT) if beside else height)
    sheet.add(Squares(_LEFT + 20, sheet.y + 6, _CODE, block.data))
    for place, part in enumerate(lines):
        sheet.add(Words(_LEFT + 20 + (_CODE - sheet.width(part) * 7) / 2, sheet.y + _CODE + 16 + 9 * place, part, 7))
    if not beside:
        sheet.y += height


def _feet(sheet: _Sheet, name: str) -> None:
    count = len(sheet.pages)
    for number, page in enumerate(sheet.pages, 1):
        text = sheet.wrap(name, _ROOM - 120, 8)[0] + f"  第{number}页 共{count}页"
        page.append(Words(_LEFT + (_ROOM - sheet.width(text) * 8) / 2, HEIGHT - 26, text, 8))
