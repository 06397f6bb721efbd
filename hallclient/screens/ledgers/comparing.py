"""Comparing the province's list with the hall's requests."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from hallclient.dialogs.ask_fields import Asked, AskFields
from hallclient.dialogs.outcome import Outcome
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.rules.reconciliation import KINDS
from hallclient.rules.terms import STATES
from hallclient.screens import exporting
from hallclient.screens.ledgers import asked_period, working
from hallclient.screens.typed_file import is_file, path_of

if TYPE_CHECKING:
    from pathlib import Path

    from hallclient.dialogs.working import Watch
    from hallclient.jobs.export import Period
    from hallclient.jobs.reconcile import Reconciled
    from hallclient.screens.base import HallScreen
    from hallclient.screens.ledgers.choices import Choice

    _Base = HallScreen
else:
    _Base = object


class Comparing(_Base):
    """For the screen's class."""

    async def compare(self, choice: Choice) -> None:
        """Ask for the file and the period that it should have whole, show what differs, write it as files."""
        today = self.app.hall.clock.today()
        asked = (
            Asked("file", Message("File"), check=is_file, required=True),
            Asked("period", Message("Period that it has whole"), check=asked_period.check(today)),
        )
        words = Message("Without a period, nothing is said to be missing in the file.")
        typed = await self.ask(AskFields(choice.name, asked, text=words))
        if typed is None:
            return
        path = path_of(typed["file"])
        covered = asked_period.read(typed["period"], today)
        title = Message("{name}: {file}", name=choice.name, file=path.name)
        found, files = await working.done(self, title, partial(self._compared, path, covered))
        lines = [Message("Read {read} rows, {count} differences.", read=found.read, count=len(found.differences))]
        if files:
            lines.append(exporting.told(files))
        await self.ask(Outcome(title, lines, list(_lines(found)) or [Message("Everything agrees.")]))

    def _compared(self, path: Path, asked: Period | None, watch: Watch) -> tuple[Reconciled, list[Path]]:
        from hallclient.jobs.export import write_table
        from hallclient.jobs.reconcile import reconcile
        from hallclient.reports.reconcile import difference_table

        hall = self.app.hall
        found = reconcile(hall, path, asked)
        table = difference_table(found.differences, subtitle=path.name)
        stem = f"differences-{hall.clock.now():%Y%m%d-%H%M%S}"
        return found, write_table(hall, table, stem) if found.differences else []


def _lines(found: Reconciled) -> Iterator[Message]:
    for problem in found.problems:
        yield Message("Row {row}, {field}: {problem}", row=problem.row, field=problem.field, problem=problem.message)
    for one in found.differences:
        here = STATES.get(one.here)
        yield Message(
            "{what}: {number} {province_number}; here {here}, there {there}",
            what=KINDS[one.kind], number=one.number or "-", province_number=one.province_number or "-",
            here=say(here) if here else one.here or "-", there=one.there or "-",
        )  # fmt: skip
