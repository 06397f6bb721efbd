"""首问引导: who was sent on, where to and by whom; and by person what was asked that is handled elsewhere.

The applicant is in neither: the request has a number by which whoever may look finds more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from hallclient.reports.requests import staff
from hallclient.reports.table import Cell, Column, Rate, Row, Rows, Table, Term
from hallclient.rules.guidance import Guidance
from hallclient.rules.message import Message

TITLE = Message("Guidance by the person first asked")
BY_PERSON = Message("First asked, matter handled elsewhere")

WAYS = {
    "slip": Message("Guide slip"),
    "window": Message("Sent to another window"),
    "body": Message("Sent to another body"),
}
"""A slip without a request; a request that was redirected within the hall, or to another body."""

COLUMNS = (
    Column("at", Message("Guided at"), "instant"),
    Column("window", Message("Window"), "int"),
    Column("first_asked", Message("First asked"), "code"),
    Column("guided_by", Message("Guided by"), "code"),
    Column("way", Message("Way of guidance"), "code"),
    Column("to_window", Message("To window"), "int"),
    Column("unit", Message("To unit")),
    Column("floor", Message("Floor")),
    Column("name", Message("Whom to ask there")),
    Column("phone", Message("Phone"), "id"),
    Column("matter", Message("Matter")),
    Column("number", Message("Request number"), "id"),
)

PERSON_COLUMNS = (
    Column("window", Message("Window"), "int"),
    Column("first_asked", Message("First asked"), "code"),
    Column("asked", Message("Asked first"), "int"),
    Column("requests", Message("of these received"), "int"),
    Column("to_windows", Message("Sent to another window"), "int"),
    Column("to_bodies", Message("Sent to another body"), "int"),
    Column("not_own", Message("Handled elsewhere"), "int", bar=True),
    Column("share", Message("Handled elsewhere, percent")),
    Column("elsewhere", Message("With a colleague now"), "int"),
)


class Guided(Protocol):
    """Somebody who was sent on."""

    @property
    def at(self) -> datetime: ...
    @property
    def window(self) -> int: ...
    @property
    def staff(self) -> str: ...
    @property
    def first_asked(self) -> str: ...
    @property
    def to(self) -> Guidance: ...
    @property
    def number(self) -> str: ...


class Asked(Protocol):
    """The figures of a person at a window."""

    @property
    def window(self) -> int: ...
    @property
    def staff(self) -> str: ...
    @property
    def requests(self) -> int: ...
    @property
    def asked(self) -> int: ...
    @property
    def to_windows(self) -> int: ...
    @property
    def to_bodies(self) -> int: ...
    @property
    def not_own(self) -> int: ...
    @property
    def elsewhere(self) -> int: ...


def guidance_table(rows: Iterable[Guided], names: Mapping[str, str], *, subtitle: str = "") -> Table:
    """A row for each person who was sent on, in the order of time."""
    return Table("guidance", TITLE, subtitle, COLUMNS, Rows(rows, lambda one: _row(one, names)))


def first_asked_table(rows: Sequence[Asked], names: Mapping[str, str], *, subtitle: str = "") -> Table:
    """A row for each window and person, and all of them."""
    totals = (Message("Total"), None, *_figures(rows))
    return Table(
        "first-asked", BY_PERSON, subtitle, PERSON_COLUMNS,
        Rows(rows, lambda one: (one.window, staff(one.staff, names), *_figures([one]))), totals,
    )  # fmt: skip


def _row(one: Guided, names: Mapping[str, str]) -> Row:
    way = "slip" if not one.number else "body" if one.to.window is None else "window"
    to = one.to
    return (
        one.at, one.window, staff(one.first_asked, names), staff(one.staff, names), Term(way, WAYS[way]),
        to.window, to.unit or None, to.floor or None, to.name or None, to.phone or None, to.matter or None,
        one.number or None,
    )  # fmt: skip


def _figures(rows: Sequence[Asked]) -> tuple[Cell, ...]:
    asked, not_own = sum(one.asked for one in rows), sum(one.not_own for one in rows)
    percent = Decimal(100 * not_own) / asked if asked else None
    return (
        asked,
        sum(one.requests for one in rows),
        sum(one.to_windows for one in rows),
        sum(one.to_bodies for one in rows),
        not_own,
        Rate(percent.quantize(Decimal("0.01"), ROUND_HALF_UP)) if percent is not None else None,
        sum(one.elsewhere for one in rows),
    )
