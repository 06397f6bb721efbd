"""Granting or rejecting leave and corrections, with a question before."""

from __future__ import annotations

from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.confirm import Confirm
from hallclient.rules.message import Message
from hallclient.screens.base import HallScreen
from hallclient.screens.sign_in.applications import KINDS, Application
from hallclient.services import attendance


async def approve(screen: HallScreen, row: Application) -> bool:
    """Approve; True when it was."""
    question = Message(
        "Approve {kind} of {name}, {when}, {type}?",
        kind=KINDS[row.kind], name=row.asked.name, when=row.when, type=row.type,
    )  # fmt: skip
    if not await screen.ask(Confirm(question)):
        return False
    attendance.decide(screen.app.hall, screen.app.actor, row.kind, row.asked.id, True)
    screen.tell(Message("Approved; the verdicts are made anew."))
    return True


async def reject(screen: HallScreen, row: Application) -> bool:
    """Reject with a reason, which the person is told; True when it was."""
    reason = await screen.ask(AskText(Message("Reject the application"), Message("Reason"), max_length=100))
    if reason is None:
        return False
    attendance.decide(screen.app.hall, screen.app.actor, row.kind, row.asked.id, False, reason)
    screen.tell(Message("Rejected."))
    return True
