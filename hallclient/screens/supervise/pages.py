"""The pages of supervision: their titles, their keys, who sees which, and the row of numbers above them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.widgets.cells import cell_len

PAGES = (
    Message("Board of the day"),
    Message("Month per person"),
    Message("Approvals"),
    Message("Due, reports"),
    Message("Load"),
    Message("Bad reviews"),
    Message("Once-only rate"),
)
REVIEWS = 6
CHIEFS = (3, REVIEWS)
"""Pages for a chief representative, who grants short leave and follows up bad reviews of the own window."""

PAGES_OF: dict[str, tuple[int, ...]] = {
    "move": (1, 2),
    "today": (1,),
    "go_to_day": (1,),
    "turn": (2,),
    "drill": (1, 2),
    "approve": (3,),
    "reject": (3,),
}


def tabs(titles: Sequence[Message], page: int, width: int) -> Text:
    """The row in ``width`` cells; where there is too little room, the others have only their number."""
    words = [say(title) for title in titles]
    room = sum(cell_len(word) + 4 for word in words) <= width
    text = Text(no_wrap=True, overflow="crop")
    for number, word in enumerate(words, 1):
        front = number == page
        style = "bold #ffffff on #005f87" if front else "#a8a8a8"
        text.append(f" {number} ", style if front else "bold #ffd75f")
        text.append(f"{word} " if room or front else "", style)
    return text
