"""Steps that belong to some kinds of requests: in one sitting, in parts, to and from the body above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hallclient.dialogs.choose import Choose, Option
from hallclient.dialogs.confirm import Confirm
from hallclient.language import say
from hallclient.rules import lateness
from hallclient.rules.kinds import kind_of
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.rules.task import Task, unfinished
from hallclient.screens.lateness import ask_lateness

if TYPE_CHECKING:
    from hallclient.screens.request.steps import Steps

    _Base = Steps
else:
    _Base = object


class KindSteps(_Base):
    """For the request screen, before its everyday steps."""

    async def action_sitting(self) -> None:
        """即办: accepted, decided and delivered at once; one key and a yes."""
        seen = self.request.version
        question = Message("Grant it and hand it out now? It is accepted, decided and delivered in one step.")
        if not await self.ask(Confirm(question)):
            return
        late = await self.lateness()
        if late is not None:
            self.act("sitting", seen, result="granted", to=say(Message("the applicant")), **late)
            self.tell(Message("Decided in one sitting and handed out. The applicant may rate: R."))

    async def action_to_promised(self) -> None:
        """It cannot be decided in one sitting: why, and by when."""
        seen = self.request.version
        title = Message("Give a promised limit")
        reason = await self._text(title, Message("Why not in one sitting"))
        if reason is None:
            return
        default = str(self.app.hall.config.instant_days)
        days = await self._text(title, Message("Days promised"), value=default, narrow=True)
        if days is not None:
            request = self.act("to-promised", seen, reason=reason, days=days)
            self.tell(Message("It has a promised limit of {days} days now.", days=request.promised_days))

    async def action_decide(self) -> None:
        """The result; what the body above decided is recorded with its document."""
        if not kind_of(self.request.kind).from_above:
            await super().action_decide()
            return
        seen = self.request.version
        result = await self._result()
        if result is None:
            return
        words: dict[str, str] = {"result": result}
        known = self.request.above.body if self.request.above else ""
        today = self.app.hall.clock.today().isoformat()
        asked: list[tuple[str, Message, str]] = [
            ("body", Message("Body above"), known),
            ("document", Message("Number of its document"), ""),
            ("date", Message("Date of the decision"), today),
        ]
        if result != "granted":
            asked.append(("reason", Message("Reason"), ""))
        for key, label, value in asked:
            said = await self._text(Message("Result of the body above"), label, value=value)
            if said is None:
                return
            words[key] = said
        late = await self.lateness()
        if late is not None:
            self._tell_decided(self.act("decide", seen, **words, **late))

    async def action_pass_up(self) -> None:
        """To the body above, with the number of the hall's letter."""
        seen = self.request.version
        body = await self._text(Message("Pass up"), Message("Body above"))
        if body is None:
            return
        document = await self._text(Message("Pass up"), Message("Number of our letter"), required=False)
        if document is not None:
            self.act("pass-up", seen, body=body, document=document)
            self.tell(Message("Passed up to {body}.", body=body))

    async def action_assign(self) -> None:
        """A joint matter goes to every department that takes part; others go to a person."""
        if not kind_of(self.request.kind).in_parts:
            await super().action_assign()
            return
        from hallclient.errors import BadInput, Refused

        seen = self.request.version
        try:
            self._tell_parts(self.act("assign", seen))
        except (BadInput, Refused):
            # The item names nobody else: one department by hand.
            await self._part_by_hand(seen)

    async def _part_by_hand(self, seen: int) -> None:
        title = Message("A part of this joint matter")
        department = await self._text(title, Message("Department"))
        if department is None:
            return
        owner = await self._colleague(Message("Who does the part?"), myself=True)
        if owner is None:
            return
        due = self.request.promised_due or self.request.statutory_due
        day = await self._text(title, Message("Due on"), value=due.isoformat() if due else "", required=False)
        if day is not None:
            self._tell_parts(self.act("assign", seen, department=department, owner=owner, due=day))

    def _tell_parts(self, request: Request) -> None:
        names = "、".join(task.department for task in unfinished(request.tasks))
        self.tell(Message("With the departments: {departments}.", departments=names))

    async def action_finish_task(self) -> None:
        """A part of mine is done."""
        seen = self.request.version
        me = self.app.actor.code if self.app.actor else ""
        mine = [task for task in unfinished(self.request.tasks) if task.owner == me]
        task = await self._one_of(mine)
        if task is None:
            return
        words = await self._text(
            Message("{department}: the part is done", department=task.department), Message("Result of the part")
        )
        missed = lateness.part_missed(self.request, task, self.app.hall.clock.today())
        late = await ask_lateness(self, missed, task.owner) if words else None
        if words and late is not None:
            self.act("finish-task", seen, task=str(task.id), words=words, **late)
            self.tell(Message("The part of {department} is done.", department=task.department))

    async def _one_of(self, tasks: list[Task]) -> Task | None:
        if len(tasks) < 2:
            return tasks[0] if tasks else None
        options: list[Any] = [Option(task, Message("{name}", name=task.department)) for task in tasks]
        return await self.ask(Choose[Task](Message("Which part?"), options))
