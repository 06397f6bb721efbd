"""The clerk objects to a verdict of their own, until the month is signed."""

from __future__ import annotations

from collections.abc import Sequence

from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.choose import Choose, Option
from hallclient.language import say
from hallclient.rules.attendance import PunctualityRow
from hallclient.rules.message import Message
from hallclient.rules.terms import HALVES
from hallclient.screens import verdicts
from hallclient.screens.base import HallScreen
from hallclient.services import verdict_reviews

FAULTS = frozenset({"late", "early_leave", "missing_in", "missing_out", "absent"})
_MOST = 9


def faults(rows: Sequence[PunctualityRow]) -> list[PunctualityRow]:
    """The newest half-days that somebody could object to."""
    found = [row for row in reversed(rows) if set(row.half_day.verdicts) & FAULTS]
    return found[:_MOST]


async def object_to_one(screen: HallScreen, rows: Sequence[PunctualityRow]) -> bool:
    """Choose a half-day by its digit, and say why; True when the objection is kept."""
    options = [
        Option(row, f"{row.half_day.day:%m-%d} {say(HALVES[row.half_day.half])}  {verdicts.words(row.half_day)}")
        for row in faults(rows)
    ]
    chosen = await screen.ask(Choose[PunctualityRow](Message("Object to which verdict?"), options))
    if chosen is None:
        return False
    why = await screen.ask(AskText(Message("Object to the verdict"), Message("Reason"), max_length=100))
    if why is None:
        return False
    half = chosen.half_day
    verdict_reviews.object_to(screen.app.hall, screen.app.actor, half.day, half.half, why)
    screen.tell(Message("The objection is kept; a supervisor answers it before the month is signed."))
    return True
