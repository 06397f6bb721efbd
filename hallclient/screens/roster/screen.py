"""The roster: people down, days across, one key a kind; saved whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from rich.text import Text
from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.ask_text import AskText
from hallclient.language import say
from hallclient.rules import roles
from hallclient.rules.message import Message
from hallclient.rules.terms import ROSTER
from hallclient.screens.base import HallScreen
from hallclient.screens.roster import asking, marks, saving
from hallclient.screens.roster.grid import Grid
from hallclient.screens.roster.sheet import Sheet
from hallclient.screens.typed_day import read_day
from hallclient.services.calendar import work_calendar
from hallclient.widgets.keys import Key
from hallclient.widgets.top_bar import WEEKDAYS

_FAINT, _MIND = "#a8a8a8", "bold #ffd75f"
_EDITS = ("put", "clear", "window", "shift", "covers", "fill", "copy", "save")


class RosterScreen(HallScreen):
    """A week, or a month with shorter marks."""

    NAME = "roster"
    HEADING = Message("Roster")
    CSS_PATH = Path(__file__).with_name("screen.tcss")
    HELP = (
        Message("A dot is a day of the hall's week; a mark takes its place, lunch, extended and booked come on top."),
        Message("Extended hours, appointments and nights take their hours from a shift; with several it is asked."),
        Message("Nothing is stored before it is saved; verdicts of days that have been are then made anew."),
    )
    KEYS = (
        *(Key(key, f"put('{half}')", ROSTER[half], show=False) for half, (key, _, _) in marks.KINDS.items()),
        Key("ctrl+s", "save", Message("Save roster"), Message("Store everything that was marked."), second="alt+s",
            short=Message("Save all")),
        Key("0", "clear", Message("Nothing rostered"), Message("The hall's week holds again."), second="delete",
            short=Message("Nothing")),
        Key("w", "window", Message("Window")),
        Key("s", "shift", Message("Shift"), Message("Other hours for the duty: another shift."), show=False),
        Key("c", "covers", Message("In place of"), Message("For whom the person stands in (顶岗).")),
        Key("r", "fill", Message("To the week's end"), Message("The same on the working days that follow."),
            short=Message("Fill")),
        Key("k", "copy", Message("Copy the week"), Message("Take the week over into the next one."),
            short=Message("Copy on")),
        Key("p", "turn(-1)", Message("One back"), Message("The week or month before.")),
        Key("n", "turn(1)", Message("One on"), Message("The week or month after.")),
        Key("m", "span", Message("Week, month")),
        Key("f", "narrow", Message("Filter"), Message("Only a window, department or person.")),
        Key("u", "undo", Message("Undo"), Message("Take the last mark back."), show=False),
        Key("d", "go_to_day", Message("Date"), Message("Go to a date."), show=False),
        Key("h", "app.go('hours')", Message("Hours and shifts"), Message("Timetables, shifts, weeks."), show=False),
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        today = self.app.hall.clock.today()
        self.first = today - timedelta(days=today.weekday())
        self.monthly = False
        self.wanted = ""
        self.sheet = Sheet(self.app.hall)

    def body(self) -> Iterable[Widget]:
        """What is shown, the grid, the cell in words, the keys of the kinds."""
        self.head = Static(classes="head")
        self.grid = Grid(self.sheet)
        self.about = Static(classes="about")
        self.legend = Static(classes="legend")
        yield self.head
        yield self.grid
        yield self.about
        yield self.legend

    @property
    def last(self) -> date:
        """The last day shown."""
        if self.monthly:
            return (self.first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return self.first + timedelta(days=6)

    def leaving(self) -> Message | None:
        """Marks that are not saved."""
        count = len(self.sheet.marked)
        return Message("{count} cells are marked and not saved. Leave?", count=count) if count else None

    def reload(self) -> None:
        """Read what is stored; marks stay."""
        self.sheet.read(self.first, self.last)
        self._show()
        self.grid.focus()

    def _show(self) -> None:
        people = [p for p in self.sheet.people(self.first, self.last) if asking.matches(p, self.wanted)]
        self.grid.show(people, self.first, (self.last - self.first).days + 1)
        line = Text(f"{self.first} – {self.last:%m-%d}  ", "bold", no_wrap=True, overflow="crop")
        line.append(say(Message("people {count}", count=len(people))))
        if self.wanted:
            line.append("  " + say(Message("only “{text}”", text=self.wanted)), _MIND)
        if self.sheet.marked:
            line.append("  " + say(Message("not saved {count}", count=len(self.sheet.marked))), _MIND)
        known = work_calendar(self.app.hall)
        for year in sorted({self.first.year, self.last.year}):
            if not known.knows(year):
                line.append("  " + say(Message("The holiday schedule of {year} is not known.", year=year)), _MIND)
        self.head.update(line, layout=False)
        legend = Text(no_wrap=True, overflow="crop")
        for key, words, style in marks.legend():
            legend.append(key, style)
            legend.append(f"{words} ", _FAINT)
        self.legend.update(legend, layout=False)
        self._tell_cell()

    def _tell_cell(self) -> None:
        person, cell = self.grid.person, self.grid.cell
        text = Text(overflow="crop")
        if person is not None and cell is not None:
            day = cell[0]
            text.append(f"{person.name} {person.code}  {day} {say(WEEKDAYS[day.weekday()])}  ", "bold")
            rows = self.sheet.rows(cell)
            names = {one.code: one.name for one in self.sheet.checker.people.values()}
            said = marks.words(day, rows, self.sheet.shifts, names)
            if not rows:
                there = self.sheet.expected(person, day)
                said = [Message("The hall's week holds.") if there else Message("Nobody is expected.")]
            text.append(" + ".join(say(one) for one in said))
            for row in rows:
                problem = self.sheet.checker.problem(cell, row)
                if problem is not None:
                    text.append("  ! " + say(problem), _MIND)
                    break
        self.about.update(text, layout=False)
        self.refresh_keys()

    def on_grid_moved(self, event: Grid.Moved) -> None:
        """Another cell, other words."""
        self._tell_cell()

    def on_grid_left(self, event: Grid.Left) -> None:
        """Beyond the first or last day: the week or month beside."""
        self.action_turn(event.by)
        self.grid.column = 0 if event.by > 0 else self.grid.count - 1
        self._show()

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """Who may, and what there is."""
        actor = self.app.actor
        if action in _EDITS and (actor is None or not roles.may(actor.role, "administer")):
            return roles.why_not("administer")
        person, cell = self.grid.person, self.grid.cell
        if action in ("put", "clear", "window", "covers", "fill") and person is None:
            return Message("Choose a person first.")
        if action in ("put", "window", "shift", "covers", "fill") and person is not None and not person.active:
            return Message("{code} has left the hall.", code=person.code)
        if action in ("window", "covers") and cell is not None and not asking.of_the_day(self.sheet, cell):
            return Message("Mark the day first.")
        if action == "shift" and cell is not None and not asking.with_hours(self.sheet, cell):
            return Message("Mark the day first.")
        if action == "copy" and self.monthly:
            return Message("A week is copied: go to the week first.")
        if action == "save" and not self.sheet.marked:
            return Message("Nothing is marked.")
        return super().reason_disabled(action, parameters)

    # -- actions

    async def action_put(self, half: str) -> None:
        """One kind in or out."""
        cell = self.grid.cell
        row = await asking.row(self, self.sheet, cell, half) if cell is not None else None
        if cell is not None and row is not None:
            problem = self.sheet.put(cell, row)
            if problem is not None:
                self.tell(problem, "warn")
            self._show()

    def action_clear(self) -> None:
        """The hall's week holds again."""
        if self.grid.cell is not None:
            self.sheet.mark({self.grid.cell: ()})
            self._show()

    async def action_window(self) -> None:
        """Another window for the day."""
        if self.grid.cell is not None and await asking.window(self, self.sheet, self.grid.cell):
            self._show()

    async def action_shift(self) -> None:
        """Another shift for the duty."""
        if self.grid.cell is not None and await asking.shift(self, self.sheet, self.grid.cell):
            self._show()

    async def action_covers(self) -> None:
        """For whom the person stands in."""
        if self.grid.cell is not None and await asking.covers(self, self.sheet, self.grid.cell):
            self._show()

    def action_fill(self) -> None:
        """The same on the days that follow, up to Sunday, where the hall works as on this one."""
        cell = self.grid.cell
        if cell is None:
            return
        day, code = cell
        works = self.sheet.plans.works
        days = [day + timedelta(days=n) for n in range(1, 7 - day.weekday())]
        self.sheet.mark({(one, code): self.sheet.rows(cell) for one in days if works(one) == works(day)})
        self._show()

    def action_copy(self) -> None:
        """Take the week over into the next one, and go there."""
        self.sheet.read(self.first, self.last + timedelta(days=7))
        copied = self.sheet.copy_week(self.first, self.sheet.people(self.first, self.last))
        self.action_turn(1)
        if copied.left_out:
            (day, code), why = copied.left_out[0]
            left = {"count": len(copied.left_out), "code": code, "day": day.isoformat(), "why": why}
            words = Message(
                "Copied {cells}, left out {count}; the first: {code} {day}: {why}", cells=copied.cells, **left
            )
            self.tell(words, "warn")
        else:
            self.tell(Message("Copied {cells}; not saved yet.", cells=copied.cells))

    def action_turn(self, by: int) -> None:
        """The week or month beside."""
        if self.monthly:
            self.first = (self.first.replace(day=15) + timedelta(days=31 * by)).replace(day=1)
        else:
            self.first += timedelta(days=7 * by)
        self.reload()

    def action_span(self) -> None:
        """A week or a month, around the cursor's day."""
        self.monthly = not self.monthly
        self._go(self.grid.day)

    def _go(self, day: date) -> None:
        self.first = day.replace(day=1) if self.monthly else day - timedelta(days=day.weekday())
        self.reload()
        self.grid.move(0, (day - self.first).days - self.grid.column)

    async def action_go_to_day(self) -> None:
        """A date that is typed."""
        today = self.app.hall.clock.today()

        def check(text: str) -> Message | None:
            wrong = Message("Write the date like 0910, 9-10 or 2026-09-10.")
            return None if read_day(text, today, ahead=True) else wrong

        typed = await self.ask(AskText(Message("Go to a date"), Message("Date"), check=check, narrow=True))
        day = read_day(typed, today, ahead=True) if typed is not None else None
        if day is not None:
            self._go(day)

    async def action_narrow(self) -> None:
        """A filter that is typed; empty shows all."""
        label = Message("Window, department or person")
        typed = await self.ask(AskText(Message("Filter"), label, value=self.wanted, required=False))
        if typed is not None:
            self.wanted = typed.strip()
            self._show()

    def action_undo(self) -> None:
        """Take the last mark back."""
        if not self.sheet.undo():
            self.tell(Message("There is nothing to take back."), "warn")
        self._show()

    async def action_save(self) -> None:
        """Everything that was marked, in one go."""
        said = await saving.save(self, self.sheet)
        if said is not None:
            self.reload()
            self.tell(*said)
