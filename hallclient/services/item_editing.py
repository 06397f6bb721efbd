"""Changing one item by hand: a new version, at once or from a day on, and withdrawing it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hallclient.errors import BadInput, Conflict, Refused
from hallclient.rules import item_check
from hallclient.rules.item import Item
from hallclient.rules.message import Message
from hallclient.services import accounts, catalogue
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall


def change(
    hall: Hall,
    actor: Actor | None,
    item: Item,
    starts: date | None = None,
    *,
    new: bool = False,
    seen: int | None = None,
) -> Item:
    """Store the item as a new version, in force from ``starts`` (None: at once); gives the item in force now.

    ``new`` refuses a code that is taken, ``seen`` is the version that was edited. Raises :class:`BadInput` with the
    first thing that does not hold, :class:`Conflict` when somebody else changed the item meanwhile.
    """
    actor = accounts.demand(actor, "administer")
    problem = next(iter(item_check.problems(item)), None)
    if problem is not None:
        raise BadInput(problem.message, Message("Put it right and save again; nothing was changed."))
    if starts is not None and starts < hall.clock.today():
        raise BadInput(
            Message("{day} has passed: a version begins today or later.", day=starts.isoformat()),
            Message("What applicants were told before stays as it was."),
        )
    with hall.write():
        have = {one.code: one for one in catalogue.everything(hall)}.get(item.code)
        if new and have is not None:
            raise Conflict(
                Message("There is an item with the code {code} already.", code=item.code),
                Message("Choose another code, or change that item."),
            )
        if seen is not None and have is not None and have.version != seen:
            raise Conflict(
                Message("The item {code} was changed by somebody else meanwhile.", code=item.code),
                Message("Look again, then decide; nothing was overwritten."),
            )
        catalogue.save(hall, actor.code, [item], starts)
        return catalogue.get(hall, item.code)


def withdraw(hall: Hall, actor: Actor | None, code: str, starts: date | None = None) -> Item:
    """Take the item off the catalogue from a day on (None: at once); requests under way stay as they are."""
    actor = accounts.demand(actor, "administer")
    item = catalogue.get(hall, code)
    if not item.active:
        raise Refused(
            Message("{name} is no longer on offer.", name=item.name), Message("Choose another item of the catalogue.")
        )
    return change(hall, actor, replace(item, active=False), starts, seen=item.version)
