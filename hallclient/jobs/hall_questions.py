"""What a supervisor is asked about the whole hall: this database's questions, and what the shared summary knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hallclient.jobs.hall_board import HallView, months_of, of_days
from hallclient.rules import presence
from hallclient.rules.punch import Punch
from hallclient.rules.question import Question
from hallclient.services import attendance, questions, verdict_reviews
from hallclient.services.hall import Hall
from hallclient.services.verdict_reviews import Words
from hallclient.sync import half_day
from hallclient.sync.half_day import Key
from hallclient.sync.lines import Record

_ONE = timedelta(days=1)
Punched = list[tuple[Punch, int | None]]


def of(hall: Hall, view: HallView, first: date, last: date) -> list[Question]:
    """The questions of some days, the newest day first. Who was signed in at two windows shows only here, where
    what two terminals say meets; and what was done here while signed in there is no question."""
    records = _others(hall, view, first, last)
    elsewhere = _punches(records)
    own = questions.of_days(hall, first, last, elsewhere)
    if not records:
        return own
    known = {(one.day, one.staff, one.kind, one.at) for one in own}
    for record in attendance.punches(hall, first, last):
        at = record.at.replace(tzinfo=None)
        elsewhere[record.staff, at.date()].append((Punch(at, record.kind), record.window))
    told = [
        one
        for record in records
        for one in half_day.questions_of(record)
        if (one.day, one.staff, one.kind, one.at) not in known and not _explained(one, elsewhere)
    ]
    return sorted([*own, *told], key=lambda one: (-one.day.toordinal(), one.kind, one.staff, one.at))


def at_two_windows(hall: Hall, view: HallView, day: date) -> dict[str, Question]:
    """Who was signed in at two windows at once on a day; quick, for the board."""
    punched = _punches(_others(hall, view, day, day))
    for record in attendance.punches(hall, day, day) if punched else ():
        if (record.staff, day) in punched:
            punched[record.staff, day].append((Punch(record.at.replace(tzinfo=None), record.kind), record.window))
    return {one.staff: one for one in questions.two_windows(hall, day, punched)}


def _others(hall: Hall, view: HallView, first: date, last: date) -> list[Record]:
    """What other terminals say of people; nothing where all terminals share one database."""
    if hall.config.database:
        return []
    records = (record for begin, end in months_of(first, last) for record in of_days(view.shared(begin), begin, end))
    return [record for record in records if record.kind == "staff_half_day" and record.terminal != hall.terminal]


def _punches(records: Iterable[Record]) -> dict[tuple[str, date], Punched]:
    found: dict[tuple[str, date], Punched] = defaultdict(list)
    for record in records:
        for punch, window in half_day.punches_of(record):
            found[record.key.rpartition("/")[0], punch.at.date()].append((punch, window))
    return found


def _explained(one: Question, punched: Mapping[tuple[str, date], Punched]) -> bool:
    """Whether work that a terminal did not see a sign-in for was done while signed in at another."""
    if one.kind != "unsigned_work":
        return one.kind == "two_windows"
    stays = presence.stays(punched.get((one.staff, one.day), ()), datetime.combine(one.day, time()) + _ONE)
    return not presence.outside([one.at], stays)


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection that nobody has answered."""

    staff: str
    day: date
    half: str
    words: str


def words(hall: Hall, view: HallView, first: date, last: date) -> dict[Key, Words]:
    """What was decided and objected, here or at other terminals."""
    found = verdict_reviews.words(hall, first, last)
    for begin, end in months_of(first, last):
        for key, said in half_day.words_of(of_days(view.shared(begin), begin, end)).items():
            found[key] = said.joined(found.get(key, Words()))
    return found


def open_objections(hall: Hall, view: HallView, first: date, last: date) -> list[Objection]:
    """Objections to verdicts that wait for an answer, of this terminal and of others."""
    said = words(hall, view, first, last)
    own = {(one.staff, one.day, one.half): one for one in verdict_reviews.open_objections(hall, first, last)}
    here = verdict_reviews.words(hall, first, last)
    found = [
        Objection(*key, one.objection)
        for key, one in said.items()
        # Of this database it is known too whether the verdict has changed since.
        if one.open and (key in own or one.objected > here.get(key, Words()).objected)
    ]
    return sorted(found, key=lambda one: (one.day, one.staff, one.half))
