"""One line to be typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.base import HallDialog
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.widgets.cells import safe
from hallclient.widgets.field import Check, Field
from hallclient.widgets.keys import Key


class AskText(HallDialog[str]):
    """The clean text; never empty where ``required``. ``check`` says what is wrong with it."""

    KEYS = (Key("enter", "accept", Message("OK")),)

    def __init__(
        self,
        title: Message,
        label: Message,
        *,
        value: str = "",
        text: Message | None = None,
        check: Check | None = None,
        required: bool = True,
        **field: Any,
    ) -> None:
        super().__init__(title)
        self._text = text
        self.field = Field(label, value, id="text", check=check, required=required, enter_moves=False, **field)

    def body(self) -> Iterable[Widget]:
        """A sentence, if there is one, and the field."""
        if self._text is not None:
            yield Static(safe(say(self._text)), classes="text")
        yield self.field

    def typed_lines(self) -> Mapping[str, Field]:
        """The one."""
        return self.named((self.field,), self._text)

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter takes the text."""
        self.action_accept()

    def action_accept(self) -> None:
        """Take the text if nothing is wrong with it."""
        problem = self.field.problem
        if problem is None:
            self.dismiss(self.field.value)
        else:
            self.field.complain(problem)
