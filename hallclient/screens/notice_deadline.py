"""By when the applicant has to be told everything at once, in words."""

from __future__ import annotations

from datetime import date

from hallclient.rules.message import Message


def told_by(day: date, left: int) -> Message:
    """The deadline of the one-time notice with the working days that are left of it (negative: past)."""
    if left < 0:
        return Message("One-time notice due {day}, {days} working days late", day=day.isoformat(), days=-left)
    if left == 0:
        return Message("One-time notice due {day}, today", day=day.isoformat())
    return Message("One-time notice due {day} ({days} working days left)", day=day.isoformat(), days=left)
