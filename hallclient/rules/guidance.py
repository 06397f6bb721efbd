"""Where an applicant was sent (引导): the unit or window, whom to ask for there, and for which matter."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guidance:
    """``window`` for another window of this hall, else ``unit`` is another body. ``name`` and ``phone`` are whom
    to ask there."""

    unit: str = ""
    window: int | None = None
    name: str = ""
    phone: str = ""
    matter: str = ""
    floor: str = ""


@dataclass(frozen=True, slots=True)
class FromAbove:
    """What the body above said (上报件): ``body``, ``day`` (ISO) and ``document``, its number; of a matter that was
    only passed up, ``sent`` is the day and ``document`` the hall's own number."""

    body: str = ""
    day: str = ""
    document: str = ""
    sent: str = ""
