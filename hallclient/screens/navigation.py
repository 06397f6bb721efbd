"""Going from screen to screen: each at most once on the stack, the desk at its bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hallclient.rules.message import Message
from hallclient.screens import registry

if TYPE_CHECKING:
    from textual.app import App

    from hallclient.screens.base import HallScreen

    _Base = App[int]
else:
    _Base = object


class Navigation(_Base):
    """For the application class."""

    def go(self, name: str, **values: Any) -> None:
        """Open the screen ``name`` with ``values`` for its constructor, or come back to it.

        Without values, a screen that is open already comes to the front as it was; screens above it are left,
        and asked first whether anything would be lost.
        """
        from hallclient.screens.base import HallScreen

        screens = [screen for screen in self.screen_stack if isinstance(screen, HallScreen)]
        places = [place for place, screen in enumerate(screens) if name == screen.NAME]
        if not places:
            self._open(name, values)
            return
        above = screens[places[-1] + (0 if values else 1) :]
        if any(screen.leaving() for screen in above):
            self.run_worker(self._leave_all(above, name, values), exit_on_error=False)
            return
        for _ in above:
            self.pop_screen()
        if values:
            self._open(name, values)

    def _open(self, name: str, values: dict[str, Any]) -> None:
        from hallclient.screens.base import HallScreen

        for screen in self.screen_stack:
            if isinstance(screen, HallScreen):
                screen.hush()  # what was told there is old news when the clerk comes back
        self.push_screen(registry.load(name)(**values))

    async def _leave_all(self, above: list[HallScreen], name: str, values: dict[str, Any]) -> None:
        for screen in reversed(above):
            if not await self.leave(screen):
                return
        if values:
            self._open(name, values)

    async def leave(self, screen: HallScreen) -> bool:
        """Close the screen in front; False where the clerk wants to stay, or there is nothing behind it."""
        from hallclient.dialogs.confirm import Confirm

        if screen.is_first or self.screen is not screen:
            return False
        question = screen.leaving()
        if question is not None:
            if not await self.push_screen_wait(
                Confirm(question, irreversible=Message("What was not saved is lost."))
            ):
                return False
            screen.abandon()
        self.pop_screen()
        return True
