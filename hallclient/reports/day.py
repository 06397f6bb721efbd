"""The figures of a day or a period as a table."""

from __future__ import annotations

from decimal import Decimal

from hallclient.reports.table import Cell, Column, Row, Table, Term
from hallclient.rules import terms
from hallclient.rules.figures import DayFigures
from hallclient.rules.message import Message

TITLE = Message("Figures of the day")
NOTHING_TO_COUNT = "—"

COLUMNS = (Column("figure", Message("Figure")), Column("value", Message("Value"), "int"))

_WORDS = (
    ("received", Message("Received (cases)")),
    ("completed", Message("of these completed")),
    ("in_progress", Message("of these in progress")),
    ("completion_rate", Message("Completion rate")),
    ("accepted", Message("Accepted (cases)")),
    ("decided", Message("Decided (cases)")),
    ("promise_rate", Message("Decided within the promised limit")),
    ("delivered", Message("Delivered (cases)")),
    ("answered", Message("Answered (cases)")),
    ("refused", Message("Refusals of every kind")),
    ("notices", Message("One-time notices issued")),
    ("open", Message("Open at the end")),
    ("awaiting", Message("Awaiting supplement (cases)")),
    ("overdue", Message("Overdue (cases)")),
    ("due_soon", Message("Due soon (cases)")),
    ("notice_overdue", Message("Not told within five working days")),
    ("parked", Message("Parked drafts")),
    ("unprinted", Message("Papers not yet printed")),
    ("rated", Message("Rated (cases)")),
)


def day_table(
    figures: DayFigures, *, title: Message = TITLE, subtitle: str = "", notes: tuple[Message, ...] = ()
) -> Table:
    """The figures one below the other; a rate with nothing to count is a dash."""
    rows: list[Row] = [(Term(key, word), _value(figures, key)) for key, word in _WORDS]
    for code, count in figures.ratings:
        rows.append((Term(f"rating_{code}", terms.RATINGS[code]), count))
    rows.append((Term("satisfaction_rate", Message("Satisfaction rate")), _value(figures, "satisfaction_rate")))
    period = figures.first.isoformat()
    if figures.last != figures.first:
        period = f"{period} – {figures.last.isoformat()}"
    return Table("day", title, subtitle or period, COLUMNS, tuple(rows), notes=notes)


def _value(figures: DayFigures, key: str) -> Cell:
    value: int | Decimal | None = getattr(figures, key)
    if isinstance(value, int):
        return value
    return NOTHING_TO_COUNT if value is None else f"{value}%"
