"""Settled verdicts: a day that is over stands as it was judged, until something that concerns it changes.

Leave, corrections, the roster, the calendar and punches that come later are about certain people and days, and
these are judged anew at once. Timetables, shifts and the staff list hold from now on: what they would change in
settled days changes only by :func:`recount`, on purpose. Each change is kept with what it was before.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

from db.queries import half_days as queries
from hallclient.rules.attendance import Change, PunctualityRow, in_short
from hallclient.rules.plan import SPAN_NAMES
from hallclient.services import accounts, journal, punctuality, summary
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall

Progress = Callable[[int, int], None]
"""Days done, days in all."""

_AT_ONCE = 31
_A_STEP = 4
"""Days between two moves of the progress bar when a month is recounted."""

_ONE = timedelta(days=1)
Key = tuple[date, str, str]


def settle(hall: Hall, through: date, progress: Progress | None = None) -> int:
    """Settle every day up to ``through`` that is over and not settled yet; returns how many."""
    last = min(through, hall.clock.today() - _ONE)
    first = punctuality.began(hall)
    have = queries.settled(hall.db, first, last)
    open_days = [day for n in range((last - first).days + 1) if (day := first + timedelta(days=n)) not in have]
    for start in range(0, len(open_days), _AT_ONCE):
        part = open_days[start : start + _AT_ONCE]
        rows = punctuality.judged(hall, part)
        with hall.write():
            # A duty over midnight may not be over.
            unfinished = {row.half_day.day for row in rows if "pending" in row.half_day.verdicts}
            done = [day for day in part if day not in unfinished]
            queries.settle(hall.db, done, hall.clock.now(), _values(r for r in rows if r.half_day.day in set(done)))
        if progress is not None:
            progress(start + len(part), len(open_days))
    return len(open_days)


def _values(rows: Iterable[PunctualityRow]) -> list[dict[str, Any]]:
    """The rows as they are stored."""
    found: list[dict[str, Any]] = []
    for row in rows:
        half = row.half_day
        midnight = datetime.combine(half.day, time())
        found.append(
            {
                "day": half.day,
                "staff": row.staff,
                "place": SPAN_NAMES.index(half.half),
                "half": half.half,
                "window": row.window,
                "first_in": _seconds(half.first_in, midnight),
                "last_out": _seconds(half.last_out, midnight),
                "verdicts": ",".join(half.verdicts),
                "late": half.late_minutes,
                "early": half.early_minutes,
                "away": half.away_minutes,
                "off_post": half.off_post,
                "corrected": half.corrected,
                "suspect": half.clock_suspect,
                "excuse": half.excuse,
            }
        )
    return found


def _seconds(moment: datetime | None, midnight: datetime) -> int | None:
    return None if moment is None else int((moment - midnight).total_seconds())


class _Judged:
    """Judges days in steps of a bar where somebody watches, else in one go: of ``days`` days those that are ``live``
    before the change, and all of them after it."""

    def __init__(
        self, hall: Hall, codes: Collection[str] | None, live: int, days: int, progress: Progress | None
    ) -> None:
        self._hall, self._codes, self._days, self._progress = hall, codes, days, progress
        self._done, self._steps = 0, live + days

    def of(self, days: list[date]) -> list[PunctualityRow]:
        """The rows of the days."""
        found: list[PunctualityRow] = []
        step = _A_STEP if self._progress is not None else max(1, len(days))
        for start in range(0, len(days), step):
            part = days[start : start + step]
            found += punctuality.judged(self._hall, part, self._codes)
            self._done += len(part)
            if self._progress is not None:
                self._progress(self._done * self._days // self._steps, self._days)
        return found


@contextmanager
def rejudging(
    hall: Hall,
    by: str,
    cause: str,
    days: Collection[date],
    codes: Collection[str] | None,
    *,
    only_settled: bool = False,
    progress: Progress | None = None,
) -> Iterator[list[Change]]:
    """Around a change of what verdicts follow from, inside its transaction: afterwards the half-days of ``days``
    and ``codes`` (None: everyone) are judged anew, stored where their day is settled, and what has changed is kept,
    journaled and told to the sync. The list that it gives is filled at the end."""
    today = hall.clock.today()
    past = sorted(day for day in days if day <= today)
    settled = queries.settled(hall.db, past[0], past[-1]) if past else set()
    if only_settled:
        past = [day for day in past if day in settled]
    changes: list[Change] = []
    if not past:
        yield changes
        return
    live = [day for day in past if day not in settled]
    judged = _Judged(hall, codes, len(live), len(past), progress)
    before = _by_key(row for row in _known(hall, past, settled, codes, judged))
    yield changes
    after = judged.of(past)
    again = [row for row in after if row.half_day.day in settled]
    touched = {(row.half_day.day, row.staff) for row in again} | {key[:2] for key in before if key[0] in settled}
    if touched:
        queries.put(hall.db, touched, _values(again))
    changes += _differences(hall, by, cause, before, _by_key(after))
    _keep(hall, by, cause, changes)


def _known(
    hall: Hall, days: list[date], settled: set[date], codes: Collection[str] | None, judged: _Judged
) -> Iterator[PunctualityRow]:
    """The half-days as they were judged until now."""
    one = next(iter(codes)) if codes is not None and len(codes) == 1 else None
    wanted = set(days)
    for row in punctuality.stored(hall, days[0], days[-1], one) if settled else ():
        if row.half_day.day in wanted & settled and (codes is None or row.staff in codes):
            yield row
    live = [day for day in days if day not in settled]
    yield from judged.of(live)


def _by_key(rows: Iterable[PunctualityRow]) -> dict[Key, str]:
    return {(row.half_day.day, row.staff, row.half_day.half): in_short(row.half_day) for row in rows}


def _differences(hall: Hall, by: str, cause: str, before: dict[Key, str], after: dict[Key, str]) -> list[Change]:
    at = hall.clock.now()
    return [
        Change(at, by, cause, key[0], key[1], key[2], before.get(key, ""), after.get(key, ""))
        for key in sorted({*before, *after})
        if before.get(key, "") != after.get(key, "")
    ]


def _keep(hall: Hall, by: str, cause: str, changes: list[Change]) -> None:
    if not changes:
        return
    columns = ("at", "by", "cause", "day", "staff", "half", "before", "after")
    queries.add_changes(hall.db, [{name: getattr(change, name) for name in columns} for change in changes])
    days = [change.day for change in changes]
    body = {"changed": len(changes), "from": min(days).isoformat(), "to": max(days).isoformat()}
    journal.record(hall, by, "rejudge", "verdict", cause, body)
    for day, staff, half in sorted({(change.day, change.staff, change.half) for change in changes}):
        summary.touch(hall, day, "staff_half_day", f"{staff}/{half}")


def recount(
    hall: Hall,
    actor: Actor | None,
    first: date,
    last: date,
    staff: str | None = None,
    progress: Progress | None = None,
) -> list[Change]:
    """Judge settled days anew by the hours, rosters and people of today, on purpose; returns what has changed."""
    actor = accounts.demand(actor, "review")
    have = sorted(queries.settled(hall.db, first, last))
    codes = None if staff is None else {staff}
    found: list[Change] = []
    with hall.write():
        for start in range(0, len(have), _A_STEP):
            part = have[start : start + _A_STEP]
            with rejudging(hall, actor.code, "recount", part, codes) as changes:
                pass
            found += changes
            if progress is not None:
                progress(start + len(part), len(have))
    return found


def settled_count(hall: Hall, first: date, last: date) -> int:
    """How many days of a span are settled."""
    return len(queries.settled(hall.db, first, last))


def changes(hall: Hall, first: date, last: date, staff: str | None = None) -> list[Change]:
    """What has changed of the verdicts of some days, oldest first."""
    return [
        Change(hall.clock.local(row.at), row.by, row.cause, row.day, row.staff, row.half, row.before, row.after)
        for row in queries.changes(hall.db, first, last, staff)
    ]
