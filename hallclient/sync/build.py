"""What this terminal has to say, built from the database: one small function a kind of record.

No personal data of applicants leaves the terminal here: figures, states, and the punctuality of staff codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from hallclient import __version__
from hallclient.rules.attendance import PunchRecord, PunctualityRow
from hallclient.rules.figures import DayFigures
from hallclient.rules.punch import Punch, opening_time
from hallclient.services import attendance, day_close, punctuality, summary
from hallclient.services.hall import Hall
from hallclient.services.summary import RequestFacts
from hallclient.sync import half_day

HEARTBEAT = 600
"""Seconds after which a terminal says that it is still there, though nothing else has changed."""

Body = dict[str, int | str]


@dataclass(frozen=True, slots=True)
class Draft:
    """A record before it has a revision."""

    day: date
    kind: str
    key: str
    window: int
    body: Body

    @property
    def name(self) -> tuple[date, str, str]:
        """The identity within the terminal."""
        return (self.day, self.kind, self.key)


@dataclass
class Scope:
    """What is to be built. ``requests_since`` None means only the ``numbers``."""

    half_days: set[date] = field(default_factory=set)
    half_day_keys: set[tuple[date, str]] = field(default_factory=set)
    window_days: set[tuple[date, int]] = field(default_factory=set)
    requests_since: date | None = None
    numbers: set[str] = field(default_factory=set)
    heads: set[date] = field(default_factory=set)


def drafts(hall: Hall, scope: Scope) -> list[Draft]:
    """All records of the scope for which the database has something to say."""
    return [
        *_half_days(hall, scope),
        *_requests(hall, scope),
        *_window_days(hall, scope),
        *(_head(hall, day) for day in scope.heads),
    ]


def terminal_draft(hall: Hall, since: int, seen: int) -> Draft:
    """Who this terminal is. ``since`` and ``seen`` are UTC seconds: of its first sync, and of now."""
    now = hall.clock.now()
    return Draft(
        now.date(),
        "terminal",
        "terminal",
        hall.config.window,
        {
            "program": __version__,
            "schema": summary.schema(hall),
            "zone": now.strftime("%z"),
            "name": hall.config.window_name,
            "serials": hall.config.serial_start,
            "since": since,
            "seen": seen,
        },
    )


def _half_days(hall: Hall, scope: Scope) -> Iterator[Draft]:
    for first, last in _runs(scope.half_days):
        more = half_day.known(hall, first, last)
        for row in punctuality.rows(hall, first, last):
            key, ours = f"{row.staff}/{row.half_day.half}", _is_ours(hall, row)
            if ours or (row.half_day.day, key) in scope.half_day_keys:
                body = half_day.body(row, more, ours=ours)
                yield Draft(row.half_day.day, "staff_half_day", key, row.window or 0, body)


def _runs(days: Iterable[date]) -> Iterator[tuple[date, date]]:
    """Days as spans of consecutive ones."""
    first = last = None
    for day in sorted(days):
        if first is None or last is None:
            first = last = day
        elif day == last + timedelta(days=1):
            last = day
        else:
            yield first, last
            first = last = day
    if first is not None and last is not None:
        yield first, last


def _is_ours(hall: Hall, row: PunctualityRow) -> bool:
    """Each terminal speaks of the people at its own window, and of those whose punches it holds: it would
    call everyone else absent."""
    half = row.half_day
    return row.window == hall.config.window or half.first_in is not None or half.last_out is not None


def _requests(hall: Hall, scope: Scope) -> Iterator[Draft]:
    found: dict[tuple[date, str, str], RequestFacts] = {}
    for facts in summary.request_facts(hall, scope.requests_since, scope.numbers):
        name = (facts.received_on, "open_request", facts.number)
        if name not in found or facts.own:
            found[name] = facts
    for facts in found.values():
        # A closed one stays with its state, so that readers know that it is closed.
        body: Body = {
            "number": facts.number,
            "state": facts.state,
            "owner": facts.owner,
            "due": _date(facts.promised_due),
            "statutory_due": _date(facts.statutory_due),
            "item": facts.item,
        }
        yield Draft(facts.received_on, "open_request", facts.number, facts.window, body)


def _window_days(hall: Hall, scope: Scope) -> Iterator[Draft]:
    days = sorted({day for day, _ in scope.window_days})
    for first, last in _runs(days):
        span = [day for day in days if first <= day <= last]
        figures = day_close.figures_by_window(hall, span)
        punches = attendance.punches(hall, first, last)
        for day, window in sorted(pair for pair in scope.window_days if first <= pair[0] <= last):
            of_day = [record for record in punches if record.at.date() == day]
            found = figures.get((day, window)) or DayFigures(day, day)
            signed = day_close.closed_at(hall, day) if window == hall.config.window else None
            times = {"opened": _opened(of_day, window), "closed": _time(signed)}
            yield Draft(day, "window_day", f"{window:02d}", window, {**times, **_figures(found)})


def _opened(records: Iterable[PunchRecord], window: int) -> str:
    """When the window opened: its first sign-in of the day."""
    punches = [Punch(record.at.replace(tzinfo=None), record.kind) for record in records if record.window == window]
    return _time(opening_time(punches))


def _figures(found: DayFigures) -> Body:
    """The counts that belong to the day; rates follow from them, and what is parked or not printed is the
    state of now."""
    counts: Body = {name: value for name, value in found.as_dict().items() if type(value) is int}
    for name in ("parked", "unprinted"):
        counts.pop(name, None)
    return counts | {f"rated_{code}": count for code, count in found.ratings}


def _head(hall: Hall, day: date) -> Draft:
    entries, digest = summary.journal_head(hall)
    return Draft(day, "journal_head", "head", hall.config.window, {"entries": entries, "hash": digest})


def _time(moment: datetime | None) -> str:
    return moment.strftime("%H:%M:%S") if moment is not None else ""


def _date(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
