"""What the keys of a request do: ask for what is needed, then one call of the services at the version seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.choose import Choose, Option
from hallclient.dialogs.confirm import Confirm
from hallclient.language import say
from hallclient.rules import checklist, provisional
from hallclient.rules.message import Message
from hallclient.rules.request import RATINGS as RATING_CODES
from hallclient.rules.request import Request
from hallclient.rules.terms import RATINGS, RESULTS, STATES
from hallclient.screens.promise import ask_promise
from hallclient.screens.request import refusing

if TYPE_CHECKING:
    from hallclient.screens.base import HallScreen

    _Base = HallScreen
else:
    _Base = object

_ENDS = Message("This ends the request; only a supervisor can reopen it.")


class Steps(_Base):
    """For the request screen.

    Each action keeps the version that it began with: a dialog's closing reads the request anew, and what
    somebody else changed meanwhile must still be noticed.
    """

    request: Request
    deemed: bool
    """Whether the request counts as accepted by law."""
    revealed: bool
    """Whether identifier and phone are shown in full, which was recorded."""
    typed: dict[str, str]

    def name_of(self, code: str) -> str:
        """The name behind a staff code."""
        raise NotImplementedError

    if TYPE_CHECKING:

        async def lateness(self) -> dict[str, str] | None: ...

    def act(self, step: str, seen: int, **settings: str) -> Request:
        """Take one step, print the paper that goes with it, and show the request after it."""
        from hallclient.jobs import request_step
        from hallclient.screens.printing import print_out

        done = request_step.take(self.app.hall, self.app.actor, self.request.number, step, settings, seen)
        self.typed.clear()
        self.reload()
        if done.documents:
            print_out(self, [paper.id for paper in done.documents], quiet=True)
        return done.request

    async def action_accept(self) -> None:
        """Accept; once asked where nobody has looked at the materials."""
        seen = self.request.version
        unmarked = len(checklist.unmarked(self.request.materials))
        if unmarked and not self.deemed:
            question = Message(
                "{count} materials are not checked yet. Is everything in order, accept?", count=unmarked
            )
            if not await self.ask(Confirm(question)):
                return
        promise = await ask_promise(self, self.request, deemed=self.deemed)
        if promise is not None:
            self._tell_accepted(self.act("accept", seen, **promise))

    async def action_supplement(self) -> None:
        """Everything was brought: check off and accept, with one key."""
        await self._check_off((), self.request.version)

    async def action_part(self) -> None:
        """Some of it was brought."""
        from hallclient.dialogs.tick import Tick

        seen = self.request.version
        still_open = checklist.open_materials(self.request.materials)
        options = [Option(paper.code, paper.name) for paper in still_open]
        codes = await self.ask(Tick(Message("What was brought?"), options))
        if codes:
            await self._check_off(tuple(codes), seen)

    async def _check_off(self, codes: tuple[str, ...], seen: int) -> None:
        from hallclient.jobs import supplement
        from hallclient.screens.printing import print_out

        whole = not codes or len(codes) == len(checklist.open_materials(self.request.materials))
        whole = whole and not checklist.unmarked(self.request.materials)
        promise = await ask_promise(self, self.request) if whole else {}
        if promise is None:
            return
        outcome = supplement.check_off(self.app.hall, self.app.actor, self.request.number, codes, seen, promise)
        self.typed.clear()
        self.reload()
        print_out(self, [paper.id for paper in outcome.documents], quiet=True)
        left = len(checklist.open_materials(outcome.request.materials))
        if left and outcome.request.state == "awaiting_supplement":
            self.tell(Message("Checked off; {count} materials are still awaited.", count=left))
        elif outcome.request.accepted_on is None:
            left = len(checklist.unmarked(outcome.request.materials))
            self.tell(Message("Checked off; {count} materials are not marked yet: F4.", count=left), "warn")
        else:
            self._tell_accepted(outcome.request)

    def _tell_accepted(self, request: Request) -> None:
        none = say(Message("none set"))
        words = Message(
            "Accepted on {day}. Promised {promised}, statutory {statutory}.",
            day=request.accepted_on,
            promised=provisional.due(request, request.promised_due) or none,
            statutory=provisional.due(request, request.statutory_due) or none,
        )
        self.tell(words)

    async def action_decide(self) -> None:
        """The result, and the reason where it is not simply granted."""
        seen = self.request.version
        result = await self._result()
        if result is None:
            return
        reason: str | None = ""
        if result != "granted":
            reason = await self._text(Message("Decide"), Message("Reason"), max_length=500)
        late = await self.lateness() if reason is not None else None
        if reason is not None and late is not None:
            self._tell_decided(self.act("decide", seen, result=result, reason=reason, **late))

    async def _result(self) -> str | None:
        return await self.ask(
            Choose[str](Message("Decide"), [Option(code, RESULTS[code]) for code in RESULTS if code])
        )

    def _tell_decided(self, request: Request) -> None:
        self.tell(Message("Decided: {result}.", result=RESULTS[request.result]))

    async def action_rate(self) -> None:
        """One digit."""
        seen = self.request.version
        options = [Option(code, RATINGS[code]) for code in RATING_CODES]
        rating = await self.ask(Choose(Message("How satisfied is the applicant?"), options))
        if rating is not None:
            self.act("rate", seen, rating=rating)
            self.tell(Message("Rated: {rating}.", rating=RATINGS[rating]))

    def action_take_up(self) -> None:
        """It is mine now."""
        parts = self.request.tasks
        part = self.act("take-up", self.request.version).tasks != parts
        self.tell(Message("Taken up: the part is yours.") if part else Message("Taken up: the request is yours."))

    async def action_assign(self) -> None:
        """To whoever is to handle it."""
        seen = self.request.version
        to = await self._colleague(Message("Assign to"), myself=True)
        if to is not None:
            self.act("assign", seen, to=to)
            self.tell(Message("Assigned to {name}.", name=self.name_of(to)))

    async def action_refuse(self) -> None:
        """Refuse acceptance; incomplete papers are never a ground for it."""
        seen = self.request.version
        words = await refusing.ask(self)
        late = await self.lateness() if words else None
        if words and late is not None and await self.ask(Confirm(Message("Refuse acceptance?"), irreversible=_ENDS)):
            self._ended(self.act("refuse", seen, **words, **late))

    async def action_withdraw(self) -> None:
        """The applicant takes the request back."""
        seen = self.request.version
        reason = await self._text(Message("Withdraw"), Message("Reason"), required=False)
        late = await self.lateness() if reason is not None else None
        if reason is None or late is None:
            return
        if await self.ask(Confirm(Message("Does the applicant withdraw the request?"), irreversible=_ENDS)):
            self._ended(self.act("withdraw", seen, reason=reason, **late))

    def _ended(self, request: Request) -> None:
        self.tell(STATES[request.state])

    async def action_answer(self) -> None:
        """The answer to a consultation or complaint."""
        seen = self.request.version
        words = await self._text(Message("Answer"), Message("Answer"), max_length=500)
        late = await self.lateness() if words else None
        if words and late is not None:
            self.act("answer", seen, words=words, **late)
            self.tell(Message("Answered."))

    async def action_note(self) -> None:
        """A note."""
        seen = self.request.version
        words = await self._text(Message("Note"), Message("Note"), max_length=500)
        if words:
            self.act("note", seen, words=words)
            self.tell(Message("Noted."))

    async def _text(self, title: Message, label: Message, **options: Any) -> str | None:
        return await self.ask(AskText(title, label, **{"max_length": 200, **options}))

    async def _colleague(self, title: Message, *, myself: bool) -> str | None:
        from hallclient.services import accounts

        me = self.app.actor.code if self.app.actor else ""
        people = [p for p in accounts.everyone(self.app.hall) if p.active and (myself or p.code != me)]
        # The nearest first: the same window, then by number.
        people.sort(key=lambda p: (p.window != self.request.window, p.window or 99, p.code))
        return await self.ask(Choose(title, [Option(p.code, _described(p.name, p.code, p.window)) for p in people]))


def _described(name: str, code: str, window: int | None) -> Message:
    if window is None:
        return Message("{name} ({code})", name=name, code=code)
    return Message("{name} ({code}), window {window}", name=name, code=code, window=window)
