"""The same case in the province's system (省平台): who else has its number."""

from __future__ import annotations

from db.queries import requests as queries
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.services.hall import Hall

_MOST = 5


def twice(hall: Hall, request: Request) -> Message | None:
    """The warning for a number that another request has too. It stops nothing: one case there may be two here."""
    if not request.province_number:
        return None
    found = queries.with_province_number(hall.db, request.province_number, _MOST)
    others = [number for _, number in found if number != request.number]
    if not others:
        return None
    return Message(
        "The number {number} stands on other requests too: {others}.",
        number=request.province_number,
        others=", ".join(others),
    )
