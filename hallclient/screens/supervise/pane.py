"""What the pages of the supervisor's screen have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual.containers import Vertical

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.services.hall import Hall
from hallclient.sync.reading import Shared
from hallclient.widgets.keys import Keyed
from hallclient.widgets.row_list import RowList

if TYPE_CHECKING:
    from hallclient.screens.base import HallScreen


class Pane(Keyed, Vertical):
    """A page. :meth:`read` runs in a thread and gives a value, :meth:`show` shows it.

    A page may have ``KEYS`` of its own; ``CHOSEN`` is the one of its actions that Enter on a row takes.
    """

    CHOSEN: ClassVar[str] = ""
    screen: HallScreen

    list: RowList[Any]

    @property
    def looks_again(self) -> bool:
        """Whether the page is read again from time to time."""
        return True

    def read(self) -> Any:
        """Get what is shown; in a thread, so it must not touch widgets."""
        raise NotImplementedError

    def show(self, found: Any) -> None:
        """Show what :meth:`read` gave."""
        raise NotImplementedError


def age_text(shared: Shared | None, hall: Hall) -> Text:
    """How old the shared summary is, and what is wrong with it."""
    if shared is None:
        return Text(say(Message("No shared file: only what this terminal knows.")), "#a8a8a8")
    if shared.problems:
        return Text("! " + say(shared.problems[0]), "bold #ffd75f", no_wrap=True, overflow="crop")
    if shared.newest is None:
        return Text(say(Message("The summary is empty so far.")), "bold #ffd75f")
    age = shared.age or 0
    at = f"{hall.clock.local(float(shared.newest)):%H:%M}"
    message = Message("Summary of {time}, {age} old", time=at, age=age_words(age))
    return Text(say(message), "#a8a8a8" if age < OLD else "bold #ffd75f")


OLD = 600
"""Seconds after which a summary is no longer taken for the present: terminals speak at least so often."""


def age_words(seconds: int) -> Message:
    """An age in the unit that fits."""
    if seconds < 60:
        return Message("{count} seconds", count=seconds)
    if seconds < 3600:
        return Message("{count} minutes", count=seconds // 60)
    if seconds < 48 * 3600:
        return Message("{count} hours", count=seconds // 3600)
    return Message("{count} days", count=seconds // 86400)
