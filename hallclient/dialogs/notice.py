"""A sentence to be read: what is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.base import HallDialog
from hallclient.errors import HallError
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.widgets.cells import safe
from hallclient.widgets.keys import Key


class Notice(HallDialog[None]):
    """Message and remedy; any of the usual keys closes it."""

    KIND = "-error"
    TO_READ = True
    KEYS = (Key("enter", "cancel", Message("Got it"), second="escape,space,ctrl+g"),)

    def __init__(self, message: Message, remedy: Message | None = None, *, title: Message | None = None) -> None:
        super().__init__(title or Message("That did not work"))
        self.message = message
        self.remedy = remedy

    @classmethod
    def of(cls, error: HallError) -> Notice:
        """The notice for an error of the services."""
        return cls(error.message, error.remedy)

    def body(self) -> Iterable[Widget]:
        """Message and remedy."""
        yield Static(safe(say(self.message)), classes="text")
        if self.remedy is not None:
            yield Static(safe(say(self.remedy)), classes="text remedy")
