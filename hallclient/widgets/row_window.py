"""The rows that a list holds: some pages around the cursor, cut by key. Knows nothing of the screen."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from hallclient.widgets.row_source import Piece

if TYPE_CHECKING:
    from hallclient.widgets.row_source import RowSource

R = TypeVar("R")

PAGE = 100
KEEP = 6 * PAGE


class RowWindow(Generic[R]):
    """A run of neighbouring rows with a cursor and the first row that is on the screen (``top``).

    Places count within the run. ``start`` is the number of rows before it, None while that is not known (after
    a jump to the end of a list that was not counted).
    """

    def __init__(self, source: RowSource[R]) -> None:
        self.source = source
        self.rows: list[R] = []
        self.cursor = 0
        self.top = 0
        self.start: int | None = 0
        self._height = 1
        self._at_start = self._at_end = True
        # Where to go on, where that is not the first or last row held.
        self._above: Hashable = None
        self._below: Hashable = None

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def row(self) -> R | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.rows else None

    @property
    def index(self) -> int | None:
        """How many rows of the whole list come before the cursor; None where that is not known."""
        return None if self.start is None else self.start + self.cursor

    @property
    def seen(self) -> int:
        """How many rows the list has at least."""
        return (self.start or 0) + len(self.rows)

    @property
    def whole(self) -> bool:
        """Whether the end of the list is held, and how many rows come before it is known."""
        return self._at_end and self.start is not None

    @property
    def unfinished(self) -> bool:
        """Whether the screen is not full and rows that may follow have not been looked for."""
        return self._below is not None and len(self.rows) < self.top + self._height

    def has(self, place: int) -> bool:
        """Whether there is a row at ``place``; what is below the screen is fetched by moving there."""
        return 0 <= place < len(self.rows)

    def at(self, place: int) -> R:
        """The row at ``place``."""
        return self.rows[place]

    def resize(self, height: int) -> None:
        """The number of rows on the screen."""
        self._height = height
        self._fill()
        self._scroll()

    def first(self) -> None:
        """Go to the beginning of the list."""
        self._begin()
        self.cursor = self.top = 0

    def last(self) -> None:
        """Go to the end of the list."""
        limit = max(PAGE, self._height * 2)
        page = self.source.fetch(last=True, limit=limit)
        self.rows = list(page)
        self._at_end, self._below = True, None
        self._at_start, self._above = _end(page, limit)
        count = self.source.count()
        self.start = 0 if self._at_start else None if count is None else max(0, count - len(self.rows))
        self.cursor = max(0, len(self.rows) - 1)
        self.top = 0
        self._scroll()

    def move(self, by: int) -> tuple[int | None, int | None]:
        """The cursor down by so many rows (up if negative), as far as there are rows.

        Gives the lines of the screen where the cursor was and is, or (None, None) when the rows scrolled.
        """
        line, shown = self.cursor - self.top, self.rows[self.top] if self.rows else None
        # Fetching and forgetting pages shifts the cursor's place, so the target is counted from it each time.
        while self.cursor + by < 0 and self._more_before():
            pass
        while self.cursor + by >= len(self.rows) and self._more_after():
            pass
        self.cursor = max(0, min(self.cursor + by, len(self.rows) - 1))
        self._scroll()
        self._fill()
        if self.rows and self.rows[self.top] is shown:
            return line, self.cursor - self.top
        return None, None

    def reload(self, key: Hashable = None) -> None:
        """Fetch anew around the cursor, or around ``key``; the row stays at its line of the screen."""
        line = self.cursor - self.top
        if key is None and self.row is not None:
            key = self.source.key(self.row)
        if key is None:
            self.first()
            return
        start = self.start
        above = self.source.fetch(before=key, limit=PAGE)
        if not above:
            self._begin()
        else:
            below = self.source.fetch(after=self.source.key(above[-1]), limit=PAGE)
            self.rows = [*above, *below]
            self._at_start, self._above = _end(above, PAGE)
            self._at_end, self._below = _end(below, PAGE)
            self.start = 0 if self._at_start else None if start is None else max(0, start + self.cursor - len(above))
        self.cursor = max(0, min(len(above), len(self.rows) - 1))
        self.top = max(0, self.cursor - line)
        self._fill()
        self._scroll()

    def go_on(self) -> bool:
        """Look further where that is unfinished; tells whether rows were added."""
        held = len(self.rows)
        if self.unfinished:
            self._more_after()
            self._scroll()
        return len(self.rows) != held

    def _begin(self) -> None:
        limit = max(PAGE, self._height * 2)
        page = self.source.fetch(limit=limit)
        self.rows = list(page)
        self._at_start, self._above = True, None
        self._at_end, self._below = _end(page, limit)
        self.start = 0

    def _more_after(self) -> bool:
        """One page more at the end, False where it is not a whole one; forgets rows far above."""
        if self._at_end:
            return False
        after = self.source.key(self.rows[-1]) if self._below is None else self._below
        page = self.source.fetch(after=after, limit=PAGE)
        self._at_end, self._below = _end(page, PAGE)
        self.rows.extend(page)
        spare = min(len(self.rows) - KEEP, self.top - PAGE)
        if spare > 0:
            del self.rows[:spare]
            self._shift(-spare)
            self._at_start, self._above = False, None
        return bool(page) and self._below is None

    def _more_before(self) -> bool:
        """One page more at the beginning, False where it is not a whole one; forgets rows far below."""
        if self._at_start or not self.rows:
            return False
        before = self.source.key(self.rows[0]) if self._above is None else self._above
        page = self.source.fetch(before=before, limit=PAGE)
        self._at_start, self._above = _end(page, PAGE)
        self.rows[:0] = page
        self._shift(len(page))
        if self._at_start:
            self.start = 0
        keep = max(KEEP, self.top + self._height + PAGE)
        if len(self.rows) > keep:
            del self.rows[keep:]
            self._at_end, self._below = False, None
        return bool(page) and self._above is None

    def _shift(self, by: int) -> None:
        self.cursor += by
        self.top += by
        if self.start is not None:
            self.start = max(0, self.start - by)

    def _fill(self) -> None:
        """See to it that the screen is full as far as there are rows."""
        while len(self.rows) < self.top + self._height and self._more_after():
            pass

    def _scroll(self) -> None:
        """Bring the cursor on the screen, and no empty lines below the last row."""
        self.top = min(self.top, self.cursor)
        self.top = max(self.top, self.cursor - self._height + 1)
        if self._at_end:
            self.top = max(0, min(self.top, len(self.rows) - self._height))


def _end(page: Sequence[R], limit: int) -> tuple[bool, Hashable]:
    """Whether the list ends with these rows, and from where else to go on."""
    on = page.on if isinstance(page, Piece) else None
    return len(page) < limit and on is None, on
