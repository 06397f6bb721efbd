"""The locked window: who is there, proven by a PIN."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.base import HallDialog
from hallclient.errors import HallError
from hallclient.language import say, sentences
from hallclient.rules.message import Message
from hallclient.widgets.cells import safe
from hallclient.widgets.field import Field
from hallclient.widgets.keys import Key


class Unlock(HallDialog[Any]):
    """The person that ``verify(code, pin)`` gives back.

    ``verify`` is called in a thread (proving a PIN is slow on purpose) and raises a HallError when it refuses;
    the sentence is shown, the code stays, the PIN is typed again. Without ``leave`` the dialog cannot be left,
    and nothing of what is behind it can be seen.
    """

    KEYS = (Key("enter", "try", Message("Unlock")),)

    def __init__(
        self,
        verify: Callable[[str, str], Any],
        *,
        code: str = "",
        title: Message | None = None,
        text: Message | None = None,
        leave: bool = False,
    ) -> None:
        super().__init__(title or Message("This window is locked"), classes=None if leave else "-opaque")
        self._verify = verify
        self._text = text
        self._leave = leave
        self._busy = False
        self.code = Field(Message("Staff code"), code, id="code", narrow=True, width=20, max_length=32)
        self.pin = Field(
            Message("PIN"), id="pin", narrow=True, width=20, max_length=64, password=True, enter_moves=False
        )
        self._answer = Static(safe(""), classes="text answer")

    def body(self) -> Iterable[Widget]:
        """Code, PIN, and the answer."""
        if self._text is not None:
            yield Static(safe(say(self._text)), classes="text")
        yield self.code
        yield self.pin
        yield self._answer

    def on_mount(self) -> None:
        """The cursor goes where something is missing."""
        (self.pin if self.code.value else self.code).focus()

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """A locked window stays until somebody unlocks it."""
        if action == "cancel" and not self._leave:
            return Message("Type your code and your PIN to unlock the window.")
        return None

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter in the PIN."""
        if event.field is self.pin:
            self.action_try()

    def action_try(self) -> None:
        """Prove the PIN, unless that is being done."""
        if not self.code.value:
            self._say(Message("Type your staff code."))
            self.code.focus()
        elif not self._busy:
            self._busy = True
            self._say(Message("Checking ..."))
            self.run_worker(self._prove(self.code.value, self.pin.input.value))

    async def _prove(self, code: str, pin: str) -> None:
        try:
            person = await asyncio.to_thread(self._verify, code, pin)
        except HallError as error:
            self._say(error.message, error.remedy)
            self.pin.value = ""
            self.pin.focus()
        else:
            self.dismiss(person)
        finally:
            self._busy = False

    def _say(self, *messages: Message) -> None:
        self._answer.update(safe(sentences(*messages)))

    def tell(self, message: Message | str, kind: str = "warn") -> None:
        """Say something in the place of the answer."""
        self._say(message if isinstance(message, Message) else Message("{text}", text=message))
