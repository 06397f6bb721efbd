"""The staff list taken in from outside: people added and changed, windows that they name."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from db.queries import staff as queries
from db.queries import windows as window_queries
from hallclient.errors import BadInput
from hallclient.rules.message import Message
from hallclient.services.hall import Hall
from hallclient.services.pins import digest_pin

FIELDS = ("name", "role", "window", "department", "backup", "departments")
"""What a row of the list says of a person; PIN and lock-out are kept elsewhere and stay as they are."""

_MOST_THREADS = 4
"""Each digest takes 64 MiB while it is made."""


def stored(hall: Hall) -> dict[str, dict[str, Any]]:
    """Code → what the list says of everyone, those who left included (``active``)."""
    return {
        row.code: {**{name: getattr(row, name) for name in FIELDS}, "active": bool(row.active)}
        for row in queries.everyone(hall.db)
    }


def digests(pins: Iterable[str]) -> list[str]:
    """The digests of new PINs, each with its own salt, several at a time: one takes about 0.2 s."""
    with ThreadPoolExecutor(min(_MOST_THREADS, os.cpu_count() or 1)) as pool:
        return list(pool.map(digest_pin, pins))


def demand_administrator(people: Iterable[Mapping[str, Any]]) -> None:
    """Raise :class:`BadInput` when none of these people is an administrator who works here."""
    if not any(person["role"] == "admin" and person.get("active", True) for person in people):
        raise BadInput(
            Message("After this nobody would be administrator."),
            Message("Leave one person with the role admin; nothing was changed."),
        )


def save(hall: Hall, added: Iterable[Mapping[str, Any]], changed: Iterable[Mapping[str, Any]]) -> None:
    """Store new people (with ``pin``, the digest) and changed ones; inside a transaction. Who is in the list
    works here again; windows that were not known are added."""
    windows = {row.number for row in window_queries.every(hall.db)}
    for person in added:
        queries.add(hall.db, dict(person))
    for person in changed:
        queries.update(hall.db, person["code"], {**{k: v for k, v in person.items() if k != "code"}, "active": True})
    for person in (*added, *changed):
        number = person["window"]
        if number is not None and number not in windows:
            windows.add(number)
            window_queries.save(hall.db, {"number": number})
