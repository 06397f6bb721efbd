"""What can be written and what can be taken in: a row each, with what it is for."""

from __future__ import annotations

from dataclasses import dataclass

from hallclient.rules.message import Message

EXPORT, IMPORT, COMPARE = "export", "import", "compare"

WAYS = {EXPORT: Message("Write"), IMPORT: Message("Take in"), COMPARE: Message("Compare")}


@dataclass(frozen=True, slots=True)
class Choice:
    """``code`` is the report's name or the kind of import; ``permission`` what it takes, empty where everybody may.
    ``around`` is the period that is offered: day, month or year."""

    way: str
    code: str
    name: Message
    about: Message
    permission: str = ""
    around: str = "month"


CHOICES = (
    Choice(EXPORT, "requests", Message("Ledger of requests"),
           Message("Every request that was received in the period, with state, dates and result.")),
    Choice(EXPORT, "notices", Message("Ledger of one-time notices"),
           Message("Every notice of the period: what was asked for, by whom, whether it is printed.")),
    Choice(EXPORT, "day", Message("Figures"),
           Message("Received, completed, in progress, rates and ratings of the period."), around="day"),
    Choice(EXPORT, "load", Message("Load of the windows"),
           Message("By window, person, department and hour: received, completed, waiting and serving times.")),
    Choice(EXPORT, "satisfaction", Message("Satisfaction"),
           Message("Ratings with the rate of the same period a year before."), around="year"),
    Choice(EXPORT, "once", Message("Once-only rate"),
           Message("Who was told everything at once, by window, clerk and item.")),
    Choice(EXPORT, "guidance", Message("Ledger of guidance"),
           Message("Who was sent to which window or body, by the person first asked.")),
    Choice(EXPORT, "first-asked", Message("First asked, by person"),
           Message("How much of what each person was asked first is handled elsewhere.")),
    Choice(EXPORT, "punctuality", Message("Punctuality"),
           Message("Every half-day with its punches and verdicts.")),
    Choice(EXPORT, "scores", Message("Monthly scores"),
           Message("Points of each person by the table of the settings.")),
    Choice(EXPORT, "reconcile", Message("List for the province's system"),
           Message("Our numbers beside the province's, with state and dates.")),
    Choice(COMPARE, "reconcile", Message("Compare with the province's list"),
           Message("What is missing here or there, and which states or numbers differ; nothing is changed.")),
    Choice(IMPORT, "requests", Message("Old ledger of requests"),
           Message("CSV or XLSX, a year at once if need be; the same file again adds nothing."), "import_records"),
    Choice(IMPORT, "punches", Message("Old sign-ins"),
           Message("Sign-ins from another machine or an attendance clock."), "import_records"),
    Choice(IMPORT, "paper", Message("Sign-ins on paper"),
           Message("After a power cut; marked as such."), "review"),
    Choice(IMPORT, "staff", Message("Staff list"),
           Message("People with role, window, department, B post and first PIN."), "administer"),
    Choice(IMPORT, "windows", Message("Windows of the hall"),
           Message("Name, floor, phone and departments of each window."), "administer"),
    Choice(IMPORT, "calendar", Message("Holiday schedule of a year"),
           Message("Provisional due dates are counted anew by it."), "administer"),
    Choice(IMPORT, "timetable", Message("Hours of the hall"),
           Message("Timetables with their dates; they judge punctuality."), "administer"),
    Choice(IMPORT, "shifts", Message("Table of shifts"),
           Message("Hours under a name: part time, night duty, Saturday service."), "administer"),
    Choice(IMPORT, "hours", Message("Hours of people"),
           Message("Weeks of people that differ from the hall's."), "administer"),
    Choice(IMPORT, "roster", Message("Roster as a table"),
           Message("Who is expected where on which day."), "administer"),
    Choice(IMPORT, "annual_leave", Message("Annual leave"),
           Message("How much annual leave each person has."), "administer"),
)  # fmt: skip
"""In the order of the list. The catalogue of items has a screen of its own."""
