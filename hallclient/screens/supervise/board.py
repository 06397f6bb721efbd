"""Page 1: every window and half-day of one day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from hallclient.jobs import hall_questions
from hallclient.jobs.hall_board import Board, HallView, PersonDay, WindowBoard
from hallclient.language import say
from hallclient.reports.table import Table
from hallclient.rules import narrowing
from hallclient.rules.message import Message
from hallclient.rules.punctuality import HalfDay
from hallclient.rules.question import Question
from hallclient.rules.timetable import Timetable, timetable_for
from hallclient.screens import verdicts
from hallclient.screens.exporting import table_of
from hallclient.screens.supervise.pane import Pane, age_text
from hallclient.services import accounts, punctuality
from hallclient.services.hall import Hall
from hallclient.widgets.columns import Column
from hallclient.widgets.row_list import Cell, ListSource, RowList
from hallclient.widgets.top_bar import WEEKDAYS


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A window with those of its ``people`` that are shown, or (``person``) one of them."""

    window: WindowBoard
    person: PersonDay | None = None
    people: tuple[PersonDay, ...] = ()

    @property
    def key(self) -> tuple[int, str]:
        """Unique on a board."""
        return self.window.number, self.person.staff if self.person else ""


Found = tuple[Board, Timetable, dict[str, Question]]

COLUMNS = (
    Column(Message("Window"), 9),
    Column(Message("Name"), 10),
    Column(Message("In"), 5),
    Column(Message("Out"), 5, optional=1),
    Column(Message("Morning"), least=12),
    Column(Message("In"), 5),
    Column(Message("Out"), 5, optional=1),
    Column(Message("Afternoon"), least=12),
)


FIELDS = (
    "window", "window_name", "opened", "opening", "here", "staff", "name", "am_in", "am_out", "am", "pm_in", "pm_out",
    "pm", "two_windows",
)  # fmt: skip
FILE_COLUMNS = (
    Column(Message("Window")),
    Column(Message("Window name")),
    Column(Message("Opened")),
    Column(Message("Opening times")),
    Column(Message("Present")),
    Column(Message("Staff code")),
    Column(Message("Name")),
    *(Column(title) for title in (Message("In"), Message("Out"), Message("Morning"))),
    *(Column(title) for title in (Message("In"), Message("Out"), Message("Afternoon"))),
    Column(Message("Two windows")),
)


class BoardPane(Pane):
    """The board of ``day``."""

    def __init__(self, hall: Hall, view: HallView) -> None:
        super().__init__(id="board")
        self._hall, self._view = hall, view
        self.day = hall.clock.today()
        self.only_missing = False
        self.wanted = ""
        """What the rows are narrowed to."""
        self._started = {"am": True, "pm": True}
        self._timetable: Timetable | None = None
        self._twice: dict[str, Question] = {}
        self._departments: dict[str, str] = {}
        self.head = Static(classes="head")
        self.source: ListSource[BoardRow] = ListSource((), key=lambda row: row.key)
        self.list: RowList[BoardRow] = RowList(
            self.source, COLUMNS, self.cells, empty=Message("Nobody was expected on this day.")
        )

    def compose(self) -> ComposeResult:
        """Day and figures, then the rows."""
        yield self.head
        yield self.list

    def table(self) -> Table:
        """What is on the screen, for files: a line a person, with the opening of the window."""
        rows = []
        for row in self.source.rows:
            if row.person is None:
                cells = list(self._window_cells(row.window))
                window = (str(row.window.number or ""), cells[1], cells[2], cells[4], cells[7])
                rows += [] if row.people else [(*window, *[""] * 9)]
            else:
                twice, name, *halves = self.cells(row)
                rows.append((*window, row.person.staff, name, *halves, twice))
        subtitle = f"{self.day} {self.wanted}".strip()
        return table_of("board", Message("Board of the day"), subtitle, FIELDS, FILE_COLUMNS, rows)

    def read(self) -> Found:
        """The board, the hours of its day, and who was signed in at two windows at once."""
        day = self.day
        self._departments = {person.code: person.department for person in accounts.everyone(self._hall)}
        twice = hall_questions.at_two_windows(self._hall, self._view, day)
        return self._view.board(day), timetable_for(day, punctuality.timetables(self._hall)), twice

    def show(self, found: Found) -> None:
        """Rows by window; the cursor stays on its person."""
        board, timetable, self._twice = found
        self._timetable = timetable
        if board.day != self.day:
            return
        now = self._hall.clock.now().replace(tzinfo=None)
        self._started = {half: now >= timetable.span(board.day, half)[0] for half in ("am", "pm")}
        self.source.set(self._missing(board) if self.only_missing else self._rows(board))
        self.list.reload()
        self.head.update(self._headline(board), layout=False)

    def _missing(self, board: Board) -> Iterable[BoardRow]:
        """Windows and people that are not there though they ought to be now."""
        now = self._hall.clock.now().replace(tzinfo=None)
        for row in self._rows(board):
            gone = [person for person in row.people if is_missing(person, now, self._timetable)]
            if row.person is None and gone:
                yield BoardRow(row.window, None, tuple(gone))
                yield from (BoardRow(row.window, person) for person in gone)

    def _rows(self, board: Board) -> Iterable[BoardRow]:
        """Windows and people that are wanted: all of a window that is, else the people that are."""
        for window in board.windows:
            whole = narrowing.matches(self.wanted, window=window.number, words=(window.name,))
            people = window.people if whole else tuple(p for p in window.people if self._fits(window, p))
            if whole or people:
                yield BoardRow(window, None, people)
                yield from (BoardRow(window, person) for person in people)

    def _fits(self, window: WindowBoard, person: PersonDay) -> bool:
        words = (person.name, self._departments.get(person.staff, ""))
        return narrowing.matches(self.wanted, window=window.number, code=person.staff, words=words)

    def move(self, days: int) -> None:
        """Another day, never one that has not come yet."""
        self.day = min(self.day + timedelta(days=days), self._hall.clock.today())

    def _headline(self, board: Board) -> Text:
        day = board.day
        text = Text(no_wrap=True, overflow="crop")
        text.append(f"{day:%Y-%m-%d} {say(WEEKDAYS[day.weekday()])}  ", "bold")
        shown = [row for row in self._rows(board) if row.person is None]
        people = [person for row in shown for person in row.people]
        text.append(
            say(
                Message(
                    "expected {expected}, arrived {arrived}", expected=_expected(people), arrived=_arrived(people)
                )
            )
            + "  "
        )
        late = sum(row.window.late_minutes > 0 for row in shown)
        now = self._hall.clock.now().replace(tzinfo=None)
        missing = sum(is_missing(person, now, self._timetable) for person in people)
        if day == now.date() and (missing or self.only_missing):
            text.append(say(Message("{count} missing now", count=missing)) + "  ", "bold #ff8787" if missing else "")
        if self.wanted:
            text.append(say(Message("only “{text}”", text=self.wanted)) + "  ", "bold #ffd75f")
        if self.only_missing:
            text.append(say(Message("only who is missing")) + "  ", "bold #ffd75f")
        twice = sum(person.staff in self._twice for person in people)
        if twice:
            text.append(say(Message("{count} at two windows", count=twice)) + "  ", "bold #ffd75f")
        if late:
            text.append(say(Message("{count} windows opened late", count=late)) + "  ", "bold #ffd75f")
        return text.append_text(age_text(board.shared, self._hall))

    def cells(self, row: BoardRow) -> Sequence[Cell]:
        """A window's opening, or a person's half-days."""
        if row.person is None:
            return self._window_cells(row.window)
        person = row.person
        twice = self._twice.get(person.staff)
        return (
            (say(Message("{one} and {other}?", one=twice.number, other=twice.other)), "due") if twice else "",
            person.name,
            *_half_cells(person.am, self._started["am"]),
            *_half_cells(person.pm, self._started["pm"]),
        )

    def _window_cells(self, window: WindowBoard) -> Sequence[Cell]:
        if not window.number:
            return (say(Message("No window")), "strong"), "", "", "", "", "", "", ""
        title = say(Message("Window {number}", number=window.number))
        people = window.people
        opened: Cell = f"{window.opened:%H:%M}" if window.opened else ""
        if window.opened is None:
            awaited = bool(_expected(people)) and self._started["am"]
            words: Cell = (say(Message("not open")), "bad") if awaited else ""
        elif window.late_minutes:
            words = (say(Message("opened {minutes} min late", minutes=window.late_minutes)), "due")
        else:
            words = (say(Message("opened on time")), "good") if _expected(people) else ""
        count = Message("{arrived} of {expected} here", arrived=_arrived(people), expected=_expected(people))
        state: Cell = (say(count), "" if _arrived(people) >= _expected(people) else "due")
        if not people:
            state = (say(Message("nobody expected")), "dim")
        return (title, "strong"), (window.name, "strong"), opened, "", words, "", "", state


def is_missing(person: PersonDay, now: datetime, timetable: Timetable | None) -> bool:
    """Whether somebody who ought to be there now has not come, or has left for good before the end."""
    for half in person.halves:
        if timetable is None or half.half not in ("am", "pm") or "pending" not in half.verdicts:
            continue
        start, _ = timetable.span(half.day, half.half)
        if now >= start:
            return half.first_in is None or half.last_out is not None
    return False


def _expected(people: Sequence[PersonDay]) -> int:
    return sum(bool(person.expected) for person in people)


def _arrived(people: Sequence[PersonDay]) -> int:
    return sum(person.arrived for person in people)


def _half_cells(half: HalfDay | None, started: bool) -> tuple[Cell, Cell, Cell]:
    if half is None:
        return "", "", ""
    marks = ("+" if half.corrected else "") + ("?" if half.clock_suspect else "")
    words = verdicts.words(half, started) + marks
    return _time(half.first_in), _time(half.last_out), (words, verdicts.style(half, started))


def _time(moment: datetime | None) -> str:
    return f"{moment:%H:%M}" if moment else "--"


def day_of(text: str) -> date | None:
    """A day as typed; None where it is none."""
    try:
        return date.fromisoformat(text.strip().replace("/", "-"))
    except ValueError:
        return None
