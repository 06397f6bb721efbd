"""Page 2: everybody's month in numbers, and the heat map of the person under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from hallclient.jobs.hall_board import HallView, PersonMonth
from hallclient.language import say
from hallclient.reports.table import Table
from hallclient.rules import narrowing
from hallclient.rules.message import Message
from hallclient.rules.terms import HALVES
from hallclient.rules.timetable import Timetable, timetable_for
from hallclient.screens import verdicts
from hallclient.screens.exporting import table_of
from hallclient.screens.sign_in.day import COLOURS
from hallclient.screens.supervise.heat_map import HeatMap, legend
from hallclient.screens.supervise.pane import Pane
from hallclient.services import accounts, punctuality
from hallclient.services.hall import Hall
from hallclient.widgets.columns import Column
from hallclient.widgets.row_list import Cell, ListSource, RowList
from hallclient.widgets.top_bar import WEEKDAYS

COLUMNS = (
    Column(Message("Name"), least=12),
    Column(Message("Window"), 6, optional=4),
    Column(Message("Late"), 4, right=True),
    Column(Message("Early"), 5, right=True),
    Column(Message("Miss"), 4, right=True),
    Column(Message("Absent?"), 8, right=True),
    Column(Message("Gone"), 4, right=True),
    Column(Message("Excused"), 9, optional=3, right=True),
    Column(Message("Score"), 5, right=True),
    Column(Message("Flag"), 9),
)


FIELDS = ("name", "window", "late", "early", "missing", "absent", "off_post", "excused", "points", "flag")


class MonthPane(Pane):
    """The month that begins with ``month``."""

    def __init__(self, hall: Hall, view: HallView) -> None:
        super().__init__(id="month")
        self._hall, self._view = hall, view
        today = hall.clock.today()
        self.month = today.replace(day=1)
        self.wanted = ""
        """What the rows are narrowed to."""
        self._departments: dict[str, str] = {}
        self._timetables: list[Timetable] = []
        self.head = Static(classes="head")
        self.source: ListSource[PersonMonth] = ListSource((), key=lambda row: row.staff)
        self.list: RowList[PersonMonth] = RowList(
            self.source, COLUMNS, cells, empty=Message("Nobody was expected in this month.")
        )
        self.map = HeatMap()
        self.map.selected = today.day
        self.legend = Static(legend(), classes="legend")
        self.about = Static(classes="about")

    def compose(self) -> ComposeResult:
        """People above, the map of one of them below."""
        yield self.head
        yield self.list
        yield self.about
        yield self.map
        yield self.legend

    def read(self) -> tuple[date, list[PersonMonth], list[Timetable]]:
        """Everybody's month, and the hours."""
        month = self.month
        self._departments = {person.code: person.department for person in accounts.everyone(self._hall)}
        return month, self._view.month(month, _last(month)), punctuality.timetables(self._hall)

    def show(self, found: tuple[date, list[PersonMonth], list[Timetable]]) -> None:
        """The worst first."""
        month, people, self._timetables = found
        if month != self.month:
            return
        people = [person for person in people if self._fits(person)]
        self.source.set(sorted(people, key=lambda person: (person.points, person.staff)))
        self.list.reload()
        title = Text(f"{month:%Y-%m}  ", "bold", no_wrap=True, overflow="crop")
        flagged = sum(person.flagged for person in people)
        title.append(say(Message("{count} people", count=len(people))))
        if flagged:
            words = Message("{count} late or early more than 5 times", count=flagged)
            title.append("  ! " + say(words), COLOURS["bad"])
        if self.wanted:
            title.append("  " + say(Message("only “{text}”", text=self.wanted)), "bold #ffd75f")
        self.head.update(title, layout=False)
        self.show_person()

    def _fits(self, person: PersonMonth) -> bool:
        words = (person.name, self._departments.get(person.staff, ""))
        return narrowing.matches(self.wanted, window=person.window, code=person.staff, words=words)

    def table(self) -> Table:
        """What is on the screen, for files: the counts, and everybody's map with a column a half-day."""
        days = [self.month + timedelta(days=n) for n in range(_last(self.month).day)]
        halves = [(day, half) for day in days for half in ("am", "pm")]
        heads = [Message("{day} {half}", day=f"{day:%m-%d}", half=HALVES[half]) for day, half in halves]
        fields = (*FIELDS, *(f"{day.isoformat()}_{half}" for day, half in halves))
        columns = (*COLUMNS, *(Column(head) for head in heads))
        rows = []
        for person in self.source.rows:
            mine = {(half.day, half.half): half for half in person.halves}
            rows.append((*cells(person), *(verdicts.words(mine[key]) if key in mine else "" for key in halves)))
        subtitle = f"{self.month:%Y-%m} {self.wanted}".strip()
        return table_of("month", Message("Month per person"), subtitle, fields, columns, rows)

    def show_person(self) -> None:
        """The map of the highlighted person; no reading."""
        person = self.list.row
        self.map.show(self.month, person.halves if person else ())
        self._show_about()

    def move(self, days: int) -> None:
        """Another day of the map."""
        self.map.select(days)
        self._show_about()

    def turn(self, months: int) -> None:
        """Another month, never one that has not come yet."""
        middle = self.month.replace(day=15) + timedelta(days=31 * months)
        self.month = min(middle.replace(day=1), self._hall.clock.today().replace(day=1))

    def _show_about(self) -> None:
        person = self.list.row
        text = Text(no_wrap=True, overflow="crop")
        if person is not None:
            day = self.map.day
            now = self._hall.clock.now().replace(tzinfo=None)
            timetable = timetable_for(day, self._timetables)
            text.append(f"{day:%m-%d} {say(WEEKDAYS[day.weekday()])}  ", "bold")
            for code in ("am", "pm"):
                half = self.map.half(code)
                text.append(say(HALVES[code]) + " ", "#a8a8a8")
                if half is None:
                    text.append("--  ", "#a8a8a8")
                    continue
                first = f"{half.first_in:%H:%M:%S}" if half.first_in else "--"
                last = f"{half.last_out:%H:%M:%S}" if half.last_out else "--"
                text.append(f"{first} {last} ")
                started = now >= timetable.span(day, code)[0]
                text.append(verdicts.words(half, started) + "  ", COLOURS[verdicts.style(half, started)])
        self.about.update(text, layout=False)


def _last(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def cells(row: PersonMonth) -> Sequence[Cell]:
    """Counts and points of a person."""
    counts = row.counts
    window = say(Message("{number}", number=row.window)) if row.window else "-"
    return (
        row.name,
        window,
        _number(counts.late),
        _number(counts.early),
        _number(counts.missing),
        _number(counts.absent, "bad"),
        _number(counts.off_post),
        str(counts.excused or "-"),
        (str(row.points), "strong"),
        (say(Message("! above 5")), "bad") if row.flagged else "",
    )


def _number(count: int, style: str = "due") -> Cell:
    return (str(count), style) if count else ("-", "dim")
