"""Several lines to be typed, one below the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.base import HallDialog
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.widgets.cells import safe
from hallclient.widgets.field import Check, Field
from hallclient.widgets.keys import Key


@dataclass(frozen=True, slots=True)
class Asked:
    """A line: its key in the result, its label, what stands there, and what is wrong with what is typed."""

    key: str
    label: Message
    value: str = ""
    check: Check | None = None
    required: bool = False
    narrow: bool = False


Whole = Callable[[Mapping[str, str]], "tuple[str, Message] | None"]
"""What is wrong with the lines together: the key of the one to go to, and the words."""


class AskFields(HallDialog[dict[str, str]]):
    """The clean texts by key. Enter goes to the next line and takes everything in the last one."""

    KEYS = (
        Key("enter", "accept", Message("OK"), second="ctrl+s"),
        Key("up", "app.focus_previous", Message("Up"), show=False, internal=True),
        Key("down", "app.focus_next", Message("Down"), show=False, internal=True),
    )

    def __init__(
        self, title: Message, asked: Sequence[Asked], *, text: Message | None = None, whole: Whole | None = None
    ) -> None:
        super().__init__(title)
        self._text = text
        self._whole = whole
        last = len(asked) - 1
        self.fields = {
            one.key: Field(
                one.label,
                one.value,
                id=f"ask-{place}",
                check=one.check,
                required=one.required,
                narrow=one.narrow,
                enter_moves=place < last,
            )
            for place, one in enumerate(asked)
        }

    def body(self) -> Iterable[Widget]:
        """A sentence, if there is one, and the lines."""
        if self._text is not None:
            yield Static(safe(say(self._text)), classes="text")
        yield from self.fields.values()

    def typed_lines(self) -> Mapping[str, Field]:
        """All of them."""
        return self.named(self.fields.values(), self._text)

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter in the last line takes everything."""
        if event.field is list(self.fields.values())[-1]:
            self.action_accept()

    def action_accept(self) -> None:
        """Take the texts if nothing is wrong with them; else go to the first that is."""
        for field in self.fields.values():
            problem = field.problem
            if problem is not None:
                self._complain(field, problem)
                return
        found = {key: field.value for key, field in self.fields.items()}
        wrong = self._whole(found) if self._whole else None
        if wrong is None:
            self.dismiss(found)
        else:
            self._complain(self.fields[wrong[0]], wrong[1])

    def _complain(self, field: Field, problem: Message) -> None:
        field.complain(problem)
        field.focus()
