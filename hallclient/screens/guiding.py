"""The guide slip (引导单) in two keys: one for it, and the digit of the right window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hallclient.rules.message import Message

if TYPE_CHECKING:
    from textual.app import App

    from hallclient.services.accounts import Actor
    from hallclient.services.hall import Hall

    _Base = App[int]
else:
    _Base = object


class Guiding(_Base):
    """For the application class."""

    hall: Hall
    actor: Actor | None

    async def action_guide(self) -> None:
        """Choose the window; the slip is printed and the guidance counted."""
        from hallclient.dialogs.choose import Choose, Option
        from hallclient.jobs import papers
        from hallclient.screens.printing import print_out
        from hallclient.services import windows

        screen, actor = self.screen, self.actor
        if actor is None:
            return
        here = self.hall.config.window
        options = [
            Option(
                window,
                Message(
                    "Window {number} {name}  {floor}  {phone}",
                    number=window.number,
                    name=window.name,
                    floor=window.floor,
                    phone=window.phone,
                ),
            )
            for window in windows.every(self.hall)
            if window.number != here
        ]
        window = await self.push_screen_wait(Choose(Message("Guide to which window?"), options))
        if window is not None:
            matter = screen.guided_matter() if hasattr(screen, "guided_matter") else ""
            slip = papers.guide_to_window(self.hall, actor, window, matter)
            printing = print_out(screen, [slip.id])  # type: ignore[arg-type]
            screen.tell(  # type: ignore[attr-defined]
                Message("Guided to window {number}. {printing}", number=window.number, printing=printing)
            )
