"""A month of one person: days across, half-days down, one pair of cells each, with a colour and a character.

The character is a Chinese one or two letters, so that a pair is two cells in every terminal and the map can be
read without colours too.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.strip import Strip
from textual.widget import Widget

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.rules.punctuality import HalfDay
from hallclient.widgets.cells import fit
from hallclient.widgets.keys import Keyed
from hallclient.widgets.top_bar import WEEKDAYS

_LABEL = 6

CLASSES: dict[str, tuple[Message, Message, str]] = {
    "on_time": (Message("map:on time"), Message("On time"), "#5f875f on #005f00"),
    "late": (Message("map:late"), Message("Late"), "bold #1c1c1c on #ffd75f"),
    "early_leave": (Message("map:early"), Message("Early"), "bold #1c1c1c on #ffaf5f"),
    "missing": (Message("map:missing"), Message("Miss"), "bold #ffffff on #875f00"),
    "absent": (Message("map:absent"), Message("Absent?"), "bold #ffffff on #af0000"),
    "leave": (Message("map:leave"), Message("Excused"), "#ffffff on #005f87"),
    "off_post": (Message("map:off post"), Message("Gone"), "bold #1c1c1c on #d7afff"),
    "none": (Message("map:no data"), Message("No data"), "#a8a8a8 on #303030"),
}
"""Class → the pair of cells, its words, its colours."""

_GLYPHS = {
    "map:on time": "  ",
    "map:late": "L ",
    "map:early": "E ",
    "map:missing": "M ",
    "map:absent": "A ",
    "map:leave": "- ",
    "map:off post": "O ",
    "map:no data": "? ",
}
"""The pairs where there is no translation."""


def class_of(half: HalfDay | None) -> str:
    """The class of a half-day, the worst verdict first; empty for rest days and what is not over."""
    if half is None:
        return ""
    codes = set(half.verdicts)
    if not codes:
        return "none"
    for code in ("absent", "late", "early_leave"):
        if code in codes:
            return code
    if codes & {"missing_in", "missing_out"}:
        return "missing"
    if half.off_post:
        return "off_post"
    if codes & {"leave", "outing", "covered"}:
        return "leave"
    return "on_time" if "on_time" in codes else ""


def glyph(name: str) -> str:
    """The two cells of a class."""
    message = CLASSES[name][0]
    shown = say(message)
    return _GLYPHS[message.text] if shown == message.text else fit(shown, 2)


def legend() -> Text:
    """The classes with their words."""
    text = Text(no_wrap=True, overflow="crop")
    for name, (_, words, style) in CLASSES.items():
        text.append(glyph(name), style)
        text.append(" " + say(words) + " ", "#a8a8a8")
    return text


class HeatMap(Keyed, Widget):
    """The map of ``month``, with one day selected."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__(id="map")
        self.month = date.min
        self.selected = 1
        self._halves: dict[tuple[int, str], HalfDay] = {}

    @property
    def days(self) -> int:
        """Days of the month."""
        return monthrange(self.month.year, self.month.month)[1]

    @property
    def day(self) -> date:
        """The selected day."""
        return self.month.replace(day=min(self.selected, self.days))

    def half(self, half: str) -> HalfDay | None:
        """The half-day of the selected day."""
        return self._halves.get((self.day.day, half))

    def show(self, month: date, halves: Iterable[HalfDay]) -> None:
        """Another month or person."""
        self.month = month.replace(day=1)
        self._halves = {(half.day.day, half.half): half for half in halves}
        self.refresh()

    def select(self, by: int) -> None:
        """Another day, within the month."""
        self.selected = max(1, min(self.day.day + by, self.days))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Days, weekdays, mornings, afternoons."""
        width, base = self.size.width, self.rich_style
        if y > 3 or self.month == date.min:
            return Strip.blank(width, base)
        shown = max(1, (width - _LABEL) // 2)
        first = max(1, min(self.day.day - shown // 2, self.days - shown + 1))
        labels = (f"{self.month:%m}", "", say(Message("AM")), say(Message("PM")))
        segments = [Segment(fit(labels[y], _LABEL), base)]
        for number in range(first, min(self.days, first + shown - 1) + 1):
            segments.append(self._pair(y, number, base))
        return Strip(segments).adjust_cell_length(width, base)

    def _pair(self, y: int, number: int, base: Style) -> Segment:
        selected = number == self.day.day
        if y < 2:
            day = self.month.replace(day=number)
            # Every second number, so that they do not run together.
            written = f"{number:2d}" if selected or (number % 2 and abs(number - self.day.day) != 1) else "  "
            text = written if y == 0 else fit(say(WEEKDAYS[day.weekday()])[-1:], 2)
            style = Style(color="#1c1c1c", bgcolor="#eeeeee", bold=True) if selected else Style(color="#a8a8a8")
            return Segment(text, base + style)
        name = class_of(self._halves.get((number, "am" if y == 2 else "pm")))
        if not name:
            return Segment("[]" if selected else "  ", base)
        style = Style.parse(CLASSES[name][2])
        return Segment(glyph(name), base + style + (Style(underline=True) if selected else Style.null()))
