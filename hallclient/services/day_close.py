"""The end of the day: its figures, what must not be left in silence, and the signature."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from db.queries import day_close as queries
from db.queries import request_pages, tally
from db.queries import requests as request_queries
from db.queries import tasks as task_queries
from hallclient.errors import BadInput, Refused
from hallclient.language import say
from hallclient.rules import deadlines
from hallclient.rules.clocks import stands
from hallclient.rules.figures import Counted, DayFigures, day_figures
from hallclient.rules.journal import canonical
from hallclient.rules.lifecycle import OPEN_STATES, RUNNING
from hallclient.rules.message import Message
from hallclient.rules.open_points import GAPS, KINDS
from hallclient.rules.request import Request
from hallclient.rules.review import Review
from hallclient.rules.text import clean
from hallclient.services import (
    accounts,
    documents,
    drafts,
    evaluation,
    journal,
    notices,
    punctuality,
    request_lines,
    requests,
    reviews,
    summary,
    visits,
)
from hallclient.services.accounts import Actor
from hallclient.services.calendar import work_calendar
from hallclient.services.hall import Hall
from hallclient.services.request_lines import Line


@dataclass(frozen=True, slots=True)
class OpenPoints:
    """What a day cannot be closed over without a word. Requests by number, people by code.

    ``received``: papers are in, neither accepted nor answered by a notice. ``overdue``: past the promised date.
    ``parked``: drafts of applicants who went away. ``unprinted``: documents whose paper has not come out.
    ``handed_over``: given to somebody who has not taken it up. ``not_signed_out``: signed in at the end.
    ``unserved``: who waits still and was not served, by queue number.
    ``gaps``: received today with an empty field of the ledger (number: field).
    ``parts_overdue``, ``parts_handed_over``: the same of a part of a joint matter (number: department).
    """

    received: tuple[str, ...] = ()
    overdue: tuple[str, ...] = ()
    parked: tuple[str, ...] = ()
    unprinted: tuple[str, ...] = ()
    handed_over: tuple[str, ...] = ()
    not_signed_out: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    unserved: tuple[str, ...] = ()
    parts_overdue: tuple[str, ...] = ()
    parts_handed_over: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, list[str]]:
        """Plain values."""
        return {field.name: list(getattr(self, field.name)) for field in fields(self)}

    @property
    def count(self) -> int:
        """How many points are open."""
        return sum(len(getattr(self, field.name)) for field in fields(self))


@dataclass(frozen=True, slots=True)
class Closing:
    """A day before or after its signature: figures, open points, and what is carried over as it stands.

    ``reviews`` are bad reviews with a step due on the day or before; they are told of and hold nothing up."""

    day: date
    figures: DayFigures
    open: OpenPoints
    carried_over: tuple[Request, ...]
    reviews: tuple[Review, ...] = ()
    signed_by: str = ""


def prepare(hall: Hall, day: date | None = None) -> Closing:
    """The day as it would be closed now. Nothing is changed; no request moves on by closing a day.

    Raises :class:`BadInput` for a day that has not come yet.
    """
    wanted = day or hall.clock.today()
    if wanted > hall.clock.today():
        raise BadInput(
            Message("{day} has not come yet.", day=wanted.isoformat()), Message("Close today or an earlier day.")
        )
    touching = _touching(hall, wanted)
    carried = tuple(r for r in touching if r.received_on <= wanted and r.state in OPEN_STATES)
    return Closing(
        wanted,
        _figures(hall, wanted, touching),
        _open_points(hall, wanted, touching),
        carried,
        tuple(reviews.due(hall, wanted)),
    )


def figures(hall: Hall, day: date) -> DayFigures:
    """The figures of a day."""
    return _figures(hall, day, request_lines.touching(hall, day, day))


def figures_by_window(hall: Hall, days: Collection[date]) -> dict[tuple[date, int], DayFigures]:
    """The figures of some days by day and window, of the windows that have requests which count."""
    if not days:
        return {}
    first, last = min(days), max(days)
    issued = Counter((n.issued_at.date(), n.window) for n in notices.issued_between(hall, first, last))
    by_window: dict[int, list[Line]] = defaultdict(list)
    for line in request_lines.touching(hall, first, last):
        by_window[line.window].append(line)
    calendar = work_calendar(hall)
    rated = evaluation.ratings_by_window(hall, first, last)
    found = {}
    for day in days:
        soon = deadlines.due(calendar, day, hall.config.near_days).day
        for window, received in by_window.items():
            found[day, window] = day_figures(
                received, day, soon=soon, notices=issued[day, window], ratings=rated.get((day, window), {})
            )
    return found


def _touching(hall: Hall, day: date) -> list[Request]:
    start = hall.clock.at(datetime.combine(day, time()))
    return requests.values_of(hall, request_pages.touching(hall.db, day, day, tuple(sorted(OPEN_STATES)), start))


def _figures(hall: Hall, day: date, touching: Sequence[Counted]) -> DayFigures:
    soon = deadlines.due(work_calendar(hall), day, hall.config.near_days).day
    return day_figures(
        touching,
        day,
        soon=soon,
        notices=notices.count_issued(hall, day, day),
        parked=sum(d.parked_at is not None for d in drafts.every(hall)),
        unprinted=len(documents.waiting(hall)),
        ratings=evaluation.ratings(hall, day, day),
    )


def _open_points(hall: Hall, day: date, touching: Sequence[Request]) -> OpenPoints:
    received = [r for r in touching if r.received_on <= day and r.state == "registered"]
    running = [r for r in touching if r.state in RUNNING or (r.state == "registered" and r.promised_due is not None)]
    overdue = [r for r in running if r.due is not None and r.due < day and not stands(r.due, r.paused_since)]
    return OpenPoints(
        received=tuple(r.number for r in received),
        overdue=tuple(r.number for r in overdue),
        parked=tuple(d.shown or str(d.id) for d in drafts.every(hall)),
        unprinted=tuple(one.number for one in documents.waiting(hall)),
        handed_over=tuple(row[0] for row in request_queries.handed_over(hall.db)),
        not_signed_out=_on_post(hall, day),
        gaps=tuple(f"{r.number}: {gap}" for r in touching if r.received_on == day for gap in _gaps(r)),
        unserved=tuple(visits.unserved(hall, day)),
        parts_overdue=tuple(map(": ".join, task_queries.overdue(hall.db, day))),
        parts_handed_over=tuple(map(": ".join, task_queries.departments_handed_over(hall.db))),
    )


def _on_post(hall: Hall, day: date) -> tuple[str, ...]:
    """Codes of those who signed in and after that did not sign out, in the morning or the afternoon."""
    came: dict[str, datetime] = {}
    left: dict[str, datetime] = {}
    for row in punctuality.rows(hall, day, day):
        half = row.half_day
        if half.first_in is not None:
            came[row.staff] = half.first_in
        if half.last_out is not None:
            left[row.staff] = half.last_out
    return tuple(staff for staff, at in came.items() if staff not in left or left[staff] < at)


def _gaps(request: Request) -> list[str]:
    """Fields of the ledger that a request of this kind must have."""
    if request.kind == "consultation":
        return [] if request.matter or request.answer else ["matter"]
    gaps = [] if request.applicant.id_number else ["id_number"]
    reachable = request.applicant.phone or request.circumstances.no_phone
    return gaps if reachable else [*gaps, "phone"]


def sign(hall: Hall, actor: Actor | None, closing: Closing, explain: str, files: Sequence[Path]) -> Closing:
    """Sign the day. With open points an explanation is needed; they stay open and are carried over."""
    actor = accounts.demand(actor, "close_day")
    words = clean(explain)
    demand_explanation(closing, words)
    now = hall.clock.now()
    values = {
        "day": closing.day,
        "terminal": hall.terminal,
        "closed_at": now,
        "signed_by": actor.code,
        "explain": words,
        "figures": canonical(closing.figures.as_dict()),
        "open": canonical(closing.open.as_dict()),
        "files": canonical([str(path) for path in files]),
    }
    with hall.write():
        queries.add(hall.db, values)
        ended = visits.close_stale(hall, closing.day)
        body = {"open": closing.open.count, "carried_over": len(closing.carried_over), **ended}
        journal.record(hall, actor.code, "close-day", "day", closing.day.isoformat(), body, values)
        summary.touch(hall, closing.day, "window_day", f"{hall.config.window:02d}")
    return replace(closing, signed_by=actor.code)


def demand_explanation(closing: Closing, words: str) -> None:
    """Raise :class:`Refused` with the list when points are open and nothing is said about them."""
    if not closing.open.count or words:
        return
    lists = [_named(name, values) for name, values in closing.open.as_dict().items() if values]
    raise Refused(
        Message("{count} points are open: {points}.", count=closing.open.count, points="; ".join(lists)),
        Message("Settle them, or close the day with --explain TEXT; they are carried over as they are."),
        code="open_points",
    )


def _named(name: str, values: Sequence[str]) -> str:
    """Points of one kind in words; those of the ledger name the field that is empty."""
    if name == "gaps":
        pairs = (value.rpartition(": ") for value in values)
        values = [f"{number} {say(GAPS[field])}" for number, _, field in pairs]
    return say(Message("{label}: {value}", label=KINDS[name], value=", ".join(values)))


def closed_at(hall: Hall, day: date) -> datetime | None:
    """When this terminal signed the day; the last signature counts."""
    last = queries.last(hall.db, hall.terminal, day)
    return hall.clock.local(last.closed_at) if last is not None else None


def is_closed(hall: Hall, day: date) -> bool:
    """Whether this terminal has signed the day."""
    return closed_at(hall, day) is not None


def unclosed_before(hall: Hall, day: date, span: int = 7) -> list[date]:
    """Earlier days on which something was received here and that nobody has signed."""
    window = hall.config.window
    missing = []
    for back in range(1, span + 1):
        earlier = day - timedelta(days=back)
        received = tally.by_state(hall.db, earlier, earlier, window)
        if received and not is_closed(hall, earlier):
            missing.append(earlier)
    return missing
