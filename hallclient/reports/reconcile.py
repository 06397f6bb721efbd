"""The list to reconcile with the province's system (省平台对账): its number beside ours, item, state and dates."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from hallclient.reports.requests import due_cell
from hallclient.reports.table import Column, Row, Rows, Table, Term
from hallclient.rules import masking, reconciliation, terms
from hallclient.rules.message import Message
from hallclient.rules.reconciliation import Difference
from hallclient.rules.request import Request

TITLE = Message("Reconciliation with the province's system")

COLUMNS = (
    Column("number", Message("Request number"), "id"),
    Column("province_number", Message("Province's number"), "id"),
    Column("item", Message("Item code"), "code", paper=Message("Item")),
    Column("name", Message("Applicant")),
    Column("state", Message("State"), "code"),
    Column("received_at", Message("Received at"), "instant"),
    Column("accepted_on", Message("Accepted on"), "date"),
    Column("due_on", Message("Due on"), "date"),
    Column("decided_at", Message("Decided at"), "instant"),
    Column("delivered_at", Message("Delivered at"), "instant"),
)


def reconcile_table(rows: Iterable[Request] | Callable[[], Iterable[Request]], *, subtitle: str = "") -> Table:
    """One row a request; the applicant is masked."""
    return Table("reconcile", TITLE, subtitle, COLUMNS, Rows(rows, _row))


DIFFERENCES = Message("Differences from the province's list")

DIFFERENCE_COLUMNS = (
    Column("kind", Message("Difference"), "code"),
    Column("number", Message("Request number"), "id"),
    Column("province_number", Message("Province's number"), "id"),
    Column("here", Message("Here"), "code"),
    Column("there", Message("There")),
    Column("row", Message("Row"), "int"),
)


def difference_table(rows: Iterable[Difference], *, subtitle: str = "") -> Table:
    """One row for each that does not agree; the row is that of the province's file, none for what it lacks."""
    return Table("differences", DIFFERENCES, subtitle, DIFFERENCE_COLUMNS, Rows(rows, _difference))


def _difference(one: Difference) -> Row:
    here = Term(one.here, terms.STATES[one.here]) if one.here in terms.STATES else one.here or None
    return (
        Term(one.kind, reconciliation.KINDS[one.kind]),
        one.number or None,
        one.province_number or None,
        here,
        one.there or None,
        one.row or None,
    )


def _row(request: Request) -> Row:
    return (
        request.number,
        request.province_number or None,
        Term(request.item, request.item_name or request.item),
        masking.mask_person(request.applicant).name,
        Term(request.state, terms.STATES[request.state]),
        request.received_at,
        request.accepted_on,
        due_cell(request),
        request.decided_at,
        request.delivered_at,
    )
