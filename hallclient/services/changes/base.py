"""What the changes of a request share: their settings, their result, and the colleague that is named in one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from db.models.request import Request as Row
from db.models.staff import Staff
from db.queries import staff as staff_queries
from hallclient.errors import BadInput, Refused
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.services import accounts, windows
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall
from hallclient.services.windows import Window

Settings = Mapping[str, str]
Change = tuple[dict[str, Any], dict[str, Any]]
"""The columns that change, and the body of the journal entry."""

Changer = Callable[[Hall, Actor, Row, Request, Settings], Change]
"""Runs inside the transaction of the action, after the rules have allowed it."""


class Said(dict[str, str]):
    """The words of an action, which note what was looked at: what nobody asks for was meant otherwise."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__(words)
        self._read: set[str] = set()

    def __getitem__(self, key: str) -> str:
        self._read.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self._read.add(str(key))
        return super().__contains__(key)

    def get(self, key: str, default: Any = None) -> Any:
        """As of any mapping."""
        self._read.add(key)
        return super().get(key, default)

    @property
    def unread(self) -> tuple[str, ...]:
        """Keys with a word that nothing has looked at."""
        return tuple(key for key, word in self.items() if word and key not in self._read)


_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

TO_NOBODY: Mapping[str, Any] = {
    "pending_owner": "",
    "pending_window": None,
    "pending_department": "",
    "handed_by": "",
}
"""The columns of a request that is on its way to nobody."""


def needed(given: Settings, key: str) -> str:
    """The word that an action cannot do without. Raises :class:`BadInput`."""
    if not given.get(key):
        raise BadInput(Message("The action needs “{key}”.", key=key), Message("Give it with --set {key}=…", key=key))
    return given[key]


def listed(given: Settings, key: str) -> list[str]:
    """Codes with commas between them, full-width ones too."""
    return [code.strip() for code in given.get(key, "").replace("，", ",").split(",") if code.strip()]


def day_given(given: Settings, key: str) -> date:
    """The date ``YYYY-MM-DD`` that an action cannot do without. Raises :class:`BadInput`."""
    said = needed(given, key)
    try:
        # Other forms of the standard, such as 2026-W47-5, are slips here.
        if _DAY.fullmatch(said):
            return date.fromisoformat(said)
    except ValueError:
        pass
    raise BadInput(
        Message("“{text}” is not a date.", text=said), Message("Give it as --set {key}=2026-11-20.", key=key)
    )


def past_day(hall: Hall, given: Settings, key: str) -> date:
    """A date that has come: what is recorded has happened. Raises :class:`BadInput`."""
    day = day_given(given, key)
    if day > hall.clock.today():
        raise BadInput(
            Message("{day} has not come yet.", day=day.isoformat()),
            Message("Record it on that day, or give the day on which it happened."),
        )
    return day


def colleague(hall: Hall, code: str) -> Staff:
    """The person who shall have the request, and who still works here."""
    person = staff_queries.get(hall.db, code)
    if person is None:
        raise accounts.unknown_staff(code)
    if not person.active:
        raise Refused(
            Message("{name} does not work here any more.", name=person.name), Message("Hand it to another person.")
        )
    return person


def window_given(hall: Hall, text: str) -> Window:
    """The window of the hall that is named by its number. Raises :class:`BadInput`."""
    known = {window.number: window for window in windows.every(hall)}
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number not in known:
        raise BadInput(
            Message("“{text}” is not a window of this hall.", text=text),
            Message("Windows are {windows}.", windows=", ".join(map(str, known)) or "-"),
        )
    return known[number]
