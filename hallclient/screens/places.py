"""Screens beside the daily work: a letter on the desk opens them, and the command palette from everywhere."""

from __future__ import annotations

from hallclient.rules.message import Message

PLACES = (
    ("c", "catalogue", Message("Catalogue"), Message("The catalogue of items.")),
    ("t", "hours", Message("Hours and shifts"), Message("Timetables, shifts, weeks.")),
    ("b", "roster", Message("Roster"), Message("Who is where on which day.")),
    ("a", "authorisations", Message("Authorisations"), Message("Who may decide what.")),
    ("s", "staff", Message("Staff"), Message("Who works here; leaving and coming back.")),
    ("x", "ledgers", Message("Ledgers and tables"), Message("Reports as files; old ledgers taken in.")),
)
"""Letter, screen, what it is called and for."""
