"""One item of the catalogue: its form, its materials, and saving it as a new version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.outcome import Outcome
from hallclient.errors import NotFound
from hallclient.language import say
from hallclient.rules import item_check, item_diff, item_text, roles
from hallclient.rules.item import Item, ItemMaterial
from hallclient.rules.message import Message
from hallclient.screens.base import HallScreen
from hallclient.screens.item.drafting import Drafting
from hallclient.screens.item.edit_keeper import EditKeeper
from hallclient.screens.item.form import ItemForm
from hallclient.screens.item.material import MaterialForm
from hallclient.screens.item.saving import Saving
from hallclient.screens.item.starting import day_of
from hallclient.services import catalogue, item_editing, item_versions
from hallclient.widgets.cells import safe
from hallclient.widgets.choice import Choice
from hallclient.widgets.columns import Column
from hallclient.widgets.field import Field
from hallclient.widgets.keys import Key
from hallclient.widgets.row_list import Cell, ListSource, RowList

COLUMNS = (
    Column(Message("Code"), 8),
    Column(Message("Material"), least=16, share=3),
    Column(Message("Pieces"), 6, right=True),
    Column(Message(""), 2),
    Column(Message("Condition"), least=8, optional=1),
    Column(Message("Defects"), 8, right=True),
)


class ItemScreen(Drafting, HallScreen):
    """The item ``code``, a new one where it is empty. Before it is saved only a draft is stored."""

    NAME = "item"
    HEADING = Message("Item")
    CSS_PATH = Path(__file__).with_name("screen.tcss")
    HELP = (
        Message("Saving shows what would change, field by field, and asks from which day it is in force."),
        Message("Ctrl+B goes to the materials and back: Enter edits, n adds, Del removes, u and d move up and down."),
        Message("What is not saved is kept as a draft: F10 sets it aside, and brings it back when the item is open."),
        Message("Requests and notices keep the version that they were told; nothing here changes them."),
    )
    KEYS = (
        Key("ctrl+s", "save", Message("Save item"), Message("Save as a new version."), second="alt+s"),
        Key(
            "ctrl+b",
            "across",
            Message("Switch"),
            Message("From the fields to the materials, and back."),
            second="alt+b",
        ),
        Key("enter", "edit", Message("Material"), Message("Edit the highlighted material.")),
        Key("n", "add", Message("Add"), Message("Add a material.")),
        Key("delete", "remove", Message("Remove"), Message("Remove the highlighted material."), second="x"),
        Key("u", "shift(-1)", Message("Up"), Message("The material one place up."), show=False),
        Key("d", "shift(1)", Message("Down"), Message("The material one place down."), show=False),
        Key("ctrl+r", "versions", Message("Versions"), Message("The versions of the item with their days.")),
    )

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code
        self._item: Item | None = None
        self._materials: list[ItemMaterial] = []
        self._material: dict[str, str] = {}

    def body(self) -> Iterable[Widget]:
        """The form above, the materials below."""
        try:
            self._item = catalogue.get(self.app.hall, self._code) if self._code else None
        except NotFound:
            self._item = None
        self._materials = list(self._item.materials) if self._item else []
        self._title = Static(safe(self._heading()), classes="title")
        self.form = ItemForm(self._item)
        self.keeper = EditKeeper(self.app.hall, self.app.actor, self._code)
        self._stored = self.edits
        self._source: ListSource[ItemMaterial] = ListSource(self._materials, key=lambda material: material.code)
        self.list: RowList[ItemMaterial] = RowList(
            self._source, COLUMNS, self._cells, id="materials", empty=Message("No materials yet: n adds one.")
        )
        yield self._title
        yield self.form
        with Vertical(classes="frame") as below:
            below.border_title = Content(say(Message("Materials")))
            yield self.list

    def on_mount(self) -> None:
        """To the first field."""
        super().on_mount()
        self.form.first.focus()
        self.call_after_refresh(self._first_look)

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """Who may, and where the keys go."""
        if action in _OWN and not self.may_edit:
            return roles.why_not("administer")
        if action in ("edit", "add", "remove", "shift") and not self.list.has_focus:
            return Message("Ctrl+B goes to the list of materials.")
        if action in ("edit", "remove", "shift") and self.list.row is None:
            return Message("No materials yet: n adds one.")
        if action == "versions" and self._item is None:
            return Message("The item is not saved yet.")
        return super().reason_disabled(action, parameters)

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter on a material."""
        await self.app.run_action("edit", self)

    def on_field_changed(self, event: Field.Changed) -> None:
        """A pause in typing."""
        self._keep_soon()

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """Another choice."""
        self._keep_soon()

    def on_descendant_focus(self) -> None:
        """Other keys in the list than in the form."""
        self.refresh_keys()

    # -- materials

    def action_across(self) -> None:
        """Between the fields and the materials."""
        (self.form.first if self.list.has_focus else self.list).focus()

    async def action_edit(self) -> None:
        """Edit the highlighted material."""
        before = self.list.row
        if before is not None:
            await self.ask_material(before)

    async def action_add(self) -> None:
        """Add a material below the highlighted one."""
        await self.ask_material(None)

    async def ask_material(self, before: ItemMaterial | None, typed: Mapping[str, str] | None = None) -> None:
        """The form of a material, with what was ``typed`` in it before; its answer comes into the list."""
        taken = [material.code for material in self._materials if material is not before]
        after = await self.ask(MaterialForm(before, self.form.conditions, taken, self._half_typed, typed))
        self._material = {}
        if after is not None and before is not None:
            self._materials[self._materials.index(before)] = after
        elif after is not None:
            place = self._materials.index(self.list.row) + 1 if self.list.row in self._materials else len(taken)
            self._materials.insert(place, after)
        self._show(after.code if after else None)

    def _half_typed(self, before: str, typed: dict[str, str]) -> None:
        self._material = {"of": before, **typed}
        self._keep_soon()

    def action_remove(self) -> None:
        """Remove the highlighted material from the form."""
        if self.list.row is not None:
            self._materials.remove(self.list.row)
            self._show()

    def action_shift(self, by: int) -> None:
        """The highlighted material up or down."""
        row = self.list.row
        if row is None:
            return
        place = self._materials.index(row)
        if 0 <= place + by < len(self._materials):
            self._materials.insert(place + by, self._materials.pop(place))
            self._show(row.code)

    def _show(self, code: str | None = None) -> None:
        self._source.set(self._materials)
        self.list.reload(code)
        self._keep_soon()

    # -- saving

    async def action_save(self) -> None:
        """Show what would change, ask for the day, save."""
        wrong = self.form.problem()
        if wrong is not None:
            self._complain(*wrong)
            return
        item = self.form.item(self._materials)
        for problem in item_check.problems(item):
            field = self.form.parts.get(problem.field)
            if problem.place is not None:
                self.list.focus()
                self._show(item.materials[problem.place].code)
            self._complain(field, problem.message)
            return
        differences = item_diff.differences(self._item, item)
        if not differences:
            self.tell(Message("Nothing was changed."), "warn")
            return
        today = self.app.hall.clock.today()
        typed = await self.ask(Saving(differences, today))
        if typed is None:
            return
        seen = self._item.version if self._item else None
        with self.app.hall.write():
            item_editing.change(
                self.app.hall, self.app.actor, item, day_of(typed, today), new=not self._code, seen=seen
            )
            self.keeper.discard()
        self._code = item.code
        self.app.pop_screen()
        for slip in item_check.remarks(item):
            self.app.screen.tell(slip.message, "warn")  # type: ignore[attr-defined]
            return
        self.app.screen.tell(Message("{code} is saved, in force from {day}.", code=item.code, day=typed))  # type: ignore[attr-defined]

    def _complain(self, field: Widget | None, message: Message) -> None:
        if field is not None:
            field.complain(message)  # type: ignore[attr-defined]
            field.focus()
        self.tell(message, "error")

    async def action_versions(self) -> None:
        """The kept versions, the newest first."""
        lines = []
        for kept in reversed(item_versions.of_item(self.app.hall, self._code)):
            day = kept.item.starts.isoformat() if kept.item.starts else "-"
            words = Message("Version {number}, from {day}: {name}, {count} materials")
            lines.append(
                Message(words.text, number=kept.item.version, day=day, name=kept.item.name,
                        count=len(kept.item.materials))
            )  # fmt: skip
        await self.ask(Outcome(Message("Versions"), lines or [Message("This is the first version.")]))

    def _heading(self) -> str:
        if self._item is None:
            return say(Message("A new item"))
        starts = item_versions.next_start(self.app.hall, self._code)
        words = Message("{code}, version {number}", code=self._code, number=self._item.version)
        if starts is None:
            return say(words)
        ahead = Message("{what}; another version begins on {day}", what=words, day=starts.isoformat())
        return say(ahead)

    def _cells(self, material: ItemMaterial) -> Sequence[Cell]:
        called = item_text.names(self.form.conditions).get(material.condition, material.condition)
        return (
            (material.code, "dim"), material.name, f"{material.originals}+{material.copies}",
            (say(Message("D")) if material.deferrable else "", "due"), (called, "dim"),
            str(len(material.defects) or ""),
        )  # fmt: skip


_OWN = frozenset({"save", "edit", "add", "remove", "shift"})
