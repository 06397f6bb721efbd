"""Satisfaction as a table: the hall, then its windows, people, items and months, beside the year before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hallclient.reports.table import Cell, Column, Rate, Row, Table, Term
from hallclient.rules import terms
from hallclient.rules.message import Message
from hallclient.rules.review import Review
from hallclient.rules.satisfaction import Satisfaction, change

TITLE = Message("Satisfaction")

GROUPS = {
    "hall": Message("Whole hall"),
    "window": Message("By window"),
    "staff": Message("By person"),
    "item": Message("By item"),
    "month": Message("By month"),
}

COLUMNS = (
    Column("by", Message("Shown by"), "code"),
    Column("key", Message("Group"), "code"),
    Column("rated", Message("Rated (cases)"), "int"),
    *(Column(f"rating_{code}", terms.RATINGS[code], "int") for code in ("5", "4", "3", "2", "1", "declined")),
    Column("excluded", Message("Excluded"), "int"),
    Column("rate", Message("Satisfaction rate")),
    Column("rate_before", Message("Year before")),
    Column("change", Message("Change, points")),
)
NOTES = (
    Message(
        "Satisfaction rate = (very satisfied + satisfied + basically satisfied) / rated; who declined did not rate, "
        "excluded ones do not count."
    ),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row: which of :data:`GROUPS`, the group itself, its satisfaction now and a year before."""

    by: str
    key: Term
    now: Satisfaction
    before: Satisfaction


def satisfaction_table(
    lines: Iterable[Line], *, title: Message = TITLE, subtitle: str = "", notes: Sequence[Message] = ()
) -> Table:
    """The lines in the order given; a rate with nothing to count is empty."""
    return Table(
        "satisfaction", title, subtitle, COLUMNS, tuple(_row(line) for line in lines), None, (*NOTES, *notes)
    )


def _row(line: Line) -> Row:
    now = line.now
    counts: list[Cell] = [now.count(code) for code in ("5", "4", "3", "2", "1", "declined")]
    return (
        Term(line.by, GROUPS[line.by]),
        line.key,
        now.rated,
        *counts,
        now.excluded,
        _rate(now),
        _rate(line.before),
        change(now, line.before),
    )


def _rate(found: Satisfaction) -> Cell:
    return None if found.rate is None else Rate(found.rate)


def left_out(review: Review, names: Mapping[str, str]) -> Message:
    """A review that a supervisor excluded: it stays in the record, with its reason."""
    done = review.excluded
    return Message(
        "Excluded: {number}, {rating} on {day}; {reason} ({name})",
        number=review.number,
        rating=terms.RATINGS[review.rating],
        day=review.rated_on.isoformat(),
        reason=done.words if done else "",
        name=names.get(done.by, done.by) if done else "",
    )
