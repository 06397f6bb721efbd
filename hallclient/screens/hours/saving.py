"""Saving what was changed: what follows is read first; settled days are judged anew only on purpose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from hallclient.dialogs.confirm import Confirm
from hallclient.dialogs.consequences import Consequences, Line
from hallclient.rules.effective import Row
from hallclient.rules.message import Message
from hallclient.screens.base import HallScreen
from hallclient.screens.progress import bar
from hallclient.services import hours, settling


async def save(
    screen: HallScreen, kind: hours.Kind[Row], before: Sequence[Row], after: Sequence[Row], lines: Sequence[Line],
    staff: str | None = None,
) -> bool:  # fmt: skip
    """Save after the lines were read; offer to judge anew the settled days since. True when it is saved."""
    hall, actor = screen.app.hall, screen.app.actor
    if not await screen.ask(Consequences(Message("What would follow"), lines)):
        return False
    saved = await screen.in_thread(partial(hours.save, hall, actor, kind, before, after, progress=bar(screen)))
    screen.tell(Message("Saved; it holds from {day}.", day=saved.since.isoformat()))
    if saved.settled:
        await judge_anew(screen, saved.since, saved.settled, staff)
    return True


async def judge_anew(screen: HallScreen, since: date, settled: int, staff: str | None) -> None:
    """Ask, then judge the settled days since a day anew with a bar."""
    question = Message(
        "{count} days since {day} are settled and keep their verdicts. Judge them anew by the new hours?",
        count=settled,
        day=since.isoformat(),
    )
    kept = Message("Days of signed months change as an amendment; every change is kept.")
    if not await screen.ask(Confirm(question, irreversible=kept)):
        return
    hall, actor = screen.app.hall, screen.app.actor
    work = partial(
        settling.recount, hall, actor, since, hall.clock.today() - timedelta(days=1), staff, progress=bar(screen)
    )
    changed = await screen.in_thread(work)
    screen.tell(Message("{count} verdicts have changed.", count=len(changed)))
