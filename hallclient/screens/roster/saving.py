"""Saving what was marked: days that have been are asked about first, and what others did meanwhile is said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hallclient.dialogs.consequences import Consequences, Line
from hallclient.errors import Conflict
from hallclient.rules.message import Message
from hallclient.screens.base import HallScreen
from hallclient.screens.progress import bar
from hallclient.screens.roster.sheet import Sheet
from hallclient.services import roster_editing


async def save(screen: HallScreen, sheet: Sheet) -> tuple[Message, str] | None:
    """Everything that was marked, in one go; returns what to tell and how, None where it was not wanted."""
    hall = screen.app.hall
    past = sorted({day for day, _ in sheet.marked if day <= hall.clock.today()})
    if past and not await screen.ask(Consequences(Message("What would follow"), _of_past(sheet, past))):
        return None
    work = (hall, screen.app.actor, dict(sheet.stored), dict(sheet.marked), bar(screen))
    try:
        saved = await screen.in_thread(roster_editing.save, *work)
    except Conflict:
        count = sheet.rebase()
        return Message(
            "Somebody else has changed {count} of these cells: look at them, then save again.", count=count
        ), "warn"
    sheet.saved()
    told = Message("Saved: cells {cells}, verdicts changed {verdicts}.", cells=saved.cells, verdicts=saved.verdicts)
    return told, "done"


def _of_past(sheet: Sheet, past: Sequence[date]) -> list[Line]:
    """What saving does to days that have been."""
    values = {"count": len(past), "day": past[0].isoformat()}
    return [
        (Message("{count} cells are saved.", count=len(sheet.marked)), False),
        (Message("Days that have been or are today: {count}, the first {day}. Their verdicts are made anew at once; "
                 "what changes is kept.", **values), True),
    ]  # fmt: skip
