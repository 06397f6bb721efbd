"""What leaves the checklist: the one-time notice, the checked-off supplement, the acceptance."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hallclient.dialogs.confirm import Confirm
from hallclient.dialogs.outcome import Outcome
from hallclient.jobs import papers, request_step, supplement
from hallclient.rules import checklist, provisional
from hallclient.rules.message import Message
from hallclient.rules.notice import Notice
from hallclient.rules.request import Request
from hallclient.screens.checklist.second_notice import SecondNotice
from hallclient.screens.printing import ask_copy, print_out
from hallclient.screens.promise import ask_promise
from hallclient.services import notices, requests, visit_requests

if TYPE_CHECKING:
    from hallclient.jobs.request_step import Taken
    from hallclient.screens.base import HallScreen
    from hallclient.services.accounts import Actor
    from hallclient.services.documents import Document

    _Base = HallScreen
else:
    _Base = object

_NONE_SET = Message("none set")


class Issuing(SecondNotice, _Base):
    """For the screen's class."""

    _number: str
    _request: Request | None
    _reasons: dict[str, Message | None]
    _arrived: set[str]
    typed: dict[str, str]

    def why_not_act(self, request: Request, action: str) -> Message | None:
        """Why the notice, the supplement or the acceptance is not possible now."""
        if action == "reprint":
            return None if request.supplement_due else Message("No notice has been issued.")
        if action == "issue":
            action = "second-notice" if request.supplement_due else "notice"
            return self._reasons.get(action) or checklist.refuse_notice(request.materials)
        if action == "supplement":
            reason = self._reasons.get("supplement")
            return reason or (None if self._arrived else Message("Tick with 1 what was brought."))
        if request.state == "awaiting_supplement":
            left = len(checklist.open_materials(request.materials)) - len(self._arrived)
            if left:
                return Message("{count} still open: b checks off a part.", count=left)
            fresh = len(checklist.unmarked(request.materials))
            return (
                Message("{count} came onto the list since: b first, then mark them.", count=fresh) if fresh else None
            )
        waiting = checklist.unmarked(request.materials)
        if self._reasons.get("accept") is None and waiting:
            return Message("{count} materials are not marked yet.", count=len(waiting))
        return self._reasons.get("accept")

    async def action_issue(self) -> None:
        """Issue the notice, print it, let the request wait."""
        request, hall, actor = self._request, self.app.hall, self._person
        if request is None:
            return
        if request.supplement_due is not None:
            await self._issue_again(request)
            return
        count = len(checklist.open_materials(request.materials))
        question = Message("Issue the one-time notice to {name}: {count} materials to bring or put right?",
                           name=request.applicant.name, count=count)  # fmt: skip
        once = Message("It cannot be changed afterwards, and there is no second one: is everything told?")
        if not await self.ask(Confirm(question, irreversible=once)):
            return
        await self._issued(papers.issue_notice(hall, actor, self._number, seen=request.version))

    async def _issue_again(self, request: Request) -> None:
        """One more notice, with its grounds and a supervisor."""
        grounds = await self.ask_grounds(request)
        if grounds is None:
            self.tell(Message("No second notice was issued."), "warn")
            return
        second, agreed = grounds
        hall, actor = self.app.hall, self._person
        await self._issued(
            papers.issue_notice(hall, actor, self._number, seen=request.version, second=second, agreed=agreed)
        )

    async def _issued(self, issued: Notice) -> None:
        lines = [Message("{number} is issued.", number=issued.number)]
        if issued.supplement_due is not None:
            lines.append(Message("Supplement until {day}.", day=issued.supplement_due.isoformat()))
        self.typed.clear()
        self.reload()
        lines.append(print_out(self, [issued.id]))
        self.tell(Message("Issued: {number}. The request waits for the supplement.", number=issued.number))
        await self.ask(Outcome(Message("Notice issued"), lines))

    async def action_reprint(self) -> None:
        """The issued notice again: the same bytes, and a line in the journal that says which copy."""
        issued = notices.of_request(self.app.hall, self._number)[-1]
        copy = await ask_copy(self)
        if copy is not None:
            self.tell(print_out(self, [issued.id], copy=copy))

    def action_supplement(self) -> None:
        """Check off what was brought; the rest stays open under the same notice."""
        assert self._request is not None
        supplied = self._check_off(self._request)
        outcome = supplied.request
        print_out(self, [paper.id for paper in supplied.documents], quiet=True)
        self._arrived = set()
        self.show_request(outcome)
        left = len(checklist.open_materials(outcome.materials))
        if left:
            self.tell(Message("Checked off; {count} materials are still to be brought.", count=left))
        else:
            self._tell_brought(outcome)

    def _tell_brought(self, request: Request) -> None:
        waiting = len(checklist.unmarked(request.materials))
        if waiting:
            self.tell(Message("{count} materials are not marked yet.", count=waiting))
        else:
            self.tell(Message("Everything was brought: s accepts."))

    async def action_accept(self) -> None:
        """Accept; a supplement that was brought whole is checked off with the same key."""
        request, hall, actor = self._request, self.app.hall, self._person
        if request is None:
            return
        promise = await ask_promise(self, request, deemed=requests.is_deemed(hall, request))
        if promise is None:
            return
        # Both or neither: a supplement that is checked off but not accepted would be against the law's “must”.
        with hall.write():
            receipts: tuple[Document, ...] = ()
            if request.state == "awaiting_supplement":
                supplied = self._check_off(request)
                request, receipts = supplied.request, supplied.documents
            done = request_step.take(hall, actor, self._number, "accept", promise, request.version)
            accepted = done.request
        self._arrived = set()
        self.typed.clear()
        self.show_request(accepted)
        lines = [
            Message("Accepted on {day}.", day=_day(accepted.accepted_on)),
            Message("Promised limit: {day}", day=_due(accepted, accepted.promised_due)),
            Message("Statutory limit: {day}", day=_due(accepted, accepted.statutory_due)),
        ]
        if accepted.by_law:
            lines.insert(1, Message("Accepted by law, back to the day of receipt (行政许可法 §32)."))
        if accepted.provisional:
            lines.append(Message("Provisional: the holidays of a year are not known yet."))
        lines.append(print_out(self, [one.id for one in (*receipts, *done.documents)]))
        self.tell(Message("Accepted: {number}.", number=accepted.number))
        await self.ask(Outcome(Message("Accepted"), lines, accepted.explanation))

    def _check_off(self, request: Request) -> Taken:
        items = {"items": ",".join(sorted(self._arrived)), "visit": visit_requests.SAME}
        return supplement.receive(self.app.hall, self._person, self._number, items, seen=request.version)

    @property
    def _person(self) -> Actor:
        """Who is at the window."""
        assert self.app.actor is not None
        return self.app.actor

    if TYPE_CHECKING:

        def show_request(self, request: Request) -> None: ...


def _due(request: Request, day: date | None) -> Message | str:
    return provisional.due(request, day) or _NONE_SET


def _day(day: date | None) -> Message | str:
    return day.isoformat() if day is not None else _NONE_SET
