"""Punches at the window, leave and corrections: kept as they came, decided by another person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from db.models.correction import Correction
from db.models.leave import Leave
from db.models.punch import Punch as PunchRow
from db.queries import attendance as queries
from hallclient.clock import Reading
from hallclient.errors import BadInput, NotAllowed, NotFound, Refused
from hallclient.rules import leave as leave_rules
from hallclient.rules import roles, text
from hallclient.rules.attendance import Asked, PunchRecord
from hallclient.rules.message import Message
from hallclient.rules.terms import PUNCHES
from hallclient.services import (
    accounts,
    clock_watch,
    journal,
    punctuality,
    summary,
)
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall

KINDS = tuple(PUNCHES)


@dataclass(frozen=True, slots=True)
class Punched:
    """A punch as kept, and the verdicts of its half-day as they stand now."""

    record: PunchRecord
    verdicts: tuple[str, ...]
    late_minutes: int


def punch(hall: Hall, actor: Actor | None, kind: str, reason: str = "", badge: bool | None = None) -> Punched:
    """Punch now. Never refused for the order of punches or for a clock behind the last record: marked."""
    actor = accounts.demand(actor, "punch")
    _known_kind(kind)
    reading = hall.clock.reading()
    now = hall.clock.now()
    values = {
        "staff": actor.code,
        "kind": kind,
        "at": now,
        "window": hall.config.window,
        "reason": text.clean(reason),
        "badge": badge,
        "source": "self",
        "entered_by": actor.code,
    }
    with hall.write():
        if queries.same_punch(hall.db, actor.code, now, kind) is None:
            add(hall, actor.code, {**values, "moved": clock_watch.moved(hall, reading)}, reading)
    return _punched(hall, actor, kind, now)


def _punched(hall: Hall, actor: Actor, kind: str, now: datetime) -> Punched:
    row = queries.same_punch(hall.db, actor.code, now, kind)
    assert row is not None
    halves = [r.half_day for r in punctuality.rows(hall, now.date(), now.date(), staff=actor.code)]
    clock = now.replace(tzinfo=None)
    current = [h for h in halves if clock in (h.first_in, h.last_out)] or [
        h for h in halves if h.half == ("am" if clock < punctuality.noon(hall, now.date()) else "pm")
    ]
    verdicts = current[0].verdicts if current else ()
    return Punched(_record(hall, row, actor.name), verdicts, current[0].late_minutes if current else 0)


def add(hall: Hall, staff: str, values: dict[str, object], reading: Reading) -> int:
    """Store a punch with its journal entry; inside a transaction. Tells the sync of both half-days."""
    at = values["at"]
    assert isinstance(at, datetime)
    day = hall.clock.local(at).date()
    whole = {
        **values,
        "terminal": hall.terminal,
        "day": day,
        "entered_at": hall.clock.now(),
        "since_boot": reading.since_boot,
        "boot": reading.boot,
        "sequence": int(reading.wall * 1000),
    }
    row = queries.add_punch(hall.db, whole)
    body = {"kind": values["kind"], "at": int(at.timestamp()), "source": values["source"]}
    journal.record(hall, staff, "punch", "punch", f"{values['staff']}/{row}", body, queries.punch_row(hall.db, row))
    for half in ("am", "pm"):
        summary.touch(hall, day, "staff_half_day", f"{values['staff']}/{half}")
    summary.touch(hall, day, "window_day", f"{hall.config.window:02d}")
    return row


def punches(hall: Hall, first: date, last: date, staff: str | None = None) -> list[PunchRecord]:
    """The punches of some days, by person and time."""
    names = accounts.names(hall)
    return [
        _record(hall, row, names.get(row.staff, row.staff)) for row in queries.punches(hall.db, first, last, staff)
    ]


def openings(hall: Hall, first: date, last: date) -> dict[tuple[date, int], datetime]:
    """When each window opened on some days, naive local time: its first sign-in that this database knows."""
    return {(day, window): hall.clock.naive(at) for day, window, at in queries.openings(hall.db, first, last)}


def _record(hall: Hall, row: PunchRow, name: str) -> PunchRecord:
    return PunchRecord(
        staff=row.staff,
        name=name,
        kind=row.kind,
        at=hall.clock.local(row.at),
        window=row.window,
        reason=row.reason,
        badge=row.badge,
        source=row.source,
        entered_by=row.entered_by,
        entered_at=hall.clock.local(row.entered_at),
        moved=row.moved,
    )


def _known_kind(kind: str) -> None:
    if kind not in KINDS:
        raise BadInput(
            Message("“{kind}” is not a punch.", kind=kind), Message("Punches are {kinds}.", kinds=", ".join(KINDS))
        )


def ask_leave(hall: Hall, actor: Actor | None, start: datetime, end: datetime, word: str, reason: str = "") -> Asked:
    """Ask for leave; ``word`` is a Chinese word of the rules or its code."""
    actor = accounts.demand(actor, "ask_leave")
    code = leave_rules.leave_type(word)
    if code is None:
        raise BadInput(
            Message("“{word}” is not a type of leave.", word=word),
            Message("Types are {words}.", words="、".join(leave_rules.leave_words())),
        )
    if end <= start:
        raise BadInput(Message("The leave ends before it begins."), Message("Give the earlier time first."))
    if code == "annual":
        from hallclient.services import leave_balance

        naive = [hall.clock.local(moment).replace(tzinfo=None) for moment in (start, end)]
        leave_balance.demand_balance(hall, actor.code, naive[0], naive[1])
    values = {"start": start, "end": end, "type": code, "reason": text.clean(reason)}
    return _ask(hall, actor, Leave, "leave", values)


def ask_correction(
    hall: Hall, actor: Actor | None, at: datetime, kind: str, reason: str, evidence: str = ""
) -> Asked:
    """Ask for a forgotten punch to be added (补签). It needs a reason and another person's approval; ``evidence`` is
    a note of what shows that the person was there. Raises :class:`Refused` for one too late or too many."""
    actor = accounts.demand(actor, "ask_leave")
    _known_kind(kind)
    words = text.clean(reason)
    if not words:
        raise BadInput(Message("A correction needs a reason."), Message("Say why the punch is missing."))
    if at > hall.clock.now():
        raise BadInput(Message("A correction cannot lie in the future."), Message("Give the time that has passed."))
    from hallclient.services import correction_limits

    correction_limits.demand(hall, actor.code, at)
    values: dict[str, object] = {"at": at, "kind": kind, "reason": words}
    if note := text.clean(evidence):
        values["evidence"] = note
    return _ask(hall, actor, Correction, "correction", values)


def _ask(
    hall: Hall, actor: Actor, model: type[Leave] | type[Correction], kind: str, values: dict[str, object]
) -> Asked:
    whole = {**values, "terminal": hall.terminal, "staff": actor.code, "asked_at": hall.clock.now()}
    with hall.write():
        row = queries.ask(hall.db, model, whole)
        journal.record(hall, actor.code, "ask", kind, str(row), row=whole)
    return _asked_row(hall, model, row)


def decide(hall: Hall, actor: Actor | None, kind: str, row: int, approve: bool, reason: str = "") -> Asked:
    """Approve or reject leave or a correction (``kind``). Nobody decides on their own.

    An approved correction adds a punch; the original punches stay, and the verdict is made anew from all.
    """
    # Only who decides needs it; the desk, which shows how the clerk stands, shall not wait for it.
    from hallclient.services import settling

    model = Leave if kind == "leave" else Correction
    actor = accounts.demand(actor, f"approve_{kind}")
    with hall.write():
        found = _asked_row(hall, model, row)
        _may_decide(hall, actor, kind, found)
        first, last = found.start.date(), found.end.date()
        # A duty over midnight belongs to the day on which it began.
        days = [first + timedelta(days=n) for n in range(-1, (last - first).days + 1)] if approve else []
        with settling.rejudging(hall, actor.code, kind, days, {found.staff}):
            values = {
                "state": "approved" if approve else "rejected",
                "decided_by": actor.code,
                "decided_at": hall.clock.now(),
                "decision": text.clean(reason),
            }
            if not queries.decide(hall.db, model, row, values):
                raise Refused(
                    Message("This application has been decided already."),
                    Message("Ask anew if something has changed."),
                )
            journal.record(hall, actor.code, str(values["state"]), kind, str(row), {"for": found.staff})
            if approve:
                _apply(hall, actor, kind, found, days[1:])
    return _asked_row(hall, model, row)


def _may_decide(hall: Hall, actor: Actor, kind: str, found: Asked) -> None:
    if found.staff == actor.code:
        raise NotAllowed(
            Message("Nobody decides on their own application."), Message("Ask another person who may approve.")
        )
    if kind != "leave":
        return
    from hallclient.services import leave_balance

    level = leave_balance.level(hall, found.start.replace(tzinfo=None), found.end.replace(tzinfo=None))
    if not leave_rules.may_grant(actor.role, level):
        raise NotAllowed(
            Message("Leave of this length is granted by: {level}.", level=leave_rules.LEVELS[level]),
            roles.why_not("approve_leave"),
        )


def _apply(hall: Hall, actor: Actor, kind: str, found: Asked, days: list[date]) -> None:
    """What was granted takes effect."""
    if kind == "leave":
        for day in days:
            for half in ("am", "pm"):
                summary.touch(hall, day, "staff_half_day", f"{found.staff}/{half}")
    elif queries.same_punch(hall.db, found.staff, found.start, found.what) is None:
        values = {
            "staff": found.staff,
            "kind": found.what,
            "at": found.start,
            "window": None,
            "reason": found.reason,
            "source": "correction",
            "entered_by": actor.code,
        }
        add(hall, actor.code, values, hall.clock.reading())


def applications(hall: Hall, kind: str, state: str | None = None) -> list[Asked]:
    """Leave or corrections asked for, oldest first."""
    rows = queries.leaves(hall.db, state) if kind == "leave" else queries.corrections(hall.db, state)
    names = accounts.names(hall)
    return [_asked(hall, row, names.get(row.staff, row.staff)) for row in rows]


def _asked_row(hall: Hall, model: type[Leave] | type[Correction], row: int) -> Asked:
    found = queries.one(hall.db, model, row)
    if found is None:
        raise NotFound(
            Message("There is no application with the number {number}.", number=row),
            Message("See the open ones with the command “list”."),
        )
    return _asked(hall, found, accounts.names(hall).get(found.staff, found.staff))


def _asked(hall: Hall, row: Leave | Correction, name: str) -> Asked:
    local = hall.clock.local
    start, end, what = (row.start, row.end, row.type) if isinstance(row, Leave) else (row.at, row.at, row.kind)
    return Asked(
        row.id, row.staff, name, local(start), local(end), what, row.reason, row.state, local(row.asked_at),
        row.decided_by, row.decision, row.evidence if isinstance(row, Correction) else "",
    )  # fmt: skip
