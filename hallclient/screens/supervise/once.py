"""Page 10: how often one notice was enough, by window and clerk in a month; below, what came after one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.rules.notice import Notice
from hallclient.rules.once import Score
from hallclient.screens.supervise.pane import Pane
from hallclient.services import once_rate
from hallclient.services.hall import Hall
from hallclient.services.once_rate import OnceRow
from hallclient.widgets.columns import Column
from hallclient.widgets.keys import Key
from hallclient.widgets.row_list import Cell, ListSource, RowList

RATES = (
    Column(Message("Window"), 6, right=True),
    Column(Message("Name"), least=10),
    Column(Message("First notices"), 13, right=True),
    Column(Message("Told once"), 10, right=True),
    Column(Message("Oversights"), 10, right=True),
    Column(Message("New facts"), 9, right=True),
    Column(Message("Share"), 8, right=True),
)
FURTHER = (
    Column(Message("Number"), 8),
    Column(Message("Cause"), 9),
    Column(Message("What is new"), least=14, share=2),
    Column(Message("Why not seen"), least=14, share=2, optional=1),
    Column(Message("Agreed by"), 9),
)
_CAUSES = {"oversight": (Message("Oversight"), "bad"), "new_fact": (Message("New fact"), "")}
_GOOD, _FAINT = "bold #87d787", "#a8a8a8"


@dataclass(frozen=True, slots=True)
class Line:
    """The score of a window and clerk."""

    window: int
    clerk: str
    name: str
    score: Score


Found = tuple[date, list[OnceRow], list[Notice]]


class OncePane(Pane):
    """Of a month; Tab goes to the further notices, Enter opens their request."""

    CHOSEN = "open"
    KEYS = (
        Key("p", "turn(-1)", Message("Month before")),
        Key("n", "turn(1)", Message("Month after")),
        Key("enter", "open", Message("Open"), Message("Open the request that was told again."), second="v"),
    )

    def __init__(self, hall: Hall) -> None:
        super().__init__(id="once")
        self._hall = hall
        self.month = hall.clock.today().replace(day=1)
        self.head = Static(classes="head")
        self._lines: ListSource[Line] = ListSource((), key=lambda line: (line.window, line.clerk))
        self.list: RowList[Line] = RowList(
            self._lines, RATES, self._rate_cells, id="rates", empty=Message("No notice was issued in this month.")
        )
        self._notices: ListSource[Notice] = ListSource((), key=lambda notice: notice.id)
        self.further: RowList[Notice] = RowList(
            self._notices, FURTHER, self._notice_cells, id="further", empty=Message("Nobody was told twice.")
        )

    def compose(self) -> ComposeResult:
        """The whole hall, window by window, then the further notices."""
        yield self.head
        with Vertical(classes="frame"):
            yield self.list
        with Vertical(classes="frame") as below:
            below.border_title = Content(say(Message("Told again")))
            yield self.further

    def read(self) -> Found:
        """The month's figures and further notices."""
        first, last = self.month, _last(self.month)
        return first, once_rate.rows(self._hall, first, last), once_rate.further(self._hall, first, last)

    def show(self, found: Found) -> None:
        """The lowest rate first."""
        month, rows, further = found
        if month != self.month:
            return
        groups: dict[tuple[int, str, str], list[Score]] = defaultdict(list)
        for row in rows:
            groups[row.window, row.clerk, row.name].append(row.score)
        lines = [Line(*key, _sum(scores)) for key, scores in groups.items()]
        self._lines.set(sorted(lines, key=lambda line: (line.score.rate or 0, line.window, line.clerk)))
        self.list.reload()
        self._notices.set(further)
        self.further.reload()
        whole = _sum([line.score for line in lines])
        text = Text(f"{self.month:%Y-%m}  ", "bold", no_wrap=True, overflow="crop")
        words = Message("told once {once} of {told}, {rate}", once=whole.once, told=whole.told, rate=_rate(whole))
        text.append(say(words) + "  ", _GOOD if not whole.oversights else "bold #ffd75f")
        text.append(say(Message("New facts are no violation.")), _FAINT)
        self.head.update(text, layout=False)

    def _rate_cells(self, line: Line) -> Sequence[Cell]:
        score = line.score
        return (
            str(line.window),
            line.name,
            str(score.told),
            str(score.once),
            (str(score.oversights), "bad" if score.oversights else "dim"),
            str(score.new_facts),
            (_rate(score), "due" if score.oversights else "good"),
        )

    def _notice_cells(self, notice: Notice) -> Sequence[Cell]:
        tail = notice.request.rsplit("-", 1)[-1]
        words, style = _CAUSES[notice.cause]
        return f"{tail[:2]}-{tail[2:]}", (say(words), style), notice.what, notice.why, notice.agreed_name

    # -- keys

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """Months that have not come, requests that were told once."""
        if (action, *parameters) == ("turn", 1) and self.month >= self._hall.clock.today().replace(day=1):
            return Message("That month has not come yet.")
        if action == "open" and (self.further.row is None or not self.further.has_focus):
            return Message("Tab goes to the requests that were told again.")
        return None

    def action_turn(self, months: int) -> None:
        """The month before or after."""
        self.month = (_last(self.month) + timedelta(days=1)) if months > 0 else _before(self.month)
        self.screen.reload()

    def action_open(self) -> None:
        """The request that was told again."""
        if self.further.row is not None:
            self.app.go("request", number=self.further.row.request)  # type: ignore[attr-defined]


def _last(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)


def _sum(scores: Sequence[Score]) -> Score:
    return Score(
        sum(one.told for one in scores),
        sum(one.once for one in scores),
        sum(one.oversights for one in scores),
        sum(one.new_facts for one in scores),
    )


def _rate(score: Score) -> str:
    return "-" if score.rate is None else f"{score.rate:.2f}%"
