"""The frequent subjects of consultations, one digit each."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.message import Message as Event
from textual.widgets import Static

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.widgets.keys import Keyed

SUBJECTS = (
    Message("Materials needed"),
    Message("Procedure"),
    Message("Progress"),
    Message("Policy"),
    Message("Where to go"),
    Message("Other"),
)


class Subjects(Keyed, Static, can_focus=True):
    """A digit chooses and goes on; left and right only choose. Letters typed here belong to the question."""

    BINDINGS = [
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
        Binding("enter", "take", show=False),
    ]

    class Typed(Event):
        """A character of the question was typed here."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self) -> None:
        super().__init__(Text())
        self.place = 0

    @property
    def subject(self) -> str:
        """The words of the chosen one."""
        return say(SUBJECTS[self.place])

    def on_mount(self) -> None:
        """Show the first as chosen."""
        self._show()

    def on_focus(self) -> None:
        """The chosen one stands out while the keys come here."""
        self._show()

    def on_blur(self) -> None:
        """And less so while they do not."""
        self._show()

    def on_key(self, event: events.Key) -> None:
        """A digit takes a subject; any other character begins the question."""
        if not event.is_printable or not event.character:
            return
        event.stop()
        event.prevent_default()
        # In a burst the keys behind the digit are here already when the cursor has gone on: they are text.
        here = self.screen.focused is self
        if here and event.character in "123456789"[: len(SUBJECTS)]:
            self.place = int(event.character) - 1
            self._show()
            self.screen.focus_next()
        else:
            if here:
                self.screen.focus_next()
            self.post_message(self.Typed(event.character))

    def on_click(self, event: events.Click) -> None:
        """The subject under the mouse."""
        x = 0
        for place, words in enumerate(self._labels()):
            x += Text(words).cell_len + 2
            if event.x < x:
                self.place = place
                self._show()
                self.screen.focus_next()
                return

    def action_step(self, by: int) -> None:
        """The next one, or the one before."""
        self.place = (self.place + by) % len(SUBJECTS)
        self._show()

    def action_take(self) -> None:
        """Go on with the chosen one; an Enter of a burst belongs to the field where the cursor is by now."""
        if self.screen.focused is self:
            self.screen.focus_next()
        else:
            self.app.action_next_field()  # type: ignore[attr-defined]

    def _labels(self) -> list[str]:
        return [f"{place} {say(words)}" for place, words in enumerate(SUBJECTS, 1)]

    def _show(self) -> None:
        chosen = "bold #ffffff on #005f87" if self.has_focus else "bold underline"
        line = Text("  ").join(
            Text(words, style=chosen if place == self.place else "") for place, words in enumerate(self._labels())
        )
        self.update(line)
