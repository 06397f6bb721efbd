"""Questions before a punch. The clerk answers; nothing is refused."""

from __future__ import annotations

from hallclient.dialogs.confirm import Confirm
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.screens.base import HallScreen
from hallclient.services import leaving, questions


async def may_punch(screen: HallScreen, kind: str) -> bool:
    """Whether to punch: asks before a sign-in at a second window, before going home with something open, and before
    lunch with somebody waiting."""
    hall, actor = screen.app.hall, screen.app.actor
    if actor is None:
        return False
    if kind == "in":
        odd = questions.before_signing_in(hall, actor.code)
        return odd is None or bool(
            await screen.ask(Confirm(Message("{what} Sign in here all the same? It is noted.", what=odd)))
        )
    if kind == "out":
        open_points = leaving.open_points(hall, actor, leaving.going(hall, actor, hall.clock.now()).home)
        words = " ".join(say(point) for point in open_points)
        return not open_points or bool(
            await screen.ask(Confirm(Message("{points} Sign out all the same?", points=words)))
        )
    return True
