"""Who finishes late says why, and who answers for it: asked once, kept on the ledger."""

from __future__ import annotations

from datetime import date
from typing import Any

from hallclient.errors import BadInput
from hallclient.rules import clocks
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.services import accounts
from hallclient.services.changes.base import Settings
from hallclient.services.hall import Hall


def reasons(hall: Hall, request: Request, given: Settings, finished: date) -> dict[str, Any]:
    """The columns of ``overdue_reason`` and ``overdue_by`` of a request finished on a day; none when in time.

    Raises :class:`BadInput` when the due date has passed and one of them is missing.
    """
    missed = clocks.missed(request, finished)
    if missed is None:
        return {}
    reason, by = given.get("overdue_reason", ""), given.get("overdue_by", "")
    if not reason or not by:
        raise BadInput(
            Message(
                "The request was due on {day}: say why it is late, and who answers for it.", day=missed.isoformat()
            ),
            Message("Give both: --set overdue_reason=… --set overdue_by=CODE."),
            code="overdue_reason_needed",
        )
    return {"overdue_reason": reason, "overdue_by": accounts.actor_of(hall, by).code}
