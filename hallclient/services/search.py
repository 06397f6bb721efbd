"""Finding requests by number, name, item, or the last digits of identifier and phone."""

from __future__ import annotations

import re

from db.queries import grams
from db.queries import request_pages as pages
from db.queries import requests as queries
from hallclient.rules import text
from hallclient.services import catalogue_search, request_lines
from hallclient.services.hall import Hall
from hallclient.services.request_lines import Filter, Line

MOST_ITEMS = 20
LOOKED_THROUGH = 2000
EVERYTHING = Filter()
_NUMBER = re.compile(r"[0-9A-Z-]*[0-9][0-9A-Z-]*")
_SHORT_NUMBER = re.compile(r"(\d{2})-(\d{4})")


def search(hall: Hall, wanted: str, limit: int = 50, narrowed: Filter = EVERYTHING) -> list[Line]:
    """Requests that match, the newest first; nothing for an empty text. Where they are ``narrowed``, the newest
    :data:`LOOKED_THROUGH` matches of each kind are looked through.

    Tried in this order, and cut to ``limit`` in it: the last four characters of an identifier or phone, the
    short number of a list (03-0012), an identifier, the province's number, a number or its beginning, a name by any
    of its characters, an item by name, alias or initials.
    """
    typed = text.one_line(wanted)
    if not typed:
        return []
    if narrowed == EVERYTHING:
        ids = _matches(hall, typed, limit)
    else:
        found = _matches(hall, typed, LOOKED_THROUGH)
        fitting = set(pages.among(hall.db, found, narrowed))
        ids = [row for row in found if row in fitting]
    return request_lines.by_ids(hall, ids[:limit])


def _matches(hall: Hall, typed: str, limit: int) -> list[int]:
    """Ids of at most so many matches of each kind, each of them once."""
    found: list[int] = []
    number = text.reference(typed)
    if _NUMBER.fullmatch(number):
        found += _by_number(hall, number, limit)
    found += _by_name(hall, typed, limit)
    if len(typed) > 1:
        codes = [hit.code for hit in catalogue_search.find(hall, typed, MOST_ITEMS)]
        found += queries.ids_of_items(hall.db, codes, limit) if codes else []
    return list(dict.fromkeys(found))


def _by_number(hall: Hall, number: str, limit: int) -> list[int]:
    found = queries.ids_where_tail(hall.db, number, limit) if len(number) == 4 else []
    short = _SHORT_NUMBER.fullmatch(number)
    if short:
        found += queries.by_short_number(hall.db, short[1] + short[2], limit)
    if len(number) >= 4:
        whole = queries.Filter(id_number=text.identifier(number))
        found += pages.ids(hall.db, whole, limit)
    found += [ident for ident, _ in queries.with_province_number(hall.db, number, limit)]
    return found + queries.ids_from_number(hall.db, number, limit)


def _by_name(hall: Hall, typed: str, limit: int) -> list[int]:
    ids = grams.rows_with(hall.db, typed, limit)
    wanted = grams.letters(typed)
    return [row for row, name in queries.names(hall.db, ids) if wanted in grams.letters(name)]
