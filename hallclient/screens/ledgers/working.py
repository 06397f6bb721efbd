"""Work of a screen with the bar in front."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from hallclient.dialogs.working import Watch, Working
from hallclient.rules.message import Message
from hallclient.screens.base import HallScreen

T = TypeVar("T")


async def done(screen: HallScreen, title: Message, work: Callable[[Watch], T]) -> T:
    """What the work gives, done in a thread with a database connection of its own. Raises what it raised."""

    def apart(watch: Watch) -> T:
        with screen.app.hall.db.connection_context():
            return work(watch)

    result: T | Exception = await screen.ask(Working(title, apart))  # type: ignore[assignment]
    if isinstance(result, Exception):
        raise result
    return result
