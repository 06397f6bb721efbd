"""Columns of a list, their widths in terminal cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hallclient.rules.message import Message


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` in cells, or 0 for a share of what is left, ``share`` times that of the others.

    ``optional`` columns (1 goes first, 0 never) are left out where the list is too narrow for ``least`` cells
    in every shared column. ``right`` sets numbers to the right.
    """

    title: Message
    width: int = 0
    share: int = 1
    least: int = 8
    optional: int = 0
    right: bool = False


def widths(columns: Sequence[Column], total: int, titles: Sequence[int] = ()) -> list[int]:
    """Cells of each column, one blank between them; 0 for a column that is left out.

    ``titles``, the cells of each title, widen a column where there is room: English needs more than Chinese.
    """
    shown = set(range(len(columns)))
    droppable = sorted((i for i in shown if columns[i].optional), key=lambda i: columns[i].optional)

    def needed() -> int:
        return sum((columns[i].width or columns[i].least) + 1 for i in shown) - 1

    while droppable and needed() > total:
        shown.discard(droppable.pop(0))
    room = total - (len(shown) - 1) - sum(columns[i].width for i in shown)
    shares = sum(columns[i].share for i in shown if not columns[i].width)
    spare = room - sum(columns[i].least for i in shown if not columns[i].width)
    wider = [0] * len(columns)
    for i, title in enumerate(titles):
        if i in shown and columns[i].width:
            wider[i] = max(0, min(title - columns[i].width, spare))
            room, spare = room - wider[i], spare - wider[i]
    result = []
    for i, column in enumerate(columns):
        if i not in shown:
            result.append(0)
        elif column.width:
            result.append(column.width + wider[i])
        else:
            part = max(0, room) * column.share // shares if shares else 0
            room, shares = room - part, shares - column.share
            result.append(max(1, part))
    return result
