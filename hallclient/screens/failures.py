"""What the application does with errors: a sentence and a remedy on the screen, the traceback in the log."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual.worker import WorkerFailed

from hallclient.errors import HallError
from hallclient.language import sentences
from hallclient.log import log_to
from hallclient.rules.message import Message

if TYPE_CHECKING:
    from textual.app import App

    from hallclient.services.hall import Hall

    _Base = App[int]
else:
    _Base = object

_log = logging.getLogger("hallclient")
_SPELL, _MANY = 5.0, 8


class Failures(_Base):
    """For the application class. No traceback reaches the screen."""

    hall: Hall
    _times: tuple[float, ...] = ()

    def report(self, error: BaseException) -> None:
        """Show an error of the services as it is, any other as one sentence; then go on.

        Errors that come in a flood would lock the keyboard with dialogs; then the program ends instead.
        """
        from hallclient.dialogs.notice import Notice

        if isinstance(error, WorkerFailed):
            error = error.error
        if not isinstance(error, HallError):
            log_to(self.hall.home)
            _log.error("unexpected", exc_info=error)
            self._remember(error)
        now = time.monotonic()
        self._times = (*(moment for moment in self._times if now - moment < _SPELL), now)
        if not self.is_running or not self.screen_stack or len(self._times) > _MANY:
            self._give_up()
            return
        try:
            notice = Notice.of(error) if isinstance(error, HallError) else Notice(*self._sentence())
            self.push_screen(notice)
        except Exception:  # noqa: BLE001 - the last net
            _log.exception("while reporting")
            self._give_up()

    def _sentence(self) -> tuple[Message, Message]:
        return (
            Message("Something went wrong in the program itself; what was saved is safe."),
            Message(
                "The details for the administrator are in {file}.", file=str(self.hall.home.log / "hallclient.log")
            ),
        )

    def _give_up(self) -> None:
        self.exit(1, return_code=1, message=Text(sentences(*self._sentence())))

    def _remember(self, error: BaseException) -> None:
        # Textual's test harness raises this at the end of a test; the running program does not look at it.
        if self._exception is None and isinstance(error, Exception):
            self._exception = error
            self._exception_event.set()

    def _handle_exception(self, error: Exception) -> None:
        """Where Textual would print a traceback and end."""
        self.report(error)

    def panic(self, *renderables: Any) -> None:
        """Where Textual would print what it is given and end."""
        log_to(self.hall.home)
        _log.error("panic: %s", " ".join(str(thing) for thing in renderables), exc_info=True)
        self._give_up()
