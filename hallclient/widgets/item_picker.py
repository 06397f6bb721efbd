"""Finding a matter as it is typed: a field, and under it what was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message as Event

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.rules.terms import KINDS
from hallclient.widgets.columns import Column
from hallclient.widgets.field import Field
from hallclient.widgets.keys import Keyed
from hallclient.widgets.row_list import Cell, ListSource, RowList

MOST_SHOWN = 50
LINES_SHOWN = 9


class Hit(Protocol):
    """What a search of the catalogue finds."""

    @property
    def code(self) -> str:
        """The code of the matter."""
        ...

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def department(self) -> str:
        """Whose matter it is."""
        ...

    @property
    def kind(self) -> str:
        """One of ``item.KINDS``."""
        ...


class ItemPicker(Keyed, Vertical):
    """The field keeps the focus; Enter (or leaving the field) takes the highlighted matter, at first the best.

    ``find`` gives the matters for a text, the best first.
    """

    DEFAULT_CSS = """
    ItemPicker { height: auto; }
    ItemPicker RowList { display: none; }
    ItemPicker.-open RowList { display: block; }
    """

    @dataclass
    class Picked(Event):
        """A matter was taken."""

        code: str

    class Cleared(Event):
        """The text is another one; no matter is chosen now."""

    def __init__(
        self,
        find: Callable[[str], Sequence[Hit]],
        *,
        label: Message,
        label_width: int = 10,
        width: int = 30,
        required: bool = True,
    ) -> None:
        super().__init__()
        self._find = find
        self._searched = ""
        self.code = ""
        """The code of the chosen matter; empty while there is none."""
        self.field = Field(
            label,
            id="item",
            label_width=label_width,
            width=width,
            required=required,
            hint=Message("Chinese, code or pinyin initials"),
        )
        self._source: ListSource[Hit] = ListSource((), key=lambda hit: hit.code)
        columns = (
            Column(Message("Code"), 8),
            Column(Message("Matter"), least=20, share=2),
            Column(Message("Kind"), 15, optional=1),
            Column(Message("Department"), least=12, optional=2),
        )
        self.list: RowList[Hit] = RowList(
            self._source, columns, _cells, empty=Message("No matter has this name, code or initials.")
        )
        self.list.can_focus = False
        self.list.styles.height = LINES_SHOWN

    def compose(self) -> ComposeResult:
        """Field and hits."""
        yield self.field
        yield self.list

    def choose(self, code: str, name: str) -> None:
        """Show a matter as chosen, without telling anyone."""
        self.code, self._searched = code, name
        self.field.value = name
        self.remove_class("-open")

    def type(self, text: str) -> None:
        """Put back a text of which no matter was chosen."""
        self.choose("", text)

    def move(self, by: int) -> bool:
        """The cursor of the hits up or down; False where no hits are shown."""
        if not self.has_class("-open"):
            return False
        self.list.action_move(by)
        return True

    def on_field_changed(self, event: Field.Changed) -> None:
        """Show what matches."""
        event.stop()
        self._search(event.value)

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter."""
        event.stop()
        self._take()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Leaving the field takes what Enter takes; another window in front of the terminal does not."""
        if self.app.app_focus:
            self._take()

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Nobody else's business."""
        event.stop()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """A second click."""
        event.stop()
        self._pick(event.row)

    def _search(self, text: str) -> None:
        if text == self._searched:
            return
        self._searched = text
        if self.code:
            self.code = ""
        self._source.set(self._find(text)[:MOST_SHOWN] if text else ())
        self.list.set_source(self._source)
        self.set_class(bool(text), "-open")
        self.post_message(self.Cleared())

    def _take(self) -> None:
        text = self.field.value
        if self.code or not text:
            return
        self._search(text)
        if self.list.row is not None and self._source.rows:
            self._pick(self.list.row)
        elif text:
            self.field.complain(Message("No matter has this name, code or initials."))
            self.field.focus()

    def _pick(self, hit: Hit) -> None:
        self.choose(hit.code, hit.name)
        self.post_message(self.Picked(hit.code))


def _cells(hit: Hit) -> Sequence[Cell]:
    return (hit.code, "dim"), hit.name, (say(KINDS[hit.kind]), "dim"), (hit.department, "dim")
