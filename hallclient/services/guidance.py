"""首问引导: somebody asked where the matter is not handled and is sent to the right place in writing. The duty of the
person first asked (首问责任) is met by this, so it is recorded with unit, name, phone and matter, and counted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta

from db.queries import guidance as queries
from hallclient.rules import text
from hallclient.rules.guidance import Guidance
from hallclient.services import accounts, journal
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall


@dataclass(frozen=True, slots=True)
class Guided:
    """Somebody was sent on: from ``window`` by ``staff``, to where ``to`` says. ``number`` is the request that was
    redirected, empty for a guide slip without one; ``first_asked`` who was asked first."""

    at: datetime
    window: int
    staff: str
    first_asked: str
    to: Guidance
    number: str = ""


@dataclass(frozen=True, slots=True)
class FirstAsked:
    """What a person was asked first at a window in a period: ``requests`` that were received, of which ``elsewhere``
    are with somebody else now; ``slips`` without a request; and how many of all were sent to another window or body
    because the matter is not handled there."""

    window: int
    staff: str
    requests: int
    slips: int
    to_windows: int
    to_bodies: int
    elsewhere: int

    @property
    def asked(self) -> int:
        """How many people asked this person first."""
        return self.requests + self.slips

    @property
    def not_own(self) -> int:
        """How many of them came with a matter that is handled elsewhere."""
        return self.to_windows + self.to_bodies


def record(hall: Hall, actor: Actor | None, to: Guidance) -> datetime:
    """Record that somebody was sent on with a slip and without a request; gives the moment."""
    actor = accounts.demand(actor, "receive")
    at = hall.clock.now()
    subject = f"{to.window:02d}" if to.window is not None else "body"
    with hall.write():
        told = {key: text.one_line(value) if isinstance(value, str) else value for key, value in asdict(to).items()}
        body = {**told, "window": hall.config.window, "to": to.window}
        journal.record(hall, actor.code, "guide", "guidance", subject, body)
    return at


def listing(hall: Hall, first: date, last: date) -> list[Guided]:
    """Everybody who was sent on from ``first`` to ``last``, both included, in the order of time."""
    begin, end = _moments(hall, first, last)
    found = [_slip(hall, *row) for row in queries.slips(hall.db, begin, end)]
    for row in queries.redirected(hall.db, begin, end):
        at, staff, words, number, window, item, guided, asked = row
        # A request that was reopened has lost where it was sent; the list of refusals has not.
        to = Guidance(**json.loads(guided)) if guided else Guidance(unit=words, matter=item)
        found.append(Guided(hall.clock.local(at), window, staff, asked, to, number))
    return sorted(found, key=lambda one: (one.at, one.number))


def first_asked(hall: Hall, first: date, last: date, guided: Iterable[Guided]) -> list[FirstAsked]:
    """By window and person; ``guided`` is the listing of the same days."""
    slips, to_windows, to_bodies = Counter[tuple[int, str]](), Counter[tuple[int, str]](), Counter[tuple[int, str]]()
    for one in guided:
        key = (one.window, one.first_asked)
        slips[key] += not one.number
        (to_bodies if one.to.window is None else to_windows)[key] += 1
    asked = {
        (window, staff): (count, gone) for window, staff, count, gone in queries.asked_first(hall.db, first, last)
    }
    found = []
    for key in sorted({*asked, *to_windows, *to_bodies}):
        requests, elsewhere = asked.get(key, (0, 0))
        found.append(FirstAsked(*key, requests, slips[key], to_windows[key], to_bodies[key], elsewhere))
    return found


def _slip(hall: Hall, at: datetime, staff: str, body: str) -> Guided:
    """Entries of earlier versions have the windows only."""
    told = json.loads(body)
    words = {key: told.get(key, "") for key in ("unit", "name", "phone", "matter", "floor")}
    return Guided(hall.clock.local(at), told["window"], staff, staff, Guidance(window=told["to"], **words))


def _moments(hall: Hall, first: date, last: date) -> tuple[datetime, datetime]:
    return (
        hall.clock.at(datetime.combine(first, time())),
        hall.clock.at(datetime.combine(last + timedelta(days=1), time())),
    )
