"""Verdicts and their changes in words short enough for one line."""

from __future__ import annotations

from hallclient.rules.attendance import Change, from_short
from hallclient.rules.message import Message
from hallclient.rules.punctuality import HalfDay
from hallclient.rules.terms import VERDICTS

CAUSES = {
    "leave": Message("leave"),
    "correction": Message("correction"),
    "roster": Message("roster"),
    "calendar": Message("calendar"),
    "import": Message("imported punches"),
    "paper": Message("paper sign-in"),
    "recount": Message("recount on purpose"),
}


def verdict(code: str, half: HalfDay) -> Message:
    """One verdict with its minutes."""
    if code == "late":
        return Message("Late {minutes} min", minutes=half.late_minutes)
    if code == "early_leave":
        return Message("Early {minutes} min", minutes=half.early_minutes)
    return VERDICTS.get(code, Message("{text}", text=code))


def change(one: Change, name: str = "") -> Message:
    """“11-20 10:02 correction (1005): Late 11 min → On time”. ``name`` stands for the code of who did it."""
    return Message(
        "{time} {cause} ({by}): {before} → {after}",
        time=f"{one.at:%m-%d %H:%M}",
        cause=CAUSES.get(one.cause, Message("{text}", text=one.cause)),
        by=name or one.by,
        before=_listed(one, one.before),
        after=_listed(one, one.after),
    )


def _listed(one: Change, text: str) -> Message:
    half = from_short(text, one.day, one.half)
    if half is None:
        return Message("no half-day")
    codes = [verdict(code, half) for code in half.verdicts] or [Message("No data")]
    found = codes[0]
    for code in codes[1:]:
        found = Message("{first}, {second}", first=found, second=code)
    return found
