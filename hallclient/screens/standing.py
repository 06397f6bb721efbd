"""How the clerk stands: signed in or not, away or back; and the one key that changes away to back."""

from __future__ import annotations

from datetime import datetime

from hallclient.rules.message import Message
from hallclient.services import attendance
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall

_STATES = {
    "in": Message("Signed in {time}"),
    "out": Message("Signed out {time}"),
    "away": Message("Away since {time}"),
    "back": Message("Signed in {time}"),
}


def read(hall: Hall, actor: Actor) -> Message:
    """The state after today's last punch; “back” shows the time of the sign-in before it."""
    today = hall.clock.today()
    punches = attendance.punches(hall, today, today, actor.code)
    if not punches:
        return Message("Not signed in")
    last = punches[-1]
    entered = [punch for punch in punches if punch.kind == "in"]
    shown = entered[-1] if last.kind == "back" and entered else last
    return Message(_STATES[last.kind].text, time=f"{shown.at:%H:%M}")


def away_since(hall: Hall, actor: Actor) -> datetime | None:
    """When the person left the post and has not come back; None otherwise."""
    today = hall.clock.today()
    since = None
    for punch in attendance.punches(hall, today, today, actor.code):
        since = (since or punch.at) if punch.kind == "away" else None
    return since


def toggle_away(hall: Hall, actor: Actor) -> Message:
    """Punch away, or back for someone who is away. Gives the sentence to show."""
    today = hall.clock.today()
    punches = attendance.punches(hall, today, today, actor.code)
    away = bool(punches) and punches[-1].kind == "away"
    punched = attendance.punch(hall, actor, "back" if away else "away")
    time = f"{punched.record.at:%H:%M}"
    return Message("Back at the post since {time}.", time=time) if away else Message("Away since {time}.", time=time)
