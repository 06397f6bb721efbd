"""What the punches of a half-day show, and which are missing at its end; half-days that are read together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hallclient.rules.plan import DayPlan, Duty
from hallclient.rules.punch import Punch
from hallclient.rules.timetable import HALVES

_AROUND_LUNCH = {*HALVES, "noon"}


@dataclass(frozen=True, slots=True)
class Seen:
    """What the punches of a half-day show."""

    punches: Sequence[Punch]
    first_in: datetime | None
    leaving: datetime | None

    @property
    def goes_on(self) -> bool:
        """Whether the person came and did not leave."""
        return self.first_in is not None and self.leaving is None

    @property
    def was_there(self) -> bool:
        """Whether the person left without having come."""
        return self.leaving is not None and self.first_in is None


def seen_of(punches: Sequence[Punch]) -> Seen:
    """First sign-in and leaving among the punches of a half-day, in order."""
    first_in = leaving = None
    for punch in punches:
        if punch.kind == "in":
            first_in, leaving = first_in or punch.at, None
        elif punch.kind == "out":
            leaving = punch.at
    return Seen(punches, first_in, leaving)


def together(plan: DayPlan, judged: Sequence[bool]) -> dict[int, list[int]]:
    """Place → the places that it is read together with: all with two punches a day, those around lunch for whoever
    stays over it, and a duty beyond the half-days next to another without a break (延时服务, 预约服务)."""
    groups: list[list[int]] = []
    for place, here in enumerate(judged):
        if not here:
            continue
        last = groups[-1][-1] if groups else None
        if last is not None and _joins(plan, plan.duties[last], plan.duties[place]):
            groups[-1].append(place)
        else:
            groups.append([place])
    return {place: group for group in groups for place in group}


def _joins(plan: DayPlan, one: Duty, other: Duty) -> bool:
    usual = one.half in HALVES and other.half in HALVES
    over_lunch = plan.bridged and {one.half, other.half} <= _AROUND_LUNCH
    return plan.punches == 2 or over_lunch or (not usual and one.end == other.start)


@dataclass(frozen=True, slots=True)
class Missing:
    """What is not there at the end of the half-day at ``place``. ``few`` are the places of a day on which a coming
    at its first and a leaving at its last are enough; they are then read together."""

    place: int
    few: Sequence[int]
    seen: Sequence[Seen]

    def codes(self) -> list[str]:
        """Missing punches, or absent."""
        here = self.seen[self.place]
        needed = [("missing_in", here.first_in), ("missing_out", here.leaving)]
        if len(self.few) < 2:
            return [code for code, punch in needed if punch is None] if here.punches else ["absent"]
        at = list(self.few).index(self.place)
        # The one punch of the half-day beside shows that this one was worked.
        earlier = next((self.seen[n] for n in reversed(self.few[:at]) if self.seen[n].punches), None)
        later = next((self.seen[n] for n in self.few[at + 1 :] if self.seen[n].punches), None)
        worked = (earlier is not None and earlier.goes_on) or (later is not None and later.was_there)
        if not here.punches and not worked:
            return ["absent"]
        wanted = [needed[0]] if at == 0 else [needed[1]] if at == len(self.few) - 1 else []
        return [code for code, punch in wanted if punch is None]
