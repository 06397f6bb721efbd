"""Taking in a table: the file, what is wrong with it or what it would add, and then."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.consequences import Consequences, Line
from hallclient.dialogs.outcome import Outcome
from hallclient.rules.message import Message
from hallclient.screens import recounted
from hallclient.screens.ledgers import working
from hallclient.screens.typed_file import is_file, path_of

if TYPE_CHECKING:
    from pathlib import Path

    from hallclient.dialogs.working import Watch
    from hallclient.jobs.imports.outcome import Outcome as Imported
    from hallclient.jobs.imports.outcome import Problem
    from hallclient.screens.base import HallScreen
    from hallclient.screens.ledgers.choices import Choice

    _Base = HallScreen
else:
    _Base = object

_MOST_SHOWN = 20


class TakingIn(_Base):
    """For the screen's class."""

    async def take_in(self, choice: Choice) -> None:
        """Ask for the file, check it, and take it in after a yes: all of it, or the rows that hold."""
        words = Message("CSV or XLSX; the first row names the columns, in Chinese or English.")
        typed = await self.ask(
            AskText(choice.name, Message("File"), text=words, check=is_file, label_width=6, max_length=1000)
        )
        if typed is None:
            return
        path = path_of(typed)
        title = Message("{name}: {file}", name=choice.name, file=path.name)
        seen = await working.done(self, title, partial(self._read, choice, path, True))
        if not seen.added + seen.changed:
            await self.ask(Outcome(title, [Message("Nothing is taken in."), counts(seen)], [
                line for line, _ in _lines(seen)
            ]))  # fmt: skip
            return
        if not await self.ask(Consequences(_question(seen), [(counts(seen), False), *_lines(seen)])):
            self.tell(Message("Nothing was taken in."), "warn")
            return
        taken = await working.done(self, title, partial(self._read, choice, path, False))
        self.reload()
        if taken.recomputed:
            await self.ask(recounted.outcome(taken.recomputed))
        self.tell(_told(taken), "warn" if taken.problem_count else "done")

    def _read(self, choice: Choice, path: Path, dry_run: bool, watch: Watch) -> Imported:
        from hallclient.jobs.imports.run import import_file

        return import_file(
            self.app.hall, self.app.actor, choice.code, path, dry_run=dry_run, skip_bad=True, watch=watch
        )


def counts(seen: Imported) -> Message:
    """The figures in one sentence."""
    return Message("Read {read}: {added} added, {changed} changed, {same} the same.",
                   read=seen.read, added=seen.added, changed=seen.changed, same=seen.same)  # fmt: skip


def _told(taken: Imported) -> Message:
    """What came of it; where rows were left out, the file that has them, since they are still to be put right."""
    if taken.problem_file is None:
        return counts(taken)
    return Message("Taken in {count}; left out with {bad} mistakes: {file}",
                   count=taken.added + taken.changed, bad=taken.problem_count,
                   file=f"exports/{taken.problem_file.name}")  # fmt: skip


def _question(seen: Imported) -> Message:
    if seen.problem_count:
        return Message("Leave out {bad} mistakes and take in the other rows?", bad=seen.problem_count)
    return Message("Take in {count} rows?", count=seen.added + seen.changed)


def _lines(seen: Imported) -> Iterator[Line]:
    if seen.problem_file is not None:
        file = Message(
            "Mistakes, with their rows, to be put right and taken in: {file}",
            file=f"exports/{seen.problem_file.name}",
        )
        yield file, True
    for problem in seen.problems[:_MOST_SHOWN]:
        yield _line("Row {row}, {field}: {problem}", problem), True
    for remark in seen.remarks[:_MOST_SHOWN]:
        yield _line("Note, row {row}, {field}: {problem}", remark), False


def _line(pattern: str, one: Problem) -> Message:
    return Message(pattern, row=one.row, field=one.column or one.field, problem=one.message)
