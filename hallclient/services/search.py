"""Finding requests by number, name, item, or the last digits of identifier and phone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from db.queries import matches
from db.queries.match_branches import Sought
from db.queries.matches import Place
from hallclient.rules import identity, text
from hallclient.services import catalogue_search, request_lines
from hallclient.services.hall import Hall
from hallclient.services.request_lines import Filter, Line

__all__ = ["Place", "Sought"]

MOST_ITEMS = 20
EVERYTHING = Filter()
_COUNTED_THROUGH = 4_000
"""Matches that are looked through to count those that a list holds."""

_NUMBER = re.compile(r"[0-9A-Z-]*[0-9][0-9A-Z-]*")
_SHORT_NUMBER = re.compile(r"(\d{1,2})-(\d{1,4})|(\d{2})(\d{4})", re.ASCII)


class Match(NamedTuple):
    """A request that was found, and its place among the matches."""

    line: Line
    place: Place


class Found(NamedTuple):
    """Some matches. Where that are fewer than asked for because each had to be looked at, ``looked`` is the place up
    to which that was done, from where to go on; None where there are no more."""

    rows: list[Match]
    looked: Place | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """How many matches there are; ``whole`` tells whether all were looked at."""

    count: int
    whole: bool


def search(hall: Hall, wanted: str, limit: int = 50, narrowed: Filter = EVERYTHING) -> list[Line]:
    """Requests that match, the newest first; nothing for an empty text. Cut to ``limit`` where there are more, those
    last that are found by how their number begins."""
    found: list[Match] = []
    sought, start = meant(hall, wanted), None
    while len(found) < limit:
        part = page(hall, sought, narrowed, limit - len(found), start)
        found += part.rows
        start = part.looked
        if start is None:
            break
    return sorted((match.line for match in found), key=lambda line: line.place, reverse=True)


def meant(hall: Hall, wanted: str) -> Sought:
    """What a text may mean: the last four characters of an identifier or phone, the short number of a list (03-0012,
    also 3-12, and 030012 as the whole number ends), an identifier, the province's number, a number or its beginning,
    a phone number, a name by any of its characters, an item by name, alias or initials."""
    typed = text.one_line(wanted)
    if not typed:
        return Sought()
    hits = catalogue_search.find(hall, typed, MOST_ITEMS, withdrawn=True) if len(typed) > 1 else []
    codes = [hit.code for hit in hits]
    number = text.reference(typed)
    if not _NUMBER.fullmatch(number):
        return Sought(name=typed, items=tuple(codes))
    short = _SHORT_NUMBER.fullmatch(number)
    return Sought(
        name=typed,
        items=tuple(codes),
        tail=number if len(number) == 4 else "",
        short=f"{int(short[1] or short[3]):02}{int(short[2] or short[4]):04}" if short else "",
        id_number=text.identifier(number) if len(number) >= 4 else "",
        province=number,
        prefix=number,
        phone=phone if identity.check_phone(phone := text.phone(typed)) is None else "",
    )


def page(
    hall: Hall, sought: Sought, narrowed: Filter, limit: int, start: Place | None = None, up: bool = False
) -> Found:
    """The matches behind ``start``, the first ones without it; or (``up``) those right before it, without it the
    last ones. In the order of the list either way."""
    piece = matches.page(hall.db, sought, narrowed, limit, start, up)
    lines = {line.id: line for line in request_lines.by_ids(hall, [row for row, _ in piece.rows])}
    rows = [Match(lines[row], place) for row, place in piece.rows]
    return Found(rows[::-1] if up else rows, piece.looked)


def count(hall: Hall, sought: Sought, narrowed: Filter, most: int) -> Counted:
    """How many matches there are, counted no further than ``most``."""
    piece = matches.page(hall.db, sought, narrowed, most, most=_COUNTED_THROUGH)
    return Counted(len(piece.rows), piece.looked is None)
