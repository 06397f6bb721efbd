"""Writing the journal in the transaction of each change, and checking it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from db.queries import journal as queries
from hallclient.rules import journal as rules
from hallclient.services import summary
from hallclient.services.hall import Hall


@dataclass(frozen=True, slots=True)
class JournalCheck:
    """``first_bad`` names the first entry that does not hold (terminal/number), empty when all do."""

    entries: int
    first_bad: str

    @property
    def ok(self) -> bool:
        """Whether every chain holds."""
        return not self.first_bad


def record(
    hall: Hall,
    staff: str,
    action: str,
    kind: str,
    subject: str,
    body: Mapping[str, Any] | None = None,
    row: Mapping[str, Any] | None = None,
    touched: Iterable[tuple[date, str, str]] = (),
) -> int:
    """Add an entry to this terminal's chain; returns its number.

    ``body`` holds codes and figures, never personal data; ``row`` is the changed row, of which only the
    digest is kept; ``touched`` are published records that it changes, besides the head of the chain. To be called
    inside ``hall.write()``, so that entry and change stand or fall together.
    """
    last = queries.head(hall.db, hall.terminal)
    now = hall.clock.now()
    entry = rules.Entry(
        version=rules.VERSION,
        terminal=hall.terminal,
        entry=last[0] + 1 if last else 1,
        at=int(now.timestamp()),
        staff=staff,
        action=action,
        kind=kind,
        subject=subject,
        body=rules.canonical(dict(body or {})),
        row=rules.digest(row) if row else "",
        previous=last[1] if last else rules.START,
    )
    queries.add(
        hall.db,
        {
            "terminal": entry.terminal,
            "entry": entry.entry,
            "version": entry.version,
            "at": entry.at,
            "staff": staff,
            "action": action,
            "kind": kind,
            "subject": subject,
            "body": entry.body,
            "row": entry.row,
            "previous": entry.previous,
            "hash": rules.entry_hash(entry),
        },
    )
    summary.touch_all(hall, [(now.date(), "journal_head", "head"), *touched])
    return entry.entry


def plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as values that have one canonical form: moments as UTC seconds, dates as ISO text."""
    return {key: _plain(value) for key, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return rules.plain(value) if isinstance(value, date) else value


def check(hall: Hall) -> JournalCheck:
    """Walk every chain; an entry of an unknown format or with a wrong hash, number or tie is bad."""
    total = 0
    previous: dict[str, tuple[int, str]] = {}
    for row in queries.entries(hall.db):
        total += 1
        number, tie = previous.get(row.terminal, (0, rules.START))
        entry = rules.Entry(
            row.version, row.terminal, row.entry, int(row.at.timestamp()), row.staff, row.action, row.kind,
            row.subject, row.body, row.row, row.previous,
        )  # fmt: skip
        whole = row.entry == number + 1 and row.previous == tie and row.hash == rules.entry_hash(entry)
        if row.version != rules.VERSION or not whole:
            return JournalCheck(queries.count(hall.db), f"{row.terminal}/{row.entry}")
        previous[row.terminal] = (row.entry, row.hash)
    return JournalCheck(total, "")


def body_of(text: str) -> dict[str, Any]:
    """The body of an entry as it was given."""
    value: dict[str, Any] = json.loads(text)
    return value
