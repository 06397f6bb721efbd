"""What a terminal publishes: raised in the transaction of each change, read and marked by the sync."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from db.models.summary import SummaryRevision
from db.queries import journal as journal_queries
from db.queries import summary as queries
from hallclient.services.hall import Hall

KINDS = ("window_day", "staff_half_day", "open_request", "journal_head", "terminal")


@dataclass(frozen=True, slots=True)
class Revision:
    """One published record of this terminal. ``line`` is what was last built for it, empty before that;
    ``taken`` tells what this database had when the line was taken back from the share, else empty."""

    id: int
    day: date
    kind: str
    key: str
    revision: int
    changed_at: datetime
    line: str
    taken: str
    published: int

    @property
    def name(self) -> tuple[date, str, str]:
        """The identity within the terminal."""
        return (self.day, self.kind, self.key)


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """What is published of a request; no personal data. ``own``: this terminal received it."""

    number: str
    own: bool
    received_on: date
    window: int
    state: str
    owner: str
    item: str
    promised_due: date | None
    statutory_due: date | None


def touch(hall: Hall, day: date, kind: str, key: str) -> None:
    """Raise the revision of one published record (terminal, day, kind, key)."""
    touch_all(hall, [(day, kind, key)])


def touch_all(hall: Hall, names: Iterable[tuple[date, str, str]]) -> None:
    """The same of some, each by day, kind and key."""
    now = now_ms(hall)
    queries.raise_revisions(hall.db, hall.terminal, names, now, now // 1000)


def now_ms(hall: Hall) -> int:
    """Unix milliseconds of the wall clock."""
    return int(hall.clock.wall() * 1000)


def waiting(hall: Hall) -> int:
    """How many records have changed since they last reached the share (未同步)."""
    return queries.count_unpublished(hall.db, hall.terminal)


def revisions(hall: Hall, first: date, last: date) -> list[Revision]:
    """The records of this terminal from ``first`` to ``last``."""
    return [_revision(row) for row in queries.rows(hall.db, hall.terminal, first, last)]


def unpublished(hall: Hall, terminal: str = "") -> list[Revision]:
    """The records (of a former id of this terminal) that have changed since they last reached the share."""
    return [_revision(row) for row in queries.unpublished(hall.db, terminal or hall.terminal)]


def _revision(row: SummaryRevision) -> Revision:
    line, _, taken = row.body.partition("\n")
    return Revision(row.id, row.day, row.kind, row.key, row.revision, row.changed_at, line, taken, row.published)


def add(hall: Hall, day: date, kind: str, key: str, revision: int, at: datetime, line: str, taken: str = "") -> None:
    """A record that no change had announced, with its line; inside a transaction."""
    body = f"{line}\n{taken}" if taken else line
    queries.add(
        hall.db,
        {
            "terminal": hall.terminal,
            "day": day,
            "kind": kind,
            "key": key,
            "revision": revision,
            "changed_at": at,
            "body": body,
        },
    )


def store(hall: Hall, seen: Revision, revision: int, at: datetime, line: str, taken: str = "") -> bool:
    """Put a newly built line to a record; False when the record has changed since it was ``seen``."""
    body = f"{line}\n{taken}" if taken else line
    return queries.set_line(hall.db, seen.id, seen.revision, {"revision": revision, "changed_at": at, "body": body})


def mark_published(hall: Hall, reached: Iterable[tuple[int, int]]) -> None:
    """Remember which revision (id, revision) of each record reached the share; inside a transaction."""
    queries.set_published(hall.db, reached)


def note(hall: Hall, key: str) -> str:
    """A fact that an earlier sync kept, empty where none."""
    return queries.note(hall.db, key)


def set_note(hall: Hall, key: str, value: str) -> None:
    """Keep a fact for the next sync; empty forgets it."""
    with hall.write():
        queries.set_note(hall.db, key, value)


def request_facts(hall: Hall, since: date | None, numbers: Iterable[str]) -> list[RequestFacts]:
    """The requests that this terminal received from ``since`` on, and those with one of ``numbers``."""
    return [
        RequestFacts(row[0], row[1] == hall.terminal, *row[2:])
        for row in queries.request_facts(hall.db, hall.terminal, since, numbers)
    ]


def journal_head(hall: Hall) -> tuple[int, str]:
    """Number and hash of this terminal's last journal entry; 0 and empty before the first."""
    return journal_queries.head(hall.db, hall.terminal) or (0, "")


def beginning(hall: Hall) -> date:
    """The first day of which this terminal knows something; before it, nobody can be said to be absent."""
    punch, entry = queries.beginning(hall.db, hall.terminal)
    days = [punch] if punch is not None else []
    if entry is not None:
        days.append(hall.clock.local(entry).date())
    return min(days, default=hall.clock.today())


def schema(hall: Hall) -> str:
    """The name of the database's last migration."""
    return queries.schema(hall.db)


def move_unpublished(hall: Hall, former: Iterable[str]) -> None:
    """Let what changed under another id of this terminal, and has not reached the share, go on under its
    present one: ``former`` ids, and those of this installation from when it had another window."""
    mine = {*former, hall.terminal}
    for terminal in queries.terminals_waiting(hall.db):
        if terminal == hall.terminal or not (terminal in mine or terminal.endswith(hall.config.installation)):
            continue
        with hall.write():
            rows = unpublished(hall, terminal)
            for row in rows:
                touch(hall, row.day, row.kind, row.key)
            queries.set_published(hall.db, ((row.id, row.revision) for row in rows))
