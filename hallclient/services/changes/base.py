"""What the changes of a request share: their settings, their result, and the colleague that is named in one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from db.models.request import Request as Row
from db.models.staff import Staff
from db.queries import staff as staff_queries
from hallclient.errors import BadInput, Refused
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.services import accounts
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall

Settings = Mapping[str, str]
Change = tuple[dict[str, Any], dict[str, Any]]
"""The columns that change, and the body of the journal entry."""

Changer = Callable[[Hall, Actor, Row, Request, Settings], Change]
"""Runs inside the transaction of the action, after the rules have allowed it."""


def needed(given: Settings, key: str) -> str:
    """The word that an action cannot do without. Raises :class:`BadInput`."""
    if not given.get(key):
        raise BadInput(Message("The action needs “{key}”.", key=key), Message("Give it with --set {key}=…", key=key))
    return given[key]


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
