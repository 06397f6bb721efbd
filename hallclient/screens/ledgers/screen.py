"""台账: reports written as files, old ledgers and tables taken in, the province's list compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.containers import Container
from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.ask_fields import Asked, AskFields
from hallclient.errors import BadInput
from hallclient.language import say
from hallclient.rules import roles
from hallclient.rules.message import Message
from hallclient.screens import exporting
from hallclient.screens.base import HallScreen
from hallclient.screens.ledgers import asked_period, working
from hallclient.screens.ledgers.choices import CHOICES, EXPORT, IMPORT, WAYS, Choice
from hallclient.screens.ledgers.comparing import Comparing
from hallclient.screens.ledgers.taking_in import TakingIn
from hallclient.screens.supervise import period
from hallclient.widgets.cells import cell_len, safe
from hallclient.widgets.columns import Column
from hallclient.widgets.keys import Key
from hallclient.widgets.row_list import Cell, ListSource, RowList

if TYPE_CHECKING:
    from pathlib import Path

    from hallclient.jobs.export import Period
    from hallclient.services.hall import Hall


_FORMATS = "csv,xlsx"
"""For a program and for people; a page of a year's ledger takes minutes more, and no browser shows it well."""


class LedgersScreen(TakingIn, Comparing, HallScreen):
    """A line each; Enter asks for the period or the file."""

    NAME = "ledgers"
    HEADING = Message("Ledgers and tables")
    CSS_PATH = "screen.tcss"
    HELP = (
        Message(
            "What is written goes to the folder “exports” of the hall: CSV, XLSX, a page to print, JSON. Personal "
            "data is masked."
        ),
        Message(
            "A file is checked before anything is taken in. What does not hold is listed with its rows in a file "
            "that a spreadsheet program opens; put right, that file can be taken in itself. The same file again adds "
            "nothing."
        ),
        Message("The catalogue of items has a screen of its own (C on the desk)."),
    )
    KEYS = (Key("enter", "run", Message("Go"), Message("Write the report, or take in or compare a file.")),)

    def __init__(self) -> None:
        super().__init__()
        self._source: ListSource[Choice] = ListSource(CHOICES, key=lambda one: f"{one.way} {one.code}")
        self._about = Static("", id="about")
        columns = (
            Column(Message("What to do"), max(cell_len(say(word)) for word in WAYS.values())),
            Column(Message("Ledger or table"), least=20),
            Column(Message("For whom"), 16, optional=1),
        )
        self.list: RowList[Choice] = RowList(
            self._source, columns, self._cells, id="choices", empty=Message("Nothing is taken in.")
        )

    def body(self) -> Iterable[Widget]:
        """The list, and what the highlighted line is for."""
        with Container(id="list"):
            yield self.list
        yield self._about

    def on_mount(self) -> None:
        """The keys go to the list."""
        super().on_mount()
        self.list.focus()

    def reload(self) -> None:
        """Nothing changes but who may do what."""
        self.list.reload()
        self._tell_about()

    def subject(self) -> str | None:
        """No request."""
        return None

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """What is taken in changes the hall: not everybody may."""
        row = self.list.row
        if action == "run" and row is not None and not self._may(row):
            return roles.why_not(row.permission)
        return super().reason_disabled(action, parameters)

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """The words follow the cursor."""
        super().on_row_list_highlighted(event)
        self._tell_about()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter."""
        self.app.call_next(self.run_action, "run")

    async def action_run(self) -> None:
        """Ask what is needed, then do it."""
        row = self.list.row
        if row is None:
            return
        if row.way == EXPORT:
            await self._write(row)
        elif row.way == IMPORT:
            await self.take_in(row)
        else:
            await self.compare(row)

    async def _write(self, choice: Choice) -> None:
        today = self.app.hall.clock.today()
        asked = (
            Asked(
                "period",
                Message("Period"),
                period.around(choice.around, today).text,
                asked_period.check(today),
                required=True,
            ),
            Asked("formats", Message("Formats"), _FORMATS, _are_formats, required=True),
        )
        typed = await self.ask(AskFields(choice.name, asked, text=Message("Formats are csv, xlsx, html and json.")))
        found = asked_period.read(typed["period"], today) if typed is not None else None
        if typed is None or found is None:
            return
        title = Message("Writing: {name}, {period}", name=choice.name, period=found.text)
        work = partial(_written, self.app.hall, choice.code, found, typed["formats"])
        self.tell(exporting.told(await working.done(self, title, work)))

    def _cells(self, one: Choice) -> Sequence[Cell]:
        whom = {"": Message("Everybody"), "administer": Message("Administrator")}
        words = (WAYS[one.way], one.name, whom.get(one.permission, Message("Supervisor")))
        return [say(word) if self._may(one) else (say(word), "dim") for word in words]

    def _may(self, one: Choice) -> bool:
        actor = self.app.actor
        return not one.permission or (actor is not None and roles.may(actor.role, one.permission))

    def _tell_about(self) -> None:
        self._about.update(safe(say(self.list.row.about) if self.list.row else ""), layout=False)


def _are_formats(text: str) -> Message | None:
    from hallclient.exports.formats import choose

    try:
        choose(text)
    except BadInput as error:
        return error.message
    return None


def _written(hall: Hall, report: str, found: Period, formats: str, watch: object) -> list[Path]:
    from hallclient.exports.formats import choose
    from hallclient.jobs.export import export

    return export(hall, report, found, choose(formats), hall.home.exports)
