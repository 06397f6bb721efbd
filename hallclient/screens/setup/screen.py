"""The first start: a demo to look around in, or the own hall in one form."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from textual.timer import Timer
from textual.widget import Widget

from hallclient.dialogs.choose import Choose, Option
from hallclient.dialogs.notice import Notice
from hallclient.errors import HallError
from hallclient.jobs.setup import Plan
from hallclient.language import sentences
from hallclient.rules.message import Message
from hallclient.screens.base import HallScreen
from hallclient.screens.setup import checks
from hallclient.screens.setup.explained_field import ExplainedField
from hallclient.screens.setup.making import make_demo, make_hall
from hallclient.screens.setup.tick import Tick
from hallclient.widgets.field import Field
from hallclient.widgets.keys import Key

_BUSY = Message("Please wait: the hall is being made.")


class SetupScreen(HallScreen):
    """Ends its application with the home of the hall that was made, with None where nobody wants one."""

    NAME = "setup"
    HEADING = Message("Set up")
    HELP = (Message("Everything that is asked for here can be changed later by the administrator."),)
    CSS_PATH = "screen.tcss"
    KEYS = (
        Key("ctrl+s", "make", Message("Make the hall"), Message("Make the hall from the form."), second="alt+s"),
        Key("ctrl+r", "choose", Message("Demo or hall"), Message("Choose again."), second="alt+r"),
        Key("escape", "back", Message("Back"), Message("Choose again, or leave."), second="ctrl+g"),
    )

    def __init__(self) -> None:
        super().__init__()
        self.busy = False
        self._pulse: Timer | None = None
        self._seconds = 0

    def body(self) -> Iterable[Widget]:
        """The form, every field with its explanation."""
        self.hall = ExplainedField(
            Message("Hall"), id="hall", required=True, max_length=60,
            hint=Message("Full name as on the sign; it stands on every paper."),
        )  # fmt: skip
        self.code = ExplainedField(
            Message("Hall code"), id="hall-code", required=True, narrow=True, max_length=12, check=checks.hall_code,
            hint=Message("Area code such as 370784; every request number begins with it."),
        )  # fmt: skip
        self.window = ExplainedField(
            Message("Window"), "1", id="window", required=True, narrow=True, max_length=2, check=checks.window,
            hint=Message("Number of the window where this computer stands, 1 to 99."),
        )  # fmt: skip
        self.window_name = ExplainedField(
            Message("Window name"), id="window-name", max_length=20,
            hint=Message("Such as general or social insurance; may stay empty."),
        )  # fmt: skip
        self.admin = ExplainedField(
            Message("Admin code"), "1000", id="admin", required=True, narrow=True, max_length=32,
            hint=Message("Staff code with which the administrator unlocks the window."),
        )  # fmt: skip
        self.admin_name = ExplainedField(
            Message("Admin name"), id="admin-name", required=True, max_length=60,
            hint=Message("Name of the administrator, who takes in staff and catalogue."),
        )  # fmt: skip
        self.pin = ExplainedField(
            Message("PIN"), id="pin", required=True, password=True, narrow=True, max_length=64, check=checks.pin,
            hint=Message("At least 4 characters; kept only as a digest, nobody can read it."),
        )  # fmt: skip
        self.again = ExplainedField(
            Message("PIN again"), id="pin-again", required=True, password=True, narrow=True, max_length=64,
            check=self._same, hint=Message("The same once more, against slips of the finger."),
        )  # fmt: skip
        self.shared = ExplainedField(
            Message("Shared file"), id="shared", max_length=300,
            hint=Message("Optional: file in a network folder through which windows share figures."),
        )  # fmt: skip
        self.sample = Tick(
            Message("Catalogue"), Message("sample catalogue"),
            Message("More than 70 common items, to be checked against the local guide."), ticked=True,
        )  # fmt: skip
        self.fields: tuple[Field, ...] = (
            self.hall, self.code, self.window, self.window_name, self.admin, self.admin_name, self.pin, self.again,
            self.shared,
        )  # fmt: skip
        yield from self.fields
        yield self.sample

    def on_mount(self) -> None:
        """Ask first what is wanted."""
        super().on_mount()
        self.hall.focus()
        self.call_after_refresh(self.app.run_action, "choose", self)

    def _same(self, text: str) -> Message | None:
        return None if text == self.pin.value else Message("The two PINs differ.")

    # -- which keys

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """One hall at a time."""
        return _BUSY if self.busy else None

    def on_field_changed(self, event: Field.Changed) -> None:
        """Look after the folder in a thread: a network folder may be slow."""
        if event.field is self.shared:
            self.run_worker(self._look, group="look", exclusive=True, exit_on_error=False)
        if event.field is self.pin and self.again.value:
            self.again.recheck()

    async def _look(self) -> bool:
        typed = self.shared.value
        problem = await asyncio.to_thread(checks.shared_file, typed)
        if self.is_attached and typed == self.shared.value:
            self.shared.complain(problem)
        return problem is None

    async def on_tick_done(self, event: Tick.Done) -> None:
        """Enter after the last line."""
        await self.app.run_action("make", self)

    # -- actions

    async def action_choose(self) -> None:
        """Demo or own hall."""
        options = [
            Option("demo", Message("Look around in a demo hall with 60 days of made-up work (PIN 0000)")),
            Option("hall", Message("Set up this window of our hall")),
        ]
        text = Message("There is no hall in {folder} yet.", folder=str(self.app.home.folder))
        chosen = await self.ask(Choose[str](Message("Welcome"), options, text=text))
        if chosen == "demo":
            await self._run(None)
        elif chosen is None:
            self.app.exit(None)
        else:
            self.hall.focus()

    async def action_back(self) -> None:
        """Back to the choice; what was typed stays."""
        await self.action_choose()

    async def action_make(self) -> None:
        """Make the hall, or say which field is not right."""
        for field in self.fields:
            if (problem := field.problem) is not None:
                field.complain(problem)
                field.focus()
                self.tell(problem, "error")
                return
        if not await self._look():
            self.shared.focus()
            self.tell(Message("The shared file cannot be used as it is; correct it or leave it empty."), "error")
            return
        await self._run(
            Plan(
                hall=self.hall.value,
                hall_code=self.code.value,
                window=int(self.window.value),
                admin=self.admin.value,
                admin_name=self.admin_name.value,
                pin=self.pin.input.value,
                window_name=self.window_name.value,
                shared_file=self.shared.value,
                sample_catalogue=self.sample.ticked,
            )
        )

    async def _run(self, plan: Plan | None) -> None:
        """Make a hall (None: the demo) in a thread; an error is said, and the form stays."""
        self.busy, self._seconds = True, 0
        self._tick()
        self._pulse = self.set_interval(1.0, self._tick)
        self.refresh_keys()
        try:
            if plan is not None:
                home, news = self.app.home, await asyncio.to_thread(make_hall, self.app.home, plan)
            else:
                home, news = await asyncio.to_thread(make_demo)
        except HallError as error:
            self.tell(sentences(error.message, error.remedy), "error")
        except OSError as error:
            self.tell(Message("The data folder cannot be written: {detail}.", detail=str(error)), "error")
        else:
            self._pulse.stop()
            if news is not None:
                await self.ask(
                    Notice(
                        news,
                        Message("It is in the folder {folder}.", folder=str(home.folder)),
                        title=Message("The hall is made"),
                    )
                )
            self.app.exit(home)
        finally:
            self.busy = False
            self._pulse.stop()
            self.refresh_keys()

    def _tick(self) -> None:
        self.tell(Message("The hall is being made ... {seconds} s", seconds=self._seconds), "warn")
        self._seconds += 1
