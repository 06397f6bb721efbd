"""What is asked for a cell of the roster: the shift of a duty, the window, whom somebody stands in for."""

from __future__ import annotations

from dataclasses import replace

from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.choose import Choose, Option
from hallclient.rules.message import Message
from hallclient.rules.plan import ON_TOP, WITH_SHIFT, Assignment
from hallclient.rules.terms import ROSTER
from hallclient.screens.base import HallScreen
from hallclient.screens.hours.words import of_shift
from hallclient.screens.roster import marks
from hallclient.screens.roster.sheet import Sheet
from hallclient.services.accounts import Person
from hallclient.services.roster_editing import Cell


def matches(person: Person, wanted: str) -> bool:
    """Whether a filter keeps a person: window, department, name or code."""
    plain = wanted.strip().lower()
    texts = (person.name, person.code, person.department)
    return not plain or plain == str(person.window) or any(plain in text.lower() for text in texts)


def of_the_day(sheet: Sheet, cell: Cell) -> list[Assignment]:
    """The rows of a cell that have a window: not a day off."""
    return [row for row in sheet.rows(cell) if row.half != "off"]


def with_hours(sheet: Sheet, cell: Cell) -> list[Assignment]:
    """The rows of a cell that have hours of their own: not a day off, not staying over lunch."""
    return [row for row in sheet.rows(cell) if row.half not in ("off", "noon")]


async def row(screen: HallScreen, sheet: Sheet, cell: Cell, half: str) -> Assignment | None:
    """The row that a key means; the shift is asked for where there are several. None where there is none."""
    if half not in WITH_SHIFT:
        return Assignment(half)
    there = [one for one in sheet.rows(cell) if one.half == half]
    if there:
        return there[0]
    choices = sheet.choices(half, cell[0])
    if not choices:
        none = Message("No shift of the kind “{kind}” on {day}: add one under hours (H).",
                       kind=ROSTER[half], day=cell[0].isoformat())  # fmt: skip
        screen.tell(none, "warn")
        return None
    names = [one.name for one in choices]
    name = sheet.chosen.get(half)
    if name not in names:
        options = [Option(one.name, f"{one.name} {of_shift(one)}") for one in choices]
        name = names[0] if len(names) == 1 else await screen.ask(Choose[str](ROSTER[half], options))
    if name is None:
        return None
    sheet.chosen[half] = name
    return Assignment(half, None, name)


async def shift(screen: HallScreen, sheet: Sheet, cell: Cell) -> bool:
    """Ask for another shift of the cell's last duty; True when it is marked."""
    row = marks.in_order(with_hours(sheet, cell))[-1]
    choices = sheet.choices(row.half if row.half in WITH_SHIFT else "ordinary", cell[0])
    options = [Option(one.name, f"{one.name} {of_shift(one)}") for one in choices]
    if row.half not in WITH_SHIFT:
        options.insert(0, Option("", Message("the hall's hours")))
    name = await screen.ask(Choose[str](ROSTER[row.half], options))
    if name is None:
        return False
    if row.half in WITH_SHIFT:
        sheet.chosen[row.half] = name
    sheet.mark({cell: tuple(replace(one, shift=name) if one == row else one for one in sheet.rows(cell))})
    return True


async def window(screen: HallScreen, sheet: Sheet, cell: Cell) -> bool:
    """Ask for the window of a cell; True when it is marked."""
    known = sorted(sheet.checker.windows)

    def check(text: str) -> Message | None:
        if not text.isdecimal() or int(text) not in known:
            return Message("Window {number} is not known; there are {windows}.", number=text,
                           windows=", ".join(map(str, known)))  # fmt: skip
        return None

    rows = of_the_day(sheet, cell)
    now = next((str(row.window) for row in rows if row.window is not None), "")
    words = Message("Empty: the person's own window.")
    asked = AskText(
        Message("Window"), Message("Number"), value=now, check=check, required=False, narrow=True, text=words
    )
    typed = await screen.ask(asked)
    if typed is None:
        return False
    number = int(typed) if typed else None
    sheet.mark({cell: tuple(replace(row, window=number) for row in rows)})
    return True


async def covers(screen: HallScreen, sheet: Sheet, cell: Cell) -> bool:
    """Ask for whom somebody stands in; True when it is marked. Who is stood in for is no longer expected then."""
    people = [one for one in sheet.checker.people.values() if one.active and one.code != cell[1]]

    def person(text: str) -> Person | None:
        found = [one for one in people if text in (one.code, one.name)]
        return found[0] if len(found) == 1 else None

    def check(text: str) -> Message | None:
        return None if person(text) else Message("Write the code or name of somebody else who works here.")

    rows = [row for row in of_the_day(sheet, cell) if row.half not in ON_TOP or row.shift]
    now = next((row.covers for row in rows if row.covers), "")
    words = Message("Code or name; empty: nobody. Who is stood in for counts as covered for these hours.")
    asked = AskText(Message("In place of"), Message("Person"), value=now, check=check, required=False, narrow=True,
                    text=words)  # fmt: skip
    typed = await screen.ask(asked)
    if typed is None:
        return False
    found = person(typed) if typed else None
    code = found.code if found is not None else ""
    sheet.mark({cell: tuple(replace(row, covers=code) if row in rows else row for row in sheet.rows(cell))})
    return True
