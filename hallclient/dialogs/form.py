"""A few lines to be typed at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.base import HallDialog
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.widgets.cells import safe
from hallclient.widgets.field import Field
from hallclient.widgets.keys import Key


class Form(HallDialog[dict[str, str]]):
    """The clean texts by the ids of their fields. Enter goes from one to the next; in the last it takes all."""

    KEYS = (Key("ctrl+s", "take", Message("OK"), second="alt+s"),)

    def __init__(self, title: Message, fields: Sequence[Field], *, text: Message | None = None) -> None:
        super().__init__(title)
        self.fields = tuple(fields)
        self.fields[-1].input.enter_moves = False
        self._text = text

    def body(self) -> Iterable[Widget]:
        """A sentence, if there is one, and the fields."""
        if self._text is not None:
            yield Static(safe(say(self._text)), classes="text")
        yield from self.fields

    def typed_lines(self) -> Mapping[str, Field]:
        """All of them."""
        return self.named(self.fields, self._text)

    def on_mount(self) -> None:
        """Begin at the first field that is empty."""
        next((field for field in self.fields if not field.value), self.fields[0]).focus()

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter in the last field takes all of them."""
        if event.field is self.fields[-1]:
            self.action_take()

    def action_take(self) -> None:
        """Take the texts, or say which one is not right."""
        for field in self.fields:
            field.recheck()  # another field may have put this one right
            problem = field.problem
            if problem is not None:
                field.complain(problem)
                field.focus()
                return
        self.dismiss({str(field.id): field.value for field in self.fields})
