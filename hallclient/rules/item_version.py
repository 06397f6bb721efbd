"""Versions of an item: each is in force from its day until the day of the next one.

A request keeps the version under which it was received, whatever comes into force later.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Version:
    """``starts`` is the day from which it is in force, None for always."""

    number: int
    starts: date | None = None


def in_force(versions: Iterable[Version], day: date) -> Version | None:
    """The version of ``day``: the one that began last; of two that began on one day, the later made."""
    begun = [one for one in versions if (one.starts or date.min) <= day]
    return max(begun, key=_order, default=None)


def next_start(versions: Iterable[Version], day: date) -> date | None:
    """The first day after ``day`` on which another version begins; None where none is prepared."""
    return min((one.starts for one in versions if one.starts is not None and one.starts > day), default=None)


def _order(version: Version) -> tuple[date, int]:
    return version.starts or date.min, version.number
