"""What the keys of the hand-over screen do: one request, a part of one, or everything at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.choose import Choose, Option
from hallclient.language import say
from hallclient.rules import lateness, roles
from hallclient.rules.message import Message
from hallclient.screens.hand_over import receivers
from hallclient.screens.lateness import ask_lateness
from hallclient.services import handover, request_actions
from hallclient.services.handover import HandedOver, Passing
from hallclient.widgets.row_list import ListSource, RowList

if TYPE_CHECKING:
    from hallclient.screens.base import HallScreen

    _Base = HallScreen
else:
    _Base = object


class PassingSteps(_Base):
    """For the hand-over screen."""

    list: RowList[Passing]
    source: ListSource[Passing]
    typed: dict[str, str]

    def called(self, code: str) -> str:
        """The name behind a code."""
        raise NotImplementedError

    @property
    def _me(self) -> str:
        return self.app.actor.code if self.app.actor else ""

    async def action_hand_over(self) -> None:
        """Choose who gets it, and say why. A part of a joint matter goes to a person."""
        row = self.list.row
        if row is None:
            return
        hall = self.app.hall
        options = receivers.people(hall, self._me) if row.part else receivers.everywhere(hall, self._me)
        to = await self.ask(Choose[tuple[str, str]](Message("Hand over to whom?"), options))
        if to is None:
            return
        label = next(option.label for option in options if option.value == to)
        name = self.called(to[1]) if to[0] == "to" else say(label)
        reason = await self.ask(AskText(Message("Hand over to {name}", name=name), Message("Reason"), max_length=60))
        if reason is None:
            return
        if row.part is not None:
            self._act(row, "assign", {"task": str(row.part.id), "to": to[1], "reason": reason})
        else:
            self._act(row, "hand-over", {to[0]: to[1], "reason": reason})
        self.tell(Message("{number} is handed to {name}.", number=row.request.short_number, name=name))

    def action_take_up(self) -> None:
        """It is one's own from now on."""
        row = self.list.row
        if row is not None:
            self._act(row, "take-up", _which(row))
            self.tell(Message("{number} is yours now.", number=row.request.short_number))

    async def action_give_back(self) -> None:
        """Not taken up by the one who was to get it, or called back by the one who gave it."""
        row = self.list.row
        if row is None:
            return
        number = row.request.short_number
        if not row.for_me:
            self._act(row, "recall", _which(row))
            self.tell(Message("{number} is called back.", number=number))
            return
        reason = await self.ask(AskText(Message("Return the request"), Message("Reason"), max_length=60))
        if reason is not None:
            self._act(row, "return", {**_which(row), "reason": reason})
            owner = row.part.owner if row.part else row.request.owner
            self.tell(Message("{number} goes back to {name}.", number=number, name=self.called(owner)))

    async def action_finish(self) -> None:
        """The part is done: its result."""
        row = self.list.row
        if row is None or row.part is None:
            return
        title = Message("{department}: the part is done", department=row.part.department)
        words = await self.ask(AskText(title, Message("Result of the part"), max_length=200))
        missed = lateness.part_missed(row.request, row.part, self.app.hall.clock.today())
        late = await ask_lateness(self, missed, row.part.owner) if words else None
        if words and late is not None:
            self._act(row, "finish-task", {"task": str(row.part.id), "words": words, **late})
            self.tell(Message("The part of {department} is done.", department=row.part.department))

    def _act(self, row: Passing, action: str, values: dict[str, str]) -> None:
        request = row.request
        request_actions.act(self.app.hall, self.app.actor, request.number, action, values, seen=request.version)
        self.typed.clear()
        self.reload()

    # -- everything at once

    def why_not_at_once(self, action: str) -> Message | None:
        """Why everything at once cannot be done now."""
        rows = self.source.rows
        own = [row for row in rows if not (row.for_me or row.on_way)]
        if action == "all" and not own:
            return Message("You have no open request to hand over.")
        if action == "take_up_all" and not any(row.for_me and row.to for row in rows):
            return Message("Nothing was handed to you in person.")
        return None

    async def action_all(self) -> None:
        """All of mine: the B post comes first, the reason is filled in."""
        await self._all_of(self._me)

    async def action_for_absent(self) -> None:
        """Of somebody who is away."""
        actor = self.app.actor
        if actor is None:
            return
        anybody = roles.may(actor.role, "review")
        options = receivers.absent(self.app.hall, actor.code, all_people=anybody)
        if not options:
            self.tell(Message("Nobody whose B post you are has open requests."), "warn")
            return
        owner = await self.ask(Choose[str](Message("Whose requests?"), options))
        if owner is not None:
            await self._all_of(owner)

    async def _all_of(self, owner: str) -> None:
        options: list[Option] = receivers.people(self.app.hall, owner)
        to = await self.ask(Choose[tuple[str, str]](Message("Hand everything over to whom?"), options))
        if to is None:
            return
        reason = await self.ask(
            AskText(
                Message("Hand everything over to {name}", name=self.called(to[1])),
                Message("Reason"),
                value=say(Message("B post stands in")),
                max_length=60,
            )
        )
        if reason is not None:
            self._handed(handover.hand_over_all(self.app.hall, self.app.actor, to[1], reason, owner))

    def _handed(self, done: HandedOver) -> None:
        from hallclient.screens import printing

        where = printing.hand_over_list(self, done)
        self.reload()
        count = len(done.requests) + len(done.parts)
        self.tell(Message("{count} handed to {name}; {where}", count=count, name=self.called(done.to), where=where))

    def action_take_up_all(self) -> None:
        """Everything that was handed to me in person."""
        taken = handover.take_up_all(self.app.hall, self.app.actor)
        self.reload()
        self.tell(Message("{count} are yours now.", count=len(taken)))


def _which(row: Passing) -> dict[str, str]:
    """Names the part where it is one, so that the request itself is not meant."""
    return {"task": str(row.part.id)} if row.part is not None else {}
