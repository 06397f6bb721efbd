"""Load as a table: the hall, then its windows, people, departments and hours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hallclient.reports.table import Cell, Column, Rate, Row, Table, Term
from hallclient.rules.load import Load
from hallclient.rules.message import Message

TITLE = Message("Load of the windows")

GROUPS = {
    "hall": Message("Whole hall"),
    "window": Message("By window"),
    "staff": Message("By person"),
    "department": Message("By department"),
    "hour": Message("By hour"),
}
HEAT = {"hot": Message("hot"), "cold": Message("cold")}

COLUMNS = (
    Column("by", Message("Shown by"), "code"),
    Column("key", Message("Group"), "code"),
    Column("received", Message("Received (cases)"), "int"),
    Column("completed", Message("of these completed"), "int"),
    Column("in_progress", Message("of these in progress"), "int"),
    Column("completion_rate", Message("Completion rate")),
    Column("decided", Message("Decided (cases)"), "int"),
    Column("promise_due", Message("with a promised limit"), "int"),
    Column("promise_kept", Message("within the promised limit"), "int"),
    Column("promise_rate", Message("Decided within the promised limit")),
    Column("waiting_mean", Message("Mean waiting, min")),
    Column("waiting_p90", Message("90 % waited at most, min")),
    Column("serving_mean", Message("Mean serving, min")),
    Column("serving_p90", Message("90 % served in at most, min")),
    Column("share", Message("Share of what was received"), bar=True),
    Column("index", Message("Load index")),
    Column("heat", Message("Hot or cold"), "code"),
)
NOTES = (
    Message(
        "Received = completed + in progress, of what was received in the period, as it stands at its end. Decided is "
        "what was decided in the period, whenever it came."
    ),
    Message(
        "Load index: what a window received a day on which it was open, divided by what a window of the hall "
        "received on such a day. 1 is an equal share."
    ),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row: which of :data:`GROUPS`, the group itself, its load."""

    by: str
    key: Term
    load: Load


def load_table(
    lines: Iterable[Line], *, title: Message = TITLE, subtitle: str = "", notes: Sequence[Message] = ()
) -> Table:
    """The lines in the order given; a rate or time with nothing to count is empty."""
    return Table("load", title, subtitle, COLUMNS, tuple(_row(line) for line in lines), None, (*NOTES, *notes))


def _row(line: Line) -> Row:
    load, tally = line.load, line.load.tally
    return (
        Term(line.by, GROUPS[line.by]),
        line.key,
        tally.received,
        tally.completed,
        tally.in_progress,
        _rate(tally.completion_rate),
        tally.decided,
        tally.promised,
        tally.kept,
        _rate(tally.promise_rate),
        minutes(load.waiting.mean),
        minutes(load.waiting.p90),
        minutes(load.serving.mean),
        minutes(load.serving.p90),
        _rate(load.share),
        load.index,
        Term(load.heat, HEAT[load.heat]) if load.heat else None,
    )


def minutes(seconds: int | None) -> Decimal | None:
    """Seconds in minutes with one decimal, halves up."""
    return None if seconds is None else Decimal((seconds + 3) // 6).scaleb(-1)


def _rate(found: Decimal | None) -> Cell:
    return None if found is None else Rate(found)
