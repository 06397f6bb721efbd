"""The chain of the journal: what bytes an entry is, and how it is tied to the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

VERSION = 1
"""Format of an entry. A later format gets a new number; old entries keep theirs and are checked by it."""

START = "0" * 64
"""What the first entry of a terminal is tied to."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One change. ``at`` is UTC seconds; ``body`` canonical JSON; ``row`` the digest of the changed row."""

    version: int
    terminal: str
    entry: int
    at: int
    staff: str
    action: str
    kind: str
    subject: str
    body: str
    row: str
    previous: str


def plain(value: date) -> int | str:
    """A moment as UTC seconds, a day as ISO text: the one form that each has in the journal. Raises TypeError for
    what has none."""
    if isinstance(value, datetime):
        return int(value.timestamp())
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical form")


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=plain)


def canonical(value: Any) -> str:
    """JSON that is the same text for the same value: sorted keys, no blanks, Chinese as it is."""
    return _JSON.encode(value)


def digest(row: Mapping[str, Any]) -> str:
    """SHA-256 of a row of text, numbers, booleans, none, moments and days."""
    return hashlib.sha256(canonical(dict(row)).encode()).hexdigest()


def entry_hash(entry: Entry) -> str:
    """SHA-256 over the canonical bytes of the entry, the hash before it included."""
    fields = {
        "v": entry.version,
        "t": entry.terminal,
        "n": entry.entry,
        "at": entry.at,
        "who": entry.staff,
        "act": entry.action,
        "kind": entry.kind,
        "id": entry.subject,
        "body": entry.body,
        "row": entry.row,
        "prev": entry.previous,
    }
    return hashlib.sha256(canonical(fields).encode()).hexdigest()
