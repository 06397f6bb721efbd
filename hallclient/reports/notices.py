"""The ledger of one-time notices (一次性告知台账): what was asked for, by whom, and what has become of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from hallclient.reports.requests import staff
from hallclient.reports.table import Column, Row, Rows, Table, Term
from hallclient.rules import masking, once, terms
from hallclient.rules.message import Message
from hallclient.rules.notice import Notice
from hallclient.rules.request import Person

TITLE = Message("Ledger of one-time notices")

COLUMNS = (
    Column("number", Message("Document number"), "id"),
    Column("request", Message("Request number"), "id"),
    Column("item", Message("Item code"), "code", paper=Message("Item")),
    Column("name", Message("Applicant")),
    Column("window", Message("Window"), "int"),
    Column("issued_at", Message("Issued at"), "instant"),
    Column("clerk", Message("Issued by"), "code"),
    Column("open", Message("Asked for"), "int"),
    Column("materials", Message("Materials asked for")),
    Column("cause", Message("Cause of a second notice"), "code"),
    Column("supplement_due", Message("Supply by"), "date"),
    Column("state", Message("State now"), "code"),
    Column("printed", Message("Printed")),
)


class Issued(Protocol):
    """A notice, for whom, what has become of its request, and whether the paper is out."""

    @property
    def notice(self) -> Notice: ...
    @property
    def applicant(self) -> Person: ...
    @property
    def state(self) -> str: ...
    @property
    def printed(self) -> bool: ...


def notices_table(
    rows: Iterable[Issued] | Callable[[], Iterable[Issued]], names: Mapping[str, str], *, subtitle: str = ""
) -> Table:
    """A row a notice in the order of time; applicants are masked, organisations are not."""
    return Table("notices", TITLE, subtitle, COLUMNS, Rows(rows, lambda one: _row(one, names)))


def _row(one: Issued, names: Mapping[str, str]) -> Row:
    notice = one.notice
    return (
        notice.number, notice.request, Term(notice.item, notice.item_name or notice.item),
        masking.mask_person(one.applicant).name, notice.window, notice.issued_at, staff(notice.clerk, names),
        len(notice.open), "、".join(material.name for material in notice.open),
        Term(notice.cause, once.CAUSES[notice.cause]) if notice.cause in once.CAUSES else notice.cause or None,
        notice.supplement_due, Term(one.state, terms.STATES[one.state]), one.printed,
    )  # fmt: skip
