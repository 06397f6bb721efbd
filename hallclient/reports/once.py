"""The once-only rate (一次性告知率) by month, window, clerk and item."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from hallclient.reports.table import Cell, Column, Row, Rows, Table
from hallclient.rules.message import Message
from hallclient.rules.once import Score

TITLE = Message("Told once: rate by window, clerk and item")

COLUMNS = (
    Column("month", Message("Month"), "id"),
    Column("window", Message("Window"), "int"),
    Column("clerk", Message("Staff code"), "id"),
    Column("name", Message("Name")),
    Column("item", Message("Item code"), "id"),
    Column("item_name", Message("Item")),
    Column("told", Message("First notices"), "int"),
    Column("once", Message("Told once"), "int"),
    Column("oversights", Message("Oversights"), "int"),
    Column("new_facts", Message("New facts"), "int"),
    Column("rate", Message("Told once, percent")),
)
_NOTES = (
    Message("An oversight counts in the month and at the clerk of the first notice. New facts are no violation."),
)


class OnceRow(Protocol):
    """One row."""

    @property
    def month(self) -> str:
        """``2026-11``."""
        ...

    @property
    def window(self) -> int:
        """Of the first notice."""
        ...

    @property
    def clerk(self) -> str:
        """Who gave it."""
        ...

    @property
    def name(self) -> str:
        """The name of the clerk."""
        ...

    @property
    def item(self) -> str:
        """Its code."""
        ...

    @property
    def item_name(self) -> str:
        """Its name."""
        ...

    @property
    def score(self) -> Score:
        """The figures."""
        ...


def once_table(rows: Sequence[OnceRow], *, subtitle: str = "") -> Table:
    """The rows in the order given, with the rate of all of them; a period without notices is a table of no rows."""
    whole = Score(
        sum(row.score.told for row in rows),
        sum(row.score.once for row in rows),
        sum(row.score.oversights for row in rows),
        sum(row.score.new_facts for row in rows),
    )
    blank: tuple[Cell, ...] = (None,) * 5
    totals = (Message("Total"), *blank, *_figures(whole))
    return Table("once", TITLE, subtitle, COLUMNS, Rows(rows, _row), totals, _NOTES)


def _row(row: OnceRow) -> Row:
    return row.month, row.window, row.clerk, row.name, row.item, row.item_name, *_figures(row.score)


def _figures(score: Score) -> tuple[Cell, ...]:
    return score.told, score.once, score.oversights, score.new_facts, percent(score.rate)


def percent(rate: Decimal | None) -> str:
    """Two decimals; a dash where nobody was told anything."""
    return "-" if rate is None else f"{rate:.2f}"
