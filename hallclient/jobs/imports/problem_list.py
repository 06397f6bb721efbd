"""What is wrong in the rows of a file, as a file of its own that opens in a spreadsheet program.

Beside each problem stands the row as it was, under the same headers: put right there, the list can be imported as
it is, for columns that the import does not know are left alone.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from hallclient.exports.csv_file import harmless
from hallclient.files import write_atomically
from hallclient.jobs.imports.columns import Column, Line, Problem
from hallclient.language import current, say
from hallclient.rules.message import Message
from hallclient.rules.text import clean
from hallclient.services.hall import Hall

_LONG = 12
"""Digits from which spreadsheet programs show a number as 1.1E+17."""

MOST_KEPT = 1000
"""Problems that are told one by one; the file has them all."""


class ProblemList:
    """Takes lines with problems; ``first`` are the first of these, ``count`` says how many there are, ``path`` where
    they are written, None while there are none."""

    def __init__(self, path: Path, titles: Mapping[str, str]) -> None:
        self.first: list[Problem] = []
        self.count = 0
        self.rows = 0
        self.path: Path | None = None
        self._wanted = path
        self._titles = titles
        self._stack = ExitStack()
        self._writer: Any = None

    def add(self, line: Line) -> None:
        """Note the problems of a line."""
        self.first += line.problems[: max(0, MOST_KEPT - len(self.first))]
        self.count += len(line.problems)
        self.rows += 1
        if self._writer is None:
            self._begin(line)
        said = "；".join(f"{problem.column or problem.field}: {say(problem.message)}" for problem in line.problems)
        self._writer.writerow([line.row, harmless(clean(said)), *(_cell(text) for text in line.cells.values())])

    def _begin(self, line: Line) -> None:
        self.path = self._wanted
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = self._stack.enter_context(write_atomically(self.path))
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        self._stack.callback(text.detach)
        self._writer = csv.writer(text, lineterminator="\r\n")
        self._writer.writerow(
            [say(Message("Row")), say(Message("What is wrong")), *(self._titles.get(key, key) for key in line.cells)]
        )


@contextmanager
def problem_list(hall: Hall, kind: str, digest: str, columns: Sequence[Column] = ()) -> Iterator[ProblemList]:
    """The list of a file (by its digest) in the folder of exports: whole when the block ends, not there when it
    fails. Without problems there is none."""
    titles = {column.key: column.chinese for column in columns} if current() == "zh_CN" else {}
    found = ProblemList(hall.home.exports / f"import-{kind}-{digest[:8]}.csv", titles)
    with found._stack:
        yield found


def _cell(text: str) -> str:
    """A spreadsheet program would keep fifteen digits of a resident number once the list is put right and saved."""
    return f"'{text}" if len(text) >= _LONG and text.isdecimal() else harmless(text, number=False)
