"""Told once (一次性告知): when a second notice may be given, and how often one notice was enough.

行政许可法 §32(1)(4) has everything told at once, and §72(4) punishes telling it bit by bit. What could have been
seen the first time is an oversight and counts against whoever gave the first notice; what only the supplement
brought to light is a new fact and no violation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from hallclient.rules.message import Message
from hallclient.rules.notice import Notice

CAUSES = {
    "oversight": Message("Oversight: it could have been seen the first time"),
    "new_fact": Message("New fact: only the supplement brought it to light"),
}
SHORTEST_WORDS = 4
LONGEST_WORDS = 300

G = TypeVar("G", bound=Hashable)
"""What requests are grouped by."""


@dataclass(frozen=True, slots=True)
class Second:
    """Why there is one more notice: its cause, what is new, and why it could not be seen the first time."""

    cause: str
    what: str
    why: str


def refuse_second(second: Second | None) -> Message | None:
    """Why the grounds do not do for one more notice, or None."""
    if second is None:
        return Message("The applicant has been given a notice already; everything is told once.")
    if second.cause not in CAUSES:
        return Message("“{cause}” is neither “oversight” nor “new_fact”.", cause=second.cause)
    return refuse_words(second.what) or refuse_words(second.why)


def refuse_words(words: str) -> Message | None:
    """Why the words explain nothing, or None."""
    count = len(words.strip())
    if count < SHORTEST_WORDS:
        return Message("Say it in at least {count} characters.", count=SHORTEST_WORDS)
    if count > LONGEST_WORDS:
        return Message("This has {count} characters; {limit} is the most.", count=count, limit=LONGEST_WORDS)
    return None


def not_asked_before(earlier: Sequence[Notice], wanted: Iterable[str]) -> tuple[str, ...]:
    """Codes of materials that no earlier notice asked for: what the first look at the papers could have found."""
    asked = {material.code for notice in earlier for material in notice.open}
    return tuple(code for code in wanted if code not in asked)


def not_on_checklist_before(earlier: Sequence[Notice], wanted: Iterable[str]) -> tuple[str, ...]:
    """Codes of materials that no earlier notice had before it: a condition brought them in since. A new fact, unless
    the condition itself could have been seen the first time."""
    looked_at = {code for notice in earlier for code, *_ in notice.marked}
    return tuple(code for code in wanted if code not in looked_at)


@dataclass(frozen=True, slots=True)
class Told:
    """One issued notice as the rate needs it. ``cause`` is empty for the first one of a request."""

    request: str
    terminal: str
    window: int
    clerk: str
    item: str
    item_name: str
    issued_on: date
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """How often one notice was enough. ``told`` first notices, ``once`` of them without an oversight found later;
    ``oversights`` and ``new_facts`` are second and further notices of these requests."""

    told: int = 0
    once: int = 0
    oversights: int = 0
    new_facts: int = 0

    @property
    def rate(self) -> Decimal | None:
        """Percent told once, two decimals; None where nobody was told anything."""
        if not self.told:
            return None
        return (Decimal(100 * self.once) / self.told).quantize(Decimal("0.01"), ROUND_HALF_UP)


def scores(notices: Iterable[Told], by: Callable[[Told], G]) -> dict[G, Score]:
    """The score of each group of requests; ``by`` names the group of a request by its first notice.

    An oversight belongs to the window, clerk, item and month of the *first* notice, where it was made, whoever found
    it and whenever. Further notices whose first one is not among ``notices`` do not count.
    """
    firsts: dict[tuple[str, str], Told] = {}
    later: dict[tuple[str, str], list[str]] = defaultdict(list)
    for notice in notices:
        key = (notice.request, notice.terminal)
        if notice.cause:
            later[key].append(notice.cause)
        else:
            firsts[key] = notice
    figures: dict[G, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for key, first in firsts.items():
        causes = later[key]
        group = figures[by(first)]
        group[0] += 1
        group[1] += "oversight" not in causes
        group[2] += causes.count("oversight")
        group[3] += causes.count("new_fact")
    return {group: Score(*counts) for group, counts in figures.items()}
