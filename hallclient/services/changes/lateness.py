"""Who finishes late says why, and who answers for it: asked once, kept on the ledger."""

from __future__ import annotations

from datetime import date
from typing import Any

from hallclient.errors import BadInput
from hallclient.rules import lateness
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.rules.task import Task
from hallclient.services import accounts
from hallclient.services.changes.base import Settings
from hallclient.services.hall import Hall


def of_request(hall: Hall, request: Request, state: str, given: Settings) -> dict[str, Any]:
    """The columns of ``overdue_reason`` and ``overdue_by`` for a step to ``state``; none when it finishes nothing, or
    in time. Whoever decided late has said why; a decision that was taken over from another ledger may not have.

    Raises :class:`BadInput` when the due date has passed and one of them is missing.
    """
    if not lateness.finishes(request, state):
        return {}
    missed = lateness.missed(request, hall.clock.now())
    said = Message("The request was due on {day}: say why it is late, and who answers for it.", day=missed)
    return _reasons(hall, missed, said, given)


def of_part(hall: Hall, request: Request, part: Task, given: Settings) -> dict[str, Any]:
    """The same of a part of a joint matter that its department finishes; for the journal."""
    missed = lateness.part_missed(request, part, hall.clock.today())
    said = Message("The part was due on {day}: say why it is late, and who answers for it.", day=missed)
    return _reasons(hall, missed, said, given)


def _reasons(hall: Hall, missed: date | None, said: Message, given: Settings) -> dict[str, Any]:
    if missed is None:
        return {}
    reason, by = given.get("overdue_reason", ""), given.get("overdue_by", "")
    if not reason or not by:
        remedy = Message("Give both: --set overdue_reason=… --set overdue_by=CODE.")
        raise BadInput(said, remedy, code="overdue_reason_needed")
    return {"overdue_reason": reason, "overdue_by": accounts.actor_of(hall, by).code}
