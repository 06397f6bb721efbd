"""Page 2: everybody's month (or another period) in figures, its signature, and what has changed since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hallclient.jobs import months as month_job
from hallclient.jobs.hall_board import HallView
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.screens.punctuality.list_pane import About, ListPane, number
from hallclient.services import accounts, months
from hallclient.services.hall import Hall
from hallclient.services.months import MonthLine
from hallclient.widgets.columns import Column
from hallclient.widgets.row_list import Cell


@dataclass(frozen=True, slots=True)
class SignedLine:
    """The line that counts (as signed, where it is) and the points as they stand now, where they differ."""

    line: MonthLine
    now: int | None = None


class MonthListPane(ListPane):
    """The worst first."""

    NAME = "months"
    TITLE = Message("Month, signature")
    COLUMNS = (
        Column(Message("Name"), least=8),
        Column(Message("Department"), least=10, optional=1),
        Column(Message("Window"), 4, optional=2),
        Column(Message("Late"), 4, right=True),
        Column(Message("Early"), 5, right=True),
        Column(Message("Miss"), 4, right=True),
        Column(Message("Absent?"), 8, right=True),
        Column(Message("Gone"), 4, right=True),
        Column(Message("Score"), 5, right=True),
        Column(Message("Flag"), 7),
        Column(Message("Amended"), 7, right=True),
    )
    FIELDS = (
        "name", "department", "window", "late", "early", "missing", "absent", "off_post", "points", "flag",
        "points_now",
    )  # fmt: skip
    EMPTY = Message("Nobody was expected in this period.")

    def __init__(self, hall: Hall, view: HallView) -> None:
        super().__init__(hall)
        self._view = view
        self.signed = ""

    def rows(self) -> list[SignedLine]:
        """Signed figures where the period is a month that is signed."""
        first, last = self.period.first, self.period.last
        signed = months.signatures(self.hall, self.period.text) if self.period.kind == "month" else []
        now = {line.staff: line for line in month_job.lines_between(self.hall, first, last, self._view)}
        if not signed:
            self.signed = ""
            lines = [SignedLine(line) for line in now.values()]
        else:
            last = signed[-1]
            name = accounts.names(self.hall).get(last.signed_by, last.signed_by)
            self.signed = say(
                Message("signed by {name} {at}, version {version}", name=name, at=f"{last.signed_at:%m-%d %H:%M}",
                        version=last.version)
            )  # fmt: skip
            lines = [
                SignedLine(line, now[line.staff].points if line.staff in now and now[line.staff] != line else None)
                for line in last.lines
            ]
        return sorted(lines, key=lambda row: (row.line.points, row.line.staff))

    def key(self, row: SignedLine) -> str:
        """The person."""
        return row.line.staff

    def about(self, row: SignedLine) -> About:
        """The person."""
        return self.about_person(row.line.staff, row.line.name, row.line.window, row.line.department)

    def cells(self, row: SignedLine) -> Sequence[Cell]:
        """Counts and points."""
        line, counts = row.line, row.line.counts
        return (
            line.name, line.department, str(line.window or ""), number(counts.late), number(counts.early),
            number(counts.missing), number(counts.absent, "bad"), number(counts.off_post),
            (str(line.points), "strong"),
            (say(Message("! above 5")), "bad") if line.flagged else "",
            (str(row.now), "due") if row.now is not None else "",
        )  # fmt: skip

    def person(self, row: SignedLine) -> tuple[str, str, date]:
        """The person, at the end of the period."""
        return row.line.staff, row.line.name, min(self.period.last, self.hall.clock.today())

    def figures(self, rows: Sequence[SignedLine]) -> str:
        """People, flags, signature."""
        flagged = sum(row.line.flagged for row in rows)
        people = say(Message("{count} people, {flagged} flagged", count=len(rows), flagged=flagged))
        if self.period.kind != "month":
            return people
        return f"{people}  {self.signed or say(Message('not signed'))}"
