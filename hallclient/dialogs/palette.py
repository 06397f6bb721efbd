"""Every action, found by Chinese, pinyin initials or English (Ctrl+P)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual.dom import DOMNode
from textual.widget import Widget

from hallclient.dialogs.base import HallDialog
from hallclient.dialogs.initials import has_initials
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.widgets.columns import Column
from hallclient.widgets.field import Field
from hallclient.widgets.keys import Key
from hallclient.widgets.row_list import Cell, ListSource, RowList


@dataclass(frozen=True)
class Command:
    """Something that can be done: its words, its key, whose action it is, and why not (None: it can)."""

    title: Message
    keys: str
    action: str
    node: DOMNode
    tip: Message | None = None
    reason: Message | None = None


class Palette(HallDialog[Command]):
    """The chosen command; whoever opened the palette runs it."""

    KEYS = (
        Key("enter", "choose", Message("Do it")),
        Key("up", "move(-1)", Message("Up"), show=False, internal=True),
        Key("down", "move(1)", Message("Down"), show=False, internal=True),
        Key("pageup", "page(-1)", Message("Up"), show=False, internal=True),
        Key("pagedown", "page(1)", Message("Down"), show=False, internal=True),
    )

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__(Message("Find a command"))
        self._commands = list(commands)
        self._source: ListSource[int] = ListSource(range(len(self._commands)))
        self.field = Field(
            Message("Command"),
            id="command",
            label_width=8,
            enter_moves=False,
            pause=0.03,
            hint=Message("Chinese, pinyin initials or English"),
        )
        columns = (Column(Message("Command"), 22), Column(Message("Key"), 12), Column(Message("What it does")))
        self.list: RowList[int] = RowList(
            self._source, columns, self._row, empty=Message("No command has this name."), led=True
        )

    def body(self) -> Iterable[Widget]:
        """What to look for, and what was found."""
        yield self.field
        yield self.list

    def on_field_changed(self, event: Field.Changed) -> None:
        """Show what matches."""
        self._source.set(matching(self._commands, event.value))
        self.list.set_source(self._source)

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter."""
        self._source.set(matching(self._commands, event.value))
        self.list.reload()
        self.action_choose()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """A second click."""
        self.dismiss(self._commands[event.row])

    def action_choose(self) -> None:
        """Take the highlighted command."""
        if self.list.row is not None:
            self.dismiss(self._commands[self.list.row])

    def action_move(self, by: int) -> None:
        """The cursor of the list up or down; the field keeps the keys."""
        self.list.action_move(by)

    def action_page(self, direction: int) -> None:
        """A screenful up or down."""
        self.list.action_page(direction)

    def _row(self, place: int) -> Sequence[Cell]:
        command = self._commands[place]
        style = "dim" if command.reason else ""
        about = command.reason or command.tip
        return (say(command.title), style), (command.keys, "dim"), (say(about) if about else "", "dim")


def matching(commands: Sequence[Command], typed: str) -> list[int]:
    """The places of the commands that match, best first: at the beginning, inside, by initials."""
    typed = typed.strip().casefold()
    if not typed:
        return list(range(len(commands)))
    ranks = [(_rank(command, typed), place) for place, command in enumerate(commands)]
    return [place for rank, place in sorted(ranks) if rank < _NO]


_NO = 9


def _rank(command: Command, typed: str) -> int:
    shown, english = say(command.title).casefold(), str(command.title).casefold()
    if shown.startswith(typed) or english.startswith(typed):
        return 0
    if typed in shown or typed in english:
        return 1
    if typed.isascii() and has_initials(shown, typed):
        return 2
    if typed == command.keys.casefold():
        return 3
    about = f"{say(command.tip)} {command.tip}".casefold() if command.tip else ""
    return 4 if len(typed) > 1 and typed in about else _NO
