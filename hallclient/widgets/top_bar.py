"""The first line of every screen: program ─ window ─ clerk ─ sign-in state, and the date and time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.widgets.cells import cell_len, fit
from hallclient.widgets.keys import Keyed

WEEKDAYS = (
    Message("Mon"),
    Message("Tue"),
    Message("Wed"),
    Message("Thu"),
    Message("Fri"),
    Message("Sat"),
    Message("Sun"),
)


@dataclass(frozen=True, slots=True)
class TopLine:
    """What the line says. Parts that are empty are left out; ``moment`` is the local minute."""

    title: str
    window: str
    clerk: str
    state: str
    moment: datetime


class TopBar(Keyed, Widget):
    """Asks ``read`` anew whenever :meth:`update` is called; the application does that when the minute turns.

    It has no timer of its own: asyncio keeps a timer that was given up, and the screen with it, until its
    time would have come.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"top-bar--title"}

    def __init__(self, read: Callable[[], TopLine]) -> None:
        super().__init__()
        self._read = read
        self._line: TopLine | None = None

    def on_mount(self) -> None:
        """Read what is shown."""
        self.update()

    def update(self) -> None:
        """Read again what is shown; paints only where it changed."""
        line = self._read()
        if line != self._line:
            self._line = line
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line, its parts given up from the middle where it is narrow."""
        base, width = self.rich_style, self.size.width
        line = self._line
        if y or line is None:
            return Strip.blank(width, base)
        day = f"{line.moment:%Y-%m-%d} {say(WEEKDAYS[line.moment.weekday()])} {line.moment:%H:%M}"
        for parts, right in _choices(line, day):
            left = " ─ ".join(fit(part, cell_len(part)) for part in parts if part)
            gap = width - 2 - cell_len(left) - cell_len(right)
            if gap >= 1:
                break
        first = parts[0]
        segments = [
            Segment(" ", base),
            Segment(first, self.get_component_rich_style("top-bar--title")),
            Segment(left[len(first) :] + " " * max(1, gap) + right + " ", base),
        ]
        return Strip(segments).adjust_cell_length(width, base)


def _choices(line: TopLine, day: str) -> list[tuple[list[str], str]]:
    clock = f"{line.moment:%H:%M}"
    return [
        ([line.title, line.window, line.clerk, line.state], day),
        ([line.title, line.window, line.clerk, line.state], clock),
        ([line.title, line.clerk, line.state], clock),
        ([line.title, line.clerk], clock),
        ([line.title], clock),
    ]
