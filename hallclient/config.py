"""The settings of a terminal, ``config.toml``: strict, and a mistake is named with file and key."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from hallclient.errors import HomeProblem
from hallclient.language import LANGUAGES
from hallclient.rules.message import Message
from hallclient.rules.setting_table import LEAVE_LEVELS, SCORES, read_table


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting with its default. Periods are minutes or days as their comment says."""

    hall: str
    hall_code: str
    window: int
    installation: str
    """Eight hex digits made at ``init``; with the window they name the terminal."""
    hall_short: str = ""
    """Short name on papers; the hall's name where empty."""
    window_name: str = ""
    zone: str = ""
    """Zone name such as Asia/Shanghai; empty means the machine's own."""
    language: str = ""
    """zh_CN or en; empty follows the locale."""
    database: str = ""
    """PostgreSQL URL; empty means hall.db in the home."""
    shared_file: str = ""
    hall_phone: str = ""
    consultation_phone: str = ""
    supervision_phone: str = ""
    reconsideration_body: str = ""
    """Whom a refusal names for administrative reconsideration; a place to write it where empty."""
    court: str = ""
    """Which court a refusal names."""
    seals: str = ""
    """What stands at the place of a department's seal where it differs: ``县民政局=县民政局行政审批专用章；…``."""
    printer: str = ""
    """A queue of CUPS, ``viewer`` or ``folder``. Empty: the default queue, else the viewer, else the folder."""
    print_form: str = ""
    """What the queue is given: pdf, html or text. Empty: pdf, or text where no font can be embedded."""
    receipt_printer: str = ""
    """Receipts and guide slips go here as ESC/POS: a raw queue of CUPS, or a device such as /dev/usb/lp0."""
    copies: int = 2
    """Copies that are printed of what has two."""
    fonts: str = ""
    """Font files for PDF that come before those of the system, several with ``;``."""
    supplement_days: int = 15
    """Working days named on a notice for the supplement. The law sets none; the hall does."""
    review_contact_days: int = 1
    """Working days within which the applicant is contacted about a bad review."""
    review_rectify_days: int = 15
    """Working days within which what a bad review is about is put right."""
    complaint_days: int = 15
    """Working days for the answer to a complaint or suggestion, where the item names none."""
    instant_days: int = 5
    """Working days promised for an instant matter that cannot be decided in one sitting."""
    load_hot_percent: int = 150
    """A window with a load index above this (in percent of an equal share) is hot."""
    load_cold_percent: int = 50
    """A window with a load index below this is cold."""
    warn_days: tuple[int, ...] = (3, 1)
    """Working days before a due date: from the most on it is shown as near, from the fewest on it is reminded of."""
    after_hours_next_day: bool = False
    """Whether what is received after hours or on a rest day counts as received on the next working day."""
    lock_minutes: int = 10
    """The window locks itself after so many minutes without a key; 0 never."""
    off_post_minutes: int = 15
    """An absence from the post longer than this is 离岗."""
    makeup_hours: str = "normal"
    """Hours of a make-up workday: ``normal``, or ``replaced`` for those of the day that it replaces."""
    correction_days: int = 180
    """A correction can be asked for so many days after the punch that is missing; 0 without limit."""
    corrections_a_month: int = 10
    """So many corrections a person may ask for in a month; 0 without limit."""
    idle_minutes: int = 180
    """Who does nothing for so long while somebody waits at the window is a question to the supervisor; 0 never."""
    leave_levels: str = "window_head_hours=2 half_day_hours=4 supervisor_days=1"
    """Up to which length each may grant leave; what is longer is granted by the leader."""
    scores: str = "late=-1 late_long=-2 short_minutes=10 missing=-2 absent=-5 off_post=-3 flag_above=5"
    """Points of the month, and above how many late arrivals and early leavings a person is flagged."""
    publish_names: str = "masked"
    """The published month names people ``masked`` or ``full``."""
    lock_note: str = ""
    """A line on the lock screen, such as whom to call."""
    card_reader: int = 0
    """1 where a card reader types identity cards: a number that a hand typed is marked then (手工录入)."""
    serial_start: int = 1
    """5001 on the second of two machines that were set to the same window."""

    @property
    def near_days(self) -> int:
        """Working days before a due date from which on it is near."""
        return max(self.warn_days)

    @property
    def last_days(self) -> int:
        """Working days before a due date from which on it is reminded of."""
        return min(self.warn_days)


PRINT_FORMS = ("", "pdf", "html", "text")

_SECTIONS = {
    "hall": (
        "hall",
        "hall_code",
        "hall_short",
        "zone",
        "hall_phone",
        "consultation_phone",
        "supervision_phone",
        "reconsideration_body",
        "court",
        "seals",
    ),
    "printing": ("printer", "print_form", "receipt_printer", "copies", "fonts"),
    "terminal": (
        "window",
        "window_name",
        "installation",
        "language",
        "lock_minutes",
        "lock_note",
        "card_reader",
        "serial_start",
    ),
    "storage": ("database", "shared_file"),
    "rules": (
        "supplement_days",
        "warn_days",
        "complaint_days",
        "instant_days",
        "after_hours_next_day",
        "off_post_minutes",
        "review_contact_days",
        "review_rectify_days",
        "load_hot_percent",
        "load_cold_percent",
    ),
    "punctuality": (
        "makeup_hours",
        "correction_days",
        "corrections_a_month",
        "idle_minutes",
        "leave_levels",
        "scores",
        "publish_names",
    ),
}
_CHOICES = {"makeup_hours": ("normal", "replaced"), "publish_names": ("masked", "full")}
_TABLES = {"leave_levels": LEAVE_LEVELS, "scores": SCORES}
_TYPES = {field.name: {"int": int, "bool": bool}.get(str(field.type), str) for field in fields(Config)}
_REQUIRED = ("hall", "hall_code", "window", "installation")


def load(path: Path) -> Config:
    """Read the settings; raises :class:`HomeProblem` that names the file and the key of a mistake."""
    try:
        with path.open("rb") as file:
            data = tomllib.load(file)
    except FileNotFoundError:
        raise HomeProblem(
            Message("There is no hall in {folder}.", folder=str(path.parent)),
            Message("Set one up with “hallclient init …”, try “hallclient demo”, or name its folder with --home."),
            code="no_home",
        ) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _mistake(path, Message("{error}", error=str(error))) from error
    return Config(**_values(path, data))


def language_of(path: Path) -> str:
    """The language that the settings ask for; empty where there are none, or they do not hold."""
    try:
        with path.open("rb") as file:
            language = tomllib.load(file).get("terminal", {}).get("language", "")
    except (OSError, ValueError, AttributeError):
        return ""
    return language if language in LANGUAGES else ""


def _values(path: Path, data: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for section, keys in data.items():
        if section not in _SECTIONS or not isinstance(keys, dict):
            raise _mistake(path, Message("“{key}” is not a known section", key=section))
        for key, value in keys.items():
            if key not in _SECTIONS[section]:
                raise _mistake(path, Message("“{key}” is not a known setting", key=f"{section}.{key}"))
            if key == "warn_days":
                value = _days(value)
            elif type(value) is not _TYPES[key]:
                value = None
            if value is None:
                raise _mistake(path, Message("“{key}” has a value of the wrong type", key=f"{section}.{key}"))
            values[key] = value
    for key in _REQUIRED:
        if key not in values:
            raise _mistake(path, Message("the setting “{key}” is missing", key=key))
    if values.get("print_form", "") not in PRINT_FORMS:
        raise _mistake(
            path, Message("“{key}” must be one of {values}", key="printing.print_form", values="pdf, html, text")
        )
    if values.get("language", "") not in ("", *LANGUAGES):
        raise _mistake(path, Message("“{key}” must be one of {values}", key="terminal.language", values="zh_CN, en"))
    for key, allowed in _CHOICES.items():
        if values.get(key, allowed[0]) not in allowed:
            named = Message("“{key}” must be one of {values}", key=f"punctuality.{key}", values=", ".join(allowed))
            raise _mistake(path, named)
    for key, names in _TABLES.items():
        if key in values and read_table(values[key], names) is None:
            raise _mistake(path, Message("“{key}” cannot be read", key=f"punctuality.{key}"))
    return values


def _days(value: Any) -> tuple[int, ...] | None:
    """``[3, 1]``, or the single number of older files; None where it is neither."""
    days = value if isinstance(value, list) else [value]
    return tuple(days) if days and all(type(day) is int and day >= 0 for day in days) else None


def _mistake(path: Path, what: Message) -> HomeProblem:
    return HomeProblem(
        Message("The settings file {file} cannot be used: {what}.", file=str(path), what=what),
        Message("Put the file right, or set up again with “hallclient init … --force”."),
        code="bad_config",
    )


def save(config: Config, path: Path) -> None:
    """Write all settings, defaults included, so that an administrator sees what can be set. Whole or not at all:
    raises :class:`HallError` where the file cannot be written, which then stays as it was."""
    from hallclient import files

    lines: list[str] = []
    for section, keys in _SECTIONS.items():
        lines.append(f"[{section}]")
        for key in keys:
            value = getattr(config, key)
            lines.append(f"{key} = {_written(value)}")
        lines.append("")
    files.save(path, "\n".join(lines))


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(map(str, value))}]"
    return str(value) if isinstance(value, int) else _quoted(str(value))


def _quoted(text: str) -> str:
    escaped = "".join(f"\\u{ord(c):04x}" if ord(c) < 32 or c in '"\\\x7f' else c for c in text)
    return f'"{escaped}"'
