"""The sync beside the keyboard: started after the first paint, told when something was done that others wait for."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual import events

from hallclient.screens.base import HallScreen

if TYPE_CHECKING:
    from textual.app import App

    from hallclient.services.hall import Hall
    from hallclient.sync.runner import Runner, SyncStatus

    _Base = App[int]
else:
    _Base = object


class Syncing(_Base):
    """For the application class."""

    hall: Hall
    sync_status: SyncStatus | None = None
    """What the last sync came to; None before the first, and in a hall without a shared file."""
    _runner: Runner | None = None

    def start_sync(self) -> None:
        """Begin to publish summaries, where the hall has a shared file."""
        if not self.hall.config.shared_file:
            return
        from hallclient.sync.runner import Runner

        self._runner = Runner(self.hall, self._post_sync)
        self._runner.start()

    def nudge_sync(self) -> None:
        """A punch or a day close: publish it within seconds."""
        if self._runner is not None:
            self._runner.nudge()

    def stop_sync(self) -> None:
        """No further sync; one that is running is not waited for."""
        if self._runner is not None:
            self._runner.stop()

    def _post_sync(self, status: SyncStatus) -> None:
        """Called on the sync's thread; at the end of the program there may be nobody left to tell."""
        with suppress(RuntimeError):
            self.post_message(events.Callback(callback=partial(self._synced, status)))

    def _synced(self, status: SyncStatus) -> None:
        self.sync_status = status
        screen = self.screen
        if not isinstance(screen, HallScreen):
            return
        for notice in status.notices:
            screen.tell(notice, "warn")
        screen.synced()
