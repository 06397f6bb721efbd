"""Pages 3 to 6: opening times of windows, trend over months, departments, patrol checks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hallclient.jobs import months as month_job
from hallclient.jobs.hall_board import HallView
from hallclient.jobs.punctuality_views import Department, Opening, Trend, league, openings, trend_months, trends
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.screens.punctuality.list_pane import About, ListPane, number, sparkline
from hallclient.services import patrols
from hallclient.services.hall import Hall
from hallclient.services.patrols import Check
from hallclient.widgets.columns import Column
from hallclient.widgets.row_list import Cell


class OpeningPane(ListPane):
    """Which windows open late."""

    NAME = "opening"
    TITLE = Message("Opening times")
    COLUMNS = (
        Column(Message("Window"), 9),
        Column(Message("Window name"), least=8),
        Column(Message("Work-d."), 7, right=True),
        Column(Message("Tardy"), 6, right=True),
        Column(Message("Shut"), 6, right=True),
        Column(Message("Minutes"), 8, right=True),
        Column(Message("Most"), 4, right=True),
        Column(Message("Day by day"), 22),
    )
    FIELDS = ("window", "name", "working_days", "opened_late", "not_opened", "minutes_late", "at_most", "")
    EMPTY = Message("No window was opened in this period.")

    def __init__(self, hall: Hall, view: HallView) -> None:
        super().__init__(hall)
        self._view = view

    def rows(self) -> list[Opening]:
        """By how often."""
        return openings(self.hall, self.period.first, self.period.last, self._view)

    def key(self, row: Opening) -> int:
        """The window."""
        return row.window

    def about(self, row: Opening) -> About:
        """The window and its name."""
        return About(row.window, "", (row.name,))

    def cells(self, row: Opening) -> Sequence[Cell]:
        """Days and minutes."""
        title = say(Message("Window {number}", number=row.window))
        return (
            (title, "strong"), row.name, str(row.days), number(row.late), number(row.closed, "bad"),
            number(row.minutes), number(row.worst), (sparkline(row.newest), "due"),
        )  # fmt: skip


class TrendPane(ListPane):
    """Points over six months."""

    NAME = "trend"
    TITLE = Message("Trend of six months")
    COLUMNS = (
        Column(Message("Name"), least=8),
        Column(Message("Department"), least=10, optional=1),
        *(Column(Message("{count} back", count=back) if back else Message("Month"), 6, right=True)
          for back in range(5, -1, -1)),
        Column(Message("Lost"), 8),
    )  # fmt: skip
    FIELDS = ("name", "department", *(f"month_{back}_before" if back else "month" for back in range(5, -1, -1)), "")
    EMPTY = Message("Nothing is known of these months.")

    def __init__(self, hall: Hall, view: HallView) -> None:
        super().__init__(hall)
        self._view = view

    def rows(self) -> list[Trend]:
        """By person, the worst of the newest month first."""
        return trends(self.hall, trend_months(self._last), self._view)

    @property
    def _last(self) -> date:
        """The last day of the newest month."""
        return min(self.period.last, self.hall.clock.today())

    def key(self, row: Trend) -> str:
        """The person."""
        return row.staff

    def about(self, row: Trend) -> About:
        """The person."""
        return self.about_person(row.staff, row.name, None, row.department)

    def cells(self, row: Trend) -> Sequence[Cell]:
        """A number a month, and the line of them."""
        lost = [None if points is None else -points for points in row.points]
        numbers: list[Cell] = [("", "dim") if p is None else (str(p), "due") if p else "0" for p in row.points]
        return (row.name, "strong"), row.department, *numbers, (sparkline(lost), "due")

    def person(self, row: Trend) -> tuple[str, str, date]:
        """The person, at the end of the period."""
        return row.staff, row.name, self._last

    def figures(self, rows: Sequence[Trend]) -> str:
        """The months."""
        names = trend_months(self._last)
        return say(Message("{first} to {last}", first=names[0], last=names[-1]))


class LeaguePane(ListPane):
    """Departments, the best first."""

    NAME = "league"
    TITLE = Message("League of departments")
    COLUMNS = (
        Column(Message("Rank"), 4, right=True),
        Column(Message("Department")),
        Column(Message("Head"), 4, right=True),
        Column(Message("Halves"), 6, right=True),
        Column(Message("Good"), 6, right=True),
        Column(Message("Late etc"), 8, right=True),
        Column(Message("Absent?"), 8, right=True),
        Column(Message("Flag"), 4, right=True),
        Column(Message("Average"), 8, right=True),
    )
    FIELDS = (
        "rank", "department", "people", "half_days", "on_time_percent", "late_early", "absent", "flagged",
        "points_a_head",
    )  # fmt: skip
    EMPTY = Message("Nobody was expected in this period.")

    def __init__(self, hall: Hall, view: HallView) -> None:
        super().__init__(hall)
        self._view = view

    def rows(self) -> list[tuple[int, Department]]:
        """With their ranks; who belongs to none is left out."""
        lines = month_job.lines_between(self.hall, self.period.first, self.period.last, self._view)
        return list(enumerate(league(line for line in lines if line.department), 1))

    def key(self, row: tuple[int, Department]) -> str:
        """The department."""
        return row[1].name

    def about(self, row: tuple[int, Department]) -> About:
        """The department."""
        return About(None, "", (row[1].name,))

    def cells(self, row: tuple[int, Department]) -> Sequence[Cell]:
        """Shares and points."""
        rank, one = row
        return (
            str(rank), (one.name, "strong"), str(one.people), str(one.half_days),
            f"{one.on_time // 10}.{one.on_time % 10}%", number(one.late_early), number(one.absent, "bad"),
            number(one.flagged, "bad"), (f"{one.points / 100:.2f}", "strong"),
        )  # fmt: skip


class PatrolPane(ListPane):
    """What was seen on the floor."""

    NAME = "patrol"
    TITLE = Message("Patrol checks")
    COLUMNS = (
        Column(Message("Time"), 11),
        Column(Message("Window"), 4, right=True),
        Column(Message("Name"), 10),
        Column(Message("At post"), 8),
        Column(Message("Badge"), 6),
        Column(Message("Remarks")),
        Column(Message("Seen by"), 10),
    )
    FIELDS = ("time", "window", "name", "at_the_post", "badge", "remarks", "checked_by")
    EMPTY = Message("No checks in this period.")

    def rows(self) -> list[Check]:
        """The newest first."""
        return patrols.checks(self.hall, self.period.first, self.period.last)

    def key(self, row: Check) -> int:
        """The check."""
        return row.id

    def about(self, row: Check) -> About:
        """Who was seen, and where."""
        return self.about_person(row.staff, row.name, row.window)

    def cells(self, row: Check) -> Sequence[Cell]:
        """What was seen."""
        return (
            f"{row.at:%m-%d %H:%M}", str(row.window or ""), (row.name, "strong"), _mark(row.present),
            _mark(row.badge), row.words, self._name_of(row.by),
        )  # fmt: skip

    def person(self, row: Check) -> tuple[str, str, date]:
        """The person on that day."""
        return row.staff, row.name, row.at.date()

    def _name_of(self, code: str) -> str:
        return self.people[code].name if code in self.people else code


def _mark(seen: bool | None) -> Cell:
    if seen is None:
        return ""
    return (say(Message("yes")), "good") if seen else (say(Message("no")), "bad")
