"""What readers see: the shared file, overlaid by the segments that are newer than it.

``ok`` means that shared file and segments together give every known record whole, even if one copy is
damaged. Of a damaged shared file only lines that are whole in themselves are used, and the status says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hallclient.clock import Clock
from hallclient.errors import ShareProblem
from hallclient.rules.message import Message
from hallclient.sync import lines, shared_file
from hallclient.sync.layout import Layout, Listing, layout_of
from hallclient.sync.lines import Parsed, Record
from hallclient.sync.summary import merge

_LISTINGS = 4
"""How often the folder is listed again when a segment went away between listing and reading."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What a reader is told: ``status`` is ok, missing, damaged or newer; ``age`` seconds since the newest
    thing that any terminal said, None where nothing is known."""

    status: str
    age: int | None
    records: tuple[Record, ...]
    problems: tuple[Message, ...] = ()
    newest: int | None = None
    """When that newest thing was said, UTC seconds of the clock of its terminal."""

    def at(self, clock: Clock) -> Shared:
        """The same with its age now; never negative, since clocks differ."""
        age = None if self.newest is None else max(0, int(clock.reading().wall) - self.newest)
        return replace(self, age=age)

    @property
    def recs(self) -> dict[str, int]:
        """“terminal/day/kind/key” → revision."""
        return {record.name: record.revision for record in self.records}

    def as_raw(self) -> dict[str, Any]:
        """The value that programs are given."""
        return {"status": self.status, "age": self.age, "recs": self.recs}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A month as it lies on the share. ``segments`` are the newest whole ones that the shared file does not
    hold; ``lost`` the terminals whose newest segment is damaged, ``ahead`` those whose program is newer."""

    base: Parsed
    listing: Listing
    segments: Mapping[str, Parsed] = field(default_factory=dict)
    lost: frozenset[str] = frozenset()
    ahead: frozenset[str] = frozenset()
    foreign: tuple[str, ...] = ()

    @property
    def status(self) -> str:
        """The status of the whole, as readers are told it."""
        if self.base.status == "newer" or self.ahead:
            return "newer"
        if self.base.status == "missing" and not self.listing.segments:
            return "missing"
        if self.lost or (self.base.status == "damaged" and not self._covered()):
            return "damaged"
        return "ok"

    def _covered(self) -> bool:
        """Whether segments give all that a damaged shared file is known to have held."""
        promised = dict(self.base.src)
        for record in self.base.records:
            promised.setdefault(record.terminal, 0)
        if not promised:
            return bool(self.segments)
        held = {tid: segment.header["rev"] for tid, segment in self.segments.items()}
        return all(held.get(tid, -1) >= revision for tid, revision in promised.items())

    @property
    def records(self) -> tuple[Record, ...]:
        """All records that are whole; of a damaged shared file its whole lines."""
        return merge(self.base.records, *(segment.records for segment in self.segments.values()))


def load(layout: Layout, month: str, known: Mapping[tuple[str, int], Parsed] | None = None) -> Loaded:
    """Read a month. ``known`` are segments read before, by terminal and revision: they never change.

    Raises :class:`OSError` when the shared file is there and cannot be read, :class:`ShareProblem` when a
    folder cannot be listed.
    """
    there = shared_file.names(layout.folder)
    base = shared_file.read(layout.month_file(month), there)
    for _ in range(_LISTINGS):
        listing = shared_file.list_segments(layout, month)
        found = _newest(layout, month, listing, base.src if base.whole else {}, known or {})
        if found is not None:
            break
    else:
        found = {}, frozenset(listing.segments), frozenset[str]()
    segments, lost, ahead = found
    return Loaded(base, listing, segments, lost, ahead, layout.foreign(there) + listing.foreign)


def _newest(
    layout: Layout, month: str, listing: Listing, src: Mapping[str, int], known: Mapping[tuple[str, int], Parsed]
) -> tuple[dict[str, Parsed], frozenset[str], frozenset[str]] | None:
    """The newest whole segments beyond ``src``; None when one went away and the folder is to be listed again."""
    whole: dict[str, Parsed] = {}
    lost: set[str] = set()
    ahead: set[str] = set()
    for tid, revisions in listing.segments.items():
        for revision in revisions:
            if revision <= src.get(tid, -1):
                break
            segment = known.get((tid, revision)) or read_segment(layout, month, tid, revision)
            if segment.status == "missing":
                return None
            if segment.whole:
                whole[tid] = segment
                break
            (ahead if segment.status == "newer" else lost).add(tid)
    return whole, frozenset(lost), frozenset(ahead)


def read_segment(layout: Layout, month: str, terminal: str, revision: int) -> Parsed:
    """One segment; damaged too when it is not what its name says."""
    try:
        found = shared_file.read(layout.segment(month, terminal, revision))
    except OSError:
        return lines.DAMAGED
    if not found.whole:
        return found
    named = (found.header.get("t"), found.header.get("rev")) == (terminal, revision)
    own = all(record.terminal == terminal for record in found.records)
    return found if named and own else lines.DAMAGED


def read_shared(file: Path, month: str = "", clock: Clock | None = None) -> Shared:
    """What a reader sees of ``month`` (YYYY-MM; the present one, or the one that the file is named for, when
    empty). Needs no home; never raises for what is wrong with the share: ``problems`` say it."""
    clock = clock or Clock()
    layout, named = layout_of(file)
    month = month or named or f"{clock.today():%Y-%m}"
    try:
        shared_file.require(layout)
        loaded = load(layout, month)
    except ShareProblem as problem:
        return Shared("missing", None, (), (problem.message,))
    except OSError as error:
        return Shared("damaged", None, (), (shared_file.problem(layout.folder, error).message,))
    problems = problems_of(layout, month, loaded)
    records = loaded.records
    return Shared(loaded.status, None, records, tuple(problems), newest_of(records)).at(clock)


def problems_of(layout: Layout, month: str, loaded: Loaded) -> Iterable[Message]:
    """What is wrong with a month, or odd about it, in sentences."""
    name = layout.month_file(month).name
    if loaded.base.status == "damaged":
        yield Message("{file} is damaged; the next sync builds it anew.", file=name)
    elif loaded.base.status == "missing" and loaded.listing.segments:
        yield Message("{file} is missing; the next sync builds it anew.", file=name)
    yield from lasting_problems(layout, month, loaded)


def lasting_problems(layout: Layout, month: str, loaded: Loaded) -> Iterable[Message]:
    """Those that a sync of this terminal cannot mend."""
    if loaded.base.status == "newer":
        name = layout.month_file(month).name
        yield Message("{file} was written by a newer version of the program: update this one.", file=name)
    for tid in sorted(loaded.lost):
        yield Message("The newest summary of terminal {terminal} is damaged.", terminal=tid)
    for tid in sorted(loaded.ahead):
        yield Message("Terminal {terminal} has a newer version of the program: update this one.", terminal=tid)
    for found in loaded.foreign:
        yield Message("“{name}” is none of our files and is ignored.", name=found)


def newest_of(records: Iterable[Record]) -> int | None:
    """When the newest thing was said, UTC seconds; None where nothing was."""
    return max((at for record in records if isinstance(at := record.fields.get("at"), int)), default=None)


class Reader:
    """For a screen that looks every 10–15 seconds: reads only what changed, and never goes back in time.

    When the share is away or damaged, the last good records stay, with their age.
    """

    def __init__(self, file: Path, clock: Clock) -> None:
        self._layout, _ = layout_of(file)
        self._clock = clock
        self._month = ""
        self._seen: object = None
        self._segments: dict[tuple[str, int], Parsed] = {}
        self._last = Shared("missing", None, ())

    def read(self, month: str) -> Shared:
        """What is known of ``month`` now."""
        if month != self._month:
            self._month, self._seen, self._segments = month, None, {}
            self._last = Shared("missing", None, ())
        try:
            shared_file.require(self._layout)
            stamp = self._stamp()
            if stamp != self._seen:
                loaded = load(self._layout, month, self._segments)
                self._keep(loaded)
                records = merge(self._last.records, loaded.records)
                problems = tuple(problems_of(self._layout, month, loaded))
                self._last = Shared(loaded.status, None, records, problems, newest_of(records))
                self._seen = stamp if loaded.status == "ok" else None
        except ShareProblem as problem:
            self._forget("missing", problem.message)
        except OSError as error:
            self._forget("damaged", shared_file.problem(self._layout.folder, error).message)
        return self._last.at(self._clock)

    def _stamp(self) -> object:
        """The header's bytes and the segments' names; never times, which network shares change."""
        file = self._layout.month_file(self._month)
        try:
            with file.open("rb") as opened:
                header = opened.readline(lines.LIMIT)
        except FileNotFoundError:
            header = b""
        return header, shared_file.names(self._layout.segments(self._month))

    def _keep(self, loaded: Loaded) -> None:
        self._segments = {(tid, s.header["rev"]): s for tid, s in loaded.segments.items()}

    def _forget(self, status: str, problem: Message) -> None:
        self._seen = None
        self._last = replace(self._last, status=status, problems=(problem,))
