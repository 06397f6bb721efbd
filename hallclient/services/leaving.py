"""What to think of before signing out: visitors and drafts parked, requests that nobody has taken up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from db.queries import attendance as queries
from hallclient.rules.message import Message
from hallclient.rules.visit import Visit
from hallclient.services import drafts, handover, visits
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall
from hallclient.services.plans import Plans

_ONE = timedelta(days=1)
_FARTHEST = 14


@dataclass(frozen=True, slots=True)
class Going:
    """What a sign-out ends: a duty with its ``end`` (None on a day off), and whether the person goes ``home``: it is
    the last one of the day."""

    end: datetime | None
    home: bool


def going(hall: Hall, actor: Actor, moment: datetime) -> Going:
    """What a sign-out at ``moment`` ends: the duty that it falls in, or the one just ended. Own hours, rosters and
    duties over midnight count like the hall's hours."""
    now = hall.clock.local(moment).replace(tzinfo=None)
    plans = Plans(hall, now.date() - _ONE, now.date())
    for day in (now.date(), now.date() - _ONE):
        duties = [duty for duty in plans.of(actor.code, day, actor.window is not None).duties if duty.expected]
        begun = [duty for duty in duties if duty.start <= now]
        if begun and (day == now.date() or begun[-1].end > now):
            return Going(begun[-1].end, begun[-1] is duties[-1])
    return Going(None, True)


def open_points(hall: Hall, actor: Actor, home: bool = True) -> list[Message]:
    """Sentences for what is still open of the person's; empty when nothing is. For lunch (not ``home``) only who is
    waiting."""
    waiting = [visit for visit in visits.going_on(hall) if _is_mine(visit, actor.code)]
    here = [Message("Visitors parked: {count}.", count=len(waiting))] if waiting else []
    return [*here, *_of_the_day(hall, actor)] if home else here


def _of_the_day(hall: Hall, actor: Actor) -> list[Message]:
    found = []
    parked = sum(1 for draft in drafts.every(hall) if draft.staff == actor.code)
    if parked:
        found.append(Message("Drafts parked or half typed: {count}.", count=parked))
    coming = sum(1 for one in handover.of_person(hall, actor) if one.for_me)
    if coming:
        found.append(Message("Requests handed to you and not taken up: {count}.", count=coming))
    kept = sum(1 for request in handover.open_of(hall, actor.code) if not request.pending)
    kept += sum(1 for one in handover.parts_of(hall, actor.code) if one.part is not None and not one.part.pending)
    back = away_until(hall, actor.code)
    if kept and back is not None:
        found.append(
            Message("You are away until {day}, and {count} open requests are not handed over.", day=f"{back:%m-%d}",
                    count=kept)
        )  # fmt: skip
    return found


def _is_mine(visit: Visit, staff: str) -> bool:
    running = [span for span in visit.spans if span.ended_at is None and not span.void]
    return any(span.staff == staff and span.kind == "parked" for span in running)


def away_until(hall: Hall, staff: str) -> date | None:
    """The day on which somebody who is on leave on the next working day comes back; None for nobody away."""
    today = hall.clock.today()
    plans = Plans(hall, today, today + (_FARTHEST + 1) * _ONE)
    following = [day for n in range(1, _FARTHEST) if plans.of(staff, (day := today + n * _ONE), True).first_expected]
    granted = queries.leaves(hall.db, "approved", hall.clock.now())
    spans = [(hall.clock.local(row.start), hall.clock.local(row.end)) for row in granted if row.staff == staff]
    away = False
    for day in following:
        noon = hall.clock.at(datetime.combine(day, time(10)))
        if not any(start <= noon < end for start, end in spans):
            return day if away else None
        away = True
    return following[-1] if away else None
