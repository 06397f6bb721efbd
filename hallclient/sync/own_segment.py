"""The segments of this terminal: is the newest the one that this database published, and publishing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hallclient.rules.message import Message
from hallclient.services import summary
from hallclient.services.hall import Hall
from hallclient.sync import lines, own_records, shared_file, terminal
from hallclient.sync.layout import Layout
from hallclient.sync.lines import Parsed
from hallclient.sync.reading import read_segment
from hallclient.sync.summary import fresh_revision, merge

_SKEW = "skew"


@dataclass(frozen=True, slots=True)
class _Last:
    """What this database published last in a month."""

    revision: int = 0
    digest: str = ""
    looked: bool = False
    """Whether the month was looked at before."""


def _last(hall: Hall, month: str) -> _Last:
    try:
        found = json.loads(summary.note(hall, _note(hall, month)) or "{}")
        return _Last(int(found["rev"]), str(found["sha256"]), True)
    except (ValueError, KeyError, TypeError):
        return _Last()


def _remember(hall: Hall, month: str, revision: int, digest: str) -> None:
    summary.set_note(hall, _note(hall, month), json.dumps({"rev": revision, "sha256": digest}))


def _note(hall: Hall, month: str) -> str:
    return f"segment {month} {hall.terminal}"


def examine(hall: Hall, layout: Layout, months: list[str]) -> tuple[list[Message], set[str]]:
    """Compare this terminal's segments with what this database knows of them.

    Gives what is to be told, and the months to be published again: a segment that is damaged or gone. A
    restored database takes back what it had published; a copy of a home becomes another terminal.
    """
    told: list[Message] = []
    again: set[str] = set()
    taken = 0
    for month in months:
        revisions = shared_file.list_segments(layout, month).segments.get(hall.terminal, ())
        last = _last(hall, month)
        if not revisions and last.looked and not last.revision:
            continue
        if revisions and revisions[0] == last.revision:
            data = shared_file.read_bytes(layout.segment(month, hall.terminal, last.revision)) or b""
            if _digest(data) == last.digest and not _from_copy(hall, lines.decode(data.split(b"\n", 1)[0])):
                continue
        found = [read_segment(layout, month, hall.terminal, revision) for revision in revisions]
        if any(_from_copy(hall, segment.header) for segment in found if segment.whole):
            return [terminal.become_another(hall)], set()
        taken += _take_back(hall, layout, month, found)
        if revisions or last.revision:
            again.add(month)
        else:
            _remember(hall, month, 0, "")
    if taken:
        told.append(
            Message(
                "This database is older than what it had published: it was restored. {count} records were taken "
                "back from the share.",
                count=taken,
            )
        )
    return told, again


def _from_copy(hall: Hall, header: Mapping[str, Any] | None) -> bool:
    return header is not None and terminal.is_copy(hall, str(header.get("host", "")))


def _take_back(hall: Hall, layout: Layout, month: str, found: list[Parsed]) -> int:
    file = layout.month_file(month)
    base = shared_file.read(file, shared_file.names(layout.folder))
    own = terminal.own_lines(hall.terminal, base, *(segment for segment in found if segment.whole))
    return own_records.adopt(hall, merge(own)) if own else 0


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def publish(hall: Hall, layout: Layout, month: str) -> int:
    """Write a new segment of a month; returns how many records reached the share with it.

    Raises :class:`ShareProblem`; the records go on waiting then.
    """
    rows = own_records.month_revisions(hall, month)
    built = [(row, record) for row in rows if (record := own_records.record_of(hall, row)) is not None]
    if not built:
        return 0
    listed = shared_file.list_segments(layout, month).segments.get(hall.terminal, (0,))
    revision = fresh_revision(max(listed[0], _last(hall, month).revision), summary.now_ms(hall))
    header = lines.segment_header(hall.terminal, revision, str(terminal.host_of(hall)), summary.journal_head(hall))
    data = lines.compose(header, merge(record for _, record in built))
    shared_file.publish(layout, month, hall.terminal, revision, data)
    reached = [(row.id, record.revision) for row, record in built if row.published != record.revision]
    with hall.write():
        summary.mark_published(hall, reached)
        _remember(hall, month, revision, _digest(data))
    return len(reached)


def skew(hall: Hall, layout: Layout, explicit: bool) -> int:
    """Seconds by which the file server's clock is ahead; measured when there is something to publish.

    Raises :class:`ShareProblem` when the share cannot be written.
    """
    known = summary.note(hall, _SKEW)
    if known and not explicit and not summary.waiting(hall):
        return int(known)
    shared_file.remove_leftovers(layout, f"{hall.clock.today():%Y-%m}", hall.terminal)
    measured = shared_file.measure_skew(layout, hall.terminal, lambda: hall.clock.reading().wall)
    if known != str(measured):
        summary.set_note(hall, _SKEW, str(measured))
    return measured
