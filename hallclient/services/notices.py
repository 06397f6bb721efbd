"""One-time notices: issued once and whole, kept as a snapshot, printed from the snapshot."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from db.models.notice import Notice as NoticeRow
from db.queries import notices as queries
from db.queries import serials
from hallclient.errors import BadInput, NotFound
from hallclient.rules import checklist, deadlines, once
from hallclient.rules.journal import canonical
from hallclient.rules.kinds import kind_of
from hallclient.rules.message import Message
from hallclient.rules.notice import Notice, OpenMaterial
from hallclient.rules.once import Second
from hallclient.rules.request import Person, Request
from hallclient.rules.text import clean
from hallclient.services import accounts, catalogue, documents, journal, requests
from hallclient.services.accounts import Actor
from hallclient.services.calendar import work_calendar
from hallclient.services.hall import Hall

NOTICES = frozenset({"notice", "correction"})
"""Kinds of documents that are notices."""


def draft(hall: Hall, actor: Actor, request: Request) -> Notice:
    """The notice as it would be issued now, without a number: for the preview beside the checklist."""
    return compose(hall, actor, request, _basis(hall, request))


def issue(
    hall: Hall,
    actor: Actor | None,
    number: str,
    marks: Mapping[str, tuple[str, str]] | None = None,
    seen: int | None = None,
    *,
    handed: Mapping[str, str] | None = None,
    second: Second | None = None,
    agreed: Actor | None = None,
) -> Notice:
    """Mark what is given, then issue the one-time notice and let the request wait for the supplement.

    Everything at once (行政许可法 §32(1)(4)): refused while a material is unmarked, when nothing is missing, when
    the request has had its notice, and for a licence after the fifth working day. One more notice needs ``second``,
    its grounds, and a supervisor who has ``agreed``.
    """
    from hallclient.services import (
        handing_in,
        receipt_limits,
        request_actions,
    )  # not for the desk, which only counts notices

    actor = accounts.demand(actor, "handle")
    if second is not None:
        second = Second(second.cause, clean(second.what), clean(second.why))
        agreed = _agreement(second, agreed)
    action = "notice" if second is None else "second-notice"
    with hall.write():
        row, request = request_actions.as_seen(hall, number, seen)
        request_actions.allow(hall, action, request, actor, deemed=requests.is_deemed(hall, request))
        if marks:
            request_actions.set_marks(hall, actor, row, request, marks)
            request = requests.get(hall, number)
        if handed:
            handing_in.store(hall, row.id, request, handed)
        problem = checklist.refuse_notice(request.materials)
        if problem is not None:
            raise BadInput(problem, Message("Mark every material, or accept the request."))
        notice = compose(hall, actor, request, _basis(hall, request), _serial(hall))
        if second is not None and agreed is not None:
            notice = _as_second(hall, notice, row.id, second, agreed)
        _keep(hall, actor, notice, row.id, request.number)
        change: dict[str, Any] = {"state": "awaiting_supplement", "supplement_due": notice.supplement_due}
        if kind_of(request.kind).replied:
            change |= receipt_limits.until_corrected()
        body_of_entry = {"notice": notice.id, "words": notice.number, "open": [m.code for m in notice.open]}
        request_actions.save(hall, actor, row, action, change, {**body_of_entry, **_grounds(notice)})
    return notice


def _keep(hall: Hall, actor: Actor, notice: Notice, request: int, number: str) -> None:
    """Store the notice, vouched for by the journal; its paper waits for the printer."""
    values = columns(notice, request)
    queries.add(hall.db, values)
    body = {"number": notice.number, "sha256": values["sha256"], **_grounds(notice)}
    journal.record(hall, actor.code, "notice", "notice", notice.id, body, values)
    documents.wait(hall, notice.id, "notice", notice.number, number)


def _agreement(second: Second, agreed: Actor | None) -> Actor:
    """The supervisor who agrees to grounds that hold."""
    problem = once.refuse_second(second)
    if problem is not None:
        raise BadInput(problem, Message("Say what is new and why it could not be seen the first time."))
    return accounts.demand(agreed, "agree_second")


def _as_second(hall: Hall, notice: Notice, request: int, second: Second, agreed: Actor) -> Notice:
    first = queries.of_request(hall.db, request)[-1]
    return replace(
        notice,
        before=first.id,
        before_number=first.number,
        cause=second.cause,
        what=second.what,
        why=second.why,
        agreed_by=agreed.code,
        agreed_name=agreed.name,
    )


def _grounds(notice: Notice) -> dict[str, str]:
    return {"cause": notice.cause, "agreed_by": notice.agreed_by} if notice.cause else {}


def _basis(hall: Hall, request: Request) -> str:
    """The legal basis of the version that the applicant is told."""
    return catalogue.told(hall, request.item, request.item_version).basis


def _serial(hall: Hall) -> int:
    return serials.following(hall.db, hall.terminal, series_of(hall.clock.today()), hall.config.serial_start)


def series_of(day: date) -> str:
    """The series of serials that the notices of a year are numbered from."""
    return f"notice:{day.year}"


def compose(hall: Hall, actor: Actor, request: Request, basis: str, serial: int = 0) -> Notice:
    """The notice of this moment. Its id names terminal, year and serial, its document number short name,
    告知, [year], window and serial; both are empty without a serial."""
    now = hall.clock.now()
    config = hall.config
    year = now.year
    due = deadlines.due(work_calendar(hall), now.date(), config.supplement_days)
    short = config.hall_short or config.hall
    return Notice(
        id=f"{hall.terminal}-{year}-{serial:05d}" if serial else "",
        number=f"{short}告知〔{year}〕{config.window:02d}{serial:05d}号" if serial else "",
        request=request.number,
        terminal=hall.terminal,
        hall=config.hall,
        item=request.item,
        item_name=request.item_name,
        department=request.department,
        basis=basis,
        applicant=request.applicant.name,
        contact=request.applicant.phone,
        received_at=request.received_at,
        issued_at=now,
        clerk=actor.code,
        clerk_name=actor.name,
        clerk_phone=config.hall_phone,
        window=config.window,
        window_name=config.window_name,
        open=tuple(
            OpenMaterial(m.code, m.name, m.mark, m.words, m.requirement, m.source, m.originals, m.copies)
            for m in checklist.open_materials(request.materials)
        ),
        marked=tuple((m.code, m.name, m.mark, m.words) for m in request.materials),
        supplement_due=due.day,
        consultation_phone=config.consultation_phone,
        supervision_phone=config.supervision_phone,
        item_version=request.item_version,
        handed=tuple((m.code, m.handed) for m in request.materials if m.handed),
    )


def columns(notice: Notice, request: int) -> dict[str, Any]:
    """The row that keeps a notice, with the digest of all that it says."""
    body = canonical(_plain(notice))
    return {
        "id": notice.id,
        "number": notice.number,
        "terminal": notice.terminal,
        "request": request,
        "issued_at": notice.issued_at,
        "issued_on": notice.issued_at.date(),
        "clerk": notice.clerk,
        "body": body,
        "sha256": hashlib.sha256(body.encode()).hexdigest(),
    }


def get(hall: Hall, ident: str) -> Notice:
    """A notice from its snapshot. Raises :class:`NotFound`."""
    return _from_row(_row(hall, ident))


def of_request(hall: Hall, number: str) -> list[Notice]:
    """The notices of a request, oldest first."""
    return [_from_row(row) for row in queries.of_request(hall.db, requests.row_of(hall, number).id)]


def issued_between(hall: Hall, first: date, last: date) -> list[Notice]:
    """Notices issued on some days, by any terminal of this database."""
    return [_from_row(row) for row in queries.issued_between(hall.db, first, last)]


@dataclass(frozen=True, slots=True)
class Issued:
    """A notice, who asked, the state of the request now, and whether the paper is out."""

    notice: Notice
    applicant: Person
    state: str
    printed: bool


def ledger(hall: Hall, first: date, last: date) -> Iterator[Issued]:
    """Every notice issued on some days, in the order of time, one at a time."""
    for row, name, organisation, state, waits in queries.ledger(hall.db, first, last):
        yield Issued(_from_row(row), Person(name, organisation=organisation), state, not waits)


def count_issued(hall: Hall, first: date, last: date) -> int:
    """How many notices were issued on some days."""
    return queries.count_issued(hall.db, first, last)


def unprinted(hall: Hall) -> list[tuple[str, str, str]]:
    """Id, document number and request number of notices whose paper has not come out (待打印)."""
    return [(one.id, one.number, one.request) for one in documents.waiting(hall) if one.kind in NOTICES]


def note_print(hall: Hall, actor: Actor | None, ident: str, form: str, words: str = "") -> None:
    """Log that the paper came out; ``form`` is text, html, pdf or hand. The notice itself stays as it is."""
    documents.note_print(
        hall, actor, _row(hall, ident).id, form, way="hand" if form == "hand" else "folder", words=words
    )


def snapshot_problems(hall: Hall) -> list[str]:
    """Ids of notices whose body is no longer the one that was issued."""
    rows = queries.every(hall.db)
    return [row.id for row in rows if hashlib.sha256(row.body.encode()).hexdigest() != row.sha256]


def _row(hall: Hall, ident: str) -> NoticeRow:
    row = queries.get(hall.db, ident)
    if row is None:
        raise NotFound(
            Message("There is no notice with the number {number}.", number=ident),
            Message("See the notices of a request with “hallclient request show NUMBER”."),
        )
    return row


def _plain(notice: Notice) -> dict[str, Any]:
    values = asdict(notice)
    for key in ("received_at", "issued_at", "supplement_due"):
        values[key] = values[key].isoformat() if values[key] is not None else None
    return values


def _from_row(row: NoticeRow) -> Notice:
    values = json.loads(row.body)
    values["received_at"] = datetime.fromisoformat(values["received_at"])
    values["issued_at"] = datetime.fromisoformat(values["issued_at"])
    due = values["supplement_due"]
    values["supplement_due"] = date.fromisoformat(due) if due else None
    values["open"] = tuple(OpenMaterial(**entry) for entry in values["open"])
    for key in ("marked", "handed"):
        values[key] = tuple(tuple(entry) for entry in values.get(key, ()))
    return Notice(**values)
