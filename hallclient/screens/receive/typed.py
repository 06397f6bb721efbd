"""What has been typed for an applicant, as a value: kept as a draft, given to the intake."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from hallclient.rules.request import Person, Request
from hallclient.screens.receive.rare import NOTHING_RARE, Rare
from hallclient.services.intake import Intake
from hallclient.services.visit_requests import Coming


@dataclass(frozen=True, slots=True)
class Typed:
    """The form. ``item_text`` is what stands in the field of the matter, chosen or not; ``conditions`` are
    codes parted by commas, without those that others imply; ``rare`` is what stands behind one key."""

    item: str = ""
    item_text: str = ""
    name: str = ""
    id_type: str = "resident_id"
    number: str = ""
    phone: str = ""
    agent_name: str = ""
    agent_type: str = "resident_id"
    agent_number: str = ""
    agent_phone: str = ""
    conditions: str = ""
    green: str = ""
    channel: str = "counter"
    matter: str = ""
    rare: Rare = NOTHING_RARE

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be lost."""
        return not any(
            (self.item_text, self.name, self.number, self.phone, self.agent_name, self.agent_number, self.matter)
        )

    @property
    def chosen(self) -> tuple[str, ...]:
        """The codes of the conditions that were ticked."""
        return tuple(code for code in self.conditions.split(",") if code)

    def form(self) -> dict[str, str]:
        """For the draft."""
        plain = asdict(self)
        return {**plain.pop("rare"), **plain}

    @classmethod
    def from_form(cls, form: Mapping[str, str]) -> Typed:
        """From a draft, also of a version with other fields."""
        own = {field.name for field in fields(cls)} - {"rare"}
        rarely = {field.name for field in fields(Rare)}
        rare = Rare(**{key: str(value) for key, value in form.items() if key in rarely})
        return cls(rare=rare, **{key: str(value) for key, value in form.items() if key in own})

    def intake(self, visit: int | None = None) -> Intake:
        """For the service, which checks it; ``visit`` is the one that goes on."""
        agent = None
        if self.agent_name or self.agent_number:
            kind = self.agent_type if self.agent_number else ""
            agent = Person(self.agent_name, kind, self.agent_number, self.agent_phone)
        organisation = self.id_type == "uscc"
        return Intake(
            item=self.item,
            applicant=Person(self.name, self.id_type, self.number, self.phone, organisation),
            agent=agent,
            conditions=self.chosen,
            green=self.green,
            channel=self.channel,
            matter=self.matter,
            authority=self.rare.authority_of(organisation=organisation) if agent else None,
            coming=Coming(visit, self.rare.queue, self.rare.arrived_at),
            **self.rare.intake(),
        )


def typed_of(request: Request) -> Typed:
    """The people of a request as if they had been typed, without a matter."""
    applicant, agent, authority = request.applicant, request.agent, request.authority
    told = request.circumstances
    rare = Rare(
        no_phone="1" if told.no_phone else "",
        contact_name=told.contact_name,
        contact_relation=told.contact_relation,
        authority=authority.kind if authority else "",
        scope=authority.scope if authority else "",
        until=authority.until.isoformat() if authority and authority.until else "",
        scribe=told.scribe,
        scribe_witness=told.scribe_witness,
        large_print="1" if told.large_print else "",
        card=told.card,
    )
    return Typed(
        name=applicant.name,
        id_type=applicant.id_type or "resident_id",
        number=applicant.id_number,
        phone=applicant.phone,
        agent_name=agent.name if agent else "",
        agent_type=agent.id_type if agent and agent.id_type else "resident_id",
        agent_number=agent.id_number if agent else "",
        agent_phone=agent.phone if agent else "",
        green=request.green,
        rare=rare,
    )
