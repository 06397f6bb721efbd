"""The catalogue for the administrator: every item, found as it is typed; opened, made new, withdrawn, written out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from textual.containers import Container
from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.ask_text import AskText
from hallclient.language import say
from hallclient.rules import roles
from hallclient.rules.item import Item
from hallclient.rules.message import Message
from hallclient.rules.terms import KINDS
from hallclient.screens.base import HallScreen
from hallclient.screens.catalogue.taking_in import TakingIn
from hallclient.screens.item.starting import day_check, day_of
from hallclient.services import catalogue, catalogue_search, item_editing
from hallclient.widgets.cells import safe
from hallclient.widgets.columns import Column
from hallclient.widgets.field import Field
from hallclient.widgets.keys import Key
from hallclient.widgets.row_list import Cell, ListSource, RowList

COLUMNS = (
    Column(Message("Code"), 10),
    Column(Message("Item"), least=20, share=3),
    Column(Message("Department"), least=10, share=2, optional=2),
    Column(Message("Kind"), 10, optional=1),
    Column(Message("Prom/stat"), 9, right=True),
    Column(Message("Needs"), 6, right=True),
    Column(Message("Version"), 7, right=True),
)


class CatalogueScreen(TakingIn, HallScreen):
    """The field keeps the keyboard; the arrows move in the list."""

    NAME = "catalogue"
    HEADING = Message("Catalogue of items")
    CSS_PATH = Path(__file__).with_name("screen.tcss")
    HELP = (
        Message("Every change is a new version with the day from which it is in force; requests keep theirs."),
        Message("Many items at once: write the workbook, edit it, take it in; what would change is shown first."),
    )
    KEYS = (
        Key("enter", "edit", Message("Edit"), Message("Open the highlighted item.")),
        Key("ctrl+n", "new", Message("New"), Message("A new item."), priority=True),
        Key("ctrl+w", "withdraw", Message("Take off"), Message("Take the item off the catalogue."), priority=True),
        Key("ctrl+x", "export", Message("Workbook"), Message("Write the catalogue as a workbook."), priority=True),
        Key(
            "ctrl+r",
            "take_in",
            Message("Take in"),
            Message("Take in a workbook, after showing what changes."),
            priority=True,
        ),
        Key("up", "move(-1)", Message("Up"), show=False, internal=True),
        Key("down", "move(1)", Message("Down"), show=False, internal=True),
        Key("pageup", "page(-1)", Message("Up"), show=False, internal=True),
        Key("pagedown", "page(1)", Message("Down"), show=False, internal=True),
    )

    def __init__(self) -> None:
        super().__init__()
        self._items: dict[str, Item] = {}
        self._source: ListSource[Item] = ListSource((), key=lambda item: item.code)
        self.field = Field(
            Message("Look for"), id="wanted", label_width=10, max_length=60, enter_moves=False,
            hint=Message("Chinese, code or pinyin initials"),
        )  # fmt: skip
        self.list: RowList[Item] = RowList(
            self._source, COLUMNS, self._cells, empty=Message("No item was found."), led=True, id="found"
        )
        self._count = Static(safe(""), id="count")

    def body(self) -> Iterable[Widget]:
        """The field and what was found."""
        yield self.field
        yield self._count
        with Container(id="matches"):
            yield self.list

    def on_mount(self) -> None:
        """The cursor stands in the field."""
        super().on_mount()
        self.field.focus()

    def reload(self) -> None:
        """Read the catalogue again."""
        self._items = {item.code: item for item in catalogue.everything(self.app.hall)}
        self._search()

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """Only the administrator changes the catalogue."""
        actor = self.app.actor
        if action in ("new", "withdraw", "take_in") and (actor is None or not roles.may(actor.role, "administer")):
            return roles.why_not("administer")
        if action in ("edit", "withdraw") and self.list.row is None:
            return Message("Choose an item first.")
        if action == "withdraw" and self.list.row is not None and not self.list.row.active:
            return Message("{name} is no longer on offer.", name=self.list.row.name)
        return super().reason_disabled(action, parameters)

    def on_field_changed(self, event: Field.Changed) -> None:
        """A pause in typing."""
        self._search()

    async def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter opens."""
        self._search()
        await self.app.run_action("edit", self)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """A second click."""
        self.action_edit()

    def action_move(self, by: int) -> None:
        """The cursor of the list; the field keeps the keys."""
        self.list.action_move(by)

    def action_page(self, direction: int) -> None:
        """A screenful up or down."""
        self.list.action_page(direction)

    def action_edit(self) -> None:
        """Open the highlighted item."""
        if self.list.row is not None:
            self.app.go("item", code=self.list.row.code)

    def action_new(self) -> None:
        """An empty form."""
        self.app.go("item", code="")

    async def action_withdraw(self) -> None:
        """Take the highlighted item off the catalogue, from a day on."""
        item = self.list.row
        if item is None:
            return
        today = self.app.hall.clock.today()
        typed = await self.ask(
            AskText(
                Message("Take off"), Message("Not offered from"), value=today.isoformat(), narrow=True,
                text=Message("{code} {name}: requests under way stay as they are.", code=item.code, name=item.name),
                check=day_check(today), label_width=18,
            )
        )  # fmt: skip
        if typed is None:
            return
        item_editing.withdraw(self.app.hall, self.app.actor, item.code, day_of(typed, today))
        self.reload()
        self.tell(Message("{name} is withdrawn from {day}.", name=item.name, day=typed))

    def action_export(self) -> None:
        """Write the workbook into the home's exports."""
        from hallclient.jobs.item_export import export

        hall = self.app.hall
        path, count = export(hall, hall.home.exports / f"items-{hall.clock.today()}.xlsx")
        self.tell(Message("{file}: {count} items", file=str(path), count=count))

    def _search(self) -> None:
        typed = self.field.value
        if typed:
            codes = [hit.code for hit in catalogue_search.find(self.app.hall, typed)]
            gone = [item.code for item in self._items.values() if not item.active and typed in item.name]
            found = [self._items[code] for code in (*codes, *gone) if code in self._items]
        else:
            found = list(self._items.values())
        self._source.set(found)
        self.list.set_source(self._source)
        self._count.update(safe(say(Message("{count} items", count=len(found)))), layout=False)
        self.refresh_keys()

    def _cells(self, item: Item) -> Sequence[Cell]:
        style = "" if item.active else "dim"
        name = item.name if item.active else say(Message("{name} (withdrawn)", name=item.name))
        days = f"{_days(item.promised_days)}/{_days(item.statutory_days)}"
        return (
            (item.code, style), (name, style), (item.department, "dim"), (say(KINDS[item.kind]), "dim"), days,
            str(len(item.materials)), str(item.version) if item.version else "-",
        )  # fmt: skip


def _days(days: int | None) -> str:
    return "-" if days is None else str(days)
