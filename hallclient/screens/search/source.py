"""The rows of the search: pages of a list of any length, cut by key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hallclient.services import request_lines, requests, search
from hallclient.services.hall import Hall
from hallclient.services.request_lines import Filter, Line
from hallclient.services.search import Counted, Match, Place
from hallclient.widgets.row_source import Piece

COUNTED = 1000
"""Rows that are counted; above, it is only said that there are more."""


class LineSource:
    """The requests of a list, newest first; where something is typed, those that match. Holds no rows."""

    def __init__(self, hall: Hall, typed: str, wanted: Filter) -> None:
        self._hall = hall
        self._sought = search.meant(hall, typed) if typed else None
        self._wanted = wanted
        self._count: Counted | None = None

    def fetch(self, *, after: Any = None, before: Any = None, last: bool = False, limit: int) -> Sequence[Match]:
        """See :class:`RowSource`."""
        up = last or before is not None
        if self._sought is not None:
            return self._matches(before if up else after, up, limit)
        if last:
            lines = request_lines.last_page(self._hall, self._wanted, limit)
        else:
            below, above = (place and place[1:] for place in (after, before))
            lines = request_lines.page(self._hall, self._wanted, limit, below, above)
        return [_listed(line) for line in lines]

    def _matches(self, start: Place | None, up: bool, limit: int) -> Sequence[Match]:
        assert self._sought is not None
        found = search.page(self._hall, self._sought, self._wanted, limit, start, up)
        while up and not found.rows and found.looked is not None:
            # Above there is something, or this is the beginning: an empty piece would tell neither.
            found = search.page(self._hall, self._sought, self._wanted, limit, found.looked, up)
        return found.rows if found.looked is None else Piece(found.rows, found.looked)

    def key(self, row: Match) -> Place:
        """Its place."""
        return row.place

    @property
    def counted(self) -> Counted:
        """How many rows there are, at most one more than :data:`COUNTED`."""
        if self._count is None:
            most = COUNTED + 1
            if self._sought is None:
                self._count = Counted(requests.count(self._hall, self._wanted, most), True)
            else:
                self._count = search.count(self._hall, self._sought, self._wanted, most)
        return self._count

    def count(self) -> int | None:
        """See :class:`RowSource`."""
        counted = self.counted
        return counted.count if counted.whole and counted.count <= COUNTED else None


def _listed(line: Line) -> Match:
    return Match(line, (0, *line.place))
