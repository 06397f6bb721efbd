"""Paper sign-ins after a power cut or with a dead terminal: entered by a supervisor, marked as such."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from hallclient.errors import BadInput, NotAllowed
from hallclient.rules.message import Message
from hallclient.services import accounts, journal, taken_over
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall


def enter(
    hall: Hall, actor: Actor | None, staff: str, punches: Sequence[tuple[str, datetime]], reason: str = ""
) -> int:
    """Keep punches (kind, naive local time) of somebody else; returns how many were not there before."""
    actor = accounts.demand(actor, "review")
    if actor.code == staff:
        raise NotAllowed(Message("Nobody enters their own paper sign-in."), Message("Ask another supervisor."))
    person = accounts.actor_of(hall, staff)
    rows = [
        {"staff": staff, "kind": kind, "at": hall.clock.at(at), "window": person.window, "reason": reason}
        for kind, at in punches
    ]
    if any(row["at"] > hall.clock.now() for row in rows):  # type: ignore[operator]
        raise BadInput(
            Message("A paper sign-in cannot lie in the future."), Message("Give the time that has passed.")
        )
    days = [at.date() for _, at in punches]
    have = taken_over.punches_of(hall, min(days), max(days)) if days else set()
    news = [r for r in rows if (staff, int(r["at"].timestamp()), str(r["kind"])) not in have]  # type: ignore[union-attr]
    if news:
        with hall.write():
            taken_over.add_punches(hall, actor, news, "paper")
            body = {"for": staff, "count": len(news), "from": min(days).isoformat(), "to": max(days).isoformat()}
            journal.record(hall, actor.code, "paper", "punches", staff, body)
    return len(news)
