"""Steps about who has the request, and what puts wrong things right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hallclient.dialogs.choose import Choose, Option
from hallclient.errors import Conflict
from hallclient.language import say
from hallclient.rules import checklist
from hallclient.rules.conditions import AGENT_UNNAMED
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.rules.terms import STATES

if TYPE_CHECKING:
    from hallclient.screens.request.steps import Steps

    _Base = Steps
else:
    _Base = object


class OwnerSteps(_Base):
    """For the request screen, before its everyday steps."""

    async def action_hand_over(self) -> None:
        """To a colleague, a window or a department, where somebody has to take it up."""
        from hallclient.screens.hand_over import receivers

        seen = self.request.version
        me = self.app.actor.code if self.app.actor else ""
        options = receivers.everywhere(self.app.hall, me)
        to = await self.ask(Choose[tuple[str, str]](Message("Hand over to"), options))
        if to is None:
            return
        label = next(option.label for option in options if option.value == to)
        name = self.name_of(to[1]) if to[0] == "to" else say(label)
        reason = await self._text(Message("Hand over to {name}", name=name), Message("Reason"))
        if reason is not None:
            self.act("hand-over", seen, **{to[0]: to[1], "reason": reason})
            self.tell(Message("Handed to {name}; it stays with you until it is taken up.", name=name))

    async def action_give_back(self) -> None:
        """Not taken up: back to the one who gave it."""
        seen = self.request.version
        reason = await self._text(Message("Return the request"), Message("Reason"))
        if reason:
            self._stays("return", seen, reason=reason)

    def action_recall(self) -> None:
        """Back to me before it was taken up."""
        self._stays("recall", self.request.version)

    def _stays(self, step: str, seen: int, **settings: str) -> None:
        parts = self.request.tasks
        after = self.act(step, seen, **settings)
        owner = next((part.owner for part in after.tasks if part not in parts), after.owner)
        self.tell(Message("It stays with {name}.", name=self.name_of(owner)))

    async def action_redirect(self) -> None:
        """Another window of the hall, or the competent body; whom to ask there. The guide slip is printed."""
        seen = self.request.version
        title = Message("Where is the applicant to go?")
        words = await self._where_to(title)
        if words is None:
            return
        for key, label in (("name", Message("Whom to ask there")), ("phone", Message("Phone"))):
            said = await self._text(title, label, required=False)
            if said is None:
                return
            words[key] = said
        late = await self.lateness()
        if late is not None:
            self._guided(seen, {**words, **late})

    async def _where_to(self, title: Message) -> dict[str, str] | None:
        """The window, or the body; what always goes to another body is not asked about."""
        from hallclient.services import windows

        request = self.request
        to: tuple[str, str] | None = ("unit", "")
        if request.kind != "handed_on":
            options = [
                Option(to, Message("Another body")),
                *(
                    Option(
                        ("window", str(one.number)),
                        Message("{number} {name} (window)", number=one.number, name=one.name),
                    )
                    for one in windows.every(self.app.hall)
                    if one.number != self.app.hall.config.window
                ),
            ]
            to = await self.ask(Choose[tuple[str, str]](title, options))
        if to is None or to[0] == "window":
            return None if to is None else {"window": to[1]}
        known = request.department if request.kind == "handed_on" else ""
        unit = await self._text(Message("Redirect: which body is competent?"), Message("Body"), value=known)
        return None if unit is None else {"unit": unit}

    def _guided(self, seen: int, words: dict[str, str]) -> None:
        guided = self.act("redirect", seen, **words).guided
        printing = Message("The paper is being printed.")
        self.tell(Message("Redirected to {unit}. {printing}", unit=guided.unit if guided else "", printing=printing))

    async def action_correct(self) -> None:
        """A wrong intake on one form, with one reason; what it said before is kept."""
        from hallclient.screens.request.correcting import CorrectForm

        seen = self.request.version

        def correct(changed: dict[str, str]) -> Request:
            return self.act("correct", seen, **changed)

        form = CorrectForm(self.app.hall, self.request, correct, self.typed, revealed=self.revealed)
        done = await self.ask(form)
        if isinstance(done, Conflict):
            raise done
        if done is not None:
            self.tell(Message("Corrected; what it said before is kept."))

    async def action_conditions(self) -> None:
        """One condition more or less, and why; what a notice has told stays."""
        from hallclient.services import catalogue

        seen, has = self.request.version, self.request.conditions
        title = Message("Change the conditions")
        item = catalogue.told(self.app.hall, self.request.item, self.request.item_version)
        if not item.conditions:
            self.tell(Message("The item knows no conditions."), "warn")
            return
        options = [
            Option(
                ("drop" if code in has else "add", code),
                Message("Drop: {name}", name=name) if code in has else Message("Add: {name}", name=name),
            )
            for code, name in item.conditions
        ]
        change = await self.ask(Choose[tuple[str, str]](title, options))
        reason = await self._text(title, Message("Reason")) if change is not None else None
        if change is not None and reason:
            after = self.act("conditions", seen, **{change[0]: change[1], "reason": reason})
            count = len(checklist.unmarked(after.materials))
            words = Message("Changed. {count} materials on the checklist have no mark (F4).", count=count)
            unnamed = after.agent_unnamed and change[0] == "add"
            self.tell(Message("{changed} {agent}", changed=words, agent=AGENT_UNNAMED) if unnamed else words)

    async def action_reopen(self) -> None:
        """Wrongly closed: it goes on where it stood."""
        seen = self.request.version
        reason = await self._text(Message("Reopen"), Message("Reason"))
        if reason:
            request = self.act("reopen", seen, reason=reason)
            self.tell(Message("Reopened: {state}.", state=STATES[request.state]))
