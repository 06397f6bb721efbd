"""Who is at the window: locking, unlocking, signed in or away."""

from __future__ import annotations

import asyncio
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text

from hallclient.errors import HallError
from hallclient.language import sentences
from hallclient.rules.message import Message
from hallclient.screens.base import HallScreen
from hallclient.services.opening import open_now
from hallclient.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from textual.app import App

    from hallclient.services.accounts import Actor
    from hallclient.services.hall import Hall

    _Base = App[int]
else:
    _Base = object


class Presence(_Base):
    """For the application class."""

    hall: Hall
    """The open hall; an :class:`Opening` behind the first lock."""
    actor: Actor | None = None
    """The person who acts; None while the window is locked."""
    first: str | None = "desk"
    """The screen that is opened after the first unlocking."""
    standing: Message | str = ""
    away_since: datetime | None = None
    """When the clerk left the post; None at the post."""

    def action_lock(self) -> None:
        """Lock the window; what was typed stays behind the lock."""
        from hallclient.dialogs.unlock import Unlock

        code = self.actor.code if self.actor else ""
        self.actor = None
        note = self.hall.config.lock_note
        text = Message("{note}", note=note) if note else None
        self.push_screen(Unlock(self.verify, code=code, text=text), partial(self.unlocked, before=code))

    def verify(self, code: str, pin: str) -> Actor:
        """The person behind code and PIN; called in a thread."""
        hall = open_now(self.hall)
        from hallclient.services import accounts

        with hall.db.connection_context():
            return accounts.unlock(hall, code, pin)

    async def finish_opening(self) -> bool:
        """Open the hall and import the first screen, beside the keyboard; False ends the program."""
        try:
            self.hall = await asyncio.to_thread(self._open_beside)
        except HallError as error:
            self.exit(1, return_code=1, message=Text(sentences(error.message, error.remedy)))
            return False
        return True

    def _open_beside(self) -> Hall:
        hall = open_now(self.hall)
        from hallclient.screens import registry, standing  # noqa: F401 - what unlocking would wait for

        if self.first:
            registry.load(self.first)
        return hall

    def unlocked(self, actor: Actor | None, before: str = "") -> None:
        """Go on as ``actor``; ``before`` is the code of the person who locked the window."""
        if actor is None:
            return
        self.actor = actor
        self.hall = open_now(self.hall)
        if before and before != actor.code:
            # Another person does not see what the one before had open; drafts are in the database.
            while isinstance(self.screen, HallScreen):
                self.pop_screen()
        self.standing_changed()
        if self.first and not isinstance(self.screen, HallScreen):
            self.go(self.first)  # type: ignore[attr-defined]

    def standing_changed(self) -> None:
        """Read anew whether the clerk is signed in; call it after a punch."""
        if self.actor is not None:
            self.standing = self.read_standing(self.actor)
            self.away_since = self.read_away(self.actor)
        for bar in self.screen.query(TopBar):
            bar.update()

    def read_standing(self, actor: Actor) -> Message | str:
        """Signed in, away or signed out, with the time."""
        from hallclient.screens import standing

        return standing.read(self.hall, actor)

    def read_away(self, actor: Actor) -> datetime | None:
        """Since when the clerk is away from the post."""
        from hallclient.screens import standing

        return standing.away_since(self.hall, actor)

    def standing_now(self) -> Message | str:
        """The state with the minutes away as they run; longer than the limit is off the post (离岗)."""
        if self.away_since is None:
            return self.standing
        minutes = int((self.hall.clock.now() - self.away_since).total_seconds() // 60)
        if minutes > self.hall.config.off_post_minutes:
            return Message("! Off post {minutes} min", minutes=minutes)
        return Message("Away {minutes}/{limit} min", minutes=max(0, minutes), limit=self.hall.config.off_post_minutes)

    async def action_away(self) -> None:
        """Away from the post, with a reason, or back."""
        from hallclient.screens import standing

        actor, screen = self.actor, self.screen
        if actor is not None and isinstance(screen, HallScreen):
            reason: str | None = ""
            if not standing.is_away(self.hall, actor):
                from hallclient.screens.sign_in.reasons import why_away

                reason = await why_away(screen)
            if reason is None:
                return
            said = standing.toggle_away(self.hall, actor, reason)
            self.standing_changed()
            if screen.NAME == "sign_in":
                screen.reload()
            screen.tell(said)
            self.nudge_sync()  # type: ignore[attr-defined]
