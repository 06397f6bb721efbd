"""The four punches of a person's day with their verdicts, and the month in one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from rich.text import Text

from hallclient.language import say
from hallclient.rules.attendance import PunchRecord, PunctualityRow
from hallclient.rules.message import Message
from hallclient.rules.month_score import flagged, month_counts, score
from hallclient.rules.punctuality import HalfDay
from hallclient.rules.terms import HALVES
from hallclient.rules.timetable import Timetable
from hallclient.screens import verdicts
from hallclient.widgets.cells import fit

COLOURS = {"bad": "bold #ff8787", "due": "bold #ffd75f", "good": "#87d787", "dim": "#a8a8a8", "": ""}
_WIDTHS = (10, 13, 10, 10)


def day_text(
    rows: Iterable[PunctualityRow], punches: Sequence[PunchRecord], timetable: Timetable, now: datetime
) -> Text:
    """Two half-days with hours, sign-in, sign-out and verdict, then the times away."""
    halves = {row.half_day.half: row.half_day for row in rows}
    text = Text(no_wrap=True, overflow="crop")
    titles = (Message("Half-day"), Message("Hours"), Message("Sign in"), Message("Sign out"))
    for title, width in zip(titles, _WIDTHS, strict=True):
        text.append(fit(say(title), width), "#a8a8a8")
    text.append(say(Message("Verdict")), "#a8a8a8")
    for code in ("am", "pm"):
        half = halves.get(code)
        start, end = (
            (timetable.am_start, timetable.am_end) if code == "am" else (timetable.pm_start, timetable.pm_end)
        )
        text.append("\n" + fit(say(HALVES[code]), _WIDTHS[0]), "bold")
        text.append(fit(f"{start:%H:%M}-{end:%H:%M}", _WIDTHS[1]), "#a8a8a8")
        text.append(fit(_time(half.first_in if half else None), _WIDTHS[2]), "bold")
        text.append(fit(_time(half.last_out if half else None), _WIDTHS[3]), "bold")
        started = now.time() >= start
        text.append(_verdict(half, started), COLOURS[verdicts.style(half, started)])
    text.append("\n" + "  ".join(_absences(punches)))
    return text


def _verdict(half: HalfDay | None, started: bool) -> str:
    words = verdicts.words(half, started) or say(Message("Not expected"))
    if half is not None and half.corrected:
        words += " " + say(Message("(corrected)"))
    if half is not None and half.clock_suspect:
        words += " " + say(Message("(clock was moved)"))
    return words


def _time(moment: datetime | None) -> str:
    return f"{moment:%H:%M:%S}" if moment else "--"


def _absences(punches: Sequence[PunchRecord]) -> list[str]:
    """Times away as “10:02-10:20 reason”."""
    found = []
    for place, punch in enumerate(punches):
        if punch.kind == "away":
            later = next((p for p in punches[place + 1 :] if p.kind != "away"), None)
            span = f"{punch.at:%H:%M}-{later.at:%H:%M}" if later else f"{punch.at:%H:%M}-"
            found.append(say(Message("Away {span} {reason}", span=span, reason=fit(punch.reason, 16).rstrip())))
    return found


def month_text(rows: Iterable[PunctualityRow]) -> Text:
    """Counts and points of one person's month."""
    counts = month_counts(row.half_day for row in rows)
    text = Text(no_wrap=True, overflow="crop")
    for label, number in (
        (Message("Late"), counts.late),
        (Message("Early leave"), counts.early),
        (Message("Missed punches"), counts.missing),
        (Message("Absent? (check)"), counts.absent),
        (Message("Off post"), counts.off_post),
    ):
        text.append(say(label) + " ", "#a8a8a8")
        text.append(f"{number}  ", COLOURS["due"] if number else "")
    text.append(say(Message("Half-days {count}", count=counts.half_days)) + "  ", "#a8a8a8")
    text.append(say(Message("Score {points}", points=score(counts))), "bold")
    if flagged(counts):
        text.append("  ! " + say(Message("late or early more than 5 times")), COLOURS["bad"])
    return text
