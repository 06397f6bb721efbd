"""Times as people type them: ``11-20 8:30``, ``8:30``, ``0830``, ``明天 13:30``, ``2026年11月20日 8点30分``."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from hallclient.rules.message import Message

_DAYS = {"今天": 0, "明天": 1, "后天": 2, "昨天": -1, "前天": -2, "today": 0, "tomorrow": 1, "yesterday": -1}
_FORM = re.compile(
    r"(?:(?P<word>[^\d\s]+)\s*|(?:(?P<year>\d{4})-)?(?P<month>\d{1,2})-(?P<day>\d{1,2})[\sT]+)?"
    r"(?P<hour>\d{1,2}):?(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
)


def read_moment(text: str, today: date) -> datetime | None:
    """The naive local moment that ``text`` means; without a date it is ``today``. None where it means none."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    for old, new in (("年", "-"), ("月", "-"), ("日", " "), ("点", ":"), ("时", ":"), ("分", ""), ("/", "-")):
        plain = plain.replace(old, new)
    plain = re.sub(r":$", ":00", plain.strip())
    found = _FORM.fullmatch(plain)
    if found is None:
        return None
    try:
        clock = time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
        return datetime.combine(_day(found, today), clock)
    except (ValueError, KeyError):
        return None


def _day(found: re.Match[str], today: date) -> date:
    if found["month"]:
        return date(int(found["year"] or today.year), int(found["month"]), int(found["day"]))
    return today + timedelta(days=_DAYS[found["word"].strip()] if found["word"] else 0)


def problem(text: str, today: date) -> Message | None:
    """What is wrong with a time that is being typed."""
    if read_moment(text, today) is None:
        return Message("Write date and time, such as 11-20 08:30.")
    return None


def shown(moment: datetime) -> str:
    """A moment as it stands in a field."""
    return moment.strftime("%Y-%m-%d %H:%M")
