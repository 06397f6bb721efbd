"""Page 9: notices that nobody has answered, papers that were promised for later, and dates that are provisional."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from hallclient.language import say
from hallclient.rules import roles
from hallclient.rules.masking import hall_name
from hallclient.rules.message import Message
from hallclient.screens.supervise.pane import Pane
from hallclient.services import accounts, clocks, recompute
from hallclient.services.clocks import Deferred, Unanswered
from hallclient.services.hall import Hall
from hallclient.widgets.cells import safe
from hallclient.widgets.columns import Column
from hallclient.widgets.keys import Key
from hallclient.widgets.row_list import Cell, ListSource, RowList

NOTICES = (
    Column(Message("Number"), 7),
    Column(Message("Applicant"), 8),
    Column(Message("Item")),
    Column(Message("Handled by"), 10),
    Column(Message("Supply by"), 9, optional=1),
    Column(Message("Time left"), 20),
)
PAPERS = (
    Column(Message("Number"), 7),
    Column(Message("Material"), share=2),
    Column(Message("Item"), optional=2),
    Column(Message("Handled by"), 10),
    Column(Message("Promised"), 9, optional=1),
    Column(Message("Time left"), 20),
)
Found = tuple[list[Unanswered], list[Deferred], int, dict[str, str]]


class PapersPane(Pane):
    """Two lists; Tab goes from one to the other."""

    CHOSEN = "open"
    KEYS = (
        Key("enter", "open", Message("Open"), Message("Open the request."), second="v"),
        Key(
            "r",
            "recompute",
            Message("Count anew"),
            Message("Count provisional dates anew once the holidays of their year are loaded."),
        ),
    )

    def __init__(self, hall: Hall) -> None:
        super().__init__(id="papers")
        self._hall = hall
        self._names: dict[str, str] = {}
        self.provisional = 0
        self.notices: ListSource[Unanswered] = ListSource((), key=lambda one: one.request.number)
        self.list: RowList[Unanswered] = RowList(
            self.notices, NOTICES, self._notice, id="unanswered", empty=Message("Every notice has been answered.")
        )
        self.papers: ListSource[Deferred] = ListSource((), key=lambda one: (one.number, one.code))
        self.deferred: RowList[Deferred] = RowList(
            self.papers, PAPERS, self._paper, id="deferred", empty=Message("No paper is deferred.")
        )
        self.head = Static(classes="head")

    def compose(self) -> ComposeResult:
        """Notices above, papers below."""
        yield self.head
        with Vertical(classes="frame") as above:
            above.border_title = Content(say(Message("Notices not answered")))
            yield self.list
        with Vertical(classes="frame") as below:
            below.border_title = Content(say(Message("Papers promised for later")))
            yield self.deferred

    def read(self) -> Found:
        """Notices, papers, how many dates are provisional, names."""
        hall = self._hall
        return clocks.unanswered(hall), clocks.deferred(hall), recompute.waiting(hall), accounts.names(hall)

    def show(self, found: Found) -> None:
        """Show all of it."""
        notices, papers, self.provisional, self._names = found
        self.notices.set(notices)
        self.list.reload()
        self.papers.set(papers)
        self.deferred.reload()
        if self.provisional:
            words = Message("Requests with provisional dates: {count}", count=self.provisional)
            self.head.update(safe(say(words), "bold #ffd75f"))
        else:
            self.head.update(safe(say(Message("No date is provisional.")), "#a8a8a8"))

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """Rows, and roles."""
        if action == "open" and self._number is None:
            return Message("Choose a request first.")
        if action == "recompute":
            actor = self.screen.app.actor
            if not self.provisional:
                return Message("No date is provisional.")
            return None if actor and roles.may(actor.role, "administer") else roles.why_not("administer")
        return None

    @property
    def _number(self) -> str | None:
        """Of the request under the cursor of the list that has the keys."""
        if self.deferred.has_focus:
            return self.deferred.row.number if self.deferred.row else None
        return self.list.row.request.number if self.list.row else None

    def action_open(self) -> None:
        """Open the request."""
        if self._number is not None:
            self.screen.app.go("request", number=self._number)

    async def action_recompute(self) -> None:
        """Count provisional dates anew, and show what moved."""
        from hallclient.screens import recounted

        found = recompute.recompute(self._hall, self.screen.app.actor)
        self.screen.reload()
        await self.screen.ask(recounted.outcome(found))

    def _notice(self, one: Unanswered) -> Sequence[Cell]:
        request, who = one.request, one.request.applicant
        return (
            request.short_number,
            who.name if who.organisation else hall_name(who.name),
            request.item_name,
            self._names.get(request.owner, request.owner),
            f"{request.supplement_due:%m-%d}" if request.supplement_due else "",
            _left(one.days, "due"),
        )

    def _paper(self, one: Deferred) -> Sequence[Cell]:
        tail = one.number.rsplit("-", 1)[-1]
        return (
            f"{tail[:2]}-{tail[2:]}",
            one.name,
            one.item_name,
            self._names.get(one.owner, one.owner),
            f"{one.until:%m-%d}" if one.until else "",
            _left(one.days, "overdue"),
        )


def _left(days: int | None, late: str) -> Cell:
    if days is None:
        return say(Message("No limit")), "dim"
    if days < 0:
        return say(Message("{days} wd overdue", days=-days)), late
    if days == 0:
        return say(Message("due today")), "due"
    return say(Message("{days} wd left", days=days))
