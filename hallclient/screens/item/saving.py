"""What would change, and from which day: read before an item is saved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rich.text import Text
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.base import HallDialog
from hallclient.language import say
from hallclient.printing.text import wrap
from hallclient.rules.item_diff import Difference, excerpts
from hallclient.rules.item_terms import FIELDS, in_words
from hallclient.rules.message import Message
from hallclient.screens.item.starting import day_check
from hallclient.widgets.field import Field
from hallclient.widgets.keys import Key

_WIDTH = 64
_TALLEST = 11
_LONGEST = 120


class Saving(HallDialog[str]):
    """The day as typed; None by Esc."""

    KEYS = (
        Key("enter", "save", Message("Save item")),
        Key("pageup", "scroll(-1)", Message("Up"), show=False, internal=True),
        Key("pagedown", "scroll(1)", Message("Down"), show=False, internal=True),
    )

    def __init__(self, differences: Sequence[Difference], today: date) -> None:
        super().__init__(Message("What would change"))
        self._differences = differences
        self.day = Field(
            Message("In force from"),
            today.isoformat(),
            id="day",
            narrow=True,
            width=12,
            max_length=10,
            required=True,
            check=day_check(today),
            enter_moves=False,
        )

    def body(self) -> Iterable[Widget]:
        """Field by field, then the day."""
        text = Text("\n").join(line for one in self._differences for line in _lines(one))
        with VerticalScroll(can_focus=False) as self._scroll:
            self._scroll.styles.height = "auto"
            self._scroll.styles.max_height = _TALLEST
            self._scroll.styles.margin = (0, 0, 1, 0)
            yield Static(text)
        yield self.day

    def on_mount(self) -> None:
        """The day can be typed at once."""
        self.day.focus()

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter."""
        self.action_save()

    def action_save(self) -> None:
        """Save from the day on."""
        if self.day.problem is not None:
            self.day.complain(self.day.problem)
        else:
            self.dismiss(self.day.value)

    def action_scroll(self, direction: int) -> None:
        """A page of the differences."""
        self._scroll.scroll_relative(y=direction * (_TALLEST - 1), animate=False)


def _lines(one: Difference) -> list[Text]:
    name = say(FIELDS.get(one.field, Message("Material")))
    title = say(Message("{material} {field}", material=one.material, field=name)).strip()
    found = [Text(title, "bold")]
    before, after = excerpts(*(say(in_words(one.field, text)) for text in (one.before, one.after)), _LONGEST)
    for sign, words, style in (("- ", before, "#d7875f"), ("+ ", after, "#87d787")):
        if words:
            parts = wrap(words, _WIDTH - 2)
            found += [Text((sign if n == 0 else "  ") + part, style) for n, part in enumerate(parts)]
    return found
