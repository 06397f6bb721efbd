"""The small application of the first start, before there is a hall."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.worker import WorkerFailed

from hallclient import collector
from hallclient.clock import Clock
from hallclient.driver import driver_class
from hallclient.errors import HallError
from hallclient.language import say
from hallclient.paths import Home
from hallclient.rules.message import Message
from hallclient.screens.dispatch import Dispatch
from hallclient.theme import colours
from hallclient.widgets.key_bar import ShownKey
from hallclient.widgets.keys import Key, Keyed
from hallclient.widgets.top_bar import TopLine

if TYPE_CHECKING:
    from hallclient.screens.base import HallScreen
    from hallclient.services.hall import Hall

_THEME = Path(colours.__file__).with_name("hall.tcss")


class SetupApp(Dispatch, Keyed, App[Home], inherit_bindings=False):
    """Shows the set-up screen; its result is the home of the hall that was made, in ``home`` or of a demo."""

    KEYS = (
        Key("ctrl+q", "quit", Message("Quit"), Message("End the program."), second="alt+q"),
        Key("tab", "app.focus_next", Message("Next field"), internal=True, show=False, priority=True),
        Key("shift+tab", "app.focus_previous", Message("Previous field"), internal=True, show=False, priority=True),
        Key("enter", "next_field", Message("Next field"), internal=True, show=False, priority=True),
    )
    CSS_PATH = _THEME
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False

    def __init__(self, home: Home, clock: Clock | None = None) -> None:
        super().__init__(driver_class=driver_class())
        self.home = home
        self.clock = clock or Clock()
        self.register_theme(colours.HALL)
        self.theme = colours.HALL.name
        self.animation_level = "none"

    def on_mount(self) -> None:
        """Show the screen."""
        from hallclient.screens.setup.screen import SetupScreen

        self.push_screen(SetupScreen())
        self.call_after_refresh(collector.release)

    def top_line(self, screen: HallScreen) -> TopLine:
        """Title and time; there is no window and no clerk yet."""
        return TopLine(say(type(screen).HEADING), say(Message("Government service window")), "", "", self.clock.now())

    def global_keys(self) -> list[ShownKey]:
        """What the last line shows."""
        return [ShownKey(key, self) for key in self.KEYS if key.show]

    async def action_quit(self) -> None:
        """End without a hall."""
        self.exit(None)

    def report(self, error: BaseException) -> None:
        """Show an error as a sentence; there is no log before there is a home."""
        from hallclient.dialogs.notice import Notice

        if isinstance(error, WorkerFailed):
            error = error.error
        if isinstance(error, HallError):
            self.push_screen(Notice.of(error))
            return
        if self._exception is None and isinstance(error, Exception):
            # Textual's test harness raises this at the end of a test.
            self._exception = error
            self._exception_event.set()
        self.push_screen(
            Notice(
                Message("Something went wrong in the program itself ({kind}).", kind=type(error).__name__),
                Message("Try again, or set the hall up with “hallclient init …”."),
            )
        )

    def _handle_exception(self, error: Exception) -> None:
        """Where Textual would print a traceback and end."""
        self.report(error)

    def panic(self, *renderables: Any) -> None:
        """Where Textual would print what it is given and end."""
        self.exit(None, return_code=1)


def set_up(home: Home) -> Hall | None:
    """Ask for a new hall and make it in ``home``, or a demo elsewhere; None where nobody wants one."""
    from hallclient.services.hall import open_hall

    made = SetupApp(home).run()
    # A database connection belongs to the thread that opened it, so the hall is opened here once more.
    return open_hall(made) if made is not None else None
