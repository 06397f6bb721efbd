"""收件: papers are taken in from a person who stands at the window; nothing is accepted yet."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rich.text import Text
from textual import events
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from hallclient.language import say
from hallclient.rules.conditions import AGENT
from hallclient.rules.item import Item
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.screens.base import HallScreen
from hallclient.screens.receive import side
from hallclient.screens.receive.conditions import ConditionList
from hallclient.screens.receive.draft_keeper import DraftKeeper
from hallclient.screens.receive.drafting import Drafting
from hallclient.screens.receive.form import ReceiveForm
from hallclient.screens.receive.particulars import Particulars
from hallclient.screens.receive.saving import Saving
from hallclient.screens.receive.settings import Settings
from hallclient.screens.receive.typed import Typed
from hallclient.services import catalogue, catalogue_search, requests
from hallclient.widgets.field import Field
from hallclient.widgets.item_picker import ItemPicker
from hallclient.widgets.keys import Key

_WITH_WORDS = frozenset({"complaint", "consultation", "disclosure"})
_EARLIER_SHOWN = 20


class ReceiveScreen(Settings, Particulars, Saving, Drafting, HallScreen):
    """``resume`` brings a draft back at once: the only one, or the one that is chosen. ``visit`` is the visit of the
    applicant where that has begun, ``same`` the number of a request of the same applicant (续办)."""

    NAME = "receive"
    HEADING = Message("Receive a request")
    CSS_PATH = Path(__file__).with_name("screen.tcss")
    HELP = (
        Message("Type the matter by Chinese, code or pinyin initials (dbsq) and press Enter; then name and number."),
        Message(
            "An identity card reader may type straight away: the cursor is on the name, Tab leads to the number."
        ),
        Message("What is typed is kept as a draft all the time; F10 sets it aside for the next applicant."),
        Message(
            "Once it is saved, C receives another matter of the same person (续办): one visit, one receipt for all."
        ),
    )
    KEYS = (
        Key(
            "ctrl+s",
            "save",
            Message("Save"),
            Message("Receive the papers and print the receipt; for a matter of another body, the guide slip."),
            second="alt+s",
        ),
        Key("ctrl+y", "paper", Message("Paper"), Message("Choose the type of paper by its digit."), second="alt+y"),
        Key("ctrl+b", "agent", Message("Agent"), Message("Enter an agent, or take the agent away."), second="alt+b"),
        Key(
            "ctrl+r",
            "green",
            Message("Green channel"),
            Message("Give priority with a reason; an empty reason takes it back."),
            second="alt+g",
            short=Message("Green"),
        ),
        Key(
            "ctrl+n",
            "earlier",
            Message("Earlier visits"),
            Message("The earlier requests of a returning applicant; opens the one that is chosen."),
            second="alt+n",
        ),
        Key(
            "alt+m",
            "more",
            Message("More to record"),
            Message("Queue number, no phone, authority, scribe, signature, large print, expired card, late entry."),
            second="alt+e",
            short=Message("More"),
        ),
        Key("alt+h", "channel", Message("Channel"), Message("Counter, web, mail, hotline or other."), show=False),
        Key(
            "alt+x",
            "clear",
            Message("Throw away"),
            Message("Empty the form and forget its draft, after asking."),
            show=False,
        ),
        Key("up", "move(-1)", Message("Up"), show=False, internal=True),
        Key("down", "move(1)", Message("Down"), show=False, internal=True),
        Key("pageup", "page(-1)", Message("Materials up"), show=False),
        Key("pagedown", "page(1)", Message("Materials down"), show=False),
    )

    def __init__(self, resume: bool = False, visit: int | None = None, same: str = "") -> None:
        super().__init__()
        self._resume = resume
        self._visit, self._same = visit, same
        self._item: Item | None = None
        self._found: list[Request] = []
        self._looked_up = ""
        self._draft_timer: Timer | None = None

    # -- layout

    def body(self) -> Iterable[Widget]:
        """Form above; conditions and the materials that follow from them below."""
        hall = self.app.hall
        self.keeper = DraftKeeper(hall, self.app.actor)
        self.form = ReceiveForm(
            lambda text: catalogue_search.find(hall, text),
            hall.clock.today,
            expects_reader=bool(hall.config.card_reader),
        )
        self.conditions = ConditionList()
        self.materials = Static(Text(), classes="materials")
        yield self.form
        with Horizontal(classes="below"):
            with Vertical(classes="frame left") as left:
                left.border_title = Content(say(Message("Conditions")))
                yield self.conditions
            with VerticalScroll(classes="frame right", can_focus=False) as self._right:
                self._right.border_title = Content(say(Message("Materials")))
                yield self.materials

    def on_mount(self) -> None:
        """The cursor on the matter; a draft that a crash left behind is offered."""
        super().on_mount()
        self._show_item()
        self.form.picker.field.focus()
        self.call_after_refresh(self._first_look)

    # -- the matter

    def on_item_picker_picked(self, event: ItemPicker.Picked) -> None:
        """A matter was chosen."""
        self.adopt_item()

    def adopt_item(self) -> None:
        """Show the matter that the picker holds. In a burst of keys, Enter in the last field comes here before
        the picker's own message does."""
        code = self.form.picker.code
        if not code or (self._item is not None and self._item.code == code):
            return
        self._item = catalogue.get(self.app.hall, code)
        self.conditions.show(self._item.conditions, (), self._item.condition_rules)
        self._tick_agent()
        self._show_item()
        self._keep_soon()
        if self._item.kind == "handed_on":
            self.tell(Message(side.NOT_OURS.text, words=self._item.remark or self._item.department), "warn")
        elif self._item.kind == "consultation":
            self.tell(Message("A consultation takes four keys on its own screen: Ctrl+O."), "warn")
        else:
            self._warn_twice()

    def on_item_picker_cleared(self, event: ItemPicker.Cleared) -> None:
        """Another text: no matter is chosen."""
        if self._item is not None and not self.form.picker.code:
            self._item = None
            self.conditions.show(())
            self._show_item()
        self._keep_soon()

    def on_condition_list_ticked(self, event: ConditionList.Ticked) -> None:
        """Other conditions, other materials."""
        self._show_materials()
        self._keep_soon()

    def _show_item(self) -> None:
        self.form.about.update(side.about(self._item))
        self.form.open_matter(self._item is not None and self._item.kind in _WITH_WORDS)
        self._show_materials()
        self.refresh_keys()

    def _show_materials(self) -> None:
        self.materials.update(side.materials(self._item, self.conditions.ticked))

    def _tick_agent(self) -> None:
        """An agent at the window is what the condition “by an agent” means."""
        if self.form.has_class("-agent"):
            self.conditions.tick(AGENT)
        else:
            self.conditions.let_go(AGENT)

    # -- the applicant

    def on_field_changed(self, event: Field.Changed) -> None:
        """Keep it; a number may tell the paper and the person."""
        self._keep_soon()
        if event.field in (self.form.number, self.form.agent_number):
            self.form.settle_type()
        if event.field is self.form.number:
            self._look_up()
            self.form.show_settings()

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter in the last field goes on to the conditions, or saves where there are none."""
        self.adopt_item()
        if event.field is self.form.last_field:
            if self.conditions.can_focus:
                self.conditions.focus()
            else:
                self.action_save()

    def on_row_list_chosen(self, event: ConditionList.Chosen) -> None:
        """Enter on the conditions."""
        self.action_save()

    def _look_up(self) -> None:
        """Recognise a returning applicant by the number."""
        number = self.form.number.value if self.form.number_is_good() else ""
        if number == self._looked_up:
            return
        self._looked_up = number
        wanted = requests.Filter(id_number=number)
        self._found = requests.listing(self.app.hall, wanted, _EARLIER_SHOWN) if number else []
        self.form.earlier.show(side.earlier(self._found, self.app.hall.clock.today()))
        self.form.set_class(bool(self._found), "-earlier")
        if self._found:
            self.fill_in()
        self._warn_twice()
        self.refresh_keys()

    def _warn_twice(self) -> None:
        warning = side.same_today(self._found, self._item, self.app.hall.clock.today())
        if warning is not None:
            self.tell(warning, "warn")

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """Why a key cannot be used now."""
        if action == "earlier" and not self._found:
            return Message("No earlier request with this number is known here.")
        if action == "clear" and self.typed.is_empty:
            return Message("The form is empty.")
        return super().reason_disabled(action, parameters)

    def guided_matter(self) -> str:
        """What a guide slip names as the matter: the one in the form."""
        return self._item.name if self._item is not None else self.form.picker.field.value

    # -- values

    @property
    def typed(self) -> Typed:
        """The form with the conditions that were ticked."""
        from dataclasses import replace

        return replace(self.form.typed, conditions=",".join(self.conditions.chosen))

    def show(self, typed: Typed) -> None:
        """Put values into the form; the cursor goes to what is missing first."""
        self._looked_up, self._found = "", []
        self.form.show(typed)
        self._item = catalogue.get(self.app.hall, typed.item) if typed.item else None
        item = self._item
        self.conditions.show(item.conditions if item else (), typed.chosen, item.condition_rules if item else ())
        self._show_item()
        self._look_up()
        self.form.earlier.show(side.earlier(self._found, self.app.hall.clock.today()))
        self.form.set_class(bool(self._found), "-earlier")
        missing = self.form.first_problem()
        (missing[0] if missing else self.form.phone).focus()

    # -- moving

    def action_move(self, by: int) -> None:
        """Up and down: in the hits while they are shown, else from field to field."""
        if not self.form.picker.move(by):
            self.focus_next() if by > 0 else self.focus_previous()

    def action_page(self, direction: int) -> None:
        """The materials up or down."""
        if direction > 0:
            self._right.scroll_page_down(animate=False)
        else:
            self._right.scroll_page_up(animate=False)

    def on_screen_suspend(self, event: events.ScreenSuspend) -> None:
        """Leaving, or another screen in front: what was typed is kept at once."""
        self._keep_now()
