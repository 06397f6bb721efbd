"""Small tables in the settings: ``late=-1 missing=-2``, known names and whole numbers."""

from __future__ import annotations

import re

_PAIR = re.compile(r"([a-z_]+)=(-?\d{1,4})", re.ASCII)

LEAVE_LEVELS = ("window_head_hours", "half_day_hours", "supervisor_days")
"""Up to which length each grants leave (``rules.leave.LevelTable``)."""

SCORES = ("late", "late_long", "short_minutes", "missing", "absent", "off_post", "flag_above")
"""Points of a month (``rules.month_score.ScoreTable``)."""


def read_table(text: str, names: tuple[str, ...]) -> dict[str, int] | None:
    """The numbers by name; None for a name that is not known or stands twice, or what is no whole number."""
    found: dict[str, int] = {}
    for part in text.replace(",", " ").split():
        pair = _PAIR.fullmatch(part)
        if pair is None or pair[1] not in names or pair[1] in found:
            return None
        found[pair[1]] = int(pair[2])
    return found
