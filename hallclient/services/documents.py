"""Documents for citizens: numbered without gaps, kept as they were issued, printed as they were first printed.

A document is a snapshot of its paper with a SHA-256. Its forms are kept when they are first made, so that a reprint
is the same bytes whatever has changed since: the program, the templates, the settings. A printing writes what was
printed and by whom; it changes neither the request nor any clock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from db.models.document import Document as DocumentRow
from db.queries import documents as queries
from db.queries import serials
from hallclient.errors import NotFound
from hallclient.rules.journal import canonical
from hallclient.rules.message import Message
from hallclient.rules.notice import Notice
from hallclient.rules.request import Request
from hallclient.rules.text import clean
from hallclient.services import accounts, journal, requests
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall

OUT, FAILED = "out", "failed"
COPIES = {
    "both": Message("Both copies: the applicant's and the hall's"),
    "applicant": Message("The applicant's copy"),
    "hall": Message("The hall's copy"),
    "all": Message("All copies"),
    "": Message("Not named"),
}
"""Which copy of a document was printed, as the log says."""


@dataclass(frozen=True, slots=True)
class Document:
    """An issued document. ``request`` is the number of its request, empty where it has none; ``body`` the paper."""

    id: str
    number: str
    kind: str
    request: str
    terminal: str
    issued_at: datetime
    clerk: str
    facts: str
    body: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Print:
    """One printing; ``outcome`` is ``out`` or ``failed``, then ``words`` say why."""

    at: datetime
    staff: str
    form: str
    way: str
    copy: str
    outcome: str
    words: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document whose paper has not come out, with the reason of the last try and the printer's job."""

    id: str
    kind: str
    number: str
    request: str
    since: datetime
    problem: str
    job: str


# -- issuing


def issue(
    hall: Hall,
    actor: Actor | None,
    kind: str,
    word: str,
    write: Callable[[str], str],
    *,
    request: Request | None = None,
    facts: Any = None,
) -> Document:
    """Number a document, let ``write`` compose its body with that number, keep it, and let it wait for its paper.

    All in one transaction: what fails leaves neither a document nor a gap in the numbers. Each ``word`` has a series
    of its own per terminal and year.
    """
    actor = accounts.demand(actor, "handle")
    with hall.write():
        now = hall.clock.now()
        config = hall.config
        serial = serials.following(hall.db, hall.terminal, series_of(word, now.date()), config.serial_start)
        short = config.hall_short or config.hall
        number = f"{short}{word}〔{now.year}〕{config.window:02d}{serial:05d}号"
        return _keep(
            hall,
            actor,
            f"{hall.terminal}-{kind}-{now.year}-{serial:05d}",
            number,
            kind,
            write(number),
            request,
            facts,
        )


def of_notice(hall: Hall, actor: Actor, notice: Notice, kind: str, write: Callable[[], str]) -> Document:
    """The document of an issued notice, which has its number already; kept now where it has not been yet."""
    row = queries.get(hall.db, notice.id)
    if row is not None:
        return _value(hall, row, notice.request)
    with hall.write():
        request = requests.get(hall, notice.request)
        return _keep(hall, actor, notice.id, notice.number, kind, write(), request, None, waits=False)


def series_of(word: str, day: date) -> str:
    """The series that the documents of a year are numbered from."""
    return f"{word}:{day.year}"


def facts_digest(facts: Any) -> str:
    """What a document was made of, in short."""
    return hashlib.sha256(canonical(facts).encode()).hexdigest() if facts is not None else ""


def _keep(
    hall: Hall,
    actor: Actor,
    ident: str,
    number: str,
    kind: str,
    body: str,
    request: Request | None,
    facts: Any,
    *,
    waits: bool = True,
) -> Document:
    now = hall.clock.now()
    values = {
        "id": ident,
        "terminal": hall.terminal,
        "kind": kind,
        "number": number,
        "request": requests.row_of(hall, request.number).id if request else None,
        "issued_at": now,
        "issued_on": now.date(),
        "clerk": actor.code,
        "facts": facts_digest(facts),
        "body": body,
        "sha256": hashlib.sha256(body.encode()).hexdigest(),
    }
    queries.add(hall.db, values)
    entry = {"kind": kind, "number": number, "sha256": values["sha256"]}
    journal.record(hall, actor.code, "issue", "document", ident, entry, values)
    if waits:
        wait(hall, ident, kind, number, request.number if request else "")
    return _value(hall, values, request.number if request else "")


def wait(hall: Hall, ident: str, kind: str, number: str, request: str) -> None:
    """Let an issued document wait for its paper; inside the transaction that issues it."""
    row = {"document": ident, "terminal": hall.terminal, "kind": kind, "number": number, "request": request}
    queries.wait(hall.db, {**row, "since": hall.clock.now()})


# -- reading


def get(hall: Hall, ident: str) -> Document:
    """A document by id or number. Raises :class:`NotFound`."""
    row = queries.get(hall.db, ident)
    if row is None:
        raise NotFound(
            Message("There is no document with the number {number}.", number=ident),
            Message("See the documents of a request with “hallclient paper list NUMBER”."),
        )
    return _value(hall, row, queries.request_numbers(hall.db, [row.id]).get(row.id, ""))


def of_request(hall: Hall, number: str) -> list[Document]:
    """The documents of a request, oldest first."""
    return [_value(hall, row, number) for row in queries.of_request(hall.db, requests.row_of(hall, number).id)]


def newest(hall: Hall, limit: int = 50) -> list[Document]:
    """The last documents of this terminal, newest first."""
    rows = queries.newest(hall.db, hall.terminal, limit)
    numbers = queries.request_numbers(hall.db, [row.id for row in rows])
    return [_value(hall, row, numbers.get(row.id, "")) for row in rows]


def waiting(hall: Hall) -> tuple[Waiting, ...]:
    """What waits for its paper at this terminal (待打印), oldest first."""
    return tuple(
        Waiting(row.document, row.kind, row.number, row.request, hall.clock.local(row.since), row.problem, row.job)
        for row in queries.waiting(hall.db, hall.terminal)
    )


def prints(hall: Hall, ident: str) -> list[Print]:
    """Every printing of a document, oldest first."""
    return [
        Print(hall.clock.local(row.printed_at), row.staff, row.form, row.way, row.copy, row.outcome, row.words)
        for row in queries.prints(hall.db, ident)
    ]


# -- printing


def note_print(
    hall: Hall,
    actor: Actor | None,
    ident: str,
    form: str,
    *,
    way: str = "folder",
    copy: str = "",
    words: str = "",
) -> None:
    """Log that the paper came out; ``form`` may also be ``hand``, with the number of what was written by hand.
    ``copy`` is a code of :data:`COPIES`, empty where a file was written or the paper is by hand."""
    actor = accounts.demand(actor, "handle")
    with hall.write():
        _note(hall, actor, ident, {"form": form, "way": way, "copy": copy, "outcome": OUT, "words": clean(words)})
        queries.came_out(hall.db, ident)


def note_failure(hall: Hall, actor: Actor, ident: str, form: str, *, way: str, why: str, job: str = "") -> None:
    """Log that the paper did not come out; the document goes on waiting, with the reason."""
    with hall.write():
        _note(hall, actor, ident, {"form": form, "way": way, "copy": "", "outcome": FAILED, "words": clean(why)})
        queries.still_waiting(hall.db, ident, clean(why), job)


def _note(hall: Hall, actor: Actor, ident: str, values: Mapping[str, str]) -> None:
    queries.add_print(hall.db, {"document": ident, "printed_at": hall.clock.now(), "staff": actor.code, **values})
    journal.record(hall, actor.code, "print", "document", ident, dict(values))


def _value(hall: Hall, row: DocumentRow | Mapping[str, Any], request: str) -> Document:
    values = row if isinstance(row, Mapping) else {name: getattr(row, name) for name in _FIELDS}
    return Document(
        request=request,
        issued_at=hall.clock.local(values["issued_at"]),
        **{name: values[name] for name in _FIELDS if name != "issued_at"},
    )


_FIELDS = ("id", "number", "kind", "terminal", "issued_at", "clerk", "facts", "body", "sha256")
