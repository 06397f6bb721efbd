"""The pages of punctuality: their titles, their keys, and which page a key belongs to."""

from __future__ import annotations

from hallclient.rules.message import Message
from hallclient.widgets.keys import Key

PAGES = (
    Message("To be checked"),
    Message("Month, signature"),
    Message("Opening times"),
    Message("Trend"),
    Message("League of departments"),
    Message("Patrol"),
)
SHORTER = (
    Message("Checks"),
    Message("Sign-off"),
    Message("Openings"),
    Message("Trend"),
    Message("League"),
    Message("Patrol"),
)
HINT = Message("A day, month or year, or from..to: 1120, 2026-11, 2026, 11-01..11-20.")
PAGES_OF = {"decide": (1,), "dismiss": (1,), "sign": (2,), "recount": (2,), "drill": (1, 2, 4, 6), "patrol": (6,)}

KEYS = (
    *(Key(str(place), f"page({place})", title, show=False) for place, title in enumerate(PAGES, 1)),
    Key("p", "turn(-1)", Message("Earlier"), Message("The day, week or month before."), second="left", show=False),
    Key("n", "turn(1)", Message("Later"), Message("The day, week or month after."), second="right", show=False),
    Key("d", "period", Message("Period"), Message("A day, month, year, or from one day to another.")),
    Key("t", "look_at('day')", Message("Today"), Message("Today."), show=False),
    Key("w", "look_at('week')", Message("Week"), Message("This week, from Monday."), show=False),
    Key("m", "look_at('month')", Message("Month"), Message("This month."), show=False),
    Key("f", "narrow", Message("Filter"), Message("Only a window, department or person.")),
    Key("enter", "drill", Message("Punches"), Message("The punches and reckoning behind the row."), second="v"),
    Key("y", "decide", Message("Absent"), Message("Confirm the suspected absence.")),
    Key("x", "dismiss", Message("Not absent"), Message("Dismiss the absence, or answer the objection.")),
    Key("g", "sign", Message("Sign"), Message("Put your name to the month; again as an amendment.")),
    Key("r", "recount", Message("Recount"), Message("Judge the month anew by the hours of today, on purpose.")),
    Key("k", "patrol", Message("Patrol check"), Message("Note who is at the post and wears the badge.")),
    Key(
        "z",
        "paper",
        Message("Paper sign-ins"),
        Message("Enter sign-ins from paper after a power cut."),
        short=Message("By paper"),
    ),
    Key("h", "app.go('hours')", Message("Hours and shifts"), Message("Timetables, shifts, weeks."), show=False),
    Key("e", "export", Message("Export"), Message("Write what is on the screen as files.")),
)
