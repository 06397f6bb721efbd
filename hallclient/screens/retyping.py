"""What was typed for a step that somebody else was quicker with is there when the step is taken again."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual.screen import ModalScreen

from hallclient.dialogs.base import HallDialog

T = TypeVar("T")

if TYPE_CHECKING:
    from hallclient.screens.base import HallScreen

    _Base = HallScreen
else:
    _Base = object


class Retyping(_Base):
    """For a screen, before its base. It clears ``typed`` when a step was taken."""

    typed: dict[str, str]
    """What was typed since then, by dialog and line."""

    def typed_for(self) -> str:
        """Which request the dialogs are about, where the screen has several."""
        return ""

    async def ask(self, dialog: ModalScreen[T]) -> T | None:
        """As every screen asks; a line that was changed and confirmed is filled in the next time."""
        lines = dialog.typed_lines() if isinstance(dialog, HallDialog) else {}
        about = self.typed_for()
        asked = [(f"{about}/{key}", line, line.value) for key, line in lines.items()]
        for key, line, _ in asked:
            if key in self.typed:
                line.value = self.typed[key]
        found = await super().ask(dialog)
        if found is not None:
            self.typed |= {key: line.value for key, line, before in asked if line.value != before}
        return found
