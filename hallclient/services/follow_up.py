"""催补: notices whose supplement is awaited, soon due or past, and the log of calls about them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from db.queries import notice_calls as queries
from db.queries import notices as notice_queries
from hallclient.errors import BadInput, NotFound
from hallclient.rules import checklist, deadlines
from hallclient.rules.masking import mask_person
from hallclient.rules.message import Message
from hallclient.rules.request import Person
from hallclient.rules.text import clean
from hallclient.services import accounts, journal, reveal
from hallclient.services.accounts import Actor
from hallclient.services.calendar import work_calendar
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
    period, negative after it, None without one; ``missing`` materials are still to be brought."""

    notice: str
    document: str
    request: str
    short_number: str
    window: int
    item_name: str
    applicant: str
    phone: str
    owner: str
    issued_at: datetime
    due: date | None
    left: int | None
    missing: int
    calls: tuple[Call, ...] = ()


def awaited(hall: Hall, within: int | None = None) -> list[Awaited]:
    """What waits for a supplement, the most urgent first; with ``within`` what is due in so many working days."""
    today = hall.clock.today()
    calendar = work_calendar(hall)
    rows = queries.awaited(hall.db)
    missing = queries.open_counts(hall.db, [row["request_id"] for row in rows], sorted(checklist.OPEN))
    calls = _calls(hall, [row["id"] for row in rows])
    found = []
    for row in rows:
        due = row["supplement_due"]
        left = deadlines.days_left(calendar, today, due) if due is not None else None
        if within is None or (left is not None and left <= within):
            found.append(_awaited(hall, row, left, missing.get(row["request_id"], 0), calls[row["id"]]))
    return found


def _awaited(hall: Hall, row: dict[str, Any], left: int | None, missing: int, calls: list[Call]) -> Awaited:
    who = mask_person(Person(row["name"], phone=row["phone"], organisation=bool(row["organisation"])))
    tail = row["number"].rsplit("-", 1)[-1]
    return Awaited(
        notice=row["id"],
        document=row["document"],
        request=row["number"],
        short_number=f"{tail[:2]}-{tail[2:]}",
        window=row["window"],
        item_name=row["item_name"],
        applicant=who.name,
        phone=who.phone,
        owner=row["owner"],
        issued_at=hall.clock.local(row["issued_at"]),
        due=row["supplement_due"],
        left=left,
        missing=missing,
        calls=tuple(calls),
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


def phone(hall: Hall, actor: Actor | None, ident: str) -> str:
    """The phone of the applicant in full; the look at it is journaled at the request."""
    return reveal.notice(hall, actor, ident).contact


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
        queries.add(hall.db, values)
        journal.record(hall, actor.code, "call", "notice", row.id, {"reached": reached})
