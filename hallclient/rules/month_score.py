"""A person's month: how often late, early, missing, absent, off the post, and the points that this costs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from hallclient.rules.punctuality import HalfDay


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """Points for each event, negative. Late and early cost ``late`` up to ``short_minutes``, ``late_long``
    above.

    More than ``flag_above`` late arrivals and early leavings in a month are flagged.
    """

    late: int = -1
    late_long: int = -2
    short_minutes: int = 10
    missing: int = -2
    absent: int = -5
    off_post: int = -3
    flag_above: int = 5


DEFAULT_SCORES = ScoreTable()
"""The table used where the hall has set none."""


@dataclass(frozen=True, slots=True)
class MonthCounts:
    """Events of a month. ``late_by`` and ``early_by`` hold the minutes of each; ``missing`` counts punches;
    ``half_days`` those that are over or already have a verdict, rest days aside."""

    late_by: tuple[int, ...] = ()
    early_by: tuple[int, ...] = ()
    missing: int = 0
    absent: int = 0
    off_post: int = 0
    on_time: int = 0
    excused: int = 0
    corrected: int = 0
    half_days: int = 0

    @property
    def late(self) -> int:
        """Late arrivals."""
        return len(self.late_by)

    @property
    def early(self) -> int:
        """Early leavings."""
        return len(self.early_by)

    @property
    def late_or_early(self) -> int:
        """Both together: the number that is flagged."""
        return self.late + self.early


def month_counts(half_days: Iterable[HalfDay]) -> MonthCounts:
    """Count what the half-days of one person say. What is only pending is not counted yet."""
    rows = [_reviewed(h) for h in half_days if set(h.verdicts) - {"pending", "rest_day"} or h.off_post]
    codes = [code for h in rows for code in h.verdicts]
    return MonthCounts(
        late_by=tuple(h.late_minutes for h in rows if "late" in h.verdicts),
        early_by=tuple(h.early_minutes for h in rows if "early_leave" in h.verdicts),
        missing=codes.count("missing_in") + codes.count("missing_out"),
        absent=codes.count("absent"),
        off_post=sum(h.off_post for h in rows),
        on_time=codes.count("on_time"),
        excused=sum(codes.count(code) for code in ("leave", "outing", "covered")),
        corrected=sum(h.corrected for h in rows),
        half_days=len(rows),
    )


def _reviewed(half: HalfDay) -> HalfDay:
    """A suspected absence that a supervisor has dismissed counts as what the punches show without the limit."""
    if half.review != "dismissed" or "absent" not in half.verdicts:
        return half
    codes = [code for code, minutes in (("late", half.late_minutes), ("early_leave", half.early_minutes)) if minutes]
    if half.first_in is None:
        codes.append("missing_in")
    if half.last_out is None:
        codes.append("missing_out")
    return replace(half, verdicts=tuple(codes) or ("on_time",))


def score(counts: MonthCounts, table: ScoreTable = DEFAULT_SCORES) -> int:
    """The points of a month by ``table``; 0 when there is nothing to say."""
    times = counts.late_by + counts.early_by
    long = sum(minutes > table.short_minutes for minutes in times)
    return (
        (len(times) - long) * table.late
        + long * table.late_long
        + counts.missing * table.missing
        + counts.absent * table.absent
        + counts.off_post * table.off_post
    )


def flagged(counts: MonthCounts, table: ScoreTable = DEFAULT_SCORES) -> bool:
    """Whether the person was late or early more often than the table allows."""
    return counts.late_or_early > table.flag_above
