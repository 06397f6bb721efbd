"""A bar that fills, with the words of the step beside it."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.widgets.keys import Keyed

_WIDTH = 30


class Progress(Keyed, Static):
    """``at(done, steps, words)`` draws it."""

    def at(self, done: int, steps: int, words: Message) -> None:
        """So far, of so many, and what comes next."""
        filled = _WIDTH * done // steps if steps else 0
        text = Text(no_wrap=True, overflow="crop")
        text.append("[")
        text.append("=" * filled, "bold #87d787 on #005f00")
        text.append(" " * (_WIDTH - filled), "on #303030")
        text.append(f"] {done}/{steps}  ")
        text.append(say(words), "bold")
        self.update(text, layout=False)
