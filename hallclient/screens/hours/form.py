"""Lines of a timetable, shift or week, read as the import reads a row of its file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from textual import events

from hallclient.dialogs.form import Form
from hallclient.jobs.imports.columns import Line
from hallclient.rules.message import Message
from hallclient.screens.typed_day import read_day
from hallclient.widgets.field import Field

Read = Callable[[Line], dict[str, Any]]
Check = Callable[[dict[str, Any]], tuple[str, Message] | None]
DAYS = ("from", "to")
_LABEL = 16


@dataclass(frozen=True, slots=True)
class Asked:
    """A field: its column in the import, its label, what stands there, and what may be typed."""

    key: str
    label: Message
    value: str = ""
    hint: Message | None = None
    width: int = 13


class RowForm(Form):
    """The texts by column, once the row holds; what is wrong is said at its field, and nothing typed is lost."""

    def __init__(
        self, title: Message, asked: Sequence[Asked], read: Read, today: date, *, text: Message | None = None,
        also: Check | None = None, typed: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        self._read, self._today, self._also = read, today, also
        fields = [
            Field(
                one.label,
                (typed or {}).get(one.key, one.value),
                id=one.key,
                width=one.width,
                label_width=_LABEL,
                hint=one.hint,
                narrow=True,
            )
            for one in asked
        ]
        super().__init__(title, fields, text=text)

    def on_mount(self, event: events.Mount) -> None:
        """Begin at the name where it is empty, else at the day from which the change holds."""
        event.prevent_default()
        self.query_one(".dialog").styles.width = 78
        begin = self.fields[0] if not self.fields[0].value else next(f for f in self.fields if f.id == DAYS[0])
        begin.focus()

    def action_take(self) -> None:
        """Take the row, or say at its field what is wrong."""
        texts = {str(field.id): field.value for field in self.fields}
        values, wrong = read_row(self._read, texts, self._today)
        if not wrong and self._also is not None:
            found = self._also(values)
            wrong = dict([found]) if found is not None else {}
        for field in self.fields:
            problem = wrong.get(str(field.id))
            if problem is not None:
                field.complain(problem)
                field.focus()
                return
        self.dismiss(texts)


def read_row(read: Read, texts: Mapping[str, str], today: date) -> tuple[dict[str, Any], dict[str, Message]]:
    """The values that a row of the import with these texts would give, and what is wrong with each field."""
    cells = dict(texts)
    for key in DAYS:
        typed = cells.get(key, "")
        day = read_day(typed, today, ahead=True) if typed else None
        cells[key] = day.isoformat() if day is not None else typed
    line = Line(1, cells)
    values = read(line)
    wrong: dict[str, Message] = {}
    for problem in line.problems:
        wrong.setdefault(problem.field, problem.message)
    return values, wrong
