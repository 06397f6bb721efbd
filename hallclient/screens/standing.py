"""How the clerk stands: signed in or not, away or back; and the one key that changes away to back."""

from __future__ import annotations

from datetime import datetime

from hallclient.rules.attendance import PunchRecord
from hallclient.rules.message import Message
from hallclient.rules.timetable import timetable_for
from hallclient.services import attendance, punctuality
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall

_STATES = {
    "in": Message("Signed in {time}"),
    "out": Message("Signed out {time}"),
    "away": Message("Away since {time}"),
    "back": Message("Signed in {time}"),
}


def read(hall: Hall, actor: Actor) -> Message:
    """The state after today's last punch. Signed in, the time is that of the half-day's first sign-in, which is the
    one that counts: pressing the key again, or coming back to the post, is not coming to work."""
    today = hall.clock.today()
    punches = attendance.punches(hall, today, today, actor.code)
    if not punches:
        return Message("Not signed in")
    last = punches[-1]
    shown = _came(hall, punches) or last if last.kind in ("in", "back") else last
    return Message(_STATES[last.kind].text, time=f"{shown.at:%H:%M}")


def _came(hall: Hall, punches: list[PunchRecord]) -> PunchRecord | None:
    """The first sign-in of the half-day that the last one belongs to; None where there was none. What comes after the
    morning's end belongs to the afternoon."""
    entered = [punch for punch in punches if punch.kind == "in"]
    if len(entered) < 2:
        return entered[0] if entered else None
    noon = timetable_for(entered[-1].at.date(), punctuality.timetables(hall)).am_end
    after = entered[-1].at.time() > noon
    return next(punch for punch in entered if (punch.at.time() > noon) is after)


def away_since(hall: Hall, actor: Actor) -> datetime | None:
    """When the person left the post and has not come back; None otherwise."""
    today = hall.clock.today()
    since = None
    for punch in attendance.punches(hall, today, today, actor.code):
        since = (since or punch.at) if punch.kind == "away" else None
    return since


def is_away(hall: Hall, actor: Actor) -> bool:
    """Whether today's last punch is that of leaving the post."""
    today = hall.clock.today()
    punches = attendance.punches(hall, today, today, actor.code)
    return bool(punches) and punches[-1].kind == "away"


def toggle_away(hall: Hall, actor: Actor, reason: str = "") -> Message:
    """Punch away with the reason, or back for someone who is away. Gives the sentence to show."""
    away = is_away(hall, actor)
    punched = attendance.punch(hall, actor, "back" if away else "away", "" if away else reason)
    time = f"{punched.record.at:%H:%M}"
    return Message("Back at the post since {time}.", time=time) if away else Message("Away since {time}.", time=time)
