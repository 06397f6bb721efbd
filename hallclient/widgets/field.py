"""A labelled line to type in, which says while one types what is wrong."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message as Event
from textual.timer import Timer
from textual.widgets import Input

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.rules.text import clean
from hallclient.widgets.cells import cell_len
from hallclient.widgets.keys import Keyed
from hallclient.widgets.line import Line
from hallclient.widgets.pace import Pace

Check = Callable[[str], Message | None]
"""Says what is wrong with the text, or None."""

PAUSE = 0.12
"""Seconds without a key before the text is checked. An input method commits a sentence as one key each."""


class LineInput(Keyed, Input):
    """Textual's Input for text from anywhere.

    Pasted lines are joined with a blank (Textual keeps the first one), control characters go, and with
    ``narrow`` full-width letters and digits become plain ones.
    """

    def __init__(self, *args: Any, narrow: bool = False, enter_moves: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._narrow = narrow
        self.enter_moves = enter_moves
        self.pace = Pace()
        self.cursor_blink = False

    def replace(self, text: str, start: int, end: int) -> None:
        """Textual's single way to change a part of the text; every key and every paste comes by."""
        if len(text) > 1:
            text = clean(text)
        if self._narrow and not text.isascii():
            text = unicodedata.normalize("NFKC", text)
        if self.max_length:
            room = self.max_length - len(self.value) + abs(end - start)
            text = text[: max(0, room)] if len(text) > 1 else text
        super().replace(text, start, end)

    async def _on_key(self, event: events.Key) -> None:
        """Edit at once. Textual would look the key up after the event has bubbled to the application, when Tab
        in the same burst may have moved the focus, and rub out what stands in the next field."""
        if event.key.startswith("alt+"):
            # Terminals send Alt as Esc and the letter, and Textual's Input takes the letter for text.
            event.prevent_default()
            return
        if event.is_printable:
            self.pace.at(event.time, anew=not self.value)
        bindings = self._bindings.key_to_bindings.get(event.key)
        if bindings and not event.is_printable and await self.app.run_action(bindings[0].action, self):
            event.stop()
            event.prevent_default()
        else:
            # Up and down are nothing to a single line; a dialog may want them.
            await super()._on_key(event)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text = clean(event.text)
        if text:
            self.replace(text, *self.selection)

    def _on_blur(self, event: events.Blur) -> None:
        """A text that is longer than the line shows its beginning again; not where the whole terminal is left, for
        the cursor must be where it was when one comes back."""
        super()._on_blur(event)
        if self.select_on_focus and self.app.app_focus:
            self.cursor_position = 0

    def enter(self) -> None:
        """Enter was pressed and moves to the next field."""
        self.post_message(self.Submitted(self, self.value))


class Field(Keyed, Horizontal):
    """Label, line to type in, and a message: what is wrong, or a hint while the field is empty.

    ``width`` is that of the line to type in, in cells; with 0 it takes what is left and the message stands
    below. ``check`` sees the cleaned text and is asked when typing pauses, on leaving and on Enter. Enter moves
    to the next field unless ``enter_moves`` is False. ``required`` only concerns :meth:`problem`.
    """

    @dataclass
    class Changed(Event):
        """The text is another one; comes after a pause in typing, with what is wrong with it."""

        field: Field
        value: str
        problem: Message | None

        @property
        def control(self) -> Field:
            """The field."""
            return self.field

    @dataclass
    class Submitted(Event):
        """Enter was pressed in the field."""

        field: Field
        value: str

        @property
        def control(self) -> Field:
            """The field."""
            return self.field

    def __init__(
        self,
        label: Message,
        value: str = "",
        *,
        id: str,
        check: Check | None = None,
        hint: Message | None = None,
        width: int = 0,
        label_width: int = 14,
        required: bool = False,
        password: bool = False,
        narrow: bool = False,
        max_length: int = 200,
        enter_moves: bool = True,
        pause: float = PAUSE,
    ) -> None:
        super().__init__(id=id, classes="-beside" if width else "-below")
        self.label = label
        self._check = check
        self._hint = hint
        self._required = required
        self._pause = pause
        self._narrow = narrow
        self._wait: Timer | None = None
        self._checked: str | None = None
        self._foreign: Message | None = None
        mark = "*" if required else ""
        self._label = Line(say(label) + mark, classes="label")
        self.input = LineInput(
            value, password=password, narrow=narrow, max_length=max_length, enter_moves=enter_moves
        )
        self.styles.grid_columns = f"{label_width} {width + 2} 1fr" if width else f"{label_width} 1fr"
        self._message = Line(classes="message")
        if not width:
            self._message.styles.padding = (0, 0, 0, label_width + 1)

    def compose(self) -> ComposeResult:
        """Label, input, message."""
        yield self._label
        yield self.input
        yield self._message

    def on_mount(self) -> None:
        """Show the hint, or what is wrong with the value from the beginning."""
        self.recheck()

    def on_descendant_focus(self) -> None:
        """Show where the keys go."""
        self._label.add_class("-here")

    def on_descendant_blur(self) -> None:
        """They go elsewhere."""
        self._label.remove_class("-here")

    @property
    def value(self) -> str:
        """The text, clean."""
        text = clean(self.input.value)
        return unicodedata.normalize("NFKC", text) if self._narrow and not text.isascii() else text

    @value.setter
    def value(self, text: str) -> None:
        self.input.value = text
        self.recheck()

    def put(self, text: str) -> None:
        """Show another text."""
        self.value = text

    @property
    def problem(self) -> Message | None:
        """What is wrong now; an empty required field is wrong too."""
        if self._foreign is not None:
            return self._foreign
        if not self.value:
            return Message("{field} is needed.", field=self.label) if self._required else None
        return self._check(self.value) if self._check else None

    @property
    def cut(self) -> bool:
        """Whether there is no room for all of what is wrong beside the field."""
        return self.has_class("-wrong") and cell_len(self._message.text) > self._message.content_size.width

    def complain(self, message: Message | None) -> None:
        """Show a problem that only the service could find; goes with the next change."""
        self._foreign = message
        self._show(message)

    def recheck(self) -> None:
        """Check anew, for instance when another field changed what is right here."""
        self._stop()
        self._foreign = None
        self._checked = self.value
        self._show((self._check(self.value) if self._check else None) if self.value else None)

    def focus(self, scroll_visible: bool = True, *, from_app_focus: bool = False) -> Field:
        """Put the cursor into the field."""
        self.input.focus(scroll_visible)
        return self

    def _show(self, problem: Message | None) -> None:
        self.set_class(problem is not None, "-wrong")
        if problem is not None:
            self._message.show("! " + say(problem))
        else:
            self._message.show(say(self._hint) if self._hint and not self.value else "")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Wait for a pause."""
        event.stop()
        self._stop()
        self._foreign = None
        self._wait = self.set_timer(self._pause, self._settle)

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """Leaving is a pause."""
        event.stop()
        self._settle()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """So is Enter."""
        event.stop()
        self._settle()
        self.post_message(self.Submitted(self, self.value))

    def _settle(self) -> None:
        self._stop()
        if self.value != self._checked:
            self.recheck()
            self.post_message(self.Changed(self, self.value, self.problem))

    def _stop(self) -> None:
        if self._wait is not None:
            self._wait.stop()
            self._wait = None
