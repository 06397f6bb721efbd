"""A cell of the roster in few letters and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.rules.plan import ON_TOP, Assignment, Shift, shift_named
from hallclient.rules.terms import ROSTER
from hallclient.screens.hours.words import of_shift

KINDS: dict[str, tuple[str, Message, str]] = {
    "am": ("1", Message("roster:morning"), "#ffffff on #005f87"),
    "pm": ("2", Message("roster:afternoon"), "#ffffff on #005f87"),
    "day": ("3", Message("roster:day"), "#ffffff on #005f00"),
    "off": ("4", Message("roster:off"), "#d0d0d0 on #444444"),
    "noon": ("5", Message("roster:noon"), "bold #1c1c1c on #ffd75f"),
    "extended": ("6", Message("roster:extended"), "bold #1c1c1c on #ffaf5f"),
    "booked": ("7", Message("roster:booked"), "bold #1c1c1c on #d7afff"),
    "night": ("8", Message("roster:night"), "#ffffff on #5f5faf"),
}
"""Half → its key, its mark of two cells, its colours. In the order of the day."""

_LEGEND = {
    "am": Message("Morning"),
    "pm": Message("Afternoon"),
    "day": Message("Whole day"),
    "off": Message("Off"),
    "noon": Message("Lunch"),
    "extended": Message("Late hours"),
    "booked": Message("Appointment"),
    "night": Message("Nights"),
}
"""Words that leave room for all of them on one line."""

_ENGLISH = {
    "am": "AM", "pm": "PM", "day": "D ", "off": "- ", "noon": "L ", "extended": "X ", "booked": "B ", "night": "N ",
}  # fmt: skip
DEFAULT, REST = "· ", "  "
"""A day on which the hall's week holds, and one on which nobody has to be there."""


def mark(half: str) -> str:
    """The two cells of a kind."""
    message = KINDS[half][1]
    shown = say(message)
    return _ENGLISH[half] if shown == message.text else shown


def in_order(rows: Sequence[Assignment]) -> list[Assignment]:
    """What comes on top last."""
    places = list(KINDS)
    return sorted(rows, key=lambda row: places.index(row.half))


def words(day: date, rows: Sequence[Assignment], shifts: Sequence[Shift], names: Mapping[str, str]) -> list[Message]:
    """Each row of a cell in words."""
    return [_row(day, row, shifts, names) for row in in_order(rows)]


def _row(day: date, row: Assignment, shifts: Sequence[Shift], names: Mapping[str, str]) -> Message:
    found = ROSTER[row.half]
    shift = shift_named(row.shift, day, shifts) if row.shift else None
    if shift is not None:
        found = Message("{what} {name} {hours}", what=found, name=row.shift, hours=of_shift(shift))
    elif row.shift:
        found = Message("{what}: no shift “{name}” on that day", what=found, name=row.shift)
    if row.window is not None:
        found = Message("{what}, window {number}", what=found, number=row.window)
    if row.covers:
        found = Message("{what}, in place of {name}", what=found, name=names.get(row.covers, row.covers))
    return found


def legend() -> list[tuple[str, str, str]]:
    """Key, words and colours of each kind."""
    return [(key, say(_LEGEND[half]), style) for half, (key, _, style) in KINDS.items()]


__all__ = ["DEFAULT", "KINDS", "ON_TOP", "REST", "in_order", "legend", "mark", "words"]
