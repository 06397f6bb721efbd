"""What people say of a verdict: the clerk objects, a supervisor confirms a suspected absence or dismisses it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from db.queries import half_days as queries
from hallclient.errors import BadInput, NotAllowed, NotFound, Refused
from hallclient.rules import text
from hallclient.rules.attendance import PunctualityRow
from hallclient.rules.message import Message
from hallclient.rules.terms import HALVES
from hallclient.services import accounts, journal, months, punctuality, summary
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall


@dataclass(frozen=True, slots=True)
class Said:
    """``kind`` is objected, answered, confirmed or dismissed."""

    id: int
    day: date
    staff: str
    half: str
    kind: str
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Words:
    """What was said of a half-day in the end: ``review`` is confirmed, dismissed or empty; ``objection`` the person's
    words; ``answered`` when a supervisor last answered or decided. Moments are UTC seconds, 0 for never."""

    review: str = ""
    reviewed: int = 0
    objection: str = ""
    objected: int = 0
    answered: int = 0

    @property
    def open(self) -> bool:
        """Whether an objection waits for its answer."""
        return bool(self.objected) and self.objected > self.answered

    def joined(self, other: Words) -> Words:
        """Both together; what was said later counts."""
        decided = self if self.reviewed >= other.reviewed else other
        objecting = self if self.objected >= other.objected else other
        answered = max(self.answered, other.answered)
        return Words(decided.review, decided.reviewed, objecting.objection, objecting.objected, answered)


def words(hall: Hall, first: date, last: date) -> dict[tuple[str, date, str], Words]:
    """What was said of the half-days of some days, by person, day and half-day."""
    found: dict[tuple[str, date, str], Words] = {}
    for row in queries.reviews(hall.db, first, last):
        key, at = (row.staff, row.day, row.half), int(row.at.timestamp())
        now = found.get(key, Words())
        if row.kind == "objected":
            found[key] = now.joined(Words(objection=row.words, objected=at))
        elif row.kind == "answered":
            found[key] = now.joined(Words(answered=at))
        else:
            found[key] = now.joined(Words(review=row.kind, reviewed=at, answered=at))
    return found


def object_to(hall: Hall, actor: Actor | None, day: date, half: str, words: str) -> int:
    """The clerk's objection to a verdict of their own, until the month is signed. It needs words."""
    actor = accounts.demand(actor, "punch")
    row = _row(hall, actor.code, day, half)
    if not set(row.half_day.verdicts) & {"late", "early_leave", "missing_in", "missing_out", "absent"}:
        raise Refused(
            Message("There is nothing to object to on this half-day."), Message("Object to the one that is meant.")
        )
    if months.is_signed(hall, day):
        raise Refused(
            Message("The month {month} is signed.", month=f"{day:%Y-%m}"),
            Message("Ask a supervisor for a correction; it becomes an amendment of the month."),
        )
    return _say(hall, actor, day, actor.code, half, "objected", words)


def decide(hall: Hall, actor: Actor | None, staff: str, day: date, half: str, kind: str, words: str = "") -> int:
    """A supervisor confirms a suspected absence (疑似旷工) or dismisses it, with words; nobody their own."""
    actor = accounts.demand(actor, "review")
    if actor.code == staff:
        raise NotAllowed(Message("Nobody decides on their own absence."), Message("Ask another supervisor."))
    row = _row(hall, staff, day, half)
    if "absent" not in row.half_day.verdicts or "pending" in row.half_day.verdicts:
        raise Refused(
            Message("No absence is suspected on this half-day."),
            Message("Look at the verdict again."),
        )
    if kind == "confirmed":
        return _say(hall, actor, day, staff, half, kind, words, needed=False)
    return _say(hall, actor, day, staff, half, "dismissed", words)


def answer(hall: Hall, actor: Actor | None, staff: str, day: date, half: str, words: str) -> int:
    """A supervisor answers an objection and lets the verdict stand."""
    actor = accounts.demand(actor, "review")
    if actor.code == staff:
        raise NotAllowed(Message("Nobody decides on their own absence."), Message("Ask another supervisor."))
    _row(hall, staff, day, half)
    return _say(hall, actor, day, staff, half, "answered", words)


def _row(hall: Hall, staff: str, day: date, half: str) -> PunctualityRow:
    accounts.actor_of(hall, staff)
    found = next((r for r in punctuality.rows(hall, day, day, staff=staff) if r.half_day.half == half), None)
    if found is None:
        raise NotFound(
            Message("{staff} has no half-day {half} on {day}.", staff=staff, half=HALVES.get(half, half), day=day),
            Message("See the half-days with “hallclient punctuality”."),
        )
    return found


def _say(
    hall: Hall, actor: Actor, day: date, staff: str, half: str, kind: str, words: str, *, needed: bool = True
) -> int:
    cleaned = text.clean(words)
    if needed and not cleaned:
        raise BadInput(Message("This needs a reason."), Message("Say why."))
    values = {"day": day, "staff": staff, "half": half, "kind": kind, "words": cleaned, "by": actor.code,
              "at": hall.clock.now()}  # fmt: skip
    with hall.write():
        row = queries.add_review(hall.db, values)
        journal.record(hall, actor.code, kind, "verdict", f"{staff}/{day.isoformat()}/{half}", row=values)
        summary.touch(hall, day, "staff_half_day", f"{staff}/{half}")
    return row


def said(hall: Hall, first: date, last: date, staff: str | None = None) -> list[Said]:
    """What was said of some days, oldest first."""
    return [
        Said(row.id, row.day, row.staff, row.half, row.kind, row.words, row.by, hall.clock.local(row.at))
        for row in queries.reviews(hall.db, first, last, staff)
    ]


def open_objections(hall: Hall, first: date, last: date) -> list[Said]:
    """Objections that nobody has answered yet: with a decision on the absence or a verdict changed since."""
    everything = said(hall, first, last)
    changed = {(row.day, row.staff, row.half): row.at for row in queries.changes(hall.db, first, last)}
    found = []
    for one in everything:
        key = (one.day, one.staff, one.half)
        later = any((s.day, s.staff, s.half) == key and s.id > one.id for s in everything)
        if one.kind == "objected" and not later and not (key in changed and changed[key] >= one.at):
            found.append(one)
    return found
