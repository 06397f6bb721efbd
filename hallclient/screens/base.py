"""What every screen has: the line at the top, the keys at the bottom, a way back, and helpers for its actions."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from hallclient.rules.message import Message
from hallclient.widgets.field import Field
from hallclient.widgets.key_bar import KeyBar, ShownKey
from hallclient.widgets.keys import Key, Keyed
from hallclient.widgets.row_list import RowList
from hallclient.widgets.status_line import StatusLine
from hallclient.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from hallclient.app import HallApp

T = TypeVar("T")

FULL_SIZE = (80, 24)
"""The smallest terminal that shows everything; below it screens stay usable and scroll."""


class HallScreen(Keyed, Screen[None]):
    """Base of the screens.

    A subclass sets ``NAME`` (its name in the registry) and ``HEADING``, lists its ``KEYS``, yields its widgets
    in :meth:`body`, and writes its actions as ``action_<name>``. An action may be ``async`` and wait for a
    dialog with :meth:`ask`; it then runs beside the keyboard, and is not started twice at once. Errors of the
    services need not be caught: the application shows them.
    """

    app: HallApp  # type: ignore[assignment]

    NAME: ClassVar[str] = ""
    HEADING: ClassVar[Message] = Message("Government service window")
    HELP: ClassVar[tuple[Message, ...]] = ()
    """Paragraphs for the help page, above the keys."""

    KEYS = (
        Key(
            "escape",
            "back",
            Message("Back"),
            Message("Leave this screen; what was not saved is asked about first."),
            second="ctrl+g,backspace",
        ),
    )

    _seen = False

    def __init__(self) -> None:
        # Textual's own breakpoints come after the first layout and style every widget twice.
        super().__init__(classes=" ".join(size_classes(*self.app.size)))
        self._complained: Field | None = None

    # -- what subclasses write

    def body(self) -> Iterable[Widget]:
        """The widgets between the top line and the keys."""
        return ()

    def reload(self) -> None:
        """Read what is shown. Called once the screen is up, and whenever it comes to the front again."""

    def leaving(self) -> Message | None:
        """What would be lost by leaving now, as a question to confirm; None when nothing would."""
        return None

    def abandon(self) -> None:
        """It was confirmed that what :meth:`leaving` asked about is to be lost."""

    def subject(self) -> str | None:
        """The number of the request that this screen is about, for F4 and other keys that need one."""
        return None

    def park(self) -> bool:
        """F10: put aside what is being typed; False where there is nothing to put aside."""
        return False

    def synced(self) -> None:
        """A sync has ended; ``self.app.sync_status`` says how."""

    def printed(self) -> None:
        """A paper has come out, or has not; what waits may be another number now."""

    # -- what subclasses use

    def tell(self, message: Message | str, kind: str = "done") -> None:
        """Say what was done (``done``), what to mind (``warn``) or what went wrong (``error``)."""
        self.query_one(StatusLine).tell(message, kind)

    def on_field_changed(self, event: Field.Changed) -> None:
        """What is wrong is told in full where it is cut beside the field, until it is put right."""
        if event.problem is not None and event.field.cut:
            self.tell(event.problem, "warn")
            self._complained = event.field
        elif self._complained is event.field:
            self._complained = None
            self.hush()

    def hush(self) -> None:
        """Nothing to say any more."""
        for line in self.query(StatusLine):
            line.clear()

    async def ask(self, dialog: ModalScreen[T]) -> T | None:
        """Show a dialog and wait for its result; only in ``async`` actions and workers."""
        return await self.app.push_screen_wait(dialog)

    async def in_thread(self, work: Callable[..., T], *values: Any) -> T:
        """Do slow work without stopping the keyboard, with a database connection of its own.

        It must not touch widgets.
        """

        def apart() -> T:
            with self.app.hall.db.connection_context():
                return work(*values)

        return await asyncio.to_thread(apart)

    def refresh_keys(self) -> None:
        """Ask again which keys are disabled; comes by itself after every action and highlighted row."""
        for bar in self.query(KeyBar):
            bar.update()

    # -- the pattern itself

    def compose(self) -> ComposeResult:
        """Top line, body, status, own keys, keys of everywhere."""
        yield TopBar(lambda: self.app.top_line(self))
        with Container(id="body"):
            yield from self.body()
        yield StatusLine()
        yield KeyBar(self._own_keys, classes="own-keys")
        yield KeyBar(self.app.global_keys, classes="global-keys")

    def on_mount(self) -> None:
        """Read what is shown, once the first layout is known."""
        self._fit()

    def on_screen_resume(self) -> None:
        """Read again what may have changed behind the screen that was in front."""
        if self.app.screen is not self:
            return  # left again before the message came
        self.call_next(self.app.arrived, self)
        if self._seen:
            # What is there is shown at once, and then brought up to date: going back must not wait.
            self.call_after_refresh(self._catch_up)
        else:
            self._seen = True
            self._catch_up()

    def _catch_up(self) -> None:
        self.reload()
        for bar in self.query(TopBar):
            bar.update()
        self.refresh_keys()

    def on_resize(self, event: events.Resize) -> None:
        """Say so where the terminal is too small."""
        self._fit()

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Another row, other keys."""
        self.refresh_keys()

    async def action_back(self) -> None:
        """Leave the screen."""
        await self.app.leave(self)

    def shown_reason(self, key: Key) -> Message | None:
        """Why ``key`` of this screen is disabled."""
        return self.app.reason_of(key.action, self)

    def keyed(self) -> Sequence[DOMNode]:
        """Whose keys work here: those of the parts in front, then those of the screen."""
        return (self,)

    def _own_keys(self) -> list[ShownKey]:
        return [
            ShownKey(key, node, self.app.reason_of(key.action, node))
            for node in self.keyed()
            if isinstance(node, Keyed)
            for key in type(node).all_keys()
            if key.show and not (key.action == "back" and self.is_first)
        ]

    @property
    def is_first(self) -> bool:
        """Whether there is nothing to go back to."""
        return not any(isinstance(screen, HallScreen) and screen is not self for screen in self.app.screen_stack)

    def _fit(self) -> None:
        width, height = self.app.size
        classes = size_classes(width, height)
        if not self.has_class(*classes):
            self.remove_class(*_SIZE_CLASSES).add_class(*classes)
        small = width < FULL_SIZE[0] or height < FULL_SIZE[1]
        self.query_one(StatusLine).rest(
            Message("This terminal is {width}x{height}; make it 80x24 to see everything.", width=width, height=height)
            if small
            else Message("")
        )


_SIZE_CLASSES = ("-narrow", "-normal", "-wide", "-low", "-medium", "-high")


def size_classes(width: int, height: int) -> tuple[str, str]:
    """What style sheets know of the terminal: ``-narrow -normal -wide`` and ``-low -medium -high``."""
    return (
        "-narrow" if width < FULL_SIZE[0] else "-normal" if width < 110 else "-wide",
        "-low" if height < FULL_SIZE[1] else "-medium" if height < 32 else "-high",
    )
