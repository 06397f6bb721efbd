"""A verdict in words, as the reckoning that leads to it: “08:41 − 08:30 − 宽限 0 = 迟到 11 分钟”."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from hallclient.rules.leave import LEAVE_TYPES
from hallclient.rules.message import Message
from hallclient.rules.plan import DayPlan, Duty
from hallclient.rules.punctuality import Bounds, Excuse, HalfDay, bounds_of
from hallclient.rules.spans import total

_WHAT = {"late": Message("late"), "early_leave": Message("early")}
_EXCUSED = {"outing": Message("Official errand"), "covered": Message("Covered by B"), "leave": Message("On leave")}


def explain(half: HalfDay, plan: DayPlan, excuses: Iterable[Excuse], off_post_minutes: int = 15) -> list[Message]:
    """The reckoning of a judged half-day, a sentence a step: the hours, what moved them, each verdict."""
    duty = next((duty for duty in plan.duties if duty.half == half.half), None)
    if duty is None or not duty.expected:
        return [Message("Nobody was expected; what was punched is kept.")]
    excuses = list(excuses)
    bound = bounds_of(duty, excuses)
    hours = Message("On duty {start} - {end}", start=clock(duty.start), end=clock(duty.end))
    if bound.kind:
        return [hours, Message("{what} covers the whole half-day.", what=_words(bound.type, bound.kind))]
    return [hours, *_moved(duty, bound), *_steps(half, plan, bound), *_rest(half, plan, off_post_minutes)]


def clock(moment: datetime) -> str:
    """``08:30``, with seconds where there are any."""
    return f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"


def _words(type_code: str, kind: str) -> Message:
    return LEAVE_TYPES.get(type_code) or _EXCUSED.get(kind) or Message("{text}", text=type_code or kind)


def _moved(duty: Duty, bound: Bounds) -> list[Message]:
    what = _words(bound.type, "leave")
    found = []
    if bound.start != duty.start:
        found.append(Message("{what} moves the start to {time}.", what=what, time=clock(bound.start)))
    if bound.end != duty.end:
        found.append(Message("{what} moves the end to {time}.", what=what, time=clock(bound.end)))
    if bound.excused and not found:
        minutes = int(total(bound.excused) / timedelta(minutes=1))
        found.append(Message("{what} excuses {minutes} min in between.", what=what, minutes=minutes))
    return found


def _steps(half: HalfDay, plan: DayPlan, bound: Bounds) -> list[Message]:
    found = []
    if half.first_in is not None:
        late = {"one": clock(half.first_in), "other": clock(bound.start), "minutes": half.late_minutes}
        if half.late_minutes:
            found.append(_reckoned("late", late, plan.late_grace, plan, half))
        elif half.first_in <= bound.start:
            found.append(Message("Signed in {one}, not after {other}: on time.", **late))
        else:
            found.append(_forgiven(late, plan.late_grace))
    if half.last_out is not None and "pending" not in half.verdicts:
        early = {"one": clock(bound.end), "other": clock(half.last_out), "minutes": half.early_minutes}
        if half.early_minutes:
            found.append(_reckoned("early_leave", early, plan.early_grace, plan, half))
        elif half.last_out >= bound.end:
            found.append(Message("Signed out {other}, not before {one}: on time.", **early))
        else:
            found.append(_forgiven(early, plan.early_grace))
    return found


def _reckoned(code: str, values: dict[str, Any], grace: int, plan: DayPlan, half: HalfDay) -> Message:
    beyond = values["minutes"] >= plan.absent_minutes
    if "absent" in half.verdicts and beyond:
        return Message(
            "{one} − {other} = {minutes} min, not below the limit of {limit} min: suspected absence",
            limit=plan.absent_minutes,
            **values,
        )
    what = _WHAT[code]
    if grace:
        return Message(
            "{one} − {other} = {minutes} min, beyond the grace of {grace} min: {what} {minutes} min",
            what=what,
            grace=grace,
            **values,
        )
    return Message("{one} − {other} − grace 0 = {what} {minutes} min", what=what, **values)


def _forgiven(values: dict[str, Any], grace: int) -> Message:
    return Message("{one} − {other} is within the grace of {grace} min: on time", grace=grace, **values)


def _rest(half: HalfDay, plan: DayPlan, off_post_minutes: int) -> list[Message]:
    """Missing punches, absence without any, time away."""
    found = []
    if plan.bridged or plan.punches == 2:
        found.append(Message("At midday no punch is asked for."))
    if "missing_in" in half.verdicts:
        found.append(Message("There is no sign-in."))
    if "missing_out" in half.verdicts:
        found.append(Message("There is no sign-out after the last sign-in."))
    if "absent" in half.verdicts and half.first_in is None and half.last_out is None:
        found.append(Message("There is no punch, and no leave: suspected absence"))
    if half.away_minutes:
        found.append(
            Message(
                "Away {minutes} min in all; longer than {limit} min at a time: {count}",
                minutes=half.away_minutes,
                limit=off_post_minutes,
                count=half.off_post,
            )
        )
    if half.corrected:
        found.append(Message("A correction is among the punches; what was punched before stands beside it."))
    if half.clock_suspect:
        found.append(Message("The computer's clock had been moved when this was punched."))
    review = {"confirmed": Message("A supervisor has confirmed the absence."),
              "dismissed": Message("A supervisor has looked: no absence.")}  # fmt: skip
    if half.review in review:
        found.append(review[half.review])
    return found
