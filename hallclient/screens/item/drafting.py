"""Unsaved edits on the item's screen: kept while one types, offered on opening, brought back with F10."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.timer import Timer

from hallclient.rules import roles
from hallclient.rules.item import Item, ItemMaterial
from hallclient.rules.message import Message
from hallclient.screens.item.edit_keeper import EditKeeper, Edits
from hallclient.services.drafts import Draft

if TYPE_CHECKING:
    from hallclient.screens.base import HallScreen
    from hallclient.screens.item.form import ItemForm

    _Base = HallScreen
else:
    _Base = object

DRAFT_PAUSE = 1.0
"""Seconds from a change to its draft: a crash loses no more than was typed in them."""


class Drafting(_Base):
    """For the screen's class."""

    keeper: EditKeeper
    form: ItemForm
    _item: Item | None
    _materials: list[ItemMaterial]
    _material: dict[str, str]
    _stored: Edits
    _draft_timer: Timer | None = None

    @property
    def edits(self) -> Edits:
        """What stands on the screen."""
        version = self._item.version if self._item else 0
        return Edits(self.form.typed, tuple(self._materials), version, dict(self._material))

    @property
    def changed(self) -> bool:
        """Whether anything differs from what is stored."""
        return self.edits != self._stored

    @property
    def may_edit(self) -> bool:
        """Whether the one who is signed in may save."""
        actor = self.app.actor
        return actor is not None and roles.may(actor.role, "administer")

    def _first_look(self) -> None:
        """On opening: say that edits were left behind."""
        draft = self.keeper.left() if self.may_edit else None
        if draft is not None:
            words = Message("Unsaved edits of {time} by {staff}: F10 brings them back.")
            self.tell(Message(words.text, time=f"{draft.saved_at:%m-%d %H:%M}", staff=draft.staff), "warn")

    def _keep_soon(self) -> None:
        """Write the draft in a moment; what is typed until then comes along."""
        if self._draft_timer is None and self.may_edit:
            self._draft_timer = self.set_timer(DRAFT_PAUSE, self._keep_now)

    def _keep_now(self) -> None:
        """Write the draft; nothing is kept where everything was put back."""
        if self._draft_timer is not None:
            self._draft_timer.stop()
            self._draft_timer = None
        if not self.changed:
            self.keeper.discard()
            return
        error = self.keeper.keep(self.edits)
        if error is not None:
            self.tell(Message("The draft could not be kept: {why}", why=error.message), "error")

    def leaving(self) -> Message | None:
        """What was typed is lost, on purpose."""
        return Message("The changes are not saved. Leave? (F10 sets them aside.)") if self.changed else None

    def abandon(self) -> None:
        """It is."""
        self.keeper.discard()

    def park(self) -> bool:
        """F10: leave and keep the edits, or, where there are none, bring back those that were left behind."""
        if not self.may_edit:
            return False
        if self.changed:
            self._keep_now()
            self.app.pop_screen()
            self.app.screen.tell(Message("The edits are set aside: open the item again and press F10."))  # type: ignore[attr-defined]
            return True
        draft = self.keeper.left()
        if draft is not None:
            self._take_up(draft)
        return draft is not None

    def _take_up(self, draft: Draft) -> None:
        edits = self.keeper.take_up(draft)
        self.form.put(edits.typed)
        self._materials[:] = edits.materials
        self._show()
        if self._item is not None and edits.version != self._item.version:
            self.tell(Message("The item was changed since these edits: mind what saving shows."), "warn")
        else:
            self.tell(Message("The unsaved edits are back."))
        if edits.material:
            before = next((one for one in self._materials if one.code == edits.material["of"]), None)
            self._material = dict(edits.material)
            self.run_worker(self.ask_material(before, edits.material), exit_on_error=False)

    if TYPE_CHECKING:

        def _show(self, code: str | None = None) -> None: ...

        async def ask_material(self, before: ItemMaterial | None, typed: Mapping[str, str] | None = None) -> None: ...
