"""One request with everything about it, and every step that it may take, each by one letter."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.widget import Widget

from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.screens.base import HallScreen
from hallclient.screens.printing import ask_copy, print_out
from hallclient.screens.request.facts import Shown
from hallclient.screens.request.keys import BESIDES, HANDLING, MORE, STEP_OF
from hallclient.screens.request.page import RequestPage
from hallclient.screens.request.steps import Steps
from hallclient.screens.request.steps_clock import ClockSteps
from hallclient.screens.request.steps_kinds import KindSteps
from hallclient.screens.request.steps_owners import OwnerSteps
from hallclient.screens.request.steps_visit import VisitSteps
from hallclient.screens.retyping import Retyping
from hallclient.services import accounts, catalogue, clocks, desk, notices, requests, visits
from hallclient.widgets.key_bar import KeyBar, ShownKey

_FIRST_LINE = frozenset(key.action for key in HANDLING)


class RequestScreen(KindSteps, OwnerSteps, VisitSteps, Steps, ClockSteps, Retyping, HallScreen):
    """``number`` is the request's."""

    NAME = "request"
    HEADING = Message("Request")
    CSS_PATH = "screen.tcss"
    KEYS = (*HANDLING, *BESIDES, *MORE)
    HELP = (
        Message(
            "Everything about one request. Bright keys are the steps that it may take now; press a dim one and "
            "the line above the keys says why not."
        ),
        Message(
            "Receipt is not acceptance. A accepts when everything is in order; when papers are missing, F4 tells "
            "the applicant everything at once. When they come back with everything, S checks off and accepts."
        ),
        Message(
            "Promised and statutory limit stand one below the other, counted from the day after acceptance; how "
            "they were counted stands at the end of the page. Where the guide names none, it says so."
        ),
        Message(
            "The full name is shown since the applicant stands before you. I shows identifier and phone in full, "
            "which is recorded; they are masked again when you leave."
        ),
        Message("P prints papers, issued ones again as they were; each lies in the folder of the hall as well."),
    )

    request: Request

    def __init__(self, number: str) -> None:
        super().__init__()
        self._asked_for = number
        self._offered: dict[str, Message | None] = {}
        self.revealed = False
        self.deemed = False
        self._people: dict[str, str] = {}
        self.typed: dict[str, str] = {}
        self.page = RequestPage()

    # -- the pattern of screens

    def body(self) -> Iterable[Widget]:
        """The page."""
        yield self.page

    def compose(self) -> ComposeResult:
        """As every screen, with one more line of keys: there are seventeen steps and papers."""
        for widget in super().compose():
            if widget.has_class("own-keys"):
                yield KeyBar(self._handling_keys, classes="own-keys")
            yield widget

    def reload(self) -> None:
        """Read the request and what may be done with it."""
        hall, actor = self.app.hall, self.app.actor
        self.request = requests.get(hall, self._asked_for)
        self._offered = {offer.action: offer.reason for offer in requests.offers(hall, self.request, actor)}
        standing = desk.standing(hall, self.request)
        self.deemed = standing.phase == "deemed"
        self._people = accounts.names(hall)
        self.page.show(
            Shown(
                request=self.request,
                standing=standing,
                names=self._people,
                timeline=requests.timeline(hall, self.request),
                notices=notices.of_request(hall, self.request.number),
                unprinted=frozenset(ident for ident, _, _ in notices.unprinted(hall)),
                today=hall.clock.today(),
                revealed=self.revealed,
                offered=catalogue.is_offered(hall, self.request.item),
                explanation=clocks.explain(hall, self.request),
                excluded=clocks.excluded(hall, self.request),
                visit=visits.get(hall, self.request.visit) if self.request.visit is not None else None,
                now=hall.clock.now(),
            )
        )

    def subject(self) -> str | None:
        """This request."""
        return self._asked_for

    def name_of(self, code: str) -> str:
        """The name behind a staff code."""
        return self._people.get(code, code)

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """The reason of the rules."""
        step = STEP_OF.get(action)
        if step is not None:
            return self._offered.get(step) or (self.no_visit(action) if self._offered else None)
        if action == "gone" and self._offered:
            return self.no_visit(action)
        return super().reason_disabled(action, parameters)

    def _handling_keys(self) -> list[ShownKey]:
        return [ShownKey(key, self, self.shown_reason(key)) for key in HANDLING]

    def _own_keys(self) -> list[ShownKey]:
        return [shown for shown in super()._own_keys() if shown.key.action not in _FIRST_LINE]

    # -- keys that are no steps

    def action_checklist(self) -> None:
        """Mark the materials."""
        self.app.go("checklist", number=self.request.number)

    def action_reveal(self) -> None:
        """Identifier and phone in full, or masked again."""
        if self.revealed:
            self.revealed = False
        else:
            from hallclient.services import reveal

            reveal.request(self.app.hall, self.app.actor, self.request.number)
            self.revealed = True
        self.reload()
        self.tell(Message("Shown in full; this was recorded.") if self.revealed else Message("Masked again."))

    async def action_more(self) -> None:
        """Choose one of the rarer steps."""
        from hallclient.dialogs.choose import Choose, Option

        options = [Option(key.action, key.label, self.reason_disabled(key.action)) for key in MORE]
        action = await self.ask(Choose(Message("What is to be done?"), options))
        if action is not None:
            await self.app.run_action(action, self)

    async def action_print(self) -> None:
        """Print a paper: one that was issued, again, or a new one."""
        from hallclient.dialogs.choose import Choose, Option
        from hallclient.screens.request import papers

        hall, actor, request = self.app.hall, self.app.actor, self.request
        if actor is None:
            return
        offered = papers.papers_of(hall, actor, request)
        options = [Option(paper, paper.label, paper.reason) for paper in offered]
        paper = await self.ask(Choose(Message("Print which paper?"), options))
        if paper is None:
            return
        copy: str | None = ""
        if paper.again:
            copy = await ask_copy(self)
        if copy is not None:
            self.tell(print_out(self, [paper.issue().id], copy=copy))

    def printed(self) -> None:
        """Another notice is no longer waiting."""
        self.reload()
