"""What a list of requests can be narrowed to: the dialogs that ask for it, and the words that say it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.choose import Choose, Option
from hallclient.rules import period
from hallclient.rules.lifecycle import OPEN_STATES
from hallclient.rules.message import Message
from hallclient.rules.terms import STATES
from hallclient.services.request_lines import Filter

_EVERY_OPEN = Message("Every open state")


def states() -> Choose[tuple[str, ...]]:
    """Asks for one state, every open one, or all (an empty tuple)."""
    options = [
        Option((), Message("All states")),
        Option(tuple(sorted(OPEN_STATES)), _EVERY_OPEN),
        *(Option((code,), word) for code, word in STATES.items()),
    ]
    return Choose(Message("State"), options)


def days(wanted: Filter, today: date) -> AskText:
    """Asks for a period of receipt; empty for all."""
    now = (wanted.first, wanted.last)

    def check(text: str) -> Message | None:
        return period.NONE if period.parse(text, today) is None else None

    return AskText(
        Message("Days"),
        Message("Received on"),
        value=period.said(now) if any(now) else "",
        text=Message(
            "A day, a month, a year, or from..to, such as 1120, 2026-11, 2026, 11-01..11-20; empty for all."
        ),
        check=check,
        required=False,
        narrow=True,
    )


def window(wanted: Filter) -> AskText:
    """Asks for a window; empty for all."""
    value = "" if wanted.window is None else str(wanted.window)
    return AskText(Message("Window"), Message("Number"), value=value, check=_no_window, required=False, narrow=True)


def words(wanted: Filter) -> Iterable[Message]:
    """What the list is narrowed to, each as label and value."""
    if wanted.states:
        word = STATES[wanted.states[0]] if len(wanted.states) == 1 else _EVERY_OPEN
        yield Message("State: {state}", state=word)
    if wanted.first or wanted.last:
        yield Message("Received: {days}", days=period.said((wanted.first, wanted.last)))
    if wanted.window is not None:
        yield Message("Window: {number}", number=wanted.window)
    if wanted.owner:
        yield Message("Only mine")


def _no_window(said: str) -> Message | None:
    whole = said.isdecimal() and said.isascii() and len(said) <= 2
    return None if whole else Message("“{value}” is not the number of a window.", value=said)
