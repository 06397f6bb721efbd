"""What is rarely typed at a receipt, behind one key: queue number, authority, help, signature, late entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hallclient.language import say
from hallclient.rules.circumstances import AUTHORITIES, CARDS, SIGNATURES, Authority, Circumstances, Signature
from hallclient.rules.message import Message

_YES = "1"


@dataclass(frozen=True, slots=True)
class Rare:
    """As typed; moments and days in ISO form, ticks are ``1``."""

    queue: str = ""
    arrived: str = ""
    no_phone: str = ""
    contact_name: str = ""
    contact_relation: str = ""
    authority: str = ""
    scope: str = ""
    until: str = ""
    scribe: str = ""
    scribe_witness: str = ""
    signed: str = ""
    signed_reason: str = ""
    signed_witness: str = ""
    large_print: str = ""
    card: str = ""
    by_hand: str = ""
    paper_serial: str = ""
    received: str = ""
    first_asked: str = ""

    def authority_of(self, *, organisation: bool) -> Authority:
        """By what the agent acts: as chosen, else as is usual."""
        usual = "handler" if organisation else "entrusted"
        return Authority(self.authority or usual, self.scope, date.fromisoformat(self.until) if self.until else None)

    def circumstances(self) -> Circumstances:
        """For the service, which checks it."""
        return Circumstances(
            no_phone=self.no_phone == _YES,
            contact_name=self.contact_name,
            contact_relation=self.contact_relation,
            large_print=self.large_print == _YES,
            scribe=self.scribe,
            scribe_witness=self.scribe_witness,
            signature=Signature(self.signed, self.signed_reason, self.signed_witness),
            card=self.card,
            typed_by_hand=self.by_hand == _YES,
            paper_serial=self.paper_serial,
        )

    @property
    def arrived_at(self) -> datetime | None:
        """When the applicant came, where that was typed."""
        return datetime.fromisoformat(self.arrived) if self.arrived else None

    def intake(self) -> dict[str, Any]:
        """Fields of an intake beside visit and authority."""
        received = datetime.fromisoformat(self.received) if self.received else None
        return {
            "circumstances": self.circumstances(),
            "received_at": received,
            "first_asked": self.first_asked,
        }

    def words(self, *, agent: bool) -> str:
        """What is set, in one line; empty in the ordinary case."""
        return "  ".join(say(word) for word in self._words(agent))

    def _words(self, agent: bool) -> Iterator[Message]:
        if self.paper_serial:
            yield Message("Late entry {serial}, {time}", serial=self.paper_serial, time=_time(self.received))
        if self.queue:
            yield Message("Queue {number}", number=self.queue)
        if self.arrived:
            yield Message("came at {time}", time=self.arrived[11:16])
        if self.no_phone:
            yield Message("No mobile phone")
        if self.contact_name:
            yield Message("Contact {name}", name=f"{self.contact_name} {self.contact_relation}".strip())
        if agent and self.authority:
            yield AUTHORITIES[self.authority]
        if agent and self.until:
            yield Message("until {day}", day=self.until)
        if self.scribe:
            yield Message("Scribe {name}", name=self.scribe)
        if self.signed:
            yield SIGNATURES[self.signed]
        if self.large_print:
            yield Message("Large print")
        if self.card:
            yield CARDS[self.card]
        if self.by_hand:
            yield Message("Typed by hand")


NOTHING_RARE = Rare()


def _time(moment: str) -> str:
    return moment[5:16].replace("T", " ")
