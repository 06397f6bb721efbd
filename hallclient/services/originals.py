"""What a request said before it was put right: kept as it was, readable, never changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.models.request import Request as Row
from db.queries import originals as queries
from hallclient.services import accounts, requests
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall
from hallclient.services.journal import plain


@dataclass(frozen=True, slots=True)
class Original:
    """The old values of the columns that changed, with who changed them, when and why. Personal data."""

    at: datetime
    staff: str
    name: str
    action: str
    reason: str
    values: Mapping[str, Any]


def keep(hall: Hall, actor: Actor, row: Row, action: str, old: Mapping[str, Any], reason: str) -> None:
    """Keep the values that are about to change; in the transaction that changes them."""
    queries.add(
        hall.db,
        {
            "terminal": hall.terminal,
            "request": row.id,
            "action": action,
            "staff": actor.code,
            "at": hall.clock.now(),
            "reason": reason,
            "body": json.dumps(plain(old), ensure_ascii=False, sort_keys=True),
        },
    )


def of_request(hall: Hall, number: str) -> list[Original]:
    """What a request said before, the oldest first. Raises :class:`NotFound`."""
    names = accounts.names(hall)
    return [
        Original(
            hall.clock.local(row.at), row.staff, names.get(row.staff, row.staff), row.action, row.reason,
            json.loads(row.body),
        )
        for row in queries.of_request(hall.db, requests.row_of(hall, number).id)
    ]  # fmt: skip
