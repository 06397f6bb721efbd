"""What every dialog has: a box with a title, its own line of keys, and Esc."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.rules.text import clean
from hallclient.widgets.field import Field
from hallclient.widgets.key_bar import KeyBar, ShownKey
from hallclient.widgets.keys import Key, Keyed

T = TypeVar("T")


class HallDialog(Keyed, ModalScreen[T | None]):
    """Base of the dialogs. The result is None when the dialog is left with Esc."""

    KEYS = (Key("escape", "cancel", Message("Cancel"), second="ctrl+g"),)
    COMPONENT_CLASSES = {"dialog--behind"}
    TO_READ = False
    """Whether nothing is asked: then the keys of everywhere close it and do what they do."""
    KIND = ""
    """``-warning`` or ``-error`` for the colour of the frame."""

    def __init__(self, title: Message, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self.heading = title
        self._behind: list[Strip] = []

    def body(self) -> Iterable[Widget]:
        """The widgets between title and keys."""
        return ()

    def typed_lines(self) -> Mapping[str, Field]:
        """The lines to type in whose texts are the result, under names that tell them from those of other dialogs."""
        return {}

    def named(self, lines: Iterable[Field], text: Message | None) -> Mapping[str, Field]:
        """The lines under such names; ``text`` is the sentence above them."""
        about = f"{say(self.heading)}/{say(text) if text is not None else ''}"
        return {f"{about}/{say(line.label)}": line for line in lines}

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes=f"dialog {self.KIND}") as box:
            box.border_title = Content(clean(say(self.heading)))
            yield from self.body()
            yield KeyBar(self._own_keys)

    def on_screen_resume(self) -> None:
        """Keys may come."""
        self.call_next(self.app.arrived, self)  # type: ignore[attr-defined]

    def action_cancel(self) -> None:
        """Leave without a result."""
        self.dismiss(None)

    def render_lines(self, crop: Region) -> list[Strip]:
        """What is behind the dialog, in one faint colour.

        Drawn once for each size: Textual would draw the whole screen behind anew at every key, blending every
        colour, and nothing moves there while a dialog is in front.
        """
        place = self.app.screen_stack.index(self)
        if self.has_class("-opaque") or place == 0:
            return super().render_lines(crop)
        if len(self._behind) != self.size.height or self._behind[0].cell_length != self.size.width:
            style = self.get_component_rich_style("dialog--behind")
            behind = self.app.screen_stack[place - 1]._compositor.render_strips(self.size)
            self._behind = [Strip([Segment(strip.text, style)], strip.cell_length) for strip in behind]
            blank = Strip.blank(self.size.width, style)
            self._behind = [
                strip.adjust_cell_length(self.size.width, style) for strip in self._behind[: self.size.height]
            ] + [blank] * (self.size.height - len(self._behind))
        strips = self._behind[crop.y : crop.bottom]
        return strips if crop.column_span == (0, self.size.width) else [s.crop(*crop.column_span) for s in strips]

    def refresh_keys(self) -> None:
        """Ask again which keys are disabled."""
        for bar in self.query(KeyBar):
            bar.update()

    def _own_keys(self) -> list[ShownKey]:
        reason = self.app.reason_of  # type: ignore[attr-defined]
        shown = [ShownKey(key, self, reason(key.action, self)) for key in type(self).all_keys() if key.show]
        # A dialog that cannot be left does not offer it.
        return [one for one in shown if not (one.reason and one.key.action == "cancel")]
