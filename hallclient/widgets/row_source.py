"""Where the rows of a list come from."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Generic, Protocol, TypeVar

R = TypeVar("R")


class Piece(list[R]):
    """Fewer rows than were asked for, though there may be more: finding them would have taken too long. ``on`` is the
    key from where to go on."""

    def __init__(self, rows: Iterable[R], on: Hashable) -> None:
        super().__init__(rows)
        self.on = on


class RowSource(Protocol[R]):
    """Where the rows come from. Rows are frozen values; the order is that of their keys."""

    def fetch(self, *, after: Any = None, before: Any = None, last: bool = False, limit: int) -> Sequence[R]:
        """At most ``limit`` rows, in the order shown.

        ``after`` a key: the rows that follow it. ``before`` a key: the rows right before it. ``last``: the end
        of the list. None of them: its beginning. Fewer rows are the end of the list that way, unless they are
        a :class:`Piece`; ``before`` and ``last`` give at least one row where there is one.
        """
        ...

    def key(self, row: R) -> Hashable:
        """What the pages are cut by and the cursor is kept on; unique."""
        ...

    def count(self) -> int | None:
        """How many rows there are; None where counting would cost too much."""
        ...


class ListSource(Generic[R]):
    """Rows that are in memory already; for lists that are short by their nature."""

    def __init__(self, rows: Iterable[R] = (), key: Callable[[R], Hashable] = lambda row: row) -> None:  # type: ignore[assignment,return-value]
        self._key = key
        self._places: dict[Hashable, int] = {}
        self.set(rows)

    def set(self, rows: Iterable[R]) -> None:
        """Take other rows; call :meth:`RowList.reload` afterwards."""
        self._before = list(self._places)
        self.rows = list(rows)
        self._places = {self._key(row): place for place, row in enumerate(self.rows)}

    def fetch(self, *, after: Any = None, before: Any = None, last: bool = False, limit: int) -> Sequence[R]:
        """See :class:`RowSource`. A key that went with :meth:`set` stands behind those that came before it."""
        if last:
            return self.rows[-limit:]
        if after is not None:
            place = self._places[after] + 1 if after in self._places else self._place_of_gone(after)
            return self.rows[place : place + limit]
        if before is not None:
            place = self._places[before] if before in self._places else self._place_of_gone(before)
            return self.rows[max(0, place - limit) : place]
        return self.rows[:limit]

    def _place_of_gone(self, key: Hashable) -> int:
        if key in self._before:
            for earlier in reversed(self._before[: self._before.index(key)]):
                if earlier in self._places:
                    return self._places[earlier] + 1
        return 0

    def key(self, row: R) -> Hashable:
        """See :class:`RowSource`."""
        return self._key(row)

    def count(self) -> int | None:
        """See :class:`RowSource`."""
        return len(self.rows)
