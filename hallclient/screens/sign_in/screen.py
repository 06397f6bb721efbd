"""Signing in and out: the clock, today's punches with their verdicts, leave and corrections, the own month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from rich.text import Text
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from hallclient.language import say
from hallclient.rules import leave as leave_rules
from hallclient.rules.attendance import Asked, PunchRecord, PunctualityRow
from hallclient.rules.message import Message
from hallclient.rules.timetable import DEFAULT, Timetable, timetable_for
from hallclient.screens.base import HallScreen
from hallclient.screens.sign_in import applications, asking
from hallclient.screens.sign_in.applications import Application
from hallclient.screens.sign_in.clock_face import ClockFace
from hallclient.screens.sign_in.day import day_text, month_text
from hallclient.screens.sign_in.forms import CorrectionForm, LeaveForm
from hallclient.screens.sign_in.objecting import faults, object_to_one
from hallclient.screens.sign_in.reasons import why_away
from hallclient.screens.sign_in.substitutes import hand_over, substitutes
from hallclient.services import attendance, correction_limits, leave_balance, leaving, punctuality
from hallclient.services.attendance import Punched
from hallclient.services.calendar import work_calendar
from hallclient.widgets.keys import Key
from hallclient.widgets.row_list import ListSource, RowList
from hallclient.widgets.top_bar import WEEKDAYS


class SignInScreen(HallScreen):
    """Punches of the person at the window. Being late is said at once, and stands in nobody's way."""

    NAME = "sign_in"
    HEADING = Message("Sign in and out")
    HELP = (
        Message("Four punches a day: in and out, morning and afternoon. The badge tick goes with the sign-in."),
        Message("Away for longer than 15 minutes counts as off the post; lunch does not."),
        Message("A forgotten punch is corrected by an application that another person approves."),
    )
    CSS_PATH = "screen.tcss"
    KEYS = (
        Key("i", "punch('in')", Message("Sign in"), Message("Sign in now, with the badge tick as shown.")),
        Key("o", "punch('out')", Message("Sign out"), Message("Sign out now, for lunch too.")),
        Key("a", "leave_post", Message("Away"), Message("Leave the post for a while, with a reason.")),
        Key("b", "punch('back')", Message("Back at post"), Message("Come back to the post.")),
        Key("space", "badge", Message("Badge"), Message("Tick whether the badge is worn.")),
        Key(
            "l",
            "ask_leave",
            Message("Ask for leave"),
            Message("Apply for leave or an errand."),
            short=Message("Leave"),
        ),
        Key(
            "c",
            "ask_correction",
            Message("Correction"),
            Message("Apply for a forgotten punch to be added; another person approves."),
        ),
        Key("j", "object", Message("Object"), Message("Object to a verdict before the month is signed.")),
    )

    def __init__(self) -> None:
        super().__init__()
        self.badge = True
        self._punches: list[PunchRecord] = []
        self._today_rows: list[PunctualityRow] = []
        self._month_rows: list[PunctualityRow] = []
        self._timetable: Timetable = DEFAULT

    def body(self) -> Iterable[Widget]:
        """Clock, the day, the month, the own applications."""
        self.clock = ClockFace(self.app.hall.clock)
        self.beside = Static(id="beside")
        with Horizontal(id="face"):
            yield self.clock
            yield self.beside
        self.day = Static(id="day", classes="frame")
        self.day.border_title = Content(say(Message("Today's punches")))
        yield self.day
        self.month = Static(id="month", classes="frame")
        self.month.border_title = Content(say(Message("This month")))
        yield self.month
        self.source: ListSource[Application] = ListSource((), key=lambda row: row.key)
        self.list: RowList[Application] = RowList(
            self.source, applications.COLUMNS, applications.cells, empty=Message("No applications.")
        )
        with Vertical(id="own", classes="frame") as box:
            box.border_title = Content(say(Message("My applications")))
            yield self.list

    def reload(self) -> None:
        """The day, the month and the applications of the person at the window."""
        hall, actor = self.app.hall, self.app.actor
        if actor is None:
            return
        today = hall.clock.today()
        self._timetable = timetable_for(today, punctuality.timetables(hall))
        self._punches = attendance.punches(hall, today, today, actor.code)
        self._month_rows = punctuality.rows(
            hall, max(today.replace(day=1), punctuality.began(hall)), today, staff=actor.code
        )
        self._today_rows = [row for row in self._month_rows if row.half_day.day == today]
        self.day.update(day_text(self._today_rows, self._punches, self._timetable, hall.clock.now()))
        self.month.update(month_text(self._month_rows))
        self.source.set(applications.of_person(hall, actor.code))
        self.list.reload()
        self._show_beside()
        self.refresh_keys()

    def on_screen_resume(self) -> None:
        """The clock ticks while it can be seen."""
        super().on_screen_resume()
        self.clock.start()

    def on_screen_suspend(self) -> None:
        """Nobody looks at the clock."""
        self.clock.stop()

    def _show_beside(self) -> None:
        now = self.app.hall.clock.now()
        text = Text(no_wrap=True, overflow="crop")
        text.append(f"{now:%Y-%m-%d} {say(WEEKDAYS[now.weekday()])}\n", "bold")
        text.append(say(self.app.standing) + "\n", "" if self._punches else "bold #ffd75f")
        mark = "[x] " if self.badge else "[ ] "
        text.append(mark + say(Message("Badge worn (space changes it)")), "#87d787" if self.badge else "bold #ffd75f")
        self.beside.update(text, layout=False)

    # -- which keys

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """An objection needs a verdict."""
        if action == "object" and not faults(self._month_rows):
            return Message("There is no verdict of this month to object to.")
        return None

    async def action_object(self) -> None:
        """Object to a verdict of this month."""
        if await object_to_one(self, self._month_rows):
            self.reload()

    # -- actions

    async def action_punch(self, kind: str) -> None:
        """Punch now, after a question where something looks odd; the answer is the clerk's."""
        if await asking.may_punch(self, kind):
            self._punch(kind)

    async def action_leave_post(self) -> None:
        """Away, with a reason chosen by its digit."""
        reason = await why_away(self)
        if reason is not None:
            self._punch("away", reason)

    def _punch(self, kind: str, reason: str = "") -> None:
        hall = self.app.hall
        done = attendance.punch(hall, self.app.actor, kind, reason, badge=self.badge if kind == "in" else None)
        self.app.standing_changed()
        self.app.nudge_sync()
        self.reload()
        message, kind_of_news = self._news(done)
        self.tell(message, kind_of_news)

    def _news(self, done: Punched) -> tuple[Message, str]:
        time, kind = f"{done.record.at:%H:%M:%S}", done.record.kind
        if done.record.moved:
            return Message("Kept at {time}; the computer's clock has been moved, which is noted.", time=time), "warn"
        if kind == "in":
            if "absent" in done.verdicts and done.late_minutes:
                words = Message("Signed in {time}: {minutes} minutes late, beyond the limit of half a day's absence.",
                                time=time, minutes=done.late_minutes)  # fmt: skip
                return words, "warn"
            if done.late_minutes:
                return Message(
                    "Signed in {time}: late by {minutes} minutes.", time=time, minutes=done.late_minutes
                ), "warn"
            return Message("Signed in {time}.", time=time), "done"
        if kind == "out":
            actor = self.app.actor
            end = leaving.going(self.app.hall, actor, done.record.at).end if actor is not None else None
            if end is not None and done.record.at.replace(tzinfo=None) < end:
                return Message("Signed out {time}, before the end at {end}.", time=time, end=f"{end:%H:%M}"), "warn"
            return Message("Signed out {time}.", time=time), "done"
        if kind == "away":
            return Message("Away since {time}.", time=time), "done"
        return Message("Back at the post since {time}.", time=time), "done"

    def action_badge(self) -> None:
        """Worn or not; it is kept with the next sign-in."""
        self.badge = not self.badge
        self._show_beside()

    async def action_ask_leave(self) -> None:
        """Apply for leave."""
        hall = self.app.hall
        today = hall.clock.today()
        day = today if hall.clock.now().time() < self._timetable.am_start else today + timedelta(days=1)
        calendar = work_calendar(hall)
        while not calendar.is_workday_guess(day):
            day += timedelta(days=1)
        start, end = self._timetable.span(day, "am")[0], self._timetable.span(day, "pm")[1]

        def ask(first: datetime, last: datetime, word: str, reason: str) -> Asked:
            return attendance.ask_leave(hall, self.app.actor, hall.clock.at(first), hall.clock.at(last), word, reason)

        actor = self.app.actor
        if actor is None:
            return

        def reckon(first: datetime, last: datetime) -> Message:
            level = leave_rules.LEVELS[leave_balance.level(hall, first, last)]
            days = leave_balance.days_text(leave_balance.half_days(hall, actor.code, first, last))
            if first.date() == last.date():
                hours = f"{(last - first).total_seconds() / 3600:.3g}"
                return Message(
                    "{hours} hours, counted as {days} days; granted by: {level}.", hours=hours, days=days, level=level
                )
            return Message("{days} working days; granted by: {level}.", days=days, level=level)

        left = leave_balance.balance(hall, actor.code, start.year)
        others = substitutes(hall, actor)
        form = LeaveForm(ask, reckon, today, start, end, left.left if left is not None else None, others)
        asked = await self.ask(form)
        if asked is not None:
            first, last = asked.start.replace(tzinfo=None), asked.end.replace(tzinfo=None)
            level = leave_rules.LEVELS[leave_balance.level(hall, first, last)]
            handed = hand_over(hall, actor, form.to, leave_rules.LEAVE_TYPES[asked.what])
            if handed:
                message = Message(
                    "Leave is applied for; it is granted by: {level}. Requests handed over: {count}.",
                    level=level,
                    count=handed,
                )
            else:
                message = Message("Leave is applied for; it is granted by: {level}.", level=level)
            self.tell(message)
            self.reload()

    async def action_ask_correction(self) -> None:
        """Apply for a forgotten punch."""
        hall = self.app.hall
        at, kind = self._forgotten()

        def ask(moment: datetime, what: str, reason: str, evidence: str) -> Asked:
            return attendance.ask_correction(hall, self.app.actor, hall.clock.at(moment), what, reason, evidence)

        limits = correction_limits.words(hall, self.app.actor.code) if self.app.actor else None
        if await self.ask(CorrectionForm(ask, hall.clock.today(), at, kind, limits)) is not None:
            self.tell(Message("The correction is applied for; another person has to approve it."))
            self.reload()

    def _forgotten(self) -> tuple[datetime, str]:
        """The newest missing punch of the month, as a start for the form."""
        for row in reversed(self._month_rows):
            half = row.half_day
            start, end = self._timetable.span(half.day, half.half)
            if "missing_out" in half.verdicts:
                return end, "out"
            if "missing_in" in half.verdicts or (half.verdicts == ("absent",) and half.first_in is None):
                return start, "in"
        return self.app.hall.clock.now().replace(tzinfo=None), "in"
