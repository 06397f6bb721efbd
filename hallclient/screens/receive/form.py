"""The form at the top of the receiving screen: the matter, the applicant, the agent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from hallclient.language import say
from hallclient.rules import identity
from hallclient.rules.message import Message
from hallclient.rules.terms import CHANNELS, ID_TYPES
from hallclient.rules.text import identifier
from hallclient.screens.receive import paper_type
from hallclient.screens.receive.rare import NOTHING_RARE
from hallclient.screens.receive.typed import Typed
from hallclient.widgets.cells import safe
from hallclient.widgets.field import Field
from hallclient.widgets.item_picker import Hit, ItemPicker
from hallclient.widgets.keys import Keyed
from hallclient.widgets.line import Line
from hallclient.widgets.pace import Pace

LABEL = 10
LINE = 26


class ReceiveForm(Keyed, Vertical):
    """The fields. Tab goes matter, name, number, phone: the order in which an identity card reader types."""

    def __init__(
        self, find: Callable[[str], Sequence[Hit]], today: Callable[[], date], *, expects_reader: bool = False
    ) -> None:
        super().__init__()
        self._expects_reader = expects_reader
        self.rare = NOTHING_RARE
        self._today = today
        self.id_type = self.agent_type = "resident_id"
        self.channel, self.green = "counter", ""
        self.picker = ItemPicker(find, label=Message("Matter"), label_width=LABEL, width=LINE)
        self.name_field = _field(Message("Name"), "name", required=True, max_length=120)
        self.number = _field(
            Message("Paper no."),
            "number",
            narrow=True,
            required=True,
            max_length=60,
            check=self._check_number,
        )
        self.phone = _field(Message("Phone"), "phone", narrow=True, max_length=40, check=identity.check_phone)
        self.agent_name = _field(Message("Agent"), "agent-name", max_length=120)
        self.agent_number = _field(
            Message("Agent no."), "agent-number", narrow=True, max_length=60, check=self._check_agent
        )
        self.agent_phone = _field(
            Message("Agent tel."), "agent-phone", narrow=True, max_length=40, check=identity.check_phone
        )
        self.matter = Field(Message("Content"), id="matter", label_width=LABEL, max_length=500)
        self.about = Static(Text(), classes="about")
        self.settings = Static(Text(), classes="settings")
        self.rarely = Line(classes="rarely")
        self.earlier = Line(classes="earlier")

    def compose(self) -> ComposeResult:
        """Top to bottom as they are filled in."""
        yield self.picker
        yield self.about
        yield self.name_field
        yield self.number
        yield self.settings
        yield self.rarely
        yield self.phone
        yield self.earlier
        with Vertical(classes="agent"):
            yield self.agent_name
            yield self.agent_number
            yield self.agent_phone
        with Vertical(classes="matter"):
            yield self.matter

    def on_mount(self) -> None:
        """Say which paper and channel are set."""
        self.show_settings()

    # -- values

    @property
    def typed(self) -> Typed:
        """What stands in the form, the conditions excepted."""
        return Typed(
            item=self.picker.code,
            item_text=self.picker.field.value,
            name=self.name_field.value,
            id_type=self.id_type,
            number=self.number.value,
            phone=self.phone.value,
            agent_name=self.agent_name.value,
            agent_type=self.agent_type,
            agent_number=self.agent_number.value,
            agent_phone=self.agent_phone.value,
            green=self.green,
            channel=self.channel,
            matter=self.matter.value,
            rare=replace(self.rare, by_hand="1") if self._by_hand else self.rare,
        )

    @property
    def _by_hand(self) -> bool:
        """Whether the number was typed where a card reader was expected to (手工录入)."""
        card = self.id_type == "resident_id" and bool(self.number.value)
        return self._expects_reader and card and self.number.input.pace.by_hand

    def show(self, typed: Typed) -> None:
        """Put values into the form."""
        self.id_type, self.agent_type = typed.id_type, typed.agent_type
        self.channel, self.green, self.rare = typed.channel, typed.green, typed.rare
        self.number.input.pace = Pace()
        if typed.item:
            self.picker.choose(typed.item, typed.item_text)
        else:
            self.picker.type(typed.item_text)
        for field, value in (
            (self.name_field, typed.name),
            (self.number, typed.number),
            (self.phone, typed.phone),
            (self.agent_name, typed.agent_name),
            (self.agent_number, typed.agent_number),
            (self.agent_phone, typed.agent_phone),
            (self.matter, typed.matter),
        ):
            field.value = value
        self.open_agent(bool(typed.agent_name or typed.agent_number))
        self.show_settings()

    @property
    def in_agent(self) -> bool:
        """Whether the cursor is in one of the agent's fields."""
        return self.screen.focused in (self.agent_name.input, self.agent_number.input, self.agent_phone.input)

    @property
    def last_field(self) -> Field:
        """The field after which nothing is left to type."""
        if self.has_class("-matter"):
            return self.matter
        return self.agent_phone if self.has_class("-agent") else self.phone

    def open_agent(self, on: bool) -> None:
        """Show or hide the agent's fields."""
        self.set_class(on, "-agent")

    def open_matter(self, on: bool) -> None:
        """Show or hide the field for the words of a complaint or of a request for information."""
        self.set_class(on, "-matter")

    # -- what is wrong

    def settle_type(self) -> bool:
        """Follow the number where it says which paper it is of; whether the type changed."""
        before = self.id_type, self.agent_type
        self.id_type = paper_type.settled(self.id_type, self.number.value)
        self.agent_type = paper_type.settled(self.agent_type, self.agent_number.value)
        if before == (self.id_type, self.agent_type):
            return False
        self.number.recheck()
        self.agent_number.recheck()
        self.show_settings()
        return True

    def set_type(self, id_type: str) -> None:
        """Set the type of the paper of the applicant, or of the agent where the cursor is there."""
        if self.in_agent:
            self.agent_type = id_type
        else:
            self.id_type = id_type
        self.number.recheck()
        self.agent_number.recheck()
        self.show_settings()

    def first_problem(self) -> tuple[Field, Message] | None:
        """The first thing that keeps the form from being received. Warnings do not."""
        today = self._today()
        if not self.picker.code:
            return self.picker.field, Message("Choose the matter.")
        if not self.name_field.value:
            return self.name_field, Message("The name is missing.")
        for field, id_type in ((self.number, self.id_type), (self.agent_number, self.agent_type)):
            if id_type and (field.value or field is self.number):
                problem = identity.check(id_type, field.value, today).problem
                if problem is not None:
                    return field, problem
        if self.agent_number.value and not self.agent_name.value:
            return self.agent_name, Message("The agent's name is missing.")
        numbers = [identifier(field.value) for field in (self.number, self.agent_number)]
        if numbers[0] and numbers[0] == numbers[1]:
            # The same card read twice, or the applicant came in person.
            return self.agent_number, Message("That is the applicant's own number; without an agent press Ctrl+B.")
        return None

    def number_is_good(self) -> bool:
        """Whether the applicant's number is whole and nothing speaks against it."""
        return bool(self.number.value) and self.problem_of_number(self.number, self.id_type) is None

    def problem_of_number(self, field: Field, id_type: str) -> Message | None:
        """What is wrong with a number: while it is typed only what can no longer become right."""
        today = self._today()
        if not id_type:
            return None
        if field.input.has_focus:
            return identity.progress(id_type, field.value, today)
        finding = identity.check(id_type, field.value, today)
        return finding.problem or finding.warning

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """A number that has been left must be whole."""
        for field in (self.number, self.agent_number):
            if event.widget is field.input:
                field.recheck()

    def _check_number(self, _text: str) -> Message | None:
        return self.problem_of_number(self.number, self.id_type)

    def _check_agent(self, _text: str) -> Message | None:
        return self.problem_of_number(self.agent_number, self.agent_type)

    # -- lines of text

    def show_settings(self) -> None:
        """Paper, channel, green channel."""
        parts = [_setting(Message("Paper"), say(ID_TYPES[self.id_type]), self.id_type != "resident_id")]
        if self.has_class("-agent") and self.agent_type != "resident_id":
            parts.append(_setting(Message("Agent's paper"), say(ID_TYPES[self.agent_type]), True))
        if self.channel != "counter":
            parts.append(_setting(Message("Channel"), say(CHANNELS[self.channel]), True))
        if self.green:
            parts.append(_setting(Message("Green channel"), self.green, True))
        self.settings.update(Text("   ").join(parts))
        rarely = self.typed.rare.words(agent=self.has_class("-agent"))
        self.rarely.show(rarely)
        self.set_class(bool(rarely), "-rarely")


def _field(label: Message, ident: str, **values: object) -> Field:
    return Field(label, id=ident, label_width=LABEL, width=LINE, **values)  # type: ignore[arg-type]


def _setting(label: Message, value: str, marked: bool) -> Text:
    return Text.assemble((f"{say(label)} ", "#a8a8a8"), safe(value, "bold #ffd75f" if marked else ""))
