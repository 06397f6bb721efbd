"""The application: the keys of everywhere, and the parts that it is made of. Screens do the rest.

``hallclient.collector.hold()`` and ``hallclient.language.use()`` come before the import of this module: the first
for speed, the second since bindings take their words at import.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App

from hallclient import collector
from hallclient.driver import driver_class
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.rules.roles import may, why_not
from hallclient.screens.base import HallScreen
from hallclient.screens.dispatch import Dispatch
from hallclient.screens.failures import Failures
from hallclient.screens.global_keys import GLOBAL_KEYS
from hallclient.screens.guiding import Guiding
from hallclient.screens.navigation import Navigation
from hallclient.screens.presence import Presence
from hallclient.screens.syncing import Syncing
from hallclient.services.opening import Opening
from hallclient.theme.colours import HALL
from hallclient.widgets.key_bar import ShownKey
from hallclient.widgets.keys import Keyed
from hallclient.widgets.top_bar import TopBar, TopLine

if TYPE_CHECKING:
    from hallclient.services.accounts import Actor
    from hallclient.services.hall import Hall

_HEARTBEAT = 3.0
"""Seconds between looks at the clock, and at whether someone has stopped typing: time to tidy up, or to lock."""


class HallApp(Navigation, Presence, Guiding, Syncing, Failures, Dispatch, Keyed, App[int], inherit_bindings=False):
    """The hall at one window. Without ``actor`` it starts locked; ``first`` names the first screen."""

    KEYS = GLOBAL_KEYS
    CSS_PATH = Path(__file__).with_name("theme") / "hall.tcss"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False

    def __init__(self, hall: Hall | Opening, *, actor: Actor | None = None, first: str | None = "desk") -> None:
        super().__init__(driver_class=driver_class())
        self.hall = hall  # type: ignore[assignment] - the lock screen needs no more than an Opening has
        self.actor = actor
        self.first = first
        self._tidied = self.last_key = time.monotonic()
        self.register_theme(HALL)
        self.theme = HALL.name
        self.stylesheet.set_variables(self.get_css_variables())
        self.animation_level = "none"

    def refresh_css(self, animate: bool = True) -> None:
        """Textual also calls this when the theme is set, before there is a screen: nothing to do then."""
        if self.screen_stack:
            super().refresh_css(animate)

    def on_mount(self) -> None:
        """Open the first screen, or the lock before it."""
        if self.actor is None:
            self.action_lock()
        else:
            self.unlocked(self.actor)
        self.call_after_refresh(self._painted)

    def _painted(self) -> None:
        self.run_worker(self._settle_in(), exit_on_error=False)

    async def _settle_in(self) -> None:
        """What the first paint did not need."""
        if await self.finish_opening():
            collector.release()
            self.start_sync()
            self.set_interval(_HEARTBEAT, self._heartbeat)

    def on_unmount(self) -> None:
        """The program ends."""
        self.stop_sync()

    def _heartbeat(self) -> None:
        idle = time.monotonic() - self.last_key
        if self._tidied < self.last_key and idle > _HEARTBEAT / 2:
            self._tidied = time.monotonic()
            collector.tidy()
        for bar in self.screen.query(TopBar):
            bar.update()
        minutes = self.hall.config.lock_minutes
        if minutes and self.actor is not None and idle > minutes * 60:
            self.action_lock()

    def top_line(self, screen: HallScreen) -> TopLine:
        """What the first line says above ``screen``."""
        config, actor = self.hall.config, self.actor
        window = say(Message("Window {number}", number=config.window))
        return TopLine(
            title=say(type(screen).HEADING),
            window=f"{window}-{config.window_name}" if config.window_name else window,
            clerk=f"{actor.name}({actor.code})" if actor else "",
            state=say(self.standing_now()),
            moment=self.hall.clock.now().replace(second=0),
        )

    def global_keys(self) -> list[ShownKey]:
        """What the last line shows."""
        return [ShownKey(key, self, self.reason_of(key.action, self)) for key in self.KEYS if key.show]

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """Why a key of everywhere cannot be used now."""
        if (action, *parameters) == ("go", "checklist") and self._subject() is None:
            return Message("Choose a request first.")
        watched = action == "go" and parameters[0] in ("punctuality", "hours")
        if watched and self.actor and not may(self.actor.role, "review"):
            return why_not("review")
        if (action, *parameters) == ("go", "supervise") and self.actor and not may(self.actor.role, "follow_up"):
            return None if may(self.actor.role, "review") else why_not("review")
        return None

    def _subject(self) -> str | None:
        return self.screen.subject() if isinstance(self.screen, HallScreen) else None

    def action_go(self, name: str) -> None:
        """Open a screen."""
        if name == "checklist":
            self.go(name, number=self._subject())
        else:
            self.go(name)

    def action_help(self) -> None:
        """Explain the screen."""
        if isinstance(self.screen, HallScreen) and self.screen.NAME != "help":
            self.go("help", about=self.screen)

    def action_park(self) -> None:
        """Put the draft aside, or bring one back."""
        if not (isinstance(self.screen, HallScreen) and self.screen.park()):
            self.go("receive", resume=True)

    async def action_palette(self) -> None:
        """Find a command and do it."""
        from hallclient.dialogs.palette import Palette
        from hallclient.screens.commands import commands

        chosen = await self.push_screen_wait(Palette(commands(self)))
        if chosen is not None:
            await self.run_action(chosen.action, chosen.node)

    async def action_quit(self) -> None:
        """End the program, after asking."""
        from hallclient.dialogs.confirm import Confirm

        if await self.push_screen_wait(Confirm(Message("End the program?"))):
            self.exit(0)
