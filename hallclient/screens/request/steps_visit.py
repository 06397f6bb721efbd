"""Rarer steps of a request: the visit, signatures, the province's number, delivery, all fields to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hallclient.dialogs.ask_fields import Asked, AskFields
from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.choose import Choose, Option
from hallclient.language import say
from hallclient.rules import identity
from hallclient.rules.circumstances import SIGNATURES
from hallclient.rules.message import Message
from hallclient.rules.request import Request

if TYPE_CHECKING:
    from hallclient.screens.base import HallScreen

    _Base = HallScreen
else:
    _Base = object


class VisitSteps(_Base):
    """For the request screen."""

    request: Request

    if TYPE_CHECKING:

        def act(self, step: str, seen: int, **settings: str) -> Request: ...

        async def lateness(self) -> dict[str, str] | None: ...

    def no_visit(self, action: str) -> Message | None:
        """Why a step about the visit cannot be taken, or None."""
        request = self.request
        if action == "sign_notice" and request.supplement_due is None:
            return Message("No notice has been issued.")
        if action == "gone" and request.visit is None:
            return Message("Nobody came to the window for this request.")
        return None

    def action_again(self) -> None:
        """Another matter of the same applicant (续办)."""
        self.app.go("receive", same=self.request.number)

    def action_gone(self) -> None:
        """The visitor has left."""
        from hallclient.services import visits

        if self.request.visit is not None:
            visits.leave(self.app.hall, self.app.actor, self.request.visit)
            self.tell(Message("The visit has ended."))

    async def action_external(self) -> None:
        """The number in the province's system."""
        from hallclient.services import external

        seen = self.request.version
        number = await self.ask(
            AskText(
                Message("Province's number"),
                Message("Number"),
                value=self.request.province_number,
                required=False,
                narrow=True,
                max_length=64,
            )
        )
        if number is None:
            return
        found = self.act("external", seen, number=number)
        warning = external.twice(self.app.hall, found)
        if warning is not None:
            self.tell(warning, "warn")
        else:
            self.tell(Message("Recorded: {number}.", number=found.province_number or "-"))

    async def action_sign_receipt(self) -> None:
        """How the receipt was signed for."""
        await self._sign("receipt")

    async def action_sign_notice(self) -> None:
        """How the notice was signed for."""
        await self._sign("notice")

    async def _sign(self, on: str) -> None:
        seen = self.request.version
        options = [Option(code, word) for code, word in SIGNATURES.items() if code]
        signed = await self.ask(Choose(Message("How is it signed for?"), options))
        if signed is None:
            return
        given = await self._refused() if signed == "refused" else {}
        if given is not None:
            self.act("sign", seen, on=on, signed=signed, **given)
            self.tell(SIGNATURES[signed])

    async def _refused(self) -> dict[str, str] | None:
        """Why nobody signs, and who saw it."""
        asked = (
            Asked("reason", Message("Reason"), required=True),
            Asked("witness", Message("Witness"), required=True),
        )
        return await self.ask(AskFields(SIGNATURES["refused"], asked))

    def _check_paper(self, number: str) -> Message | None:
        """What is wrong with the number of who collects; papers of other kinds are taken as they are."""
        kind, found = identity.inspect(number, self.app.hall.clock.today())
        return found.problem if kind == "resident_id" else None

    async def action_deliver(self) -> None:
        """To whom the result goes, and how it is signed for."""
        seen = self.request.version
        ways = [
            Option("signed", Message("To the applicant, who signs")),
            Option("other", Message("To somebody else, with name and number")),
            Option("mail", Message("By mail, with its number")),
            Option("fingerprint", Message("To the applicant, with a fingerprint")),
            Option("refused", Message("To the applicant, who refuses to sign")),
        ]
        way = await self.ask(Choose(Message("Deliver"), ways))
        if way is None:
            return
        given: dict[str, str] | None = {"way": "self", "signed": way, "to": say(Message("the applicant"))}
        if way == "other":
            agent = self.request.agent
            given = await self._delivery(
                way,
                Asked("to", Message("Who takes it"), agent.name if agent else "", required=True),
                Asked("id", Message("Number of the paper"), agent.id_number if agent else "", self._check_paper,
                      required=True, narrow=True),
            )  # fmt: skip
        elif way == "mail":
            given = await self._delivery(
                way,
                Asked("number", Message("Mail number"), required=True, narrow=True),
                Asked("to", Message("Addressee"), self.request.applicant.name),
            )
        elif way == "refused":
            why = await self._refused()
            given = None if why is None else {**given, **why}
        late = await self.lateness() if given is not None else None
        if given is not None and late is not None:
            self.act("deliver", seen, **given, **late)
            self.tell(Message("Delivered. The applicant may rate: R."))

    async def _delivery(self, way: str, *asked: Asked) -> dict[str, str] | None:
        found = await self.ask(AskFields(Message("Deliver"), asked))
        signed = "signed" if way == "other" else ""
        return None if found is None else {"way": way, "signed": signed, **found}

    def action_copy(self) -> None:
        """All fields in order: to the clipboard of the terminal, and to a file where it has none."""
        from hallclient.dialogs.plain_text import PlainText
        from hallclient.jobs import case_fields

        text, path = case_fields.write(self.app.hall, self.app.actor, self.request.number)
        self.app.copy_to_clipboard(text)
        self.reload()
        self.tell(Message("All fields are on the clipboard; this was recorded."))
        self.app.push_screen(
            PlainText(Message("All fields in order"), text, Message("Also in {path}", path=str(path)))
        )
