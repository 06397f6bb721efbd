"""更多登记事项: the list of what is rarely recorded, each with its value, and the few lines that it asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from hallclient.dialogs.ask_fields import Asked, AskFields, Whole
from hallclient.dialogs.choose import Choose, Option
from hallclient.language import say
from hallclient.rules import circumstances
from hallclient.rules.circumstances import AUTHORITIES, CARDS, SIGNATURES, Circumstances
from hallclient.rules.message import Message
from hallclient.screens.typed_day import read_end, read_moment, read_time
from hallclient.services import accounts

if TYPE_CHECKING:
    from hallclient.screens.base import HallScreen
    from hallclient.screens.receive.draft_keeper import DraftKeeper
    from hallclient.screens.receive.form import ReceiveForm
    from hallclient.screens.receive.rare import Rare

    _Base = HallScreen
else:
    _Base = object

_LIST = Message("More to record")
_NO_DAY = Message("Type a day such as 1231 or 2026-12-31.")
_NO_TIME = Message("Type a time such as 0905 or 9:05, not later than now.")
_NO_MOMENT = Message("Type day and time such as 1120 0905, not later than now.")


class Particulars(_Base):
    """For the screen's class."""

    form: ReceiveForm
    keeper: DraftKeeper

    async def action_more(self) -> None:
        """Show the list again after each entry, until Esc."""
        steps = {
            "queue": self._queue,
            "contact": self._contact,
            "authority": self._authority,
            "scribe": self._scribe,
            "signed": self._signature,
            "large": self._large,
            "card": self._card,
            "hand": self._hand,
            "late": self._late,
        }
        while (chosen := await self.ask(Choose(_LIST, self._options()))) is not None:
            found = await steps[chosen](self.form.rare)
            if found is not None:
                self.form.rare = found
                self.form.show_settings()
                self._keep_soon()

    def _options(self) -> list[Option]:
        rare, none = self.form.rare, say(Message("no"))
        agent = None if self.form.has_class("-agent") else Message("Enter the agent first (Ctrl+B).")
        yes = say(Message("yes"))
        contact = rare.contact_name or (yes if rare.no_phone else "")
        authority = say(AUTHORITIES[rare.authority]) if rare.authority else "-"
        return [
            _option("queue", Message("Queue number and arrival"), f"{rare.queue} {rare.arrived[11:16]}"),
            _option("contact", Message("No mobile phone, contact"), contact),
            Option("authority", Message("Authority of the agent: {value}", value=authority), agent),
            _option("scribe", Message("Written or read out by, witness"), f"{rare.scribe} {rare.scribe_witness}"),
            _option("signed", Message("Receipt signed for"), say(SIGNATURES[rare.signed]) if rare.signed else ""),
            _option("large", Message("Large print"), yes if rare.large_print else none),
            _option("card", Message("Card expired or temporary"), say(CARDS[rare.card]) if rare.card else ""),
            _option("hand", Message("Identifier typed by hand"), yes if rare.by_hand else none),
            _option("late", Message("Late entry from paper"), f"{rare.paper_serial} {rare.received[:16]}"),
        ]

    # -- each entry

    async def _queue(self, rare: Rare) -> Rare | None:
        found = await self._fields(
            Message("Queue number and arrival"),
            Asked("queue", Message("Queue number"), rare.queue, narrow=True),
            Asked("arrived", Message("Came at"), rare.arrived[11:16], self._check_time, narrow=True),
        )
        if found is None:
            return None
        arrived = self._today_at(found["arrived"])
        changed = replace(rare, queue=found["queue"], arrived=arrived.isoformat() if arrived else "")
        self.keeper.number(changed.queue, changed.arrived_at)
        return changed

    async def _contact(self, rare: Rare) -> Rare | None:
        found = await self._fields(
            Message("No mobile phone: who can be reached instead"),
            Asked("contact_name", Message("Name"), rare.contact_name),
            Asked("contact_relation", Message("Relation"), rare.contact_relation),
            text=Message(
                "Family or village. Both empty: only that there is no mobile phone; once more takes it back."
            ),
            whole=_contact_problem,
        )
        if found is None:
            return None
        back = rare.no_phone and not rare.contact_name and not any(found.values())
        return replace(rare, no_phone="" if back else "1", **found)

    async def _authority(self, rare: Rare) -> Rare | None:
        kind = await self.ask(Choose(Message("By what does the agent act?"), _codes(AUTHORITIES)))
        if kind is None:
            return None
        if kind == "guardian":
            return replace(rare, authority=kind, scope="", until="")
        found = await self._fields(
            AUTHORITIES[kind],
            Asked("scope", Message("Scope"), rare.scope),
            Asked("until", Message("Last day"), rare.until, self._check_day, narrow=True),
            text=Message("As the letter of authority says; empty where it says nothing."),
        )
        if found is None:
            return None
        until = read_end(found["until"], self._received_on)
        return replace(rare, authority=kind, scope=found["scope"], until=until.isoformat() if until else "")

    async def _scribe(self, rare: Rare) -> Rare | None:
        found = await self._fields(
            Message("Written or read out for the applicant"),
            Asked("scribe", Message("By whom"), rare.scribe),
            Asked("scribe_witness", Message("Witness"), rare.scribe_witness),
            text=Message("Both empty takes it back."),
            whole=_scribe_problem,
        )
        return None if found is None else replace(rare, **found)

    async def _signature(self, rare: Rare) -> Rare | None:
        kind = await self.ask(Choose(Message("How is the receipt signed for?"), _codes(SIGNATURES)))
        if kind != "refused":
            return None if kind is None else replace(rare, signed=kind, signed_reason="", signed_witness="")
        found = await self._fields(
            SIGNATURES["refused"],
            Asked("signed_reason", Message("Reason"), rare.signed_reason, required=True),
            Asked("signed_witness", Message("Witness"), rare.signed_witness, required=True),
        )
        return None if found is None else replace(rare, signed=kind, **found)

    async def _large(self, rare: Rare) -> Rare:
        return replace(rare, large_print="" if rare.large_print else "1")

    async def _card(self, rare: Rare) -> Rare | None:
        options = [Option(code, word) for code, word in CARDS.items()]
        card = await self.ask(Choose(Message("What is with the card?"), options))
        return None if card is None else replace(rare, card=card)

    async def _hand(self, rare: Rare) -> Rare:
        return replace(rare, by_hand="" if rare.by_hand else "1")

    async def _late(self, rare: Rare) -> Rare | None:
        found = await self._fields(
            Message("Late entry from paper"),
            Asked("paper_serial", Message("Serial"), rare.paper_serial),
            Asked("received", Message("Received at"), rare.received[:16].replace("T", " "), self._check_moment),
            Asked("first_asked", Message("First asked"), rare.first_asked, self._check_code, narrow=True),
            text=Message(
                "What was written by hand during an outage, with its true time (such as 1020). Empty takes it back."
            ),
            whole=_late_problem,
        )
        if found is None:
            return None
        moment = read_moment(found["received"], self.app.hall.clock.today())
        at = self.app.hall.clock.at(moment).isoformat() if moment else ""
        if at:
            self.keeper.nobody_here()
        return replace(rare, **{**found, "received": at})

    # -- what is typed

    async def _fields(
        self, title: Message, *asked: Asked, text: Message | None = None, whole: Whole | None = None
    ) -> dict[str, str] | None:
        return await self.ask(AskFields(title, asked, text=text, whole=whole))

    def _check_code(self, typed: str) -> Message | None:
        known = accounts.names(self.app.hall)
        return None if typed in known else Message("Nobody with the code {code} works here.", code=typed)

    def _today_at(self, typed: str) -> datetime | None:
        time = read_time(typed)
        clock = self.app.hall.clock
        return clock.at(datetime.combine(clock.today(), time)) if time else None

    def _check_time(self, typed: str) -> Message | None:
        at = self._today_at(typed)
        return None if at is not None and at <= self.app.hall.clock.now() else _NO_TIME

    def _check_day(self, typed: str) -> Message | None:
        day = read_end(typed, self._received_on)
        if day is None:
            return _NO_DAY
        return Message("The authority has ended.") if day < self._received_on else None

    @property
    def _received_on(self) -> date:
        """The day of the receipt: today, or that of the paper."""
        received = self.form.rare.received
        return datetime.fromisoformat(received).date() if received else self.app.hall.clock.today()

    def _check_moment(self, typed: str) -> Message | None:
        clock = self.app.hall.clock
        moment = read_moment(typed, clock.today())
        return None if moment is not None and clock.at(moment) <= clock.now() else _NO_MOMENT

    if TYPE_CHECKING:

        def _keep_soon(self) -> None: ...


def _contact_problem(found: Mapping[str, str]) -> tuple[str, Message] | None:
    wrong = circumstances.problem(Circumstances(**found))
    return None if wrong is None else ("contact_name", wrong)


def _scribe_problem(found: Mapping[str, str]) -> tuple[str, Message] | None:
    wrong = circumstances.problem(Circumstances(**found))
    return None if wrong is None else ("scribe_witness" if found["scribe"] else "scribe", wrong)


def _late_problem(found: Mapping[str, str]) -> tuple[str, Message] | None:
    if not any(found.values()):
        return None
    if not found["paper_serial"]:
        return "paper_serial", Message("A late entry needs the serial number of its paper.")
    return None if found["received"] else ("received", _NO_MOMENT)


def _option(code: str, label: Message, value: str) -> Option:
    return Option(code, Message("{label}: {value}", label=label, value=value.strip() or "-"))


def _codes(words: dict[str, Message]) -> Sequence[Option]:
    return [Option(code, word) for code, word in words.items() if code]
