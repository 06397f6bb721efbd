"""Merging records: pure, and the same whatever the order in which they came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hallclient.sync import lines
from hallclient.sync.lines import Parsed, Record


@dataclass(frozen=True, slots=True)
class Merged:
    """A shared file to be: its records in order, its header's generation and sources, and how many records
    are new or higher than in the file before."""

    records: tuple[Record, ...]
    generation: int
    src: Mapping[str, int]
    gained: int

    def to_bytes(self, by: str) -> bytes:
        """The file as terminal ``by`` writes it."""
        return lines.compose(lines.shared_header(self.generation, by, self.src), self.records)


def merge(*groups: Iterable[Record]) -> tuple[Record, ...]:
    """Of each identity the record with the highest revision, sorted by day, terminal, kind, key.

    Two lines of one revision that differ should not be; the greater bytes win, so that everybody who merges
    comes to the same file.
    """
    best: dict[tuple[str, str, str, str], Record] = {}
    for group in groups:
        for record in group:
            known = best.get(record.identity)
            if known is None or (record.revision, record.raw) > (known.revision, known.raw):
                best[record.identity] = record
    return tuple(best[identity] for identity in sorted(best))


def next_shared(base: Parsed, segments: Mapping[str, Parsed], seen_generation: int) -> Merged:
    """The shared file after ``base``: its records overlaid by whole segments (terminal → segment).

    Records of terminals without a segment are kept; of a damaged base, the lines that are whole in
    themselves. ``seen_generation`` is the highest that this terminal ever saw, so that a file that is built
    again does not count from the start.
    """
    src = base.src if base.whole else {}
    for tid, segment in segments.items():
        revision = segment.header["rev"]
        src[tid] = max(revision, src.get(tid, -1))
    records = merge(base.records, *(segment.records for segment in segments.values()))
    before = {record.identity: record.revision for record in base.records}
    gained = sum(record.revision > before.get(record.identity, -1) for record in records)
    return Merged(records, max(base.generation, seen_generation) + 1, src, gained)


def fresh_revision(last: int, now_ms: int) -> int:
    """max(last + 1, unix milliseconds): never below what was published, not even after an old backup was put
    back, since time has passed."""
    return max(last + 1, now_ms)
