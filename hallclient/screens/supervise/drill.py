"""From a verdict down to its punches: reads the facts, shows them, and takes the supervisor's decision."""

from __future__ import annotations

from datetime import date

from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.confirm import Confirm
from hallclient.jobs import hall_questions
from hallclient.jobs.hall_board import HallView
from hallclient.rules import roles
from hallclient.rules.message import Message
from hallclient.rules.terms import HALVES
from hallclient.rules.verdict_words import change
from hallclient.screens.base import HallScreen
from hallclient.screens.sign_in.objecting import FAULTS
from hallclient.screens.supervise.punches import DayFacts, DayPunches
from hallclient.services import accounts, attendance, punctuality, settling, verdict_reviews
from hallclient.services.explaining import Explainer
from hallclient.services.hall import Hall


def facts(hall: Hall, staff: str, day: date, view: HallView) -> DayFacts:
    """Punches, half-days and words of a person and day. People of other windows are known from the summary."""
    known = view.rows(day, day) if hall.config.shared_file else punctuality.rows(hall, day, day, staff=staff)
    rows = [row for row in known if row.staff == staff]
    explainer = Explainer(hall, day, day)
    words: dict[str, list[Message]] = {row.half_day.half: explainer.of(row) for row in rows}
    names = accounts.names(hall)
    for made in settling.changes(hall, day, day, staff):
        words.setdefault(made.half, []).append(change(made, names.get(made.by, made.by)))
    for said in verdict_reviews.said(hall, day, day, staff):
        if said.words:
            words.setdefault(said.half, []).append(
                Message("{name}: “{words}”", name=names.get(said.by, said.by), words=said.words)
            )
    here = verdict_reviews.words(hall, day, day)
    for key, one in hall_questions.words(hall, view, day, day).items():
        if key[0] == staff and one.objected > here.get(key, verdict_reviews.Words()).objected:
            own = Message("{name}: “{words}”", name=names.get(staff, staff), words=one.objection)
            words.setdefault(key[2], []).append(own)
    return DayFacts(attendance.punches(hall, day, day, staff), rows, words)


def telling_day(hall: Hall, staff: str, last: date) -> date:
    """The newest day of the month up to ``last`` with a fault, else with a half-day, else ``last``."""
    rows = punctuality.rows(hall, last.replace(day=1), last, staff=staff)
    amiss = [row.half_day.day for row in rows if set(row.half_day.verdicts) & FAULTS or row.half_day.off_post]
    return max(amiss or [row.half_day.day for row in rows], default=last)


async def down(screen: HallScreen, staff: str, name: str, day: date) -> bool:
    """Show a day of a person, then the days beside it; True where something was decided."""
    hall, actor = screen.app.hall, screen.app.actor
    may = actor is not None and roles.may(actor.role, "review") and actor.code != staff
    view = HallView(hall)
    chosen = await screen.ask(
        DayPunches(name, day, hall.clock.today(), lambda of_day: facts(hall, staff, of_day, view), decide=may)
    )
    if chosen is None:
        return False
    of_day, half, kind = chosen
    values = {"name": name, "day": of_day.isoformat(), "half": HALVES[half]}
    if kind == "confirmed":
        if not await screen.ask(Confirm(Message("Confirm: {name} was absent on {day}, {half}?", **values))):
            return False
        verdict_reviews.decide(hall, actor, staff, of_day, half, kind)
        screen.tell(Message("The absence is confirmed."))
        return True
    why = await screen.ask(
        AskText(Message("{name} was not absent on {day}, {half}", **values), Message("Reason"), max_length=100)
    )
    if why is None:
        return False
    verdict_reviews.decide(hall, actor, staff, of_day, half, kind, why)
    screen.tell(Message("The absence is dismissed; what remains counts as late, early or missing."))
    return True
