"""The day from which a version is in force, as it is typed: today or later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hallclient.rules.message import Message


def day_of(text: str, today: date) -> date | None:
    """The day; None where it is today, which means at once."""
    day = _parsed(text)
    return None if day == today else day


def day_check(today: date) -> Callable[[str], Message | None]:
    """Says what is wrong with the day."""

    def check(text: str) -> Message | None:
        day = _parsed(text)
        if day is None:
            return Message("Write the date like 2026-11-20.")
        return Message("A version begins today or later.") if day < today else None

    return check


def _parsed(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip().replace("/", "-"))
    except ValueError:
        return None
