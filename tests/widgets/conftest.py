"""An application to put a widget into."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from hallclient.app import HallApp
from hallclient.screens.base import HallScreen
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall
from hallclient.widgets.field import Field
from hallclient.widgets.row_list import RowList

Shown = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


@pytest.fixture
def shown(hall: Hall, clerk: Actor) -> Shown:
    """Shows widgets on a screen of the application, unlocked."""

    @asynccontextmanager
    async def show(*widgets: Widget, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[int]]:
        class Bench(HallScreen):
            heard: list[object] = []

            def body(self) -> tuple[Widget, ...]:
                return widgets

            def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
                self.heard.append(event.row)

            def on_row_list_chosen(self, event: RowList.Chosen) -> None:
                self.heard.append(("chosen", event.row))

            def on_field_changed(self, event: Field.Changed) -> None:
                self.heard.append((event.field.id, event.value, event.problem))

            def on_field_submitted(self, event: Field.Submitted) -> None:
                self.heard.append(("submitted", event.field.id, event.value))

        app = HallApp(hall, actor=clerk, first=None)
        async with app.run_test(size=size) as pilot:
            await app.push_screen(Bench())
            await pilot.pause()
            yield pilot

    return show
