"""The ledger of requests (台账): one row a request, in the columns that ``import requests`` takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from hallclient.reports.table import Cell, Column, Row, Rows, Table, Term
from hallclient.rules import circumstances, identity, masking, provisional, terms
from hallclient.rules.message import Message
from hallclient.rules.request import Request

TITLE = Message("Ledger of requests")

COLUMNS = (
    Column("number", Message("Request number"), "id"),
    Column("received_at", Message("Received at"), "instant"),
    Column("item", Message("Item code"), "code", paper=Message("Item")),
    Column("name", Message("Applicant")),
    Column("id_type", Message("Identifier type"), "code"),
    Column("id_number", Message("Identifier"), "id"),
    Column("phone", Message("Contact phone"), "id"),
    Column("window", Message("Window"), "int"),
    Column("first_asked", Message("First asked"), "code"),
    Column("owner", Message("Handled by"), "code"),
    Column("state", Message("State"), "code"),
    Column("accepted_on", Message("Accepted on"), "date"),
    Column("due_on", Message("Due on"), "date"),
    Column("decided_at", Message("Decided at"), "instant"),
    Column("result", Message("Result"), "code"),
    Column("rating", Message("Rating"), "code"),
    Column("channel", Message("Channel"), "code"),
    Column("visits", Message("Visits"), "int"),
    Column("province_number", Message("Province's number"), "id"),
    Column("delivered_way", Message("Way of delivery"), "code"),
    Column("delivered_number", Message("Parcel"), "id"),
    Column("late_entry", Message("Paper entered late"), "id"),
    Column("overdue_reason", Message("Reason for being late")),
    Column("overdue_by", Message("Answers for it"), "code"),
    Column("delivered_to", Message("Received by")),
    Column("receiver_id_type", Message("Receiver's paper"), "code"),
    Column("receiver_id_number", Message("Number of the receiver's paper"), "id"),
    Column("delivered_signed", Message("Signed for"), "code"),
)
"""Keys and Chinese headers are those of the file formats (import of requests); neither may change. Those from
``visits`` on are not taken in again, but for why it was late and who answers for it."""


_THE_APPLICANT = frozenset({"本人", "申请人", "申请人本人", "本人领取", "the applicant"})
"""Words for a receiver that name nobody."""


def requests_table(
    rows: Iterable[Request] | Callable[[], Iterable[Request]],
    names: Mapping[str, str],
    *,
    title: Message = TITLE,
    subtitle: str = "",
    masked: bool = True,
    notes: tuple[Message, ...] = (),
) -> Table:
    """The ledger. ``names`` gives the names of staff by code; ``masked`` puts the hall's masks on people.

    ``rows`` is a collection, or a function that opens a stream anew: then the ledger of a year is written
    row by row, in as many formats as asked.
    """

    def make(request: Request) -> Row:
        return _row(request, names, masked)

    return Table("requests", title, subtitle, COLUMNS, Rows(rows, make), notes=notes)


def _row(request: Request, names: Mapping[str, str], masked: bool) -> Row:
    person = masking.mask_person(request.applicant) if masked else request.applicant
    return (
        request.number,
        request.received_at,
        Term(request.item, request.item_name or request.item),
        person.name,
        _term(terms.ID_TYPES, person.id_type),
        person.id_number,
        person.phone,
        request.window,
        staff(request.first_asked, names),
        staff(request.owner, names),
        _term(terms.STATES, request.state),
        request.accepted_on,
        due_cell(request),
        request.decided_at,
        _term(terms.RESULTS, request.result),
        _term(terms.RATINGS, request.rating),
        _term(terms.CHANNELS, request.channel),
        request.visits,
        request.province_number or None,
        _term(circumstances.WAYS, request.delivery.way),
        request.delivery.number or None,
        request.circumstances.paper_serial or None,
        request.overdue_reason or None,
        staff(request.overdue_by, names),
        *_receiver(request, masked),
    )


def _receiver(request: Request, masked: bool) -> tuple[Cell, ...]:
    """Who got the result; the kind of the paper is told from its number, which alone is recorded."""
    to, number = request.delivered_to, request.delivery.id_number
    kind = identity.kind_of(number) if number else ""
    return (
        (masking.hall_name(to) if masked and to not in _THE_APPLICANT else to) or None,
        _term(terms.ID_TYPES, "other" if kind == "unknown" else kind),
        (masking.hall_id(number) if masked else number) or None,
        _term(circumstances.SIGNATURES, request.delivery.signed),
    )


def staff(code: str, names: Mapping[str, str]) -> Cell:
    """A member of staff as a cell: the code for programs, name and code for people."""
    if not code:
        return None
    name = names.get(code, "")
    return Term(code, f"{name}({code})" if name else code)


def due_cell(request: Request) -> Cell:
    """The promised date (承诺), else the statutory one; ``None`` before acceptance. One that is provisional says so
    to people."""
    if provisional.is_provisional(request, request.due):
        return Term(str(request.due), provisional.due(request, request.due))
    return request.due


def _term(words: Mapping[str, Message], code: str) -> Cell:
    if not code:
        return None
    return Term(code, words.get(code, code))
