"""Page 5: how much each window, person, department or hour has to do, as bars; which windows are hot or cold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from hallclient.dialogs.ask_text import AskText
from hallclient.jobs.hall_board import HallView
from hallclient.jobs.hall_load import HallLoad, hall_load
from hallclient.language import say
from hallclient.reports.load import GROUPS, HEAT
from hallclient.rules.load import GROUPS as ORDER
from hallclient.rules.load import Load
from hallclient.rules.message import Message
from hallclient.screens.supervise.load_words import advice, clock, figures, rates, times_cell
from hallclient.screens.supervise.pane import Pane
from hallclient.screens.supervise.period import Period, around, problem, read
from hallclient.services.hall import Hall
from hallclient.widgets.bar import Bar
from hallclient.widgets.columns import Column
from hallclient.widgets.keys import Key
from hallclient.widgets.row_list import Cell, ListSource, RowList

COLUMNS = (
    Column(Message("Group"), least=12),
    Column(Message("Load"), least=8),
    Column(Message("Recd"), 5, right=True),
    Column(Message("Compl"), 5, right=True),
    Column(Message("Going"), 5, right=True),
    Column(Message("Wait av/p90"), 11, right=True),
    Column(Message("Serv av/p90"), 11, optional=1, right=True),
    Column(Message("Idx/share"), 9, right=True),
)


_OFTEN = 7
"""Days; a longer period takes a while to count."""


class LoadPane(Pane):
    """The bars of ``period`` by ``group``."""

    CHOSEN = "drill"
    KEYS = (
        Key("left", "shift(-1)", Message("Earlier"), Message("The day, week or month before.")),
        Key("right", "shift(1)", Message("Later"), Message("The day, week or month after.")),
        Key("t", "look_at('day')", Message("Today"), Message("Today.")),
        Key("w", "look_at('week')", Message("Week"), Message("This week, from Monday.")),
        Key("m", "look_at('month')", Message("Month"), Message("This month.")),
        Key("d", "dates", Message("Dates"), Message("Any day or span of days.")),
        Key("g", "group", Message("Shown by"), Message("By window, person, department or hour in turn.")),
        Key("s", "sort", Message("Order"), Message("The longest bar first, or in the order of numbers.")),
        Key("enter", "drill", Message("Requests"), Message("The requests behind the bar."), second="v"),
        Key("e", "write", Message("Files"), Message("Write the load of the period as files.")),
    )

    def __init__(self, hall: Hall, view: HallView) -> None:
        super().__init__(id="load")
        self._hall, self._view = hall, view
        self.period = around("day", hall.clock.today())
        self.group = ORDER[0]
        self.longest_first = False
        self._found: HallLoad | None = None
        self._most = 1
        self.head = Static(classes="head")
        self.figures = Static(classes="head")
        self.source: ListSource[Load] = ListSource((), key=lambda load: load.key)
        self.list: RowList[Load] = RowList(
            self.source, COLUMNS, self.cells, empty=Message("Nothing was received in this period.")
        )
        self.about = Static(classes="about")
        self.advice = Static(classes="advice")

    def compose(self) -> ComposeResult:
        """Period and figures, the bars, what follows from them."""
        yield self.head
        yield self.figures
        yield self.list
        yield self.about
        yield self.advice

    # -- reading and showing

    @property
    def looks_again(self) -> bool:
        """A month and more is read when it is asked for."""
        return (self.period.last - self.period.first).days < _OFTEN

    def read(self) -> tuple[Period, HallLoad]:
        """The load of the period."""
        period = self.period
        return period, hall_load(self._hall, period.first, period.last, self._view.shared)

    def show(self, found: tuple[Period, HallLoad]) -> None:
        """Unless another period was asked for meanwhile."""
        period, load = found
        if period == self.period:
            self._found = load
            self.show_rows()

    def show_rows(self) -> None:
        """The bars, from what was read."""
        found = self._found
        if found is None:
            return
        rows = found.by(self.group)
        self._most = max((row.tally.received for row in rows), default=0)
        if self.longest_first:
            rows = tuple(sorted(rows, key=lambda row: -row.tally.received))
        self.source.set(rows)
        self.list.reload()
        whole = found.whole
        self.head.update(self._headline(whole), layout=False)
        self.figures.update(figures(whole), layout=False)
        self.advice.update(advice(found), layout=False)
        self.show_about()

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """The rates follow the cursor."""
        self.show_about()

    def show_about(self) -> None:
        """The rates of the highlighted bar."""
        row, text = self.list.row, Text(no_wrap=True, overflow="crop")
        if row is not None and self._found is not None:
            text.append(say(self._found.name(self.group, row.key)) + "  ", "bold")
            text.append(rates(row))
        self.about.update(text, layout=False)

    def _headline(self, whole: Load) -> Text:
        text = Text(no_wrap=True, overflow="crop")
        text.append(self.period.words + "  ", "bold")
        text.append(say(GROUPS[self.group]) + "  ", "bold #ffd75f")
        for words, times in (
            (Message("waiting {mean}, p90 {p90}"), whole.waiting),
            (Message("serving {mean}, p90 {p90}"), whole.serving),
        ):
            if times.count:
                said = Message(words.text, mean=clock(times.mean), p90=clock(times.p90))
                text.append(say(said) + "  ", "#a8a8a8")
        return text

    def cells(self, row: Load) -> Sequence[Cell]:
        """A bar with its figures."""
        tally = row.tally
        name = self._found.name(self.group, row.key) if self._found else str(row.key)
        closed = self.group == "window" and not row.open_days
        return (
            (say(name), "dim" if closed else "strong"),
            Bar(tally.completed, tally.in_progress, self._most),
            str(tally.received),
            str(tally.completed),
            (str(tally.in_progress), "due" if tally.in_progress else "dim"),
            times_cell(row.waiting),
            times_cell(row.serving),
            self._heat(row, closed),
        )

    def _heat(self, row: Load, closed: bool) -> Cell:
        if self.group != "window":
            return f"{row.share}%" if row.share is not None else ""
        if closed:
            return say(Message("not open")), "dim"
        index = "" if row.index is None else str(row.index)
        if not row.heat:
            return index
        return f"{index} {say(HEAT[row.heat])}", "bad" if row.heat == "hot" else "due"

    # -- keys

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """No days to come; nothing behind an empty bar."""
        today = self._hall.clock.today()
        if (action, *parameters) == ("shift", 1) and self.period.last >= today:
            return Message("That day has not come yet.")
        row = self.list.row
        if action == "drill" and (row is None or not row.tally.received):
            return Message("Nothing was received here.")
        if action == "drill" and self._found is not None and row is not None and row.key in self._found.told:
            return Message("This terminal has only the figures of that window, from the shared summary.")
        return None

    def _look(self, period: Period) -> None:
        self.period = period
        self.screen.reload()

    def action_shift(self, steps: int) -> None:
        """The period before or after."""
        self._look(self.period.shift(steps))

    def action_look_at(self, kind: str) -> None:
        """Today, this week, this month."""
        self._look(around(kind, self._hall.clock.today()))

    async def action_dates(self) -> None:
        """A day or span that is typed."""
        today = self._hall.clock.today()
        now = self.period
        value = f"{now.first}" if now.first == now.last else f"{now.first}..{now.last}"

        def check(text: str) -> Message | None:
            return problem(text, today)

        typed = await self.screen.ask(
            AskText(Message("Which days?"), Message("Dates"), value=value, check=check, narrow=True)
        )
        found = read(typed, today) if typed is not None else None
        if found is not None:
            self._look(found)

    def action_group(self) -> None:
        """By the next of window, person, department, hour."""
        self.group = ORDER[(ORDER.index(self.group) + 1) % len(ORDER)]
        self.longest_first = self.group in ("staff", "department")
        self.show_rows()
        self.list.action_first()

    def action_sort(self) -> None:
        """Longest first, or by number."""
        self.longest_first = not self.longest_first
        self.show_rows()
        self.list.action_first()

    def action_drill(self) -> None:
        """The requests behind the highlighted bar."""
        row = self.list.row
        if row is None or self._found is None:
            return
        name = say(self._found.name(self.group, row.key))
        title = Message("{what}, {period}", what=name, period=self.period.words)
        first, last, by = self.period.first, self.period.last, self.group
        self.app.go("requests", title=title, received=(first, last, by, row.key))  # type: ignore[attr-defined]

    async def action_write(self) -> None:
        """The report of the period, for people and for programs."""
        files = await self.screen.in_thread(self._write, self.period.first, self.period.last)
        self.screen.tell(Message("Written: {file} and {count} more.", file=files[0], count=len(files) - 1))

    def _write(self, first: date, last: date) -> list[str]:
        from hallclient.exports.formats import choose
        from hallclient.jobs import export

        hall = self._hall
        period = export.Period(first, last)
        return [str(path) for path in export.export(hall, "load", period, choose("xlsx,html,csv"), hall.home.exports)]
