"""The period of a report, as it is typed: of any length, but begun."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hallclient.rules import period as rules
from hallclient.rules.message import Message
from hallclient.screens.supervise import period
from hallclient.widgets.field import Check

if TYPE_CHECKING:
    from hallclient.jobs.export import Period


def check(today: date) -> Check:
    """What is wrong with it."""

    def wrong(text: str) -> Message | None:
        found = period.read(text, today) if text else None
        if found is None:
            return rules.NONE if text else None
        return Message("That day has not come yet.") if found.first > today else None

    return wrong


def read(text: str, today: date) -> Period | None:
    """The period that is meant; None without any."""
    from hallclient.jobs.export import Period

    found = period.read(text, today) if text else None
    return None if found is None else Period(found.first, found.last)
