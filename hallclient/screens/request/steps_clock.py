"""Steps that move the clocks, papers that come later or go back, and the reason for finishing late."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hallclient.dialogs.choose import Choose, Option
from hallclient.dialogs.confirm import Confirm
from hallclient.rules import checklist, clocks, lateness, provisional
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.rules.terms import EXCLUSIONS, STATES
from hallclient.screens import typed_day
from hallclient.screens.lateness import ask_lateness
from hallclient.widgets.field import Field

if TYPE_CHECKING:
    from hallclient.screens.base import HallScreen

    _Base = HallScreen
else:
    _Base = object

_LABEL = 16


class ClockSteps(_Base):
    """For the request screen; every step keeps the version that it began with."""

    request: Request

    if TYPE_CHECKING:

        def act(self, step: str, seen: int, **settings: str) -> Request: ...
        def name_of(self, code: str) -> str: ...

    @property
    def _today(self) -> date:
        return self.app.hall.clock.today()

    async def action_exclude_start(self) -> None:
        """A letter told the applicant that the time until a result does not count."""
        seen = self.request.version
        options = [Option(kind, word) for kind, word in EXCLUSIONS.items()]
        kind = await self.ask(Choose(Message("Time for what is excluded?"), options))
        if kind is None:
            return
        typed = await self._form(
            Message("Start excluded time"),
            Field(Message("Letter number"), id="letter", required=True, max_length=60, label_width=_LABEL),
            self._day("letter_date", Message("Letter sent on"), self._today),
            Field(Message("Remark"), id="reason", label_width=_LABEL),
            text=Message("The applicant is told in writing; the days after the letter do not count."),
        )
        if typed is not None:
            self._told(self.act("exclude-start", seen, kind=kind, **self._dated(typed, "letter_date")))

    async def action_exclude_end(self) -> None:
        """The result of a letter has arrived."""
        from hallclient.services import clocks as clock_services

        seen = self.request.version
        awaited = [one for one in clock_services.excluded(self.app.hall, self.request) if one.awaited]
        letter: str | None = awaited[0].letter
        if len(awaited) > 1:
            words = Message("{letter} of {day}")
            options = [Option(one.letter, Message(words.text, letter=one.letter, day=one.sent_on)) for one in awaited]
            letter = await self.ask(Choose(Message("Which result has arrived?"), options))
        if letter is None:
            return
        field = self._day("result_date", Message("Result arrived on"), self._today)
        typed = await self._form(Message("End excluded time"), field, text=Message("Letter {letter}", letter=letter))
        if typed is not None:
            self._told(self.act("exclude-end", seen, letter=letter, **self._dated(typed, "result_date")))

    async def action_extend(self) -> None:
        """As approved; the hall only records it."""
        seen = self.request.version
        most = clocks.EXTENSION_DAYS[self.request.kind]

        def within(text: str) -> Message | None:
            good = text.isascii() and text.isdigit() and 1 <= int(text) <= most
            return None if good else Message("1 to {most} days.", most=most)

        typed = await self._form(
            Message("Extend the limit"),
            Field(
                Message("Days granted"), str(most), id="days", check=within, required=True, narrow=True,
                max_length=2, label_width=_LABEL,
            ),
            Field(Message("Approved by"), id="approver", required=True, max_length=60, label_width=_LABEL),
            self._day("date", Message("Approved on"), self._today),
            Field(Message("Document"), id="document", required=True, max_length=60, label_width=_LABEL),
            text=Message("Once only, as the head of the deciding body approved it; the applicant is told why."),
        )  # fmt: skip
        if typed is not None:
            self._told(self.act("extend", seen, **self._dated(typed, "date")))

    async def action_bring(self) -> None:
        """Deferred papers are here."""
        from hallclient.dialogs.tick import Tick

        seen = self.request.version
        waiting = checklist.deferred(self.request.materials)
        options = [Option(paper.code, paper.name) for paper in waiting]
        codes = await self.ask(Tick(Message("Which deferred papers were brought?"), options))
        if codes:
            after = self.act("bring", seen, items=",".join(codes))
            left = len(checklist.deferred(after.materials))
            self.tell(
                Message("Checked off; {count} deferred papers are still to come.", count=left)
                if left
                else Message("Checked off: nothing is deferred any more.")
            )

    async def action_lapse(self) -> None:
        """The applicant has not answered, and the item says that this closes the request."""
        seen = self.request.version
        typed = await self._form(
            Message("Close without supplement"),
            Field(Message("Papers returned"), id="returned", required=True, max_length=200, label_width=_LABEL),
            text=Message("Basis: {basis}. The papers go back: say how and to whom.", basis=self.request.lapse_basis),
        )
        ends = Message("This ends the request; only a supervisor can reopen it.")
        if typed and await self.ask(Confirm(Message("Close without supplement?"), irreversible=ends)):
            self.tell(STATES[self.act("lapse", seen, **typed).state])

    async def lateness(self) -> dict[str, str] | None:
        """The settings that say why a request is finished late: empty in time, None where the question was left."""
        from hallclient.services import clocks as clock_services

        hall = self.app.hall
        missed = lateness.missed(clock_services.as_accepted(hall, self.request), hall.clock.now())
        return await ask_lateness(self, missed, self.request.owner)

    # -- parts

    async def _form(self, title: Message, *fields: Field, text: Message | None = None) -> dict[str, str] | None:
        from hallclient.dialogs.form import Form

        return await self.ask(Form(title, fields, text=text))

    def _day(self, ident: str, label: Message, value: date) -> Field:
        return Field(
            label, value.isoformat(), id=ident, check=typed_day.past(self._today), required=True, narrow=True,
            max_length=12, label_width=_LABEL,
        )  # fmt: skip

    def _dated(self, typed: dict[str, str], key: str) -> dict[str, str]:
        """The texts, with the date as programs write it."""
        day = typed_day.read_day(typed[key], self._today)
        assert day is not None
        return {**typed, key: day.isoformat()}

    def _told(self, request: Request) -> None:
        day = provisional.due(request, request.due)
        if request.paused_since is not None:
            self.tell(Message("The clock stands still; due on {day} at the earliest.", day=day))
        else:
            self.tell(Message("Due on {day} now.", day=day))
