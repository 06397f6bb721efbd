"""A question to be answered with yes or no."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.base import HallDialog
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.widgets.cells import safe
from hallclient.widgets.keys import Key


class Confirm(HallDialog[bool]):
    """True or False; None, by Esc, is to be taken as no.

    ``irreversible`` says what cannot be taken back; then Enter does nothing, so that no key pressed by
    habit confirms it. The digits are for those whose input method is switched on.
    """

    KEYS = (
        Key("y", "yes", Message("Yes"), second="1"),
        Key("n", "no", Message("No"), second="2"),
        Key("enter", "default", Message("Yes"), show=False),
    )

    def __init__(
        self, question: Message, *, irreversible: Message | None = None, title: Message | None = None
    ) -> None:
        super().__init__(title or Message("Please confirm"))
        self.question = question
        self.irreversible = irreversible
        if irreversible is not None:
            self.KIND = "-warning"

    def body(self) -> Iterable[Widget]:
        """The question and what cannot be taken back."""
        yield Static(safe(say(self.question)), classes="text")
        if self.irreversible is not None:
            yield Static(safe("! " + say(self.irreversible)), classes="text irreversible")

    def action_yes(self) -> None:
        """Yes."""
        self.dismiss(True)

    def action_no(self) -> None:
        """No."""
        self.dismiss(False)

    def action_default(self) -> None:
        """Enter: yes, unless it could not be taken back."""
        if self.irreversible is None:
            self.dismiss(True)
