"""What has been typed for an applicant, as a value: kept as a draft, given to the intake."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from hallclient.rules.request import Person
from hallclient.services.intake import Intake


@dataclass(frozen=True, slots=True)
class Typed:
    """The form. ``item_text`` is what stands in the field of the matter, chosen or not; ``conditions`` are
    codes parted by commas."""

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

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be lost."""
        return not any(
            (self.item_text, self.name, self.number, self.phone, self.agent_name, self.agent_number, self.matter)
        )

    @property
    def ticked(self) -> tuple[str, ...]:
        """The codes of the conditions."""
        return tuple(code for code in self.conditions.split(",") if code)

    def form(self) -> dict[str, str]:
        """For the draft."""
        return asdict(self)

    @classmethod
    def from_form(cls, form: Mapping[str, str]) -> Typed:
        """From a draft, also of a version with other fields."""
        known = {field.name for field in fields(cls)}
        return cls(**{key: str(value) for key, value in form.items() if key in known})

    def intake(self) -> Intake:
        """For the service, which checks it."""
        agent = None
        if self.agent_name or self.agent_number:
            kind = self.agent_type if self.agent_number else ""
            agent = Person(self.agent_name, kind, self.agent_number, self.agent_phone)
        organisation = self.id_type == "uscc"
        return Intake(
            item=self.item,
            applicant=Person(self.name, self.id_type, self.number, self.phone, organisation),
            agent=agent,
            conditions=self.ticked,
            green=self.green,
            channel=self.channel,
            matter=self.matter,
        )
