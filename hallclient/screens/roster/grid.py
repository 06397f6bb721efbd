"""The grid: people down, days across. Only what is on the screen is drawn, however many people there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message as Event
from textual.strip import Strip
from textual.widget import Widget

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.rules.plan import ON_TOP, Assignment
from hallclient.screens.roster.marks import DEFAULT, KINDS, REST, in_order, mark
from hallclient.screens.roster.sheet import Sheet
from hallclient.services.accounts import Person
from hallclient.widgets.cells import cell_len, fit
from hallclient.widgets.keys import Keyed
from hallclient.widgets.top_bar import WEEKDAYS

_HEAD = 2
_COVERS = Message("roster:covers")
_CURSOR = Style(color="#1c1c1c", bgcolor="#eeeeee", bold=True)
_FAINT = Style(color="#a8a8a8")
_WEEKEND = Style(color="#ffd75f")
_CHANGED = Style(color="#ffd75f", bold=True)
_WRONG = Style(color="#ffffff", bgcolor="#af0000", bold=True)
_PLACE = Style(color="#87d7ff")


class Grid(Keyed, Widget, can_focus=True):
    """``person`` and ``day`` are those under the cursor."""

    ALLOW_SELECT = False

    @dataclass
    class Moved(Event):
        """The cursor is on another cell."""

        grid: Grid

    @dataclass
    class Left(Event):
        """The cursor wants to go beyond the first or last day."""

        grid: Grid
        by: int

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(id="grid")
        self.sheet = sheet
        self.people: Sequence[Person] = ()
        self.first, self.count = date.min, 7
        self.row = self.column = self.top = 0

    @property
    def person(self) -> Person | None:
        """The person under the cursor."""
        return self.people[self.row] if self.people else None

    @property
    def day(self) -> date:
        """The day under the cursor."""
        return self.first + timedelta(days=self.column)

    @property
    def cell(self) -> tuple[date, str] | None:
        """Day and person under the cursor."""
        return (self.day, self.person.code) if self.person is not None else None

    def show(self, people: Sequence[Person], first: date, count: int) -> None:
        """Other people or days; the cursor stays on its person and, where it is shown, on its day."""
        code, day = (self.person.code if self.person else None), self.day if self.people else first
        self.people, self.first, self.count = people, first, count
        self.row = next((n for n, person in enumerate(people) if person.code == code), 0)
        self.column = max(0, min((day - first).days, count - 1))
        self._scroll()
        self.refresh()

    # -- keys and mouse

    def on_key(self, event: events.Key) -> None:
        """Arrows, pages, ends."""
        page = max(1, self._lines - 1)
        moves = {
            "up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1), "pageup": (-page, 0),
            "pagedown": (page, 0), "home": (-len(self.people), 0), "end": (len(self.people), 0),
        }  # fmt: skip
        if event.key in moves:
            event.stop()
            event.prevent_default()
            self.move(*moves[event.key])

    def move(self, down: int, right: int) -> None:
        """The cursor by so many people and days."""
        if not 0 <= self.column + right < self.count:
            self.post_message(self.Left(self, right))
            return
        before, top = self.row, self.top
        self.row = max(0, min(self.row + down, len(self.people) - 1))
        self.column += right
        self._scroll()
        if top != self.top:
            self.refresh()
        else:
            width = self.size.width
            lines = {before - self.top + _HEAD, self.row - self.top + _HEAD, 0, 1}
            self.refresh(*(Region(0, line, width, 1) for line in lines))
        self.post_message(self.Moved(self))

    def on_click(self, event: events.Click) -> None:
        """The cell that was clicked on."""
        row, column = self.top + event.y - _HEAD, (event.x - self._label) // self._width
        if event.y >= _HEAD and row < len(self.people) and 0 <= column < self.count:
            self.move(row - self.row, column - self.column)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Three people on."""
        event.stop()
        self.move(3, 0)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Three people back."""
        event.stop()
        self.move(-3, 0)

    def on_resize(self) -> None:
        """Other room."""
        self._scroll()

    # -- drawing

    @property
    def _lines(self) -> int:
        return max(1, self.size.height - _HEAD)

    @property
    def _label(self) -> int:
        return 12 if self.count > 7 else 16

    @property
    def _width(self) -> int:
        """Cells of a day: two in a month, what there is in a week."""
        return 2 if self.count > 7 else max(6, min(14, (self.size.width - self._label) // self.count))

    def _scroll(self) -> None:
        self.top = min(self.top, self.row)
        self.top = max(self.top, self.row - self._lines + 1)
        self.top = max(0, min(self.top, len(self.people) - self._lines))

    def render_line(self, y: int) -> Strip:
        """Days, weekdays, or a person."""
        width, base = self.size.width, self.rich_style
        if y < _HEAD:
            segments = [Segment(fit(f"{self.first:%Y-%m}" if y == 0 else "", self._label), base + _FAINT)]
            segments += [self._title(y, column, base) for column in range(self.count)]
            return Strip(segments).adjust_cell_length(width, base)
        place = self.top + y - _HEAD
        if place >= len(self.people):
            return Strip.blank(width, base)
        person, here = self.people[place], place == self.row
        name = f"{person.window or '-':>2} {person.name}"
        style = _CURSOR if here else _FAINT if not person.active else Style.null()
        segments = [Segment((">" if here else " ") + fit(name, self._label - 2) + " ", base + style)]
        for column in range(self.count):
            segments += self._cell(person, column, here and column == self.column, base)
        return Strip(segments).adjust_cell_length(width, base)

    def _title(self, y: int, column: int, base: Style) -> Segment:
        day = self.first + timedelta(days=column)
        here = column == self.column
        rests = not self.sheet.plans.works(day)
        style = base + (_CURSOR if here else _WEEKEND if rests else _FAINT)
        if self.count > 7:
            # Every second number, so that they do not run together.
            shown = here or (day.day % 2 and abs(column - self.column) != 1)
            name = say(WEEKDAYS[day.weekday()])
            letter = name[:1] if name.isascii() else name[-1:]
            text = (f"{day.day:2d}" if shown else "  ") if y == 0 else fit(letter, 2)
            return Segment(text, style)
        text = f"{day:%m-%d}" if y == 0 else say(WEEKDAYS[day.weekday()])
        return Segment(fit(text, self._width - 1) + " ", style)

    def _cell(self, person: Person, column: int, here: bool, base: Style) -> list[Segment]:
        day = self.first + timedelta(days=column)
        cell = (day, person.code)
        rows = in_order(self.sheet.rows(cell))
        changed = cell in self.sheet.marked
        if not rows:
            expected = person.active and self.sheet.expected(person, day)
            pieces = [(DEFAULT if expected else REST, _FAINT)]
        elif self.count > 7:
            # What comes on top of the day is what tells it from others.
            shown = rows[-1]
            pieces = [(fit(mark(shown.half), 2), self._style(cell, shown))]
        else:
            pieces = [piece for row in rows for piece in self._pieces(cell, row)]
        width = self._width
        found: list[Segment] = []
        for text, style in pieces:
            text = text if cell_len(text) <= width else fit(text, width)
            width -= cell_len(text)
            shown_style = _CURSOR if here else style
            found.append(Segment(text, base + shown_style + Style(underline=changed and self.count > 7)))
        if changed and width and self.count <= 7:
            found.append(Segment("*", base + (_CURSOR if here else _CHANGED)))
            width -= 1
        found.append(Segment(" " * width, base + (_CURSOR if here else Style.null())))
        return found

    def _pieces(self, cell: tuple[date, str], row: Assignment) -> list[tuple[str, Style]]:
        pieces = [(fit(mark(row.half), 2), self._style(cell, row))]
        if row.window is not None and (row.half not in ON_TOP or len(self.sheet.rows(cell)) == 1):
            pieces.append((str(row.window), _PLACE))
        if row.covers:
            pieces.append((fit(say(_COVERS), 2) if say(_COVERS) != _COVERS.text else "@", _PLACE))
        return pieces

    def _style(self, cell: tuple[date, str], row: Assignment) -> Style:
        if self.sheet.checker.problem(cell, row) is not None:
            return _WRONG
        return Style.parse(KINDS[row.half][2])
