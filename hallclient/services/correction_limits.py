"""How late, and how often in a month, a correction (补签) may be asked for. Both are settings."""

from __future__ import annotations

from datetime import datetime

from db.queries import attendance as queries
from hallclient.errors import Refused
from hallclient.rules.message import Message
from hallclient.services.hall import Hall


def demand(hall: Hall, staff: str, at: datetime) -> None:
    """Refuse what is too late or one too many; rejected ones do not count."""
    days, most = hall.config.correction_days, hall.config.corrections_a_month
    day = hall.clock.local(at).date()
    if days and (hall.clock.today() - day).days > days:
        raise Refused(
            Message(
                "A correction can be asked for {days} days at most; this is {day}.", days=days, day=day.isoformat()
            ),
            Message("Ask a supervisor to enter the paper sign-in."),
        )
    asked = _asked(hall, staff, (day.year, day.month))
    if most and asked >= most:
        raise Refused(
            Message("There are {count} corrections for {month} already, which is the limit.", count=asked,
                    month=f"{day:%Y-%m}"),
            Message("Ask a supervisor to enter the paper sign-in."),
        )  # fmt: skip


def words(hall: Hall, staff: str) -> Message:
    """The limits as they stand for a person: how far back, how many are left this month; empty without limits."""
    days, most = hall.config.correction_days, hall.config.corrections_a_month
    today = hall.clock.today()
    left = max(0, most - _asked(hall, staff, (today.year, today.month)))
    if days and most:
        return Message("within {days} days; {left} of {most} left this month", days=days, left=left, most=most)
    if days:
        return Message("within {days} days", days=days)
    return Message("{left} of {most} left this month", left=left, most=most) if most else Message("")


def _asked(hall: Hall, staff: str, month: tuple[int, int]) -> int:
    return sum(
        row.staff == staff and row.state != "rejected" and _month(hall, row.at) == month
        for row in queries.corrections(hall.db)
    )


def _month(hall: Hall, moment: datetime) -> tuple[int, int]:
    local = hall.clock.local(moment)
    return local.year, local.month
