"""A bar in the line above the keys, for work on many days."""

from __future__ import annotations

from collections.abc import Callable

from hallclient.rules.message import Message
from hallclient.screens.base import HallScreen
from hallclient.widgets.bar import progress

_WIDTH = 24


def bar(screen: HallScreen) -> Callable[[int, int], None]:
    """Moves the bar; for a thread."""

    def move(done: int, whole: int) -> None:
        line = progress(done, whole, _WIDTH)
        said = Message("{bar} {done} of {whole} days", bar=line, done=done, whole=whole)
        screen.app.call_from_thread(screen.tell, said)

    return move
