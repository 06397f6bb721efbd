"""催补: notices whose supplement is awaited, soon due or past, and the log of calls about them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from db.models.notice import Notice as NoticeRow
from db.queries import notice_calls as queries
from db.queries import notices as notice_queries
from hallclient.errors import BadInput, NotFound
from hallclient.rules import checklist
from hallclient.rules.masking import mask_person
from hallclient.rules.message import Message
from hallclient.rules.text import clean
from hallclient.services import accounts, clocks, journal, reveal
from hallclient.services.accounts import Actor
from hallclient.services.clocks import Unanswered
from hallclient.services.hall import Hall

LONGEST_WORDS = 300


@dataclass(frozen=True, slots=True)
class Call:
    """One call: who made it, whether somebody was reached, and what was said."""

    at: datetime
    staff: str
    name: str
    reached: bool
    words: str


@dataclass(frozen=True, slots=True)
class Awaited:
    """A request that waits for its supplement. Name and phone are masked. ``left`` are working days to the end of the
    period, negative after it, None without one; ``missing`` materials are still to be brought. ``notice`` is
    empty where the request was told elsewhere (an older ledger)."""

    notice: str
    document: str
    request: str
    short_number: str
    window: int
    item_name: str
    applicant: str
    phone: str
    owner: str
    issued_at: datetime | None
    due: date | None
    left: int | None
    missing: int
    calls: tuple[Call, ...] = ()


def awaited(hall: Hall, within: int | None = None) -> list[Awaited]:
    """What waits for a supplement, the most urgent first; with ``within`` what is due in so many working days.

    The rows are those of :func:`clocks.unanswered`, in the same order.
    """
    told = queries.newest(hall.db, "awaiting_supplement")
    calls = _calls(hall, [row.id for row in told.values()])
    return [
        _awaited(hall, one, told.get((one.request.number, one.request.terminal)), calls)
        for one in clocks.unanswered(hall)
        if within is None or (one.days is not None and one.days <= within)
    ]


def _awaited(hall: Hall, one: Unanswered, told: NoticeRow | None, calls: dict[str, list[Call]]) -> Awaited:
    request = one.request
    who = mask_person(request.applicant)
    return Awaited(
        notice=told.id if told is not None else "",
        document=told.number if told is not None else "",
        request=request.number,
        short_number=request.short_number,
        window=request.window,
        item_name=request.item_name,
        applicant=who.name,
        phone=who.phone,
        owner=request.owner,
        issued_at=hall.clock.local(told.issued_at) if told is not None else None,
        due=request.supplement_due,
        left=one.days,
        missing=len(checklist.open_materials(request.materials)),
        calls=tuple(calls[told.id]) if told is not None else (),
    )


def _calls(hall: Hall, notices: list[str]) -> dict[str, list[Call]]:
    found: dict[str, list[Call]] = defaultdict(list)
    rows = list(queries.of_notices(hall.db, notices))
    names = accounts.names(hall) if rows else {}
    for row in rows:
        call = Call(
            hall.clock.local(row.called_at), row.staff, names.get(row.staff, row.staff), bool(row.reached), row.words
        )
        found[row.__data__["notice"]].append(call)
    return found


def calls(hall: Hall, ident: str) -> list[Call]:
    """The calls about one notice, oldest first."""
    return _calls(hall, [ident])[ident]


def phone(hall: Hall, actor: Actor | None, one: Awaited) -> str:
    """The phone of the applicant in full; the look at it is journaled at the request."""
    if not one.notice:
        return reveal.request(hall, actor, one.request).applicant.phone
    return reveal.notice(hall, actor, one.notice).contact


def call(hall: Hall, actor: Actor | None, ident: str, reached: bool, words: str = "") -> None:
    """Log a call about a notice, by its id. It changes neither the notice nor any clock."""
    actor = accounts.demand(actor, "handle")
    words = clean(words)
    if len(words) > LONGEST_WORDS:
        raise BadInput(
            Message("This has {count} characters; {limit} is the most.", count=len(words), limit=LONGEST_WORDS),
            Message("Say in short what was agreed."),
        )
    row = notice_queries.get(hall.db, ident)
    if row is None:
        raise NotFound(
            Message("There is no notice with the number {number}.", number=ident),
            Message("See the notices of a request with “hallclient request show NUMBER”."),
        )
    values = {
        "terminal": hall.terminal,
        "notice": row.id,
        "called_at": hall.clock.now(),
        "staff": actor.code,
        "reached": reached,
        "words": words,
    }
    with hall.write():
        made = queries.add(hall.db, values)
        vouched = queries.as_row(hall.db, made)
        journal.record(hall, actor.code, "call", "call", f"{row.id}/{made}", {"reached": reached}, vouched)
