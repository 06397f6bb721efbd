"""A matter of the catalogue, found as it is typed; Enter takes the highlighted one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.base import HallDialog
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.widgets.cells import safe
from hallclient.widgets.field import Field
from hallclient.widgets.item_picker import Hit, ItemPicker
from hallclient.widgets.keys import Key


class _Picker(ItemPicker):
    """Enter also takes a matter that was chosen before."""

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter."""
        event.prevent_default()
        event.stop()
        self.take()

    def take(self) -> None:
        """What is chosen, or the highlighted hit."""
        if self.code:
            self.post_message(self.Picked(self.code))
        else:
            self._take()


class PickItem(HallDialog[str]):
    """The code of the matter. ``code`` and ``name`` are what Enter takes before anything is typed."""

    AUTO_FOCUS = ""  # the field would have the keyboard before its matter, which typing is to replace

    KEYS = (
        Key("enter", "take", Message("Print")),
        Key("up", "move(-1)", Message("Up"), show=False, internal=True),
        Key("down", "move(1)", Message("Down"), show=False, internal=True),
    )

    def __init__(
        self, title: Message, find: Callable[[str], Sequence[Hit]], *, text: Message, code: str = "", name: str = ""
    ) -> None:
        super().__init__(title)
        self._first = (code, name)
        self._text = text
        self.picker = _Picker(find, label=Message("Matter"), label_width=8, width=40)
        self.picker.field.input.enter_moves = False

    def body(self) -> Iterable[Widget]:
        """A sentence, and the field with what was found."""
        yield Static(safe(say(self._text)), classes="text")
        yield self.picker

    def on_mount(self) -> None:
        """The field, ready to be typed over."""
        code, name = self._first
        if code:
            self.picker.choose(code, name)
        self.picker.field.focus()

    def action_move(self, by: int) -> None:
        """In what was found."""
        self.picker.move(by)

    def action_take(self) -> None:
        """Enter outside the field."""
        self.picker.take()

    def on_item_picker_picked(self, event: ItemPicker.Picked) -> None:
        """Taken."""
        self.dismiss(event.code)
