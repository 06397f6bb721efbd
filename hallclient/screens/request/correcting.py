"""A wrong intake on one form: everything that can be put right, filled in as it stands, and one reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.base import HallDialog
from hallclient.errors import BadInput, Conflict, Refused
from hallclient.language import say
from hallclient.rules import masking
from hallclient.rules.circumstances import AUTHORITIES, Authority
from hallclient.rules.conditions import AGENT
from hallclient.rules.message import Message
from hallclient.rules.request import Person, Request
from hallclient.rules.terms import ID_TYPES
from hallclient.screens import typed_day
from hallclient.screens.receive import paper_type
from hallclient.screens.receive.conditions import ConditionList
from hallclient.services import catalogue, catalogue_search
from hallclient.services.hall import Hall
from hallclient.widgets.cells import safe
from hallclient.widgets.choice import Choice
from hallclient.widgets.field import Field
from hallclient.widgets.item_picker import ItemPicker
from hallclient.widgets.keys import Key

_LABEL = 16
_WIDTH = 34
_NOBODY = Person("", "resident_id")
_KEPT = "correct/"

Correct = Callable[[dict[str, str]], Request]


class CorrectForm(HallDialog[Request | Conflict]):
    """``correct`` takes the changed values with the reason; what it refuses is said here and nothing typed is lost.
    Where somebody else was quicker, that is the result, and what was changed is in ``typed`` for the next time.

    Numbers and phones are shown masked unless they were ``revealed``; one that is left as it stands is not changed.
    """

    KEYS = (
        Key("ctrl+s", "take", Message("OK"), second="alt+s"),
        Key("up", "move(-1)", Message("Up"), show=False, internal=True),
        Key("down", "move(1)", Message("Down"), show=False, internal=True),
    )

    def __init__(
        self, hall: Hall, request: Request, correct: Correct, typed: dict[str, str], *, revealed: bool
    ) -> None:
        super().__init__(Message("Correct the intake"))
        self._typed = typed
        self._hall, self._request, self._correct = hall, request, correct
        person, agent = request.applicant, request.agent or _NOBODY
        if not revealed:
            person, agent = _masked(person), _masked(agent)
        authority = request.authority or Authority()
        until = authority.until.isoformat() if authority.until else ""
        self.fields = {
            "name": _field(Message("Name"), "name", person.name, required=request.kind != "consultation"),
            "id_number": _field(Message("Number of the paper"), "id_number", person.id_number, narrow=True),
            "phone": _field(Message("Phone"), "phone", person.phone, narrow=True),
            "agent_name": _field(Message("Agent"), "agent_name", agent.name, hint=Message("empty: none")),
            "agent_id": _field(Message("Agent's number"), "agent_id", agent.id_number, narrow=True),
            "agent_phone": _field(Message("Agent's phone"), "agent_phone", agent.phone, narrow=True),
            "agent_scope": _field(Message("Scope"), "agent_scope", authority.scope),
            "agent_until": _field(Message("Last day"), "agent_until", until, narrow=True, check=_day(hall)),
            "matter": Field(Message("What it is about"), request.matter, id="matter", label_width=_LABEL,
                            max_length=500),
        }  # fmt: skip
        self.reason = _field(Message("Reason"), "reason", "", required=True)
        self.choices = {
            "id_type": Choice(Message("Paper"), ID_TYPES, person.id_type, id="id_type", label_width=_LABEL),
            "agent_id_type": Choice(Message("Agent's paper"), ID_TYPES, agent.id_type, id="agent_id_type",
                                    label_width=_LABEL),
            "agent_authority": Choice(Message("Authority"), AUTHORITIES, authority.kind, id="agent_authority",
                                      label_width=_LABEL),
        }  # fmt: skip
        self.picker = ItemPicker(
            lambda typed: catalogue_search.find(hall, typed),
            label=Message("Matter"),
            label_width=_LABEL,
            width=_WIDTH,
        )
        self.conditions = ConditionList()
        self._wrong = Static(safe(""), classes="answer")
        self._before: dict[str, str] = {}

    def body(self) -> Iterable[Widget]:
        """Applicant, matter, agent, reason."""
        of = {**self.fields, **self.choices}
        with VerticalScroll(can_focus=False) as scroll:
            scroll.styles.height = "auto"
            scroll.styles.max_height = 15
            yield from (of["name"], of["id_type"], of["id_number"], of["phone"])
            if self._told:
                words = Message("Item and conditions stay as the notice told them.")
                yield Static(safe(say(words), "#a8a8a8"))
            else:
                yield self.picker
                yield self.conditions
            with Vertical() as agent:
                agent.styles.height = "auto"
                yield from (of["agent_name"], of["agent_id_type"], of["agent_id"], of["agent_phone"])
                yield from (of["agent_authority"], of["agent_scope"], of["agent_until"])
            yield of["matter"]
        yield self.reason
        yield self._wrong

    @property
    def _told(self) -> bool:
        return self._request.supplement_due is not None

    def on_mount(self) -> None:
        """As it stands."""
        request = self._request
        self.picker.choose(request.item, request.item_name)
        item = catalogue.told(self._hall, request.item, request.item_version)
        self.conditions.show(item.conditions, request.conditions, item.condition_rules)
        self._fit_conditions()
        self.fields["matter"].display = bool(request.matter)
        self._before = self._values()
        self._type_again()
        self.fields["name"].focus()

    def _type_again(self) -> None:
        """What was changed here when somebody else was quicker."""
        kept = {key.removeprefix(_KEPT): said for key, said in self._typed.items() if key.startswith(_KEPT)}
        for key, said in kept.items():
            if key in self.fields:
                self.fields[key].value = said
            elif key in self.choices:
                self.choices[key].put(said)
        self.reason.value = kept.get("reason", "")
        if self._told or not kept.keys() & {"item", "conditions"}:
            return
        item = catalogue.get(self._hall, kept.get("item", self._request.item))
        self.picker.choose(item.code, item.name)
        ticked = kept.get("conditions", self._before["conditions"]).split(",")
        known = dict(item.conditions)
        self.conditions.show(item.conditions, [one for one in ticked if one in known], item.condition_rules)
        self._fit_conditions()

    def action_move(self, by: int) -> None:
        """In what was found, else to the next line."""
        if not self.picker.move(by):
            (self.focus_next if by > 0 else self.focus_previous)()

    def on_item_picker_picked(self, event: ItemPicker.Picked) -> None:
        """Another matter has conditions of its own; those of the same code stay ticked."""
        item = catalogue.get(self._hall, event.code)
        known = dict(item.conditions)
        self.conditions.show(
            item.conditions, [code for code in self.conditions.chosen if code in known], item.condition_rules
        )
        self._fit_conditions()

    def on_field_changed(self, event: Field.Changed) -> None:
        """A number that is clearly of the other kind of paper; an agent's name ticks that an agent acts."""
        if (
            event.field is self.fields["agent_name"]
            and event.value
            and self._before
            and not self._before["agent_name"]
        ):
            self.conditions.tick(AGENT)
        for number, kind in (("id_number", "id_type"), ("agent_id", "agent_id_type")):
            if event.field is self.fields[number] and "*" not in event.value:
                settled = paper_type.settled(self.choices[kind].value, event.value)
                if settled != self.choices[kind].value:
                    self.choices[kind].put(settled)

    def action_take(self) -> None:
        """What is another value than before goes to the service; what it refuses is said."""
        if not self.picker.code:
            self.picker.field.complain(Message("Choose the matter."))
            self.picker.field.focus()
            return
        if not self.reason.value:
            self.reason.complain(self.reason.problem)
            self.reason.focus()
            return
        changed = {key: value for key, value in self._values().items() if value != self._before[key]}
        if not changed:
            self._say(Message("Nothing was changed."))
            return
        changed["reason"] = self.reason.value
        try:
            self.dismiss(self._correct(changed))
        except Conflict as error:
            self._typed |= {f"{_KEPT}{key}": said for key, said in changed.items()}
            self.dismiss(error)
        except (BadInput, Refused) as error:
            self._say(error.message, error.remedy)

    def _values(self) -> dict[str, str]:
        values = {key: field.value for key, field in self.fields.items()}
        today = self._hall.clock.today()
        until = typed_day.read_end(values["agent_until"], today)
        values["agent_until"] = until.isoformat() if until else values["agent_until"]
        values |= {key: choice.value for key, choice in self.choices.items()}
        if not self._told:
            values |= {"item": self.picker.code, "conditions": ",".join(self.conditions.ticked)}
        return values

    def _say(self, *sentences: Message) -> None:
        self._wrong.update(safe(" ".join(map(say, sentences))))

    def _fit_conditions(self) -> None:
        count = self.conditions.count
        self.conditions.styles.height = min(4, count)
        self.conditions.display = count > 0
        self.call_after_refresh(self.conditions.reload)  # its width is known now


def _field(label: Message, ident: str, value: str, **values: object) -> Field:
    return Field(label, value, id=ident, label_width=_LABEL, width=_WIDTH, **values)  # type: ignore[arg-type]


def _masked(person: Person) -> Person:
    """The name whole, as the window needs it."""
    masked = masking.mask_person(person)
    return Person(person.name, person.id_type, masked.id_number, masked.phone, person.organisation)


def _day(hall: Hall) -> Callable[[str], Message | None]:
    def check(text: str) -> Message | None:
        if typed_day.read_end(text, hall.clock.today()) is None:
            return Message("Write the date like 0910, 9-10 or 2026-09-10.")
        return None

    return check
