"""Page 6: bad reviews, what is due first; contacted, rectified or excluded by one key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from hallclient.dialogs.ask_text import AskText
from hallclient.language import say
from hallclient.rules import review as rules
from hallclient.rules.message import Message
from hallclient.rules.review import Done, Review
from hallclient.rules.terms import RATINGS
from hallclient.screens import waiting
from hallclient.screens.sign_in.day import COLOURS
from hallclient.screens.supervise.pane import Pane
from hallclient.services import accounts, reviews
from hallclient.services.hall import Hall
from hallclient.widgets.columns import Column
from hallclient.widgets.keys import Key
from hallclient.widgets.row_list import Cell, ListSource, RowList

COLUMNS = (
    Column(Message("Number"), 7),
    Column(Message("Day"), 5),
    Column(Message("Rating"), 10),
    Column(Message("Handled by"), 8),
    Column(Message("Item")),
    Column(Message("State"), 10),
    Column(Message("Time left"), 17),
)
_STYLES = {"overdue": "overdue", "today": "due"}
_ASK = {
    "contact": (Message("The applicant was contacted"), Message("What was said")),
    "rectify": (Message("What was wrong has been put right"), Message("How it was put right")),
    "exclude": (Message("Exclude as wrong or malicious"), Message("Reason")),
}
_TOLD = {
    "contact": Message("Noted: contacted. Rectify by {day}."),
    "rectify": Message("Noted: rectified."),
    "exclude": Message("Excluded from the rate; it stays in the record."),
}


class ReviewsPane(Pane):
    """The ledger of bad reviews."""

    CHOSEN = "open"
    KEYS = (
        Key("c", "step('contact')", Message("Contacted"), Message("Note that the applicant was contacted.")),
        Key("f", "step('rectify')", Message("Rectified"), Message("Note what was done about it.")),
        Key(
            "x",
            "step('exclude')",
            Message("Exclude"),
            Message("Leave a wrong or malicious review out of the rate, with a reason; it stays in the record."),
        ),
        Key("enter", "open", Message("Open"), Message("Open the request that was reviewed."), second="v"),
        Key("a", "every", Message("Pending or all"), Message("Only what is to be done, or the whole ledger.")),
    )

    def __init__(self, hall: Hall) -> None:
        super().__init__(id="reviews")
        self._hall = hall
        self._names: Mapping[str, str] = {}
        self._every = False
        self.head = Static(classes="head")
        self.source: ListSource[Review] = ListSource((), key=lambda review: (review.number, review.terminal))
        self.list: RowList[Review] = RowList(
            self.source, COLUMNS, self.cells, empty=Message("No bad review waits for anything.")
        )
        self.detail = Static(classes="detail")

    def compose(self) -> ComposeResult:
        """How many, the ledger, what was done about the highlighted one."""
        yield self.head
        yield self.list
        yield self.detail

    def read(self) -> tuple[list[Review], Mapping[str, str]]:
        """The ledger and the names of the staff."""
        states = () if self._every else rules.PENDING
        return reviews.listing(self._hall, states), accounts.names(self._hall)

    def show(self, found: tuple[list[Review], Mapping[str, str]]) -> None:
        """What is due first first."""
        rows, self._names = found
        self.source.set(rows)
        self.list.reload()
        today = self._hall.clock.today()
        urgent = [rules.urgency(row, today) for row in rows]
        text = Text(no_wrap=True, overflow="crop")
        head = Message("Bad reviews, all: {count}") if self._every else Message("Bad reviews to follow up: {count}")
        text.append(say(Message(head.text, count=len(rows))) + "  ", "bold")
        for name, words in (("overdue", Message("overdue: {count}")), ("today", Message("due today: {count}"))):
            if name in urgent:
                text.append(say(Message(words.text, count=urgent.count(name))) + "  ", COLOURS["bad"])
        self.head.update(text, layout=False)
        self.show_detail()

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """The detail follows the cursor."""
        self.show_detail()

    def cells(self, row: Review) -> Sequence[Cell]:
        """A review with its clock."""
        today = self._hall.clock.today()
        style = _STYLES.get(rules.urgency(row, today), "")
        due = row.due
        return (
            row.short_number,
            f"{row.rated_on:%m-%d}",
            (say(RATINGS[row.rating]), "bad"),
            self._names.get(row.staff, row.staff),
            row.item_name,
            (say(rules.STATES[row.state]), "" if due else "done"),
            (f"{due:%m-%d} {say(waiting.left(reviews.standing(self._hall, row)))}", style) if due else "",
        )

    def show_detail(self) -> None:
        """The dates and what was done so far."""
        row = self.list.row
        text = Text(overflow="crop")
        if row is not None:
            terms = row.terms
            words = Message(
                "Contact by {contact}, rectify by {rectify}", contact=terms.contact_due, rectify=terms.rectify_due
            )
            text.append(say(words), "bold")
            if terms.provisional:
                text.append(say(Message(" (provisional)")), COLOURS["due"])
            for label, done, due in (
                (Message("Contacted"), row.contacted, terms.contact_due),
                (Message("Rectified"), row.rectified, terms.rectify_due),
                (Message("Excluded"), row.excluded, None),
            ):
                if done is not None:
                    self._append(text, label, done, late=due is not None and done.at.date() > due)
        self.detail.update(text, layout=False)

    def _append(self, text: Text, label: Message, done: Done, *, late: bool) -> None:
        text.append("\n")
        text.append(say(label) + " ", "#a8a8a8")
        text.append(f"{done.at:%m-%d %H:%M} {self._names.get(done.by, done.by)}  ", COLOURS["bad"] if late else "")
        text.append(done.words)

    # -- keys

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """The reason of the rules."""
        row = self.list.row
        if action in ("step", "open") and row is None:
            return Message("Choose a review first.")
        if action == "step" and row is not None:
            offers = {offer.step: offer.reason for offer in reviews.offers(row, self.app.actor)}  # type: ignore[attr-defined]
            return offers[str(parameters[0])]
        return None

    async def action_step(self, step: str) -> None:
        """Contacted, rectified or excluded, in words."""
        row = self.list.row
        if row is None:
            return
        title, label = _ASK[step]
        words = await self.screen.ask(AskText(title, label, text=self._about(row), max_length=200))
        if words is None:
            return
        done = reviews.follow_up(self._hall, self.app.actor, row.number, step, words, row.version)  # type: ignore[attr-defined]
        self.screen.tell(Message(_TOLD[step].text, day=done.due) if done.due else _TOLD[step])
        self.screen.reload()

    def _about(self, row: Review) -> Message:
        return Message(
            "{number} {item}, {rating}, {name}",
            number=row.short_number, item=row.item_name, rating=RATINGS[row.rating],
            name=self._names.get(row.staff, row.staff),
        )  # fmt: skip

    def action_open(self) -> None:
        """The request, with phone and timeline."""
        if self.list.row is not None:
            self.app.go("request", number=self.list.row.number)  # type: ignore[attr-defined]

    def action_every(self) -> None:
        """Only what is to be done, or all."""
        self._every = not self._every
        self.screen.reload()
