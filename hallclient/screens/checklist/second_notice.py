"""One more notice on the screen: its cause, what is new, why it was not seen, and a supervisor's own PIN."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.choose import Choose, Option
from hallclient.dialogs.unlock import Unlock
from hallclient.rules import checklist, once
from hallclient.rules.message import Message
from hallclient.rules.once import Second
from hallclient.rules.request import Request
from hallclient.services import accounts, notices
from hallclient.services.accounts import Actor

if TYPE_CHECKING:
    from hallclient.screens.base import HallScreen

    _Base = HallScreen
else:
    _Base = object

_TITLE = Message("A second notice")


class SecondNotice(_Base):
    """For the screen's class."""

    _number: str

    async def ask_grounds(self, request: Request) -> tuple[Second, Actor] | None:
        """The grounds and the supervisor who agrees; None where the clerk gives up."""
        cause = await self.ask(Choose[str](_TITLE, self._causes(), text=self._overlooked(request)))
        if cause is None:
            return None
        what = await self.ask(AskText(_TITLE, Message("What is new"), check=once.refuse_words, max_length=300))
        if what is None:
            return None
        why = await self.ask(
            AskText(_TITLE, Message("Why not seen the first time"), check=once.refuse_words, max_length=300,
                    label_width=20)
        )  # fmt: skip
        if why is None:
            return None
        agreed = await self.ask(
            Unlock(
                self._supervisor,
                title=Message("A supervisor agrees"),
                text=Message("A second notice needs a supervisor: code and own PIN."),
                leave=True,
            )
        )
        return (Second(cause, what, why), agreed) if isinstance(agreed, Actor) else None

    def _causes(self) -> list[Option]:
        return [Option(code, words) for code, words in once.CAUSES.items()]

    def _overlooked(self, request: Request) -> Message:
        """Which materials no earlier notice asked for."""
        wanted = {material.code: material.name for material in checklist.open_materials(request.materials)}
        earlier = notices.of_request(self.app.hall, self._number)
        fresh = once.not_asked_before(earlier, wanted)
        if not fresh:
            return Message("The earlier notice asked for every one of these materials: is what is wrong now new?")
        since = once.not_on_checklist_before(earlier, fresh)
        if since:
            return Message(
                "Came onto the checklist after the earlier notice, with a condition: {names}. A new fact, unless the "
                "condition could have been seen then.",
                names="、".join(wanted[code] for code in since),
            )
        return Message(
            "The earlier notice did not ask for: {names}. What could have been seen then is an oversight.",
            names="、".join(wanted[code] for code in fresh),
        )

    def _supervisor(self, code: str, pin: str) -> Actor:
        """The person with the PIN, who may agree. Runs in a thread with a connection of its own."""
        hall = self.app.hall
        with hall.db.connection_context():
            return accounts.demand(accounts.unlock(hall, code, pin), "agree_second")
