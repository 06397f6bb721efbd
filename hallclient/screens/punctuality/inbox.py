"""Page 1: what a supervisor has to look at: suspected absences, objections, what does not fit together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hallclient.jobs import hall_questions
from hallclient.jobs.hall_board import HallView
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.rules.punctuality import HalfDay
from hallclient.rules.terms import HALVES
from hallclient.screens.punctuality.list_pane import About, ListPane
from hallclient.services import accounts
from hallclient.services.hall import Hall
from hallclient.widgets.columns import Column
from hallclient.widgets.row_list import Cell

KINDS = {
    "absent": Message("Absent?"),
    "objected": Message("Objection"),
    "unsigned_work": Message("Unsigned work"),
    "idle": Message("No work"),
    "two_windows": Message("Two windows"),
    "two_people": Message("Two people"),
    "clock": Message("Clock moved"),
}


@dataclass(frozen=True, slots=True)
class Open:
    """Something to look at. ``half`` is empty where it is about the whole day."""

    kind: str
    day: date
    half: str
    staff: str
    name: str
    words: str


def _why(half: HalfDay) -> str:
    """What an absence is suspected from, short: more is behind Enter."""
    if half.first_in is None and half.last_out is None:
        return say(Message("No sign-in and no sign-out."))
    parts = []
    if half.late_minutes and half.first_in is not None:
        late = Message("in {time}, {minutes} min late", time=f"{half.first_in:%H:%M:%S}", minutes=half.late_minutes)
        parts.append(say(late))
    if half.early_minutes and half.last_out is not None:
        gone = Message(
            "out {time}, {minutes} min early", time=f"{half.last_out:%H:%M:%S}", minutes=half.early_minutes
        )
        parts.append(say(gone))
    return "  ".join(parts)


class InboxPane(ListPane):
    """Everything of the period that is open, the newest day first."""

    NAME = "inbox"
    TITLE = Message("To be checked")
    COLUMNS = (
        Column(Message("Date"), 5),
        Column(Message("Half-day"), 9),
        Column(Message("Name"), 10),
        Column(Message("What"), 12),
        Column(Message("Details")),
    )
    FIELDS = ("date", "half", "name", "kind", "details")
    EMPTY = Message("Nothing of this period is to be checked.")

    def __init__(self, hall: Hall, view: HallView) -> None:
        super().__init__(hall)
        self._view = view

    def rows(self) -> list[Open]:
        """Absences, objections, questions."""
        first, last = self.period.first, min(self.period.last, self.hall.clock.today())
        names = accounts.names(self.hall)
        found = [
            Open("absent", row.half_day.day, row.half_day.half, row.staff, row.name, _why(row.half_day))
            for row in self._view.rows(first, last)
            if "absent" in row.half_day.verdicts
            and "pending" not in row.half_day.verdicts
            and not row.half_day.review
        ]
        found += [
            Open("objected", one.day, one.half, one.staff, names.get(one.staff, one.staff), one.words)
            for one in hall_questions.open_objections(self.hall, self._view, first, last)
        ]
        found += [
            Open(q.kind, q.day, "", q.staff, names.get(q.staff, q.staff), say(q.text(names.get(q.other, ""))))
            for q in hall_questions.of(self.hall, self._view, first, last)
        ]
        return sorted(found, key=lambda row: (-row.day.toordinal(), list(KINDS).index(row.kind), row.staff, row.half))

    def key(self, row: Open) -> tuple[str, ...]:
        """By what it is about."""
        return row.kind, row.day.isoformat(), row.half, row.staff, row.words

    def about(self, row: Open) -> About:
        """The person."""
        return self.about_person(row.staff, row.name)

    def cells(self, row: Open) -> Sequence[Cell]:
        """Day, person, kind, words."""
        style = "bad" if row.kind == "absent" else "due" if row.kind == "objected" else ""
        half = say(HALVES[row.half]) if row.half else ""
        return f"{row.day:%m-%d}", half, (row.name, "strong"), (say(KINDS[row.kind]), style), row.words

    def person(self, row: Open) -> tuple[str, str, date]:
        """The person and day."""
        return row.staff, row.name, row.day

    def figures(self, rows: Sequence[Open]) -> str:
        """How many of each."""
        absent = sum(row.kind == "absent" for row in rows)
        objected = sum(row.kind == "objected" for row in rows)
        return say(
            Message("suspected absences {absent}, objections {objected}, questions {others}", absent=absent,
                    objected=objected, others=len(rows) - absent - objected)
        )  # fmt: skip
