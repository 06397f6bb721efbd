"""The windows of the hall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from db.queries import windows as queries
from hallclient.errors import BadInput
from hallclient.rules import text
from hallclient.rules.message import Message
from hallclient.services import accounts, journal
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall

LARGEST = 99
"""Request numbers have two digits for the window."""


@dataclass(frozen=True, slots=True)
class Window:
    """A window by the number on its sign; the name may be empty. ``kind`` is general (综合) or special (专窗, for
    ``departments``)."""

    number: int
    name: str
    floor: str = ""
    phone: str = ""
    kind: str = "general"
    departments: tuple[str, ...] = ()
    shared: bool = False
    """Two people may be signed in at it at once."""

    @property
    def title(self) -> str:
        """As papers and the journal name it: ``3号窗口综合``."""
        return f"{self.number}号窗口{self.name}"


def titles(hall: Hall) -> dict[int, Message]:
    """What each window is called: its number and, where it has one, its name."""
    names = {hall.config.window: hall.config.window_name} | {window.number: window.name for window in every(hall)}
    return {number: title(number, name) for number, name in names.items()}


def title(number: int, name: str = "") -> Message:
    """What a window is called."""
    return (
        Message("#{number} {name}", number=number, name=name) if name else Message("Window {number}", number=number)
    )


def every(hall: Hall) -> tuple[Window, ...]:
    """All windows that are known here, by number."""
    return tuple(
        Window(
            row.number, row.name, row.floor, row.phone, row.kind, accounts.split(row.departments), bool(row.shared)
        )
        for row in queries.every(hall.db)
    )


def save(
    hall: Hall, actor: Actor | None, number: int, values: Mapping[str, str], shared: bool | None = None
) -> Window:
    """Add a window or change what is named of it; for the administrator. Raises :class:`BadInput`."""
    actor = accounts.demand(actor, "administer")
    if number > LARGEST:
        raise BadInput(
            Message("There is no window {number}.", number=number),
            Message("Give a number from 1 to {most}.", most=LARGEST),
        )
    cleaned: dict[str, str | bool] = {name: text.one_line(value) for name, value in values.items()}
    if "phone" in cleaned:
        cleaned["phone"] = text.phone(str(cleaned["phone"]))
    if shared is not None:
        cleaned["shared"] = shared
    with hall.write():
        queries.save(hall.db, {"number": number, **cleaned})
        found = next(window for window in every(hall) if window.number == number)
        journal.record(hall, actor.code, "window", "window", str(number), row=asdict(found))
    return found
