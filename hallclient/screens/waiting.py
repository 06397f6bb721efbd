"""What a request waits for, in the few words of a list, with the sign and colour of its urgency."""

from __future__ import annotations

from hallclient.rules import provisional
from hallclient.rules.message import Message
from hallclient.rules.terms import STATES
from hallclient.services.desk import Standing

SIGNS = {"overdue": "!!", "last": "!!", "today": "!", "near": "!", "remind": "!"}
"""Beside the colour, for those who do not see it."""

STYLES = {
    "overdue": "overdue",
    "last": "overdue",
    "today": "due",
    "near": "strong",
    "remind": "due",
    "waiting": "dim",
}

_WORDS = {
    "answer": Message("To be answered"),
    "redirect": Message("To be redirected"),
    "deemed": Message("Accepted by law"),
    "collect": Message("To be collected"),
    "paused": Message("Clock stopped"),
    "over": Message(""),
}


def words(standing: Standing, missing: int = 0) -> Message:
    """At most 16 cells."""
    if standing.phase == "supplement":
        if standing.urgency == "remind":
            return Message("Unanswered {days} wd", days=-(standing.days or 0))
        # A request that was taken over from another ledger has its checklist still unmarked.
        return Message("To bring: {count}", count=missing) if missing else STATES["awaiting_supplement"]
    if standing.phase == "accept":
        return Message("Supplied, accept") if standing.days == 0 else Message("To be accepted")
    if standing.phase == "notice" and (standing.days or 0) < 0:
        return Message("Tell {days} wd late", days=-(standing.days or 0))
    if standing.phase == "notice":
        return Message("Tell {left}", left=left(standing))
    if standing.phase == "decide":
        return left(standing)
    if standing.phase == "answer" and standing.days is not None:
        if standing.days < 0 and standing.unit != "day":
            return Message("Reply {days} wd late", days=-standing.days)
        return Message("Reply {left}", left=left(standing))
    return _WORDS[standing.phase]


def left(standing: Standing) -> Message:
    """How many days are left, or past."""
    days = standing.days
    if days is None:
        return Message("No limit")
    if days == 0:
        return Message("due today")
    if standing.unit == "day":
        return Message("{days} d left", days=days) if days > 0 else Message("{days} d overdue", days=-days)
    return Message("{days} wd left", days=days) if days > 0 else Message("{days} wd overdue", days=-days)


def due(standing: Standing) -> Message | str:
    """The date, marked while it is provisional; empty without one."""
    return provisional.marked(standing.due, provisional=standing.provisional) if standing.due else ""


def short_day(standing: Standing) -> Message | str:
    """The same for a line of a list, without the year: at most 9 cells in Chinese."""
    day = f"{standing.due:%m-%d}" if standing.due else ""
    return Message("{date} prov.", date=day) if standing.provisional else day


def style(standing: Standing) -> str:
    """The name of the style for a list; empty for nothing special."""
    return STYLES.get(standing.urgency, "")
