"""Scores of a month: what each person was late, early, missing, absent and away, and the points that this costs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hallclient.reports.table import Chart, Column, Highlight, Row, Rows, Table
from hallclient.rules.masking import public_name
from hallclient.rules.message import Message
from hallclient.rules.month_score import MonthCounts

TITLE = Message("Punctuality scores")
COLUMNS = (
    Column("staff", Message("Staff code"), "id"),
    Column("name", Message("Name")),
    Column("department", Message("Department")),
    Column("window", Message("Window"), "int"),
    Column("half_days", Message("Half-days"), "int"),
    Column("on_time", Message("On time"), "int"),
    Column("late", Message("Late"), "int"),
    Column("early", Message("Early leave"), "int"),
    Column("missing", Message("Missed punches"), "int"),
    Column("absent", Message("Half-days absent"), "int"),
    Column("off_post", Message("Off post"), "int"),
    Column("excused", Message("Leave, outing"), "int"),
    Column("corrected", Message("Corrected"), "int"),
    Column("points", Message("Points"), "int"),
    Column("flagged", Message("Flag")),
    Column("amended", Message("Points since signing"), "int"),
)
_PUBLIC = ("name", "department", "late", "early", "missing", "absent", "off_post", "points", "flagged")
_HIGHLIGHTS = (Highlight("points", -10, "bad", below=True), Highlight("points", -1, below=True))
_CHART = Chart(
    Message("Late, early, missed, absent, off post"), "name", ("late", "early", "missing", "absent", "off_post")
)


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A person's line. ``amended`` are the points as they stand now, where they are no longer those signed."""

    staff: str
    name: str
    department: str
    window: int | None
    counts: MonthCounts
    points: int
    flagged: bool
    amended: int | None = None


def scores_table(
    rows: Sequence[ScoreRow],
    *,
    subtitle: str = "",
    notes: tuple[Message, ...] = (),
    public: bool = False,
    names: str = "masked",
) -> Table:
    """Everybody's line, the worst first; for publication only counts and points, with names as the hall has set."""
    ordered = sorted(rows, key=lambda row: (row.points, row.staff))
    columns = tuple(c for c in COLUMNS if not public or c.key in _PUBLIC)

    def make(row: ScoreRow) -> Row:
        cells = _cells(row, public_name(row.name) if public and names == "masked" else row.name)
        return tuple(cell for column, cell in zip(COLUMNS, cells, strict=True) if column in columns)

    return Table(
        "scores", TITLE, subtitle, columns, Rows(ordered, make), _totals(ordered, columns), notes, _HIGHLIGHTS, _CHART
    )


def _cells(row: ScoreRow, name: str) -> Row:
    c = row.counts
    return (
        row.staff, name, row.department, row.window, c.half_days, c.on_time, c.late, c.early, c.missing, c.absent,
        c.off_post, c.excused, c.corrected, row.points, row.flagged, row.amended,
    )  # fmt: skip


def _totals(rows: Iterable[ScoreRow], columns: Sequence[Column]) -> Row | None:
    made = [_cells(row, row.name) for row in rows]
    if not made:
        return None
    summed = {
        column.key: sum(cells[place] for cells in made if isinstance(cells[place], int))  # type: ignore[misc]
        for place, column in enumerate(COLUMNS)
        if column.key in ("half_days", "on_time", "late", "early", "missing", "absent", "off_post", "excused",
                          "corrected", "points")
    }  # fmt: skip
    first = columns[0].key
    return tuple(Message("Total") if c.key == first else summed.get(c.key) for c in columns)
