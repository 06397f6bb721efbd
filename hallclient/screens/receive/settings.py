"""What a key of its own sets on the receiving screen: paper, agent, green channel, channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.choose import Choose, Option
from hallclient.rules.message import Message
from hallclient.rules.terms import CHANNELS, ID_TYPES, STATES

if TYPE_CHECKING:
    from hallclient.rules.request import Request
    from hallclient.screens.base import HallScreen
    from hallclient.screens.receive.form import ReceiveForm

    _Base = HallScreen
else:
    _Base = object


class Settings(_Base):
    """For the screen's class."""

    form: ReceiveForm
    _found: list[Request]

    async def action_paper(self) -> None:
        """Choose the type of paper."""
        options = [Option(code, words) for code, words in ID_TYPES.items()]
        chosen = await self.ask(Choose(Message("Which paper?"), options))
        if chosen is not None:
            self.form.set_type(chosen)
            self._look_up()
            self._keep_soon()

    async def action_channel(self) -> None:
        """Choose how the request came."""
        options = [Option(code, words) for code, words in CHANNELS.items()]
        chosen = await self.ask(Choose(Message("How did it come?"), options))
        if chosen is not None:
            self.form.channel = chosen
            self.form.show_settings()
            self._keep_soon()

    async def action_green(self) -> None:
        """Ask for the reason of priority."""
        reason = await self.ask(
            AskText(
                Message("Green channel"),
                Message("Reason"),
                value=self.form.green,
                text=Message("Such as old age, disability, pregnancy, serving soldier. Empty: no priority."),
                required=False,
            )
        )
        if reason is not None:
            self.form.green = reason
            self.form.show_settings()
            self._keep_soon()

    def action_agent(self) -> None:
        """Show the agent's fields with the cursor in them, or empty and hide them."""
        form = self.form
        on = not form.has_class("-agent")
        form.open_agent(on)
        self._tick_agent()
        if on:
            form.agent_name.focus()
        else:
            for field in (form.agent_name, form.agent_number, form.agent_phone):
                field.value = ""
            form.phone.focus()
        self._keep_soon()

    def fill_in(self) -> None:
        """Name and phone of a returning applicant from the last request, where the fields are empty. What is filled
        in is marked, so that the next key takes its place."""
        last, filled = self._found[0].applicant, False
        for field, value in ((self.form.name_field, last.name), (self.form.phone, last.phone)):
            if value and not field.value:
                field.value, filled = value, True
                field.input.action_select_all()
        if filled:
            self._keep_soon()
            self.tell(Message("Filled in from the request of {day}.", day=self._found[0].received_on.isoformat()))

    async def action_earlier(self) -> None:
        """The earlier requests with this number; the chosen one is opened, and the form stays behind it."""
        options = [
            Option(
                request.number,
                Message(
                    "{day} {item}, {state}",
                    day=request.received_on.isoformat(),
                    item=request.item_name,
                    state=STATES[request.state],
                ),
            )
            for request in self._found
        ]
        number = await self.ask(Choose(Message("Earlier requests of this applicant"), options))
        if number is not None:
            self._keep_soon()
            self.app.go("request", number=number)

    if TYPE_CHECKING:

        def _look_up(self) -> None: ...
        def _keep_soon(self) -> None: ...
        def _tick_agent(self) -> None: ...
