"""The request is in: its number, large, and where to go from here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.text import Text
from textual.widget import Widget
from textual.widgets import Digits, Static

from hallclient.dialogs.base import HallDialog
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.widgets.cells import safe
from hallclient.widgets.keys import Key


class Received(HallDialog[str]):
    """``checklist``, ``next`` (another applicant) or ``same`` (the same applicant, another matter)."""

    KEYS = (
        Key("enter", "go_on", Message("Check the materials"), second="f4,alt+4", short=Message("Checklist")),
        Key("f2", "next", Message("Next applicant"), second="alt+2,n", short=Message("Next one")),
        Key("c", "same", Message("Same person, another matter"), second="3", short=Message("Another matter")),
        Key("escape", "cancel", Message("Close"), second="ctrl+g"),
    )

    def __init__(self, request: Request, lines: Sequence[Message], warnings: Sequence[Message]) -> None:
        super().__init__(Message("Received"))
        self._request = request
        self._lines = lines
        self._warnings = warnings

    def body(self) -> Iterable[Widget]:
        """Number, whole number, what was done, what to mind."""
        yield Digits(self._request.short_number, classes="number")
        yield Static(safe(self._request.number), classes="whole")
        yield Static(Text("\n").join(safe(say(line)) for line in self._lines), classes="text")
        for warning in self._warnings:
            yield Static(safe("! " + say(warning)), classes="text irreversible")

    def action_go_on(self) -> None:
        """To the checklist."""
        self.dismiss("checklist")

    def action_next(self) -> None:
        """An empty form."""
        self.dismiss("next")

    def action_same(self) -> None:
        """The form with the applicant in it."""
        self.dismiss("same")
