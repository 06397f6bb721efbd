"""Verdicts of a half-day in words short enough for a list, with the colour that goes with them."""

from __future__ import annotations

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.rules.punctuality import HalfDay

SHORT = {
    "on_time": Message("On time"),
    "late": Message("Late"),
    "early_leave": Message("Early leave"),
    "missing_in": Message("Sign-in missing"),
    "missing_out": Message("Sign-out missing"),
    "absent": Message("Absent? (check)"),
    "leave": Message("On leave"),
    "outing": Message("Outing"),
    "covered": Message("Covered by B"),
    "rest_day": Message("Rest day"),
}
_STYLES = {"absent": "bad", "late": "due", "early_leave": "due", "missing_in": "due", "missing_out": "due"}
_ORDER = ("absent", "late", "early_leave", "missing_in", "missing_out")


def words(half: HalfDay | None, started: bool = True) -> str:
    """The verdicts with their minutes; empty for a half-day that nobody was expected in.

    ``started``: the half-day has begun, so that somebody who is not there is missed.
    """
    if half is None:
        return ""
    if not half.verdicts:
        return say(Message("No data"))
    parts = [say(_one(code, half)) for code in half.verdicts if code != "pending"]
    if not parts:
        if half.first_in is None:
            return say(Message("Not here yet")) if started else "--"
        parts = [say(_presence(half))]
    if half.off_post:
        parts.append(say(Message("off post x{count}", count=half.off_post)))
    return " ".join(parts)


def _presence(half: HalfDay) -> Message:
    return Message("Present") if half.last_out is None else Message("Left")


def _one(code: str, half: HalfDay) -> Message:
    if code == "late":
        return Message("Late {minutes} min", minutes=half.late_minutes)
    if code == "early_leave":
        return Message("Early {minutes} min", minutes=half.early_minutes)
    if code == "absent" and half.review:
        return Message("Absent (confirmed)") if half.review == "confirmed" else Message("Not absent (checked)")
    if code == "absent" and half.late_minutes:
        return Message("Absent? late {minutes} min", minutes=half.late_minutes)
    if code == "absent" and half.early_minutes:
        return Message("Absent? early {minutes} min", minutes=half.early_minutes)
    return SHORT.get(code, Message(code))


def style(half: HalfDay | None, started: bool = True) -> str:
    """The colour of the words: the worst of the verdicts counts."""
    if half is None or not half.verdicts:
        return "dim"
    for code in _ORDER:
        if code in half.verdicts:
            return "due" if half.review == "dismissed" else _STYLES[code]
    if half.off_post:
        return "due"
    if "on_time" in half.verdicts:
        return "good"
    if "pending" in half.verdicts:
        if half.first_in is None:
            return "due" if started else "dim"
        return "good" if half.last_out is None else ""
    return "dim"
