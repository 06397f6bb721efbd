"""By when the applicant has to be told everything at once, in words."""

from __future__ import annotations

from hallclient.rules import provisional
from hallclient.rules.message import Message
from hallclient.rules.request import Request


def told_by(request: Request, left: int) -> Message:
    """The deadline of the one-time notice with the working days that are left of it (negative: past)."""
    day = provisional.due(request, request.notice_due)
    if left < 0:
        return Message("One-time notice due {day}, {days} working days late", day=day, days=-left)
    if left == 0:
        return Message("One-time notice due {day}, today", day=day)
    return Message("One-time notice due {day} ({days} working days left)", day=day, days=left)
