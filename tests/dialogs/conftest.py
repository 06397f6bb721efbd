"""An application that asks, and keeps the answer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import ModalScreen

from hallclient.app import HallApp
from hallclient.screens.base import HallScreen
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall

NOTHING = object()
Pilots = AsyncIterator[Pilot[int]]
Asked = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


class Asker(HallScreen):
    """Asks with the dialog it is given; ``answer`` is what came back."""

    answer: Any = NOTHING

    def __init__(self, make: Callable[[], ModalScreen[Any]]) -> None:
        super().__init__()
        self.make = make

    async def action_ask(self) -> None:
        self.answer = await self.ask(self.make())


@pytest.fixture
def asked(hall: Hall, clerk: Actor) -> Asked:
    """Shows a dialog; ``pilot.app.screen_stack[1].answer`` is what came back."""

    @asynccontextmanager
    async def ask(
        make: Callable[[], ModalScreen[Any]], size: tuple[int, int] = (80, 24)
    ) -> AsyncIterator[Pilot[int]]:
        app = HallApp(hall, actor=clerk, first=None)
        async with app.run_test(size=size) as pilot:
            screen = Asker(make)
            await app.push_screen(screen)
            await app.run_action("ask", screen)
            await pilot.pause()
            pilot.answer = lambda: screen.answer
            yield pilot

    return ask
