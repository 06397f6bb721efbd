"""The lines of this terminal, kept in the database beside their revisions and brought up to date here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hallclient.rules.journal import canonical
from hallclient.services import summary
from hallclient.services.calendar import work_calendar
from hallclient.services.hall import Hall
from hallclient.services.summary import Revision
from hallclient.sync import build, lines
from hallclient.sync.build import Body, Draft, Scope
from hallclient.sync.layout import month_of
from hallclient.sync.lines import Record
from hallclient.sync.reading import Shared, newest_of
from hallclient.sync.summary import fresh_revision, merge

NOT_COMPARED = "?"
"""Stands in ``taken`` until it is known what this database has to say of a record taken back."""

_BUILT = "built"
_SINCE = "since"
_LONGEST_GAP = 62


def months(today: date) -> tuple[date, date]:
    """First days of the month before and of the month of ``today``: what is built without being touched."""
    first = today.replace(day=1)
    return (first - timedelta(days=1)).replace(day=1), first


def month_span(month: str) -> tuple[date, date]:
    """First and last day of a month (YYYY-MM)."""
    first = date.fromisoformat(f"{month}-01")
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def since(hall: Hall) -> int:
    """When this terminal first synced, UTC seconds; 0 before."""
    text = summary.note(hall, _SINCE)
    return int(text) if text.isdigit() else 0


def month_revisions(hall: Hall, month: str) -> list[Revision]:
    """This terminal's records of a month."""
    return summary.revisions(hall, *month_span(month))


def record_of(hall: Hall, revision: Revision) -> Record | None:
    """The built line of a record; None before it was built."""
    found = lines.read_record(revision.line.encode()) if revision.line else None
    return found if found is not None and found.terminal == hall.terminal else None


def _is_published(revision: Revision) -> bool:
    """Whether the line is the one that reached the share last."""
    return bool(revision.line) and revision.published == revision.revision


def is_stale(hall: Hall, revision: Revision) -> bool:
    """Whether a change has come since the line was built."""
    if _is_published(revision):
        return False
    record = record_of(hall, revision)
    return record is None or record.revision != revision.revision


@dataclass
class _Pass:
    """One pass over the database."""

    hall: Hall
    known: dict[tuple[date, str, str], Revision]
    stale: set[tuple[date, str, str]]
    first: date
    recent: date
    """From here on time may have changed what is said."""


def refresh(hall: Hall, skew: int, *, full: bool) -> None:
    """Build what has changed and what time has changed (a sign-out that is missing by now), and store the
    lines with their revisions. ``full`` looks at all of the last two months."""
    today = hall.clock.today()
    if not since(hall):
        summary.set_note(hall, _SINCE, str(int(hall.clock.now().timestamp())))
    changes = _begin(hall, today, full=full)
    scope = _scope(changes, today, full=full)
    built = build.drafts(hall, scope)
    named = {draft.name for draft in built}
    # Touched, but nothing to say: leave for a day to come, or a half-day on which nobody was expected.
    built += [
        Draft(*name, hall.config.window, {})
        for name in sorted(changes.stale - named)
        if name[:2] != (today, "terminal")
    ]
    wanted = [draft for draft in built if _differs(changes, draft)]
    terminal = _terminal(changes, bool(wanted))
    if terminal is not None:
        wanted.append(terminal)
    if wanted:
        with hall.write():
            for draft in wanted:
                _store(changes, draft, skew)
    if summary.note(hall, _BUILT) != today.isoformat():
        summary.set_note(hall, _BUILT, today.isoformat())


def _begin(hall: Hall, today: date, *, full: bool) -> _Pass:
    first = months(today)[0]
    built = summary.note(hall, _BUILT)
    last = min(date.fromisoformat(built), today) if built else first
    recent = max(last, first, today - timedelta(days=_LONGEST_GAP))
    rows = {row.name: row for row in summary.revisions(hall, first if full else recent, date.max)}
    late = {row.name: row for row in summary.unpublished(hall)}
    for day in {row.day for row in late.values() if row.day < recent}:
        rows |= {row.name: row for row in summary.revisions(hall, day, day)}
    rows |= late
    stale = {name for name, row in rows.items() if row.taken == NOT_COMPARED or is_stale(hall, row)}
    first = max(first, summary.beginning(hall))
    start = since(hall)
    if start and summary.note(hall, "cloned"):
        # The days before belong to the terminal that this one was copied from.
        first = max(first, hall.clock.local(start).date())
    return _Pass(hall, rows, stale, first, max(recent, first))


def _scope(changes: _Pass, today: date, *, full: bool) -> Scope:
    hall, known = changes.hall, changes.known
    recent = _days(changes.recent, today)
    scope = Scope(half_days=set(_days(changes.first, today)) if full else set(recent))
    if full or summary.note(hall, _BUILT) != today.isoformat():
        # What is overdue or open follows from the date: of today and of days that were not looked at yet.
        calendar = work_calendar(hall)
        open_days = {day for day in recent if day == today or calendar.is_workday_guess(day)}
        scope.window_days = {(day, hall.config.window) for day in open_days}
        of_today = (key for day, kind, key in known if (day, kind) == (today, "window_day"))
        scope.window_days |= {(today, int(key)) for key in of_today if key.isdigit()}
    for day, kind, key in changes.stale:
        if kind == "staff_half_day":
            scope.half_days.add(day)
        elif kind == "window_day" and key.isdigit():
            scope.window_days.add((day, int(key)))
        elif kind == "open_request":
            scope.numbers.add(key)
        elif kind == "journal_head":
            scope.heads.add(day)
    scope.half_day_keys = {(day, key) for day, kind, key in known if kind == "staff_half_day"}
    if full:
        scope.requests_since = changes.first
        facts = summary.request_facts(hall, changes.first, ())
        pairs = {(f.received_on, f.window) for f in facts}
        scope.window_days |= {p for p in pairs if (p[0], "window_day", f"{p[1]:02d}") not in known}
    scope.half_days = {day for day in scope.half_days if day <= today}
    return scope


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _differs(changes: _Pass, draft: Draft) -> bool:
    row = changes.known.get(draft.name)
    if row is None or draft.name in changes.stale:
        return True
    if row.taken:
        return row.taken != canonical(draft.body)
    return bool(_body(row) != draft.body)


def _body(row: Revision) -> Body:
    found: Body = json.loads(row.line).get("b", {})
    return found


def _terminal(changes: _Pass, others: bool) -> Draft | None:
    """The record of the terminal itself, when there is a reason to say it again."""
    hall = changes.hall
    now = int(hall.clock.now().timestamp())
    draft = build.terminal_draft(hall, since(hall), now)
    row = changes.known.get(draft.name)
    if row is None or others or draft.name in changes.stale:
        return draft
    said = _body(row)
    seen = said.get("seen", 0)
    if isinstance(seen, int) and 0 <= now - seen < build.HEARTBEAT and {**said, "seen": now} == draft.body:
        return None
    return draft


def _store(changes: _Pass, draft: Draft, skew: int) -> None:
    hall = changes.hall
    row = changes.known.get(draft.name)
    now = hall.clock.now()
    if row is not None and row.taken == NOT_COMPARED and not is_stale(hall, row):
        summary.store(hall, row, row.revision, row.changed_at, row.line, canonical(draft.body))
        return
    touched = row is not None and draft.name in changes.stale
    if row is not None and touched:
        revision, at = row.revision, row.changed_at
    else:
        revision, at = fresh_revision(row.revision if row else 0, summary.now_ms(hall)), now
    record = lines.record(
        kind=draft.kind,
        terminal=hall.terminal,
        window=draft.window,
        day=draft.day.isoformat(),
        key=draft.key,
        revision=revision,
        at=int(at.timestamp()),
        skew=skew,
        body=draft.body,
    )
    if row is None:
        summary.add(hall, draft.day, draft.kind, draft.key, revision, at, record.raw.decode())
    else:
        summary.store(hall, row, revision, at, record.raw.decode())


def adopt(hall: Hall, found: Sequence[Record]) -> int:
    """Take back what this terminal had published and this database does not know: it was restored from a
    backup. Returns how many records; each holds until something changes it here."""
    taken = 0
    with hall.write():
        for month in {month_of(record.day) for record in found}:
            rows = {row.name: row for row in month_revisions(hall, month)}
            for record in found:
                if month_of(record.day) == month and record.terminal == hall.terminal:
                    taken += _adopt(hall, rows, record)
    return taken


def _adopt(hall: Hall, rows: dict[tuple[date, str, str], Revision], record: Record) -> bool:
    day = date.fromisoformat(record.day)
    row = rows.get((day, record.kind, record.key))
    if row is not None and row.revision >= record.revision:
        return False
    at = hall.clock.local(int(record.fields.get("at", 0)))
    line = record.raw.decode()
    if row is None:
        summary.add(hall, day, record.kind, record.key, record.revision, at, line, NOT_COMPARED)
    else:
        summary.store(hall, row, record.revision, at, line, NOT_COMPARED)
    return True


def mine(hall: Hall, month: str = "") -> Shared:
    """What this terminal holds of a month (the present one when empty): what the last sync published and the
    changes since. Changes nothing; a record that was changed and not built again shows its old words."""
    rows = month_revisions(hall, month or f"{hall.clock.today():%Y-%m}")
    records = merge(_shown(hall, row) for row in rows)
    return Shared("ok", None, records, (), newest_of(records)).at(hall.clock)


def _shown(hall: Hall, row: Revision) -> Record:
    built = record_of(hall, row)
    if built is not None and built.revision == row.revision:
        return built
    said = built.fields if built is not None else {}
    return lines.record(
        kind=row.kind,
        terminal=hall.terminal,
        window=said.get("w", hall.config.window),
        day=row.day.isoformat(),
        key=row.key,
        revision=row.revision,
        at=int(row.changed_at.timestamp()),
        skew=said.get("skew", 0),
        body=said.get("b", {}),
    )
