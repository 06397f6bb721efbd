"""The pages of supervision: their titles, their keys, who sees which, and the row of numbers above them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.widgets.cells import cell_len
from hallclient.widgets.keys import Key

PAGES = (
    Message("Board of the day"),
    Message("Month per person"),
    Message("Approvals"),
    Message("Due, reports"),
    Message("Load"),
    Message("Bad reviews"),
    Message("Refusals"),
    Message("Not taken up"),
    Message("Papers awaited"),
    Message("Once-only rate"),
)

SHORTER = (
    Message("Board"),
    Message("Persons"),
    Message("Grants"),
    Message("Dues"),
    Message("Loads"),
    Message("Reviews"),
    Message("Noes"),
    Message("Untaken"),
    Message("Papers"),
    Message("Once"),
)
"""For the pages behind, where the whole titles have no room."""

_TIPS = (
    Message("Windows and half-days of one day."),
    Message("Counts, score and map of everybody's month."),
    Message("Leave and corrections to approve."),
    Message("Overdue and due soon; windows that have not reported."),
    Message("Who has how much to do, as bars; hot and cold windows."),
    Message("Bad reviews to follow up: contact, rectify, exclude."),
    Message("Every “no” that was said, with its reason, by month."),
    Message("Requests that nobody took up, or whose owner has left."),
    Message("Notices not answered, papers promised for later, provisional dates."),
    Message("How often one notice was enough; what was told again."),
)
PAGE_KEYS = tuple(
    Key(str(number % 10), f"page({number})", title, tip, show=False)
    for number, (title, tip) in enumerate(zip(PAGES, _TIPS, strict=True), 1)
)
"""A digit a page, 0 for the tenth."""

KEYS = (
    *PAGE_KEYS,
    Key("left", "move(-1)", Message("Day before"), short=Message("Prev")),
    Key("right", "move(1)", Message("Day after"), short=Message("Next")),
    Key("t", "today", Message("Today"), Message("Back to today.")),
    Key("d", "go_to_day", Message("Date"), Message("Go to a date.")),
    Key(
        "m",
        "missing",
        Message("Who is missing"),
        Message("Only windows where somebody is missing now."),
        short=Message("Not here"),
    ),
    Key(
        "k",
        "app.go('punctuality')",
        Message("Punctuality"),
        Message("Checks, month, opening times, trends."),
    ),
    Key("p", "turn(-1)", Message("Month before"), short=Message("Month -")),
    Key("n", "turn(1)", Message("Month after"), short=Message("Month +")),
    Key("enter", "drill", Message("Punches"), Message("The punches of the person on that day."), second="v"),
    Key("f", "narrow", Message("Filter"), Message("Only a window, department or person.")),
    Key("e", "export", Message("Export"), Message("Write what is on the screen as files.")),
    Key("y", "approve", Message("Approve"), Message("Approve the application.")),
    Key("x", "reject", Message("Reject"), Message("Reject the application, with a reason.")),
)
"""All keys of the screen; those of a page stand in :data:`PAGES_OF`."""

REVIEWS = 6
CHIEFS = (3, REVIEWS)
"""Pages for a chief representative, who grants short leave and follows up bad reviews of the own window."""

PAGES_OF: dict[str, tuple[int, ...]] = {
    "move": (1, 2),
    "today": (1,),
    "missing": (1,),
    "go_to_day": (1,),
    "turn": (2,),
    "drill": (1, 2),
    "narrow": (1, 2, 3),
    "export": (1, 2, 3),
    "approve": (3,),
    "reject": (3,),
}


def tabs(titles: Sequence[Message], page: int, width: int, shorter: Sequence[Message] = ()) -> Text:
    """The row in ``width`` cells; where there is too little room, the pages behind have a ``shorter`` word, or only
    their number."""
    whole = [say(title) for title in titles]
    behind = [say(word) for word in shorter] or [""] * len(whole)
    rows = (whole, [word if number == page else behind[number - 1] for number, word in enumerate(whole, 1)])
    alone = [word if number == page else "" for number, word in enumerate(whole, 1)]
    words = next((row for row in rows if sum(cell_len(word) + 3 for word in row) + 1 <= width), alone)
    text = Text(no_wrap=True, overflow="crop")
    for number, word in enumerate(words, 1):
        front = number == page
        style = "bold #ffffff on #005f87" if front else "#a8a8a8"
        text.append(f" {number % 10}", style if front else "bold #ffd75f")
        text.append(f" {word} " if front else f"{word} " if word else " ", style)
    return text
