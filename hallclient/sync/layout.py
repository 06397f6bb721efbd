"""Which names the share has: the month's file, the segments, the lock, and which names are none of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_MONTH = r"\d{4}-(?:0[1-9]|1[0-2])"
_MONTH_STEM = re.compile(rf"(?P<stem>.+)-(?P<month>{_MONTH})")
_SEGMENT = re.compile(r"(?P<tid>[0-9A-Za-z]{3,32})\.(?P<rev>\d{1,19})\.seg")


@dataclass(frozen=True, slots=True)
class Layout:
    """The names that belong to a shared file; ``file`` is the name that the hall was given."""

    file: Path

    @property
    def folder(self) -> Path:
        """The share."""
        return self.file.parent

    @property
    def mark(self) -> Path:
        """The file that shows that the share is there, and not an empty mount point."""
        return self.folder / "hallclient.id"

    @property
    def lock(self) -> Path:
        """The courtesy lock of those who rewrite the shared file."""
        return self.folder / f"{self.file.stem}.lock"

    def month_file(self, month: str) -> Path:
        """The shared file of ``month`` (YYYY-MM)."""
        return self.folder / f"{self.file.stem}-{month}{self.file.suffix}"

    def segments(self, month: str) -> Path:
        """The folder of the terminals' segments of ``month``."""
        return self.folder / "seg" / month

    def segment(self, month: str, terminal: str, revision: int) -> Path:
        """One segment."""
        return self.segments(month) / f"{terminal}.{revision}.seg"

    def damaged(self, month: str, time: str) -> Path:
        """Where a damaged shared file is kept."""
        return self.folder / f"{self.file.stem}-{month}.damaged-{time}"

    def is_ours(self, name: str) -> bool:
        """Whether ``name`` in the share is one that the program makes."""
        if name in (self.file.name, self.lock.name, self.mark.name) or name.startswith("."):
            return True
        stem, suffix = re.escape(self.file.stem), re.escape(self.file.suffix)
        return re.fullmatch(rf"{stem}-{_MONTH}(?:{suffix}|\.damaged-.+)", name) is not None

    def foreign(self, names: Iterable[str]) -> tuple[str, ...]:
        """Of the names in the share those that look like the shared file but are not: copies that a sync
        program or a hand has made. Other people's files are none of our business."""
        return tuple(sorted(name for name in names if name.startswith(self.file.stem) and not self.is_ours(name)))


@dataclass(frozen=True, slots=True)
class Listing:
    """The segments of a month: terminal → revisions, newest first; and names that are not segments."""

    segments: dict[str, tuple[int, ...]]
    foreign: tuple[str, ...] = ()

    @property
    def newest(self) -> dict[str, int]:
        """Terminal → its newest revision."""
        return {tid: revisions[0] for tid, revisions in self.segments.items()}


def layout_of(file: Path) -> tuple[Layout, str]:
    """The layout of ``file``, and its month where it is the file of one month (else empty)."""
    found = _MONTH_STEM.fullmatch(file.stem)
    if found is None:
        return Layout(file), ""
    return Layout(file.with_name(found["stem"] + file.suffix)), found["month"]


def listing_of(names: Iterable[str]) -> Listing:
    """What the names in a month's folder of segments say. Our own temporary files (hidden) are passed over."""
    found: dict[str, list[int]] = {}
    foreign = []
    for name in names:
        match = _SEGMENT.fullmatch(name)
        if match is not None:
            found.setdefault(match["tid"], []).append(int(match["rev"]))
        elif not name.startswith("."):
            foreign.append(name)
    return Listing({tid: tuple(sorted(revs, reverse=True)) for tid, revs in found.items()}, tuple(sorted(foreign)))


def month_of(day: str) -> str:
    """The month (YYYY-MM) of a date as text."""
    return day[:7]
