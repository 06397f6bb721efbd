"""The rows of the search: pages of a list of any length, cut by key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hallclient.services import request_lines, requests
from hallclient.services.hall import Hall
from hallclient.services.request_lines import Filter, Line, Place

COUNTED = 1000
"""Rows that are counted; above, it is only said that there are more."""


class LineSource:
    """The requests of a list, newest first. Holds nothing but the filter."""

    def __init__(self, hall: Hall, wanted: Filter) -> None:
        self._hall = hall
        self._wanted = wanted
        self._count: int | None = None

    def fetch(self, *, after: Any = None, before: Any = None, last: bool = False, limit: int) -> Sequence[Line]:
        """See :class:`RowSource`."""
        if last:
            return request_lines.last_page(self._hall, self._wanted, limit)
        return request_lines.page(self._hall, self._wanted, limit, after, before)

    def key(self, row: Line) -> Place:
        """Day of receipt and id."""
        return row.place

    @property
    def counted(self) -> int:
        """How many rows there are, at most one more than :data:`COUNTED`."""
        if self._count is None:
            self._count = requests.count(self._hall, self._wanted, COUNTED + 1)
        return self._count

    def count(self) -> int | None:
        """See :class:`RowSource`."""
        return self.counted if self.counted <= COUNTED else None
