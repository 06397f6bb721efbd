"""What a supervisor enters: a patrol check, paper sign-ins after a power cut."""

from __future__ import annotations

import re
from datetime import date, datetime

from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.choose import Choose, Option
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.rules.terms import PUNCHES
from hallclient.screens.base import HallScreen
from hallclient.services import accounts, paper_punches, patrols
from hallclient.services.accounts import Person

_SEEN = (
    Option((True, True), Message("At the post, badge worn")),
    Option((True, False), Message("At the post, no badge")),
    Option((False, None), Message("Not at the post")),
    Option((True, None), Message("At the post, badge not looked at")),
)
KINDS = ("in", "out", "in", "out")
_TIME = re.compile(r"(\d{1,2})[:：]?(\d{2})", re.ASCII)


def person_of(text: str, people: list[Person]) -> Person | None:
    """The person meant: by code, by name, or the only one of a window."""
    plain = text.strip()
    exact = [p for p in people if plain in (p.code, p.name)]
    at = [p for p in people if plain.isdecimal() and p.window == int(plain)]
    found = exact or (at if len(at) == 1 else [])
    return found[0] if len(found) == 1 else None


async def ask_person(screen: HallScreen, title: Message) -> Person | None:
    """Code, name or window, as it comes to the tongue on the floor."""
    people = [person for person in accounts.everyone(screen.app.hall) if person.active]

    def check(text: str) -> Message | None:
        return None if person_of(text, people) else Message("Write a code, a name, or the window of one person.")

    typed = await screen.ask(AskText(title, Message("Person"), check=check, narrow=True))
    return person_of(typed, people) if typed is not None else None


async def patrol(screen: HallScreen) -> bool:
    """Note what is seen of a person; True when it is kept."""
    person = await ask_person(screen, Message("Patrol check"))
    if person is None:
        return False
    seen = await screen.ask(
        Choose[tuple[bool, bool | None]](Message("{name}: what is seen?", name=person.name), _SEEN)
    )
    if seen is None:
        return False
    patrols.check(screen.app.hall, screen.app.actor, person.code, present=seen[0], badge=seen[1])
    screen.tell(Message("The check of {name} is kept.", name=person.name))
    return True


def read_times(text: str, day: date) -> list[datetime] | None:
    """``0825 1131 1325 1702`` in order, at most four; ``-`` where the paper has none (left out); None for others."""
    found: list[datetime] = []
    for part in re.split(r"[\s,，、;；]+", text.strip()):
        time = _TIME.fullmatch(part)
        if time is None or int(time[1]) > 23 or int(time[2]) > 59:
            return None
        found.append(datetime.combine(day, datetime.min.time()).replace(hour=int(time[1]), minute=int(time[2])))
    return found if 1 <= len(found) <= len(KINDS) and found == sorted(set(found)) else None


async def paper(screen: HallScreen, today: date) -> bool:
    """Enter the paper sign-ins of a person and day, in, out, in, out; True when they are kept."""
    from hallclient.screens.supervise.board import day_of

    def check_day(text: str) -> Message | None:
        day = day_of(text)
        if day is None:
            return Message("Write the date like 2026-11-20.")
        return Message("That day has not come yet.") if day > today else None

    typed = await screen.ask(
        AskText(Message("Paper sign-ins"), Message("Date"), value=today.isoformat(), check=check_day, narrow=True)
    )
    day = day_of(typed) if typed is not None else None
    kept = 0
    while day is not None:
        person = await ask_person(screen, Message("Paper sign-ins of {day}", day=day.isoformat()))
        if person is None:
            break
        kept += await _paper_of(screen, person, day)
    if kept:
        screen.tell(Message("Paper sign-ins kept: {count}, marked as such.", count=kept))
    return bool(kept)


async def _paper_of(screen: HallScreen, person: Person, day: date) -> int:
    kinds = " ".join(say(PUNCHES[kind]) for kind in KINDS)

    def check(text: str) -> Message | None:
        if read_times(text, day) is None:
            return Message("Write one to four times in order, such as 0825 1131 1325 1702.")
        return None

    words = Message("{name}: {kinds}", name=person.name, kinds=kinds)
    typed = await screen.ask(AskText(Message("Paper sign-ins"), Message("Times"), text=words, check=check))
    times = read_times(typed, day) if typed is not None else None
    if not times:
        return 0
    return paper_punches.enter(screen.app.hall, screen.app.actor, person.code, list(zip(KINDS, times, strict=False)))
