"""Long work with a bar in front, so that nothing else is begun meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.base import HallDialog
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.rules.terms import WORK
from hallclient.widgets.bar import progress
from hallclient.widgets.cells import safe
from hallclient.widgets.keys import Key

Watch = Callable[[str, float], None]
"""A step (``terms.WORK``), and how much of it is done, 0 to 1; from any thread."""

_WIDTH = 40
_NOT_NOW = Message("This goes on until it is done; what is stored is whole.")


class Working(HallDialog[Any]):
    """Gives what the work gave, or the error that ended it. The work is done in a thread and is told of a watch."""

    KEYS = (Key("escape", "cancel", Message("Cancel"), show=False),)

    def __init__(self, title: Message, work: Callable[[Watch], Any]) -> None:
        super().__init__(title)
        self._work = work
        self._line = Static(safe(say(Message("One moment …"))), classes="text")
        self._shown: tuple[str, int] | None = None
        self._results: list[Any] = []

    def body(self) -> Iterable[Widget]:
        """The bar."""
        yield self._line

    def on_mount(self) -> None:
        """Begin."""
        self.run_worker(self._run(), exit_on_error=False)

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """Nothing ends it halfway."""
        return _NOT_NOW if action == "cancel" else super().reason_disabled(action, parameters)

    async def _run(self) -> None:
        try:
            result = await asyncio.to_thread(self._work, self._watch)
        except Exception as error:  # noqa: BLE001 - whoever asked raises it
            result = error
        self._results.append(result)
        self._end()

    def on_screen_resume(self) -> None:
        """What was in front has gone."""
        super().on_screen_resume()
        self._end()

    def _end(self) -> None:
        # The window may have been locked meanwhile, or is asked whether to quit: only what is in front can go.
        if self._results and self.app.screen is self:
            self.dismiss(self._results[0])

    def _watch(self, step: str, done: float) -> None:
        now = (step, int(done * 100))
        if now != self._shown:
            self._shown = now
            self.app.call_from_thread(self._show, *now)

    def _show(self, step: str, percent: int) -> None:
        bar = progress(percent, 100, _WIDTH)
        self._line.update(safe(f"{say(WORK[step])} {bar} {percent:3d} %"), layout=False)
