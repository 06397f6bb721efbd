"""The month of everyone: counted, signed by a supervisor, frozen, and amended in sight of all."""

from __future__ import annotations

import json
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from db.queries import months as queries
from hallclient.errors import Refused
from hallclient.rules import text
from hallclient.rules.attendance import PunctualityRow
from hallclient.rules.journal import canonical, digest
from hallclient.rules.message import Message
from hallclient.rules.month_score import MonthCounts, ScoreTable, flagged, month_counts, score
from hallclient.rules.setting_table import SCORES, read_table
from hallclient.services import accounts, journal, punctuality, settling
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall

_LISTS = ("late_by", "early_by")


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A person's month. ``department`` as on the day of counting."""

    staff: str
    name: str
    department: str
    window: int | None
    counts: MonthCounts
    points: int
    flagged: bool


@dataclass(frozen=True, slots=True)
class Signature:
    """A month as signed (``version`` 1) or amended. ``whole``: the text is the one that was signed."""

    month: str
    version: int
    signed_by: str
    signed_at: datetime
    words: str
    lines: tuple[MonthLine, ...]
    whole: bool


def score_table(hall: Hall) -> ScoreTable:
    """The points of the settings."""
    return ScoreTable(**(read_table(hall.config.scores, SCORES) or {}))


def span(month: str) -> tuple[date, date]:
    """First and last day of ``YYYY-MM``."""
    first = date.fromisoformat(f"{month}-01")
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def lines(hall: Hall, first: date, last: date) -> list[MonthLine]:
    """Everybody's counts and points of a span, by code, from the verdicts as they stand now."""
    return lines_of(hall, punctuality.rows(hall, max(first, punctuality.began(hall)), last))


def lines_of(hall: Hall, rows: Iterable[PunctualityRow]) -> list[MonthLine]:
    """Counts and points of half-days, by person."""
    table = score_table(hall)
    departments = {person.code: person.department for person in accounts.everyone(hall)}
    mine: dict[str, list[PunctualityRow]] = defaultdict(list)
    for row in rows:
        mine[row.staff].append(row)
    found = []
    for staff, halves in sorted(mine.items()):
        counts = month_counts(row.half_day for row in halves)
        window = next((row.window for row in reversed(halves) if row.window is not None), None)
        found.append(
            MonthLine(
                staff, halves[0].name, departments.get(staff, ""), window, counts, score(counts, table),
                flagged(counts, table),
            )
        )  # fmt: skip
    return found


def is_signed(hall: Hall, day: date) -> bool:
    """Whether the month of ``day`` is signed."""
    return bool(queries.signatures(hall.db, f"{day:%Y-%m}"))


def signatures(hall: Hall, month: str) -> list[Signature]:
    """The signatures of a month, the first one first."""
    return [
        Signature(
            row.month, row.version, row.signed_by, hall.clock.local(row.signed_at), row.words,
            tuple(_line(value) for value in json.loads(row.body)["people"]),
            digest(json.loads(row.body)) == row.sha256,
        )
        for row in queries.signatures(hall.db, month)
    ]  # fmt: skip


def _line(value: dict[str, Any]) -> MonthLine:
    known = {field.name for field in fields(MonthCounts)}
    counts: dict[str, Any] = {k: tuple(v) if k in _LISTS else v for k, v in value["counts"].items() if k in known}
    return MonthLine(**{**value, "counts": MonthCounts(**counts)})


def sign(
    hall: Hall, actor: Actor | None, month: str, words: str = "", now: list[MonthLine] | None = None
) -> Signature:
    """Put a name to a month that is over: its figures are frozen. Signed again, it is an amendment, which needs
    words and figures that have changed. ``now`` are the figures where they come from more than this database."""
    actor = accounts.demand(actor, "review")
    first, last = span(month)
    if last >= hall.clock.today():
        raise Refused(Message("The month {month} is not over.", month=month), Message("Sign it when it is."))
    settling.settle(hall, last)
    if now is None:
        now = lines(hall, first, last)
    before = signatures(hall, month)
    cleaned = text.clean(words)
    if before and list(before[-1].lines) == now:
        raise Refused(
            Message("The month {month} is signed, and nothing has changed since.", month=month),
            Message("Nothing is to be done."),
        )
    if before and not cleaned:
        raise Refused(
            Message("The month {month} is signed; an amendment needs a reason.", month=month),
            Message("Say why the figures have changed."),
        )
    body = {"people": json.loads(json.dumps([asdict(line) for line in now]))}
    values = {
        "month": month,
        "version": len(before) + 1,
        "signed_by": actor.code,
        "signed_at": hall.clock.now(),
        "words": cleaned,
        "body": canonical(body),
        "sha256": digest(body),
    }
    with hall.write():
        queries.add(hall.db, values)
        told = {"version": len(before) + 1, "people": len(now), "sha256": values["sha256"]}
        journal.record(hall, actor.code, "amend" if before else "sign", "month", month, told)
    return signatures(hall, month)[-1]


@dataclass(frozen=True, slots=True)
class Amended:
    """A person whose month is not what was signed; None where there was or is no line."""

    signed: MonthLine | None
    now: MonthLine | None


def amended(hall: Hall, month: str, now: list[MonthLine] | None = None) -> list[Amended]:
    """Who has other figures (``now``, where given) than in the last signature of the month."""
    before = signatures(hall, month)
    if not before:
        return []
    old = {line.staff: line for line in before[-1].lines}
    new = {line.staff: line for line in (lines(hall, *span(month)) if now is None else now)}
    return [Amended(old.get(code), new.get(code)) for code in sorted({*old, *new}) if old.get(code) != new.get(code)]
