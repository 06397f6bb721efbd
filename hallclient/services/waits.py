"""Who waited at which window: visitors that were not called, requests taken in that day and not touched since."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from db.queries import journal as journal_queries
from db.queries import visits as queries
from hallclient.rules.spans import Span
from hallclient.services import journal
from hallclient.services.hall import Hall


def by_window(hall: Hall, start: datetime, end: datetime) -> dict[int, list[Span]]:
    """The waits that began from ``start`` up to ``end``, naive local time; what still waits does so until ``end``."""
    found: dict[int, list[Span]] = defaultdict(list)

    def local(moment: datetime) -> datetime:
        return min(hall.clock.local(moment).replace(tzinfo=None), end)

    first, last = hall.clock.at(start), hall.clock.at(end)
    for window, began, ended in queries.waits(hall.db, first, last):
        found[window].append((local(began), local(ended) if ended is not None else end))
    untouched: dict[str, datetime] = {}
    for subject, action, body, at in journal_queries.steps_of_requests(hall.db, first, last):
        since = untouched.pop(subject, None)
        if since is not None:
            found[_window(subject)].append((since, local(at)))
        if action == "receive" and journal.body_of(body).get("state") == "registered":
            untouched[subject] = local(at)
    for subject, since in untouched.items():
        found[_window(subject)].append((since, end))
    return found


def _window(subject: str) -> int:
    tail = subject.partition("@")[0].rpartition("-")[2][:2]
    return int(tail) if tail.isdecimal() else 0
