"""Taking in a workbook from the catalogue: the file, what is wrong with it or what it would change, and then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.confirm import Confirm
from hallclient.dialogs.outcome import Outcome
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.screens.typed_file import is_file, path_of

if TYPE_CHECKING:
    from pathlib import Path

    from hallclient.jobs.imports.outcome import Outcome as Imported
    from hallclient.jobs.imports.outcome import Problem
    from hallclient.screens.base import HallScreen

    _Base = HallScreen
else:
    _Base = object

_WRONG = Message("Row {row}, {field}: {problem}")
_NOTE = Message("Note, row {row}, {field}: {problem}")


class TakingIn(_Base):
    """For the screen's class."""

    async def action_take_in(self) -> None:
        """Ask for the file, show what would change, take it in after a yes."""
        written = sorted(self.app.hall.home.exports.glob("items-*.xlsx"))
        typed = await self.ask(
            AskText(
                Message("Take in a workbook"), Message("File"), value=str(written[-1]) if written else "",
                check=is_file, label_width=6, max_length=1000,
            )
        )  # fmt: skip
        if typed is None:
            return
        path = path_of(typed)
        seen = await self.in_thread(self._read, path, True)
        counts = Message("Read {read}: {added} added, {changed} changed, {same} the same.",
                         read=seen.read, added=seen.added, changed=seen.changed, same=seen.same)  # fmt: skip
        if not seen.imported:
            refused = Message("Nothing was taken in; put these right in the file. All problems: {file}",
                              file=str(seen.problem_file))  # fmt: skip
            await self.ask(Outcome(Message("What is wrong"), [refused], list(_lines(seen))))
            return
        await self.ask(Outcome(Message("What would change"), [counts], list(_lines(seen))))
        if seen.added + seen.changed and await self.ask(Confirm(Message("Take in {file}?", file=path.name))):
            await self.in_thread(self._read, path, False)
            self.reload()
            self.tell(counts)

    def _read(self, path: Path, dry_run: bool) -> Imported:
        from hallclient.jobs.imports.run import import_file

        return import_file(self.app.hall, self.app.actor, "items", path, dry_run=dry_run)


def _lines(seen: Imported) -> Iterator[str]:
    from hallclient.jobs.item_difference import lines, plain

    for pattern, found in ((_WRONG, seen.problems), (_NOTE, seen.remarks)):
        yield from (_line(pattern, one) for one in found)
    for change in seen.changes:
        yield from lines(plain(change))


def _line(pattern: Message, one: Problem) -> str:
    return say(Message(pattern.text, row=one.row, field=one.column or one.field, problem=one.message))
