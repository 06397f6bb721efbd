"""Questions before a punch, and who takes over while somebody is on leave. The clerk answers; nothing is refused."""

from __future__ import annotations

from hallclient.dialogs.choose import Choose, Option
from hallclient.dialogs.confirm import Confirm
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.screens.base import HallScreen
from hallclient.services import accounts, handover, leaving, questions

_MOST = 9


async def may_punch(screen: HallScreen, kind: str, half: str) -> bool:
    """Whether to punch: asks before a sign-in at a second window, and before going home with something open."""
    hall, actor = screen.app.hall, screen.app.actor
    if actor is None:
        return False
    if kind == "in":
        odd = questions.before_signing_in(hall, actor.code)
        return odd is None or bool(
            await screen.ask(Confirm(Message("{what} Sign in here all the same? It is noted.", what=odd)))
        )
    if kind == "out" and half == "pm":
        open_points = leaving.open_points(hall, actor)
        words = " ".join(say(point) for point in open_points)
        return not open_points or bool(
            await screen.ask(Confirm(Message("{points} Sign out all the same?", points=words)))
        )
    return True


async def hand_over_requests(screen: HallScreen, reason: Message) -> int:
    """Offer to hand the open requests to a substitute (AB岗), B first; returns how many were handed over."""
    hall, actor = screen.app.hall, screen.app.actor
    if actor is None:
        return 0
    own = [request for request in handover.open_of(hall, actor.code) if not request.pending]
    mine = len(own) + sum(not one.on_way for one in handover.parts_of(hall, actor.code))
    if not mine:
        return 0
    people = {person.code: person for person in accounts.everyone(hall) if person.active}
    backup = handover.suggested(hall, actor.code)
    others = [p for p in people.values() if p.code != actor.code and p.window is not None]
    others.sort(key=lambda p: (p.code != backup, p.department != actor.department, p.code))
    options = [Option("", Message("Nobody: I keep them"))]
    options += [Option(p.code, Message("{name} (B)", name=p.name) if p.code == backup else p.name) for p in others][
        : _MOST - 1
    ]
    to = await screen.ask(Choose[str](Message("Who takes over your {count} open requests?", count=mine), options))
    if not to:
        return 0
    done = handover.hand_over_all(hall, actor, to, say(reason))
    return len(done.requests) + len(done.parts)
