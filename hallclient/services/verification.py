"""Checking that nothing was changed behind the program's back: the file, the chains, the rows, the notices."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import peewee

from db import connection
from db.queries import tally
from db.queries import verification as queries
from hallclient.rules.journal import digest
from hallclient.rules.message import Message
from hallclient.services import accounts, document_forms, journal, notices
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall

_BATCH = 500
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found. ``database`` is what is wrong with the file itself, empty when nothing is;
    ``first_bad`` names the first journal entry, row or notice that does not hold; ``problems`` say it all."""

    database: str
    entries: int
    first_bad: str
    problems: tuple[Message, ...]


def verify(hall: Hall) -> Verification:
    """Check the database, every chain of the journal, the rows that it vouches for, notices and ratings."""
    problems: list[Message] = []
    database = _database_problem(hall)
    if database:
        problems.append(Message("The database is damaged: {detail}.", detail=database))
    try:
        chain = journal.check(hall)
        entries, bad = chain.entries, [chain.first_bad] if chain.first_bad else []
        problems += [Message("The journal was changed at entry {entry}.", entry=name) for name in bad]
        for kind, subject in _changed_rows(hall):
            bad.append(f"{kind} {subject}")
            problems.append(Message("{subject} was changed without the program.", subject=f"{kind} {subject}"))
        for ident in notices.snapshot_problems(hall):
            if f"notice {ident}" not in bad:
                bad.append(f"notice {ident}")
                problems.append(Message("{subject} was changed without the program.", subject=f"notice {ident}"))
        for number, terminal in queries.other_ratings(hall.db):
            bad.append(f"rating {number}@{terminal}")
            problems.append(Message("{subject} was changed without the program.", subject=bad[-1]))
        for ident in document_forms.problems(hall):
            if f"document {ident}" not in bad:
                bad.append(f"document {ident}")
                problems.append(Message("{subject} was changed without the program.", subject=f"document {ident}"))
        if not tally.holds(hall.db):
            problems.append(Message("The counts kept beside the requests are wrong: “hallclient verify --recount”."))
    except (peewee.DatabaseError, ValueError) as error:
        _log.warning("the journal cannot be read: %s", error)
        entries, bad = 0, ["?"]
        problems.append(Message("The journal cannot be read: {detail}.", detail=str(error)))
    return Verification(database, entries, bad[0] if bad else "", tuple(problems))


def recount(hall: Hall, actor: Actor | None) -> None:
    """Count anew what triggers keep beside requests and notices; the requests themselves stay as they are."""
    actor = accounts.demand(actor, "administer")
    with hall.write():
        tally.renew(hall.db)
        journal.record(hall, actor.code, "recount", "tally", "request")


def _database_problem(hall: Hall) -> str:
    try:
        return connection.integrity_problem(hall.db)
    except peewee.DatabaseError as error:
        return str(error)


def _changed_rows(hall: Hall) -> Iterator[tuple[str, str]]:
    """Kind and subject of each row that is not what the last entry about it says.

    A row without an entry of its own (taken in by a batch) is not vouched for; one that is gone is named.
    """
    for kind, rows_of in _ROWS.items():
        digests = queries.last_digests(hall.db, kind)
        while page := list(islice(digests, _BATCH)):
            rows = rows_of(hall.db, [subject for subject, _ in page])
            for subject, wanted in page:
                row = rows.get(subject)
                if row is None or digest(row) != wanted:
                    yield kind, subject


_ROWS: dict[str, Callable[[peewee.Database, list[str]], dict[str, dict[str, Any]]]] = {
    "request": queries.requests_by_subject,
    "review": queries.reviews_by_subject,
    "punch": queries.punches_by_subject,
    "notice": queries.notices_by_subject,
    "call": queries.calls_by_subject,
    "document": queries.documents_by_subject,
}
