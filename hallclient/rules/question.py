"""A question for the supervisor: where sign-ins, work and clocks do not fit together. Never a verdict."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from hallclient.rules.message import Message

KINDS = ("unsigned_work", "idle", "two_windows", "two_people", "clock")

_SHORT = re.compile(r"(\w+)@([\d:]{8})(?:~([\d:]{8}))?#(-?\d+)&(\w*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Question:
    """``at`` is when it began, ``until`` its end where it has one. ``number`` counts what the kind is about: things
    done (unsigned_work), who waited (idle), the window (two_people, two_windows), seconds (clock); ``other`` is the
    other window or person."""

    day: date
    at: datetime
    staff: str
    kind: str
    until: datetime | None = None
    number: int = 0
    other: str = ""

    @property
    def short(self) -> str:
        """For the shared summary, which has integers and strings only; :func:`from_short` reads it."""
        end = f"~{self.until:%H:%M:%S}" if self.until else ""
        return f"{self.kind}@{self.at:%H:%M:%S}{end}#{self.number}&{self.other}"

    def text(self, other_name: str = "") -> Message:
        """The question in words; ``other_name`` is that of the person ``other``."""
        at = f"{self.at:%H:%M}"
        if self.kind == "unsigned_work":
            return Message("{count} things done while signed out, the first at {time}.", count=self.number, time=at)
        if self.kind == "idle":
            return Message(
                "Nothing was done from {start} to {end}, while {count} waited.",
                start=at, end=f"{self.until:%H:%M}" if self.until else "", count=self.number,
            )  # fmt: skip
        if self.kind == "two_windows":
            return Message(
                "Signed in at window {one} and at window {other} at once, from {time}.",
                one=self.number or "?", other=self.other or "?", time=at,
            )  # fmt: skip
        if self.kind == "two_people":
            return Message(
                "From {time} at window {window} with {name}; it is not set for two.",
                window=self.number, name=other_name or self.other, time=at,
            )  # fmt: skip
        return Message("The computer's clock had been moved by {seconds} s.", seconds=self.number)


def from_short(text: str, day: date, staff: str) -> Question | None:
    """What another terminal asked; None for what this version does not know."""
    found = _SHORT.fullmatch(text)
    if found is None or found[1] not in KINDS:
        return None
    try:
        begin, end = time.fromisoformat(found[2]), time.fromisoformat(found[3]) if found[3] else None
    except ValueError:
        return None
    until = datetime.combine(day, end) if end else None
    return Question(day, datetime.combine(day, begin), staff, found[1], until, int(found[4]), found[5])
