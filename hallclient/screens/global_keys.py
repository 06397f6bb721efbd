"""The keys that mean the same everywhere, in the order of the key bar."""

from __future__ import annotations

from dataclasses import replace

from hallclient.rules.message import Message
from hallclient.widgets.keys import Key

_KEYS = (
    Key("f1", "help", Message("Help"), Message("The keys of this screen, and how things are done."), second="alt+1"),
    Key(
        "f2",
        "go('receive')",
        Message("Receive"),
        Message("Take in a new request: papers received, not yet accepted."),
        second="alt+2",
    ),
    Key(
        "f3",
        "go('search')",
        Message("Search"),
        Message("Find a request by number, name, matter or last digits."),
        second="alt+3",
    ),
    Key(
        "f4",
        "go('checklist')",
        Message("One-time notice"),
        Message("Mark the materials of the request and issue the one-time notice."),
        second="alt+4",
        short=Message("Notice"),
    ),
    Key(
        "f5",
        "go('sign_in')",
        Message("Sign in"),
        Message("Sign in and out, away from the post and back."),
        second="alt+5",
    ),
    Key("f6", "go('desk')", Message("To do"), Message("Back to the desk with what is due."), second="alt+6"),
    Key(
        "f7",
        "go('hand_over')",
        Message("Hand over, take up"),
        Message("Hand requests over to a colleague, or take them up."),
        second="alt+7",
        short=Message("Pass on"),
    ),
    Key(
        "f8",
        "go('day_close')",
        Message("Close the day"),
        Message("See what is still open, sign, and write the day's ledgers."),
        second="alt+8",
        short=Message("Day close"),
    ),
    Key(
        "f9",
        "go('supervise')",
        Message("Supervise"),
        Message("Punctuality, load, due and overdue."),
        second="alt+9",
        short=Message("Watch"),
    ),
    Key(
        "f10",
        "park",
        Message("Park"),
        Message("Put the request being typed aside, or bring one back."),
        second="alt+0",
    ),
    Key("f12", "lock", Message("Lock"), Message("Lock the window; your PIN opens it again."), second="ctrl+l"),
    Key(
        "ctrl+o",
        "go('consult')",
        Message("Consultation"),
        Message("Enter a consultation in the ledger."),
        second="alt+c",
        show=False,
    ),
    Key(
        "ctrl+d",
        "guide",
        Message("Guide slip"),
        Message("Give the guide slip to another window of the hall; counted as guidance."),
        second="alt+w",
        show=False,
    ),
    Key(
        "ctrl+e",
        "go('visits')",
        Message("Who is here"),
        Message("Who is here: waiting, called, at a window, parked."),
        second="alt+v",
        show=False,
    ),
    Key(
        "ctrl+t",
        "away",
        Message("Away or back"),
        Message("Leave the post for a while, or come back to it; one key for both."),
        second="alt+a",
        show=False,
    ),
    Key(
        "ctrl+p",
        "palette",
        Message("Commands"),
        Message("Find every action by Chinese, pinyin initials or English."),
        second="alt+p",
    ),
    Key("ctrl+q", "quit", Message("Quit"), Message("End the program."), second="alt+q", show=False),
)

# Textual forwards keys to the widget that has the focus when they arrive. In a burst, as a card reader types, what
# follows Tab, Enter or an F-key would go to the old field unless the application takes these keys first.
GLOBAL_KEYS = (
    *(replace(key, priority=True) for key in _KEYS),
    Key("tab", "app.focus_next", Message("Next field"), internal=True, show=False, priority=True),
    Key("shift+tab", "app.focus_previous", Message("Previous field"), internal=True, show=False, priority=True),
    Key("enter", "next_field", Message("Next field"), internal=True, show=False, priority=True),
)

ON_SCREENS_ONLY = frozenset(key.action.partition("(")[0] for key in _KEYS) - {"quit"}
"""Actions that do nothing while a dialog is in front."""
