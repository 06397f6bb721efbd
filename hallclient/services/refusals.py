"""否定事项报备: every refusal of acceptance, redirection and refused decision, listed for the supervisor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from db.models.request import Request as Row
from db.queries import refusals as queries
from hallclient.services import accounts
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall

ACTIONS = ("refuse", "redirect", "decide")
MOST = 1000
"""A period with more shows the newest."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A “no” that was said: by whom, to what (``action``), with which words; and the request that it was said to.

    ``authorisation`` is the number of the authorisation that it was decided under; ``state`` what the request is now.
    """

    at: datetime
    staff: str
    staff_name: str
    action: str
    words: str
    authorisation: str
    number: str
    terminal: str
    window: int
    department: str
    item_name: str
    name: str
    organisation: bool
    state: str

    @property
    def short_number(self) -> str:
        """Window and serial (03-0012), as lists show it."""
        tail = self.number.rsplit("-", 1)[-1]
        return f"{tail[:2]}-{tail[2:]}"


def is_refusal(action: str, values: Mapping[str, Any]) -> bool:
    """Whether a step with these new columns says “no”."""
    return action in ("refuse", "redirect") or (action == "decide" and values.get("result") == "refused")


def columns(hall: Hall, actor: Actor, request: int, action: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of it."""
    return {
        "terminal": hall.terminal,
        "request": request,
        "at": hall.clock.now(),
        "staff": actor.code,
        "action": action,
        "words": " ".join(filter(None, (values.get("result_reason", ""), values.get("legal_basis", "")))),
        "authorisation": values.get("authorisation", ""),
    }


def note(hall: Hall, actor: Actor, row: Row, action: str, values: Mapping[str, Any]) -> None:
    """Put a “no” on the list; in the transaction of the step."""
    if is_refusal(action, values):
        queries.add(hall.db, columns(hall, actor, row.id, action, values))


def listing(hall: Hall, first: date, last: date, limit: int = MOST) -> list[Refusal]:
    """What was refused from ``first`` to ``last``, both included, the newest first."""
    begin = hall.clock.at(datetime.combine(first, time()))
    end = hall.clock.at(datetime.combine(last + timedelta(days=1), time()))
    names = accounts.names(hall)
    found = []
    for at, staff, *rest in queries.between(hall.db, begin, end, limit):
        values = dict(zip(queries.COLUMNS[2:], rest, strict=True))
        values["organisation"] = bool(values["organisation"])
        found.append(Refusal(hall.clock.local(at), staff, names.get(staff, staff), **values))
    return found
