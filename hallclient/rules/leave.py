"""Leave: its types, and who may grant how much of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from hallclient.rules.message import Message
from hallclient.rules.spans import cut
from hallclient.rules.timetable import DEFAULT, Timetable

LEAVE_TYPES = {
    "personal": Message("Personal leave"),
    "sick": Message("Sick leave"),
    "annual": Message("Annual leave"),
    "official": Message("Official leave"),
    "errand": Message("Official errand"),
    "maternity": Message("Maternity leave"),
    "paternity": Message("Paternity leave"),
    "wedding_funeral": Message("Wedding or funeral leave"),
    "time_off": Message("Time off in lieu"),
}
"""Code → what it is shown as."""

_WORDS = {
    "事假": "personal",
    "病假": "sick",
    "年休假": "annual",
    "年假": "annual",
    "公假": "official",
    "公假/公差": "official",
    "公差": "errand",
    "外出": "errand",
    "外出/公差": "errand",
    "产假": "maternity",
    "产假/陪产假": "maternity",
    "陪产假": "paternity",
    "婚丧假": "wedding_funeral",
    "婚假": "wedding_funeral",
    "丧假": "wedding_funeral",
    "调休": "time_off",
}

LEVELS = {
    "window_head": Message("Window head"),
    "hall": Message("Service hall"),
    "supervisor": Message("Supervisor"),
    "leader": Message("Leader"),
}
"""Who grants, from the shortest leave to the longest."""

_ORDER = tuple(LEVELS)
_REACH = {"chief": "window_head", "supervisor": "supervisor", "admin": "leader"}


@dataclass(frozen=True, slots=True)
class LevelTable:
    """Up to which length each grants: hours for the window head and for half a day, days for the
    supervisor."""

    window_head_hours: float = 2
    half_day_hours: float = 4
    supervisor_days: int = 1


DEFAULT_LEVELS = LevelTable()
"""≤ 2 h window head, half a day the hall, 1 day the supervisor, from 2 days on the leader."""


def leave_type(word: str) -> str | None:
    """The code that a Chinese word (or the code itself) means; None for a word that is no leave type."""
    word = word.strip().replace("／", "/").replace("、", "/")
    return word if word in LEAVE_TYPES else _WORDS.get(word)


def leave_words() -> tuple[str, ...]:
    """The words that name one type each, for the remedy of a wrong one."""
    return ("事假", "病假", "年休假", "公假", "公差", "产假", "陪产假", "婚丧假", "调休")


def excuse_kind(type_code: str) -> str:
    """What such leave is in a verdict: ``outing`` for work elsewhere, else ``leave``."""
    return "outing" if type_code == "errand" else "leave"


def needed_level(
    start: datetime, end: datetime, timetable: Timetable = DEFAULT, table: LevelTable = DEFAULT_LEVELS
) -> str:
    """Who has to grant leave from ``start`` to ``end`` (naive local time), a code of :data:`LEVELS`.

    Length is what the calendar shows: on one date the clock time asked for, lunch included, cut to the hours
    of the timetable; leave within one half-day is half a day however long that is. Leave over several dates
    counts every date that it touches, rest days too, and an end at midnight does not touch the new date.
    """
    last = (end - timedelta(microseconds=1)).date() if end > start else start.date()
    days = (last - start.date()).days + 1
    if days > 1:
        return "supervisor" if days <= table.supervisor_days else "leader"
    am, pm = timetable.span(start.date(), "am"), timetable.span(start.date(), "pm")
    asked = cut((start, end), (am[0], pm[1]))
    length = asked[1] - asked[0] if asked else timedelta()
    if length <= timedelta(hours=table.window_head_hours):
        return "window_head"
    one_half = cut((start, end), am) is None or cut((start, end), pm) is None
    if one_half or length <= timedelta(hours=table.half_day_hours):
        return "hall"
    return "supervisor" if table.supervisor_days >= 1 else "leader"


def may_grant(role: str, level: str) -> bool:
    """Whether ``role`` (clerk, chief, supervisor, admin) may grant leave that needs ``level``.

    Window head is the chief, hall and supervisor are the supervisor, leader is the administrator; who may
    grant longer leave may grant shorter. That nobody grants their own is for the caller, who knows both
    people.
    """
    reach = _REACH.get(role)
    return reach is not None and level in _ORDER and _ORDER.index(level) <= _ORDER.index(reach)
