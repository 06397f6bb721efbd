"""The screens by name. A screen's module is imported when the screen is opened for the first time."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from hallclient.rules.message import Message

if TYPE_CHECKING:
    from hallclient.screens.base import HallScreen

SCREENS: dict[str, tuple[str, Message]] = {
    "desk": ("DeskScreen", Message("Desk")),
    "receive": ("ReceiveScreen", Message("Receive a request")),
    "request": ("RequestScreen", Message("Request")),
    "checklist": ("ChecklistScreen", Message("Materials and notice")),
    "search": ("SearchScreen", Message("Search")),
    "sign_in": ("SignInScreen", Message("Sign in and out")),
    "hand_over": ("HandOverScreen", Message("Hand over, take up")),
    "day_close": ("DayCloseScreen", Message("Close the day")),
    "supervise": ("SuperviseScreen", Message("Supervision")),
    "punctuality": ("PunctualityScreen", Message("Punctuality")),
    "setup": ("SetupScreen", Message("Set up")),
    "help": ("HelpScreen", Message("Help")),
    "requests": ("RequestsScreen", Message("Requests of a figure")),
    "consult": ("ConsultScreen", Message("Consultation")),
    "visits": ("VisitsScreen", Message("Who is here")),
    "follow_up": ("FollowUpScreen", Message("Supplements to follow up")),
    "catalogue": ("CatalogueScreen", Message("Catalogue of items")),
    "item": ("ItemScreen", Message("Item")),
    "hours": ("HoursScreen", Message("Hours and shifts")),
    "roster": ("RosterScreen", Message("Roster")),
    "staff": ("StaffScreen", Message("Staff")),
    "ledgers": ("LedgersScreen", Message("Ledgers and tables")),
    "authorisations": ("AuthorisationsScreen", Message("Authorisations")),
}
"""Name → class and title. The module is ``hallclient.screens.<name>.screen``."""


def load(name: str) -> type[HallScreen]:
    """The class of a screen; KeyError for a name that is not listed."""
    class_name, _title = SCREENS[name]
    return getattr(import_module(f"hallclient.screens.{name}.screen"), class_name)
