"""The list of tasks; what stands beside it follows the cursor in the same paint."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hallclient.services.desk import Task
from hallclient.widgets.row_list import RowList


class TaskList(RowList[Task]):
    """``follow`` is called with the highlighted task at once; the list's message comes a frame later."""

    def __init__(self, follow: Callable[[Task | None], None], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._follow = follow

    def action_move(self, by: int) -> None:
        """The cursor up or down."""
        super().action_move(by)
        self._follow(self.row)

    def action_page(self, direction: int) -> None:
        """A screenful up or down."""
        super().action_page(direction)
        self._follow(self.row)

    def action_first(self) -> None:
        """To the beginning."""
        super().action_first()
        self._follow(self.row)

    def action_last(self) -> None:
        """To the end."""
        super().action_last()
        self._follow(self.row)
