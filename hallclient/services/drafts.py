"""Drafts: what is typed for an applicant is kept at once, parked (挂起) when the applicant goes away, and taken
up again; a crash loses nothing. A draft is never counted as received and is listed at the close of the day.

Edits of an item of the catalogue are kept in the same way; their ``subject`` names the item."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from db.models.draft import Draft as Row
from db.queries import drafts as queries
from hallclient.errors import NotFound
from hallclient.rules.masking import hall_name
from hallclient.rules.message import Message
from hallclient.rules.text import clean
from hallclient.services import accounts, journal
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall


@dataclass(frozen=True, slots=True)
class Draft:
    """``form`` holds the fields as typed; ``parked_at`` is None for one that was being typed."""

    id: int
    staff: str
    label: str
    form: Mapping[str, str]
    saved_at: datetime
    parked_at: datetime | None

    @property
    def shown(self) -> str:
        """The applicant as lists show them: people masked, organisations not; empty where no name stands yet."""
        return self.label if self.form.get("id_type") == "uscc" else hall_name(self.label)

    @property
    def visit(self) -> int | None:
        """The visit of the applicant, where it has begun."""
        typed = self.form.get("visit", "")
        return int(typed) if typed.isdecimal() else None


def of_item(code: str) -> str:
    """The subject of edits of an item; ``code`` is empty for a new one."""
    return f"item:{code}"


def every(hall: Hall, subject: str = "") -> list[Draft]:
    """The drafts of this terminal, oldest first: those of applicants, or those of a ``subject``."""
    return [_value(hall, row) for row in queries.every(hall.db, hall.terminal, subject)]


def of_visitors(hall: Hall) -> dict[int, list[Draft]]:
    """Visit → its drafts, the one typed last first: of this terminal, and what was set aside at others."""
    found: dict[int, list[Draft]] = {}
    for row in (*queries.every(hall.db, hall.terminal), *queries.parked_elsewhere(hall.db, hall.terminal)):
        draft = _value(hall, row)
        if draft.visit is not None:
            found.setdefault(draft.visit, []).append(draft)
    return {visit: sorted(those, key=lambda draft: draft.saved_at, reverse=True) for visit, those in found.items()}


def get(hall: Hall, ident: int) -> Draft:
    """One draft. Raises :class:`NotFound`."""
    row = queries.get(hall.db, ident)
    if row is None:
        raise NotFound(Message("The draft is gone."), Message("Another window of this program has taken it up."))
    return _value(hall, row)


def save(
    hall: Hall,
    actor: Actor | None,
    form: Mapping[str, str],
    ident: int | None = None,
    *,
    park: bool = False,
    subject: str = "",
) -> int:
    """Keep what has been typed; ``park`` sets it aside under the name in the form. Returns its id."""
    actor = accounts.demand(actor, "administer" if subject else "receive")
    now = hall.clock.now()
    values = {
        "terminal": hall.terminal,
        "staff": actor.code,
        "label": clean(form.get("name", "")),
        "form": json.dumps(dict(form)),
        "saved_at": now,
        "parked_at": now if park else None,
        "subject": subject,
    }
    with hall.write():
        row = queries.save(hall.db, ident, values)
        if park:
            journal.record(hall, actor.code, "park", "draft", str(row))
    return row


def discard(hall: Hall, ident: int) -> None:
    """Forget a draft: it was received, or thrown away on purpose."""
    with hall.write():
        queries.remove(hall.db, ident)


def _value(hall: Hall, row: Row) -> Draft:
    local = hall.clock.local
    return Draft(
        row.id,
        row.staff,
        row.label,
        json.loads(row.form),
        local(row.saved_at),
        local(row.parked_at) if row.parked_at else None,
    )
