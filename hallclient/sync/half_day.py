"""One person's half-day in the shared summary, as it is written and read.

The fields that came later (``review`` to ``questions``) stand at the end, and only where they say something: older
programs keep what they do not know, and a half-day of which there is nothing more to say reads as it always did.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from hallclient.rules.attendance import PunctualityRow
from hallclient.rules.punch import Punch
from hallclient.rules.punctuality import HalfDay
from hallclient.rules.question import Question, from_short
from hallclient.services import attendance, punctuality, questions, verdict_reviews
from hallclient.services.hall import Hall
from hallclient.services.verdict_reviews import Words
from hallclient.sync.lines import Record

Body = dict[str, int | str]
Key = tuple[str, date, str]
"""Person, day, half-day."""

_BETWEEN = ";"


@dataclass(frozen=True)
class Known:
    """What this database knows of some days beside the verdicts."""

    words: Mapping[Key, Words]
    punches: Mapping[Key, str]
    questions: Mapping[Key, str]


def known(hall: Hall, first: date, last: date) -> Known:
    """Decisions and objections, every sign-in and sign-out, and the questions of the days."""
    noons = {}
    punched: dict[Key, list[str]] = defaultdict(list)

    def half_of(at: datetime) -> str:
        day = at.date()
        noons[day] = noons.get(day) or punctuality.noon(hall, day)
        return "am" if at < noons[day] else "pm"

    for record in attendance.punches(hall, first, last):
        at = record.at.replace(tzinfo=None)
        if record.kind in ("in", "out"):
            punched[record.staff, at.date(), half_of(at)].append(f"{record.kind} {at:%H:%M:%S}")
    asked: dict[Key, list[str]] = defaultdict(list)
    for question in questions.of_days(hall, first, last):
        asked[question.staff, question.day, half_of(question.at)].append(question.short)
    return Known(
        verdict_reviews.words(hall, first, last),
        {key: _BETWEEN.join(found) for key, found in punched.items()},
        {key: _BETWEEN.join(found) for key, found in asked.items()},
    )


def body(row: PunctualityRow, more: Known, *, ours: bool) -> Body:
    """What is said of a half-day. Of somebody of another window (not ``ours``) of whom only a decision is known here,
    nothing but the decision: this terminal would call everyone else absent."""
    half = row.half_day
    key = row.staff, half.day, half.half
    words = more.words.get(key, Words())
    if not ours and words != Words() and not half.excuse:
        return {"verdicts": "", **_said(words)}
    found: Body = {
        "verdicts": ",".join(half.verdicts),
        "in": _written(half.first_in),
        "out": _written(half.last_out),
        "late": half.late_minutes,
        "early": half.early_minutes,
        "away": half.away_minutes,
        "off_post": half.off_post,
        "corrected": int(half.corrected),
        "suspect": int(half.clock_suspect),
        "excuse": half.excuse,
        **_said(words),
    }
    punched = more.punches.get(key, "")
    if punched != _implied(found):
        found["punches"] = punched
    # What is going on may still find its explanation.
    if key in more.questions and "pending" not in half.verdicts:
        found["questions"] = more.questions[key]
    return found


def _said(words: Words) -> Body:
    found: Body = {}
    if words.review:
        found |= {"review": words.review, "reviewed": words.reviewed}
    if words.objected:
        found |= {"objection": words.objection, "objected": words.objected}
    if words.answered:
        found["answered"] = words.answered
    return found


def _implied(found: Mapping[str, int | str]) -> str:
    """The punches, where first in and last out tell all of them."""
    return _BETWEEN.join(f"{kind} {found[kind]}" for kind in ("in", "out") if found.get(kind))


def _written(moment: datetime | None) -> str:
    return moment.strftime("%H:%M:%S") if moment is not None else ""


# -- reading


def key_of(record: Record) -> Key | None:
    """Whom and which half-day a record is about; None for a record of another kind."""
    staff, _, half = record.key.rpartition("/")
    try:
        return (staff, date.fromisoformat(record.day), half) if record.kind == "staff_half_day" else None
    except ValueError:
        return None


def row_of(record: Record) -> PunctualityRow | None:
    """The half-day of a record; None for one that this version cannot read."""
    key, told = key_of(record), record.body
    if key is None or not told.get("verdicts"):
        # What was a half-day once is none any more.
        return None
    staff, day, half = key
    try:
        first, last = time_of(told.get("in")), time_of(told.get("out"))
        return PunctualityRow(
            staff,
            staff,
            int(record.fields.get("w", 0)) or None,
            HalfDay(
                day=day,
                half=half,
                first_in=datetime.combine(day, first) if first else None,
                last_out=datetime.combine(day, last) if last else None,
                verdicts=tuple(code for code in str(told.get("verdicts", "")).split(",") if code),
                late_minutes=int(told.get("late", 0)),
                early_minutes=int(told.get("early", 0)),
                away_minutes=int(told.get("away", 0)),
                off_post=int(told.get("off_post", 0)),
                corrected=bool(told.get("corrected", 0)),
                clock_suspect=bool(told.get("suspect", 0)),
                excuse=str(told.get("excuse", "")),
            ),
        )
    except (TypeError, ValueError):
        return None


def words_of(records: Iterable[Record]) -> dict[Key, Words]:
    """What was decided and objected anywhere; of several terminals the newest word counts."""
    found: dict[Key, Words] = {}
    for record in records:
        key, told = key_of(record), record.body
        if key is None or not {"review", "objected", "answered"} & set(told):
            continue
        review = str(told.get("review", ""))
        words = Words(
            review if review in ("confirmed", "dismissed") else "", _seconds(told, "reviewed"),
            str(told.get("objection", "")), _seconds(told, "objected"), _seconds(told, "answered"),
        )  # fmt: skip
        found[key] = words.joined(found.get(key, Words()))
    return found


def punches_of(record: Record) -> list[tuple[Punch, int | None]]:
    """The sign-ins and sign-outs that a record tells, at the window of its terminal."""
    key, told = key_of(record), record.body
    if key is None:
        return []
    at_window = int(record.terminal[:2]) if record.terminal[:2].isdecimal() else None
    text = str(told["punches"]) if "punches" in told else _implied(told)
    found = []
    for part in text.split(_BETWEEN):
        kind, _, written = part.partition(" ")
        at = time_of(written)
        if kind in ("in", "out") and at is not None:
            found.append((Punch(datetime.combine(key[1], at), kind), at_window))
    return found


def questions_of(record: Record) -> Sequence[Question]:
    """What its terminal asked about a half-day."""
    key = key_of(record)
    if key is None or not isinstance(asked := record.body.get("questions"), str):
        return ()
    read = (from_short(part, key[1], key[0]) for part in asked.split(_BETWEEN))
    return [question for question in read if question is not None]


def time_of(text: object) -> time | None:
    """A time of day as records write it."""
    try:
        return time.fromisoformat(text) if isinstance(text, str) and text else None
    except ValueError:
        return None


def _seconds(told: Mapping[str, object], key: str) -> int:
    found = told.get(key, 0)
    return found if isinstance(found, int) else 0
