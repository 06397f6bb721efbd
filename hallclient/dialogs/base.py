"""What every dialog has: a box with a title, its own line of keys, and Esc."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.widgets.cells import safe
from hallclient.widgets.key_bar import KeyBar, ShownKey
from hallclient.widgets.keys import Key, Keyed

T = TypeVar("T")


class HallDialog(Keyed, ModalScreen[T | None]):
    """Base of the dialogs. The result is None when the dialog is left with Esc."""

    KEYS = (Key("escape", "cancel", Message("Cancel"), second="ctrl+g"),)
    KIND = ""
    """``-warning`` or ``-error`` for the colour of the frame."""

    def __init__(self, title: Message) -> None:
        super().__init__()
        self.heading = title

    def body(self) -> Iterable[Widget]:
        """The widgets between title and keys."""
        return ()

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes=f"dialog {self.KIND}") as box:
            box.border_title = safe(say(self.heading)).markup
            yield from self.body()
            yield KeyBar(self._own_keys)

    def action_cancel(self) -> None:
        """Leave without a result."""
        self.dismiss(None)

    def refresh_keys(self) -> None:
        """Ask again which keys are disabled."""
        for bar in self.query(KeyBar):
            bar.update()

    def _own_keys(self) -> list[ShownKey]:
        reason = self.app.reason_of  # type: ignore[attr-defined]
        shown = [ShownKey(key, self, reason(key.action, self)) for key in type(self).all_keys() if key.show]
        # A dialog that cannot be left does not offer it.
        return [one for one in shown if not (one.reason and one.key.action == "cancel")]
