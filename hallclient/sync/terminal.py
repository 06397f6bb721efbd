"""Which terminal this is: is the database the one that published last, was it restored, is it a copy, and is
another machine set to the same window?"""

from __future__ import annotations

import hashlib
import platform
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from hallclient import config as settings
from hallclient.errors import HallError
from hallclient.rules.message import Message
from hallclient.services import summary
from hallclient.services.hall import Hall, terminal_id
from hallclient.sync import own_records
from hallclient.sync.layout import Layout, Listing
from hallclient.sync.lines import Parsed, Record
from hallclient.sync.reading import read_segment

SECOND_SERIALS = 5001
"""Where the serials of the second of two machines with one window start, so that numbers differ."""

_MACHINE_ID = Path("/etc/machine-id")
_PLACE = "place"
_FORMER = "former"
_PENDING = "installation"


@dataclass(frozen=True, slots=True)
class Host:
    """The machine and the folder in which a home lies, as digests. Both tell a copy from the original."""

    installation: str
    machine: str
    place: str

    def __str__(self) -> str:
        return f"{self.installation}-{self.machine}-{self.place}"


def host_of(hall: Hall) -> Host:
    """The host of this home."""
    place = str(hall.home.folder.resolve())
    return Host(hall.config.installation, _digest(_machine()), _digest(place))


def _machine() -> str:
    with suppress(OSError):
        return _MACHINE_ID.read_text(encoding="ascii").strip()
    return platform.node()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def is_copy(hall: Hall, found: str) -> bool:
    """Whether a segment of this terminal was published from another home than this one.

    A home that was moved on its machine, so that none is left in the old place, is still the same.
    """
    mine = host_of(hall)
    if found == str(mine):
        return False
    installation, machine, _ = (*found.split("-"), "", "", "")[:3]
    if (installation, machine) != (mine.installation, mine.machine):
        return True
    old = summary.note(hall, _PLACE)
    if not old or old == str(hall.home.folder.resolve()):
        return True
    try:
        return settings.load(Path(old) / hall.home.config.name).installation == mine.installation
    except HallError:
        return False  # whatever is there, it is no home of this terminal


def remember_place(hall: Hall) -> None:
    """Keep where the home lies, to tell a move from a copy later."""
    place = str(hall.home.folder.resolve())
    if summary.note(hall, _PLACE) != place:
        summary.set_note(hall, _PLACE, place)


def finish_change(hall: Hall) -> None:
    """Bring the settings up to what a sync that was killed, or one of another process, has decided."""
    wanted = summary.note(hall, _PENDING)
    if wanted:
        stored = settings.load(hall.home.config)
        if stored.installation != wanted:
            settings.save(replace(stored, installation=wanted), hall.home.config)
        summary.set_note(hall, _PENDING, "")
    stored = settings.load(hall.home.config)
    if (stored.installation, stored.serial_start) != (hall.config.installation, hall.config.serial_start):
        hall.config = replace(hall.config, installation=stored.installation, serial_start=stored.serial_start)
    summary.move_unpublished(hall, summary.note(hall, _FORMER).split())


def become_another(hall: Hall) -> Message:
    """Take a new id, since the home is a copy of another one; what was not published yet goes along.

    The database is changed first: a sync that is killed in between finishes the change next time.
    """
    old = hall.terminal
    installation = secrets.token_hex(4)
    with hall.write():
        former = dict.fromkeys([*summary.note(hall, _FORMER).split(), old])
        summary.set_note(hall, _FORMER, " ".join(former))
        summary.set_note(hall, _PENDING, installation)
        summary.set_note(hall, "cloned", old)
        summary.set_note(hall, "since", "")
    finish_change(hall)
    return Message(
        "This home is a copy of another one, which has published as terminal {old}; from now on it is terminal "
        "{new}. Do not use copies of a home; set up each window with “hallclient init”.",
        old=old,
        new=hall.terminal,
    )


def same_window(hall: Hall, listings: Mapping[str, Listing]) -> list[str]:
    """The other terminals of the last two months that are set to this window."""
    prefix = terminal_id(hall.config.window, "")
    found = {tid for listing in listings.values() for tid in listing.segments}
    same = {tid for tid in found if tid.startswith(prefix) and len(tid) == len(hall.terminal)}
    return sorted(same - {hall.terminal})


def settle_window(hall: Hall, listings: Mapping[str, Listing], layout: Layout) -> list[Message]:
    """Tell about other machines that are set to this window, and move this one's serials when it is the
    second: at its first sync it is; of two that came at once, the one that started later."""
    others = same_window(hall, listings)
    told = []
    for other in others:
        said = _terminal_record(layout, listings, other)
        if hall.config.serial_start < SECOND_SERIALS and _is_second(hall, other, said):
            hall.config = replace(hall.config, serial_start=SECOND_SERIALS)
            stored = settings.load(hall.home.config)
            settings.save(replace(stored, serial_start=SECOND_SERIALS), hall.home.config)
        told.append(
            Message(
                "Another machine (terminal {other}) is set to window {window} too; serials of this one start at "
                "{first}. Give each machine its own window number.",
                other=other,
                window=hall.config.window,
                first=hall.config.serial_start,
            )
        )
    return told


def _is_second(hall: Hall, other: str, said: Mapping[str, int | str]) -> bool:
    serials, since = said.get("serials", 1), said.get("since", 0)
    if isinstance(serials, int) and serials >= SECOND_SERIALS:
        return False
    mine = own_records.since(hall)
    return not mine or not isinstance(since, int) or (since, other) < (mine, hall.terminal)


def _terminal_record(layout: Layout, listings: Mapping[str, Listing], terminal: str) -> Mapping[str, int | str]:
    """What a terminal said of itself last; empty where it cannot be read."""
    for month in sorted(listings, reverse=True):
        for revision in listings[month].segments.get(terminal, ()):
            segment = read_segment(layout, month, terminal, revision)
            said = [record for record in segment.records if record.kind == "terminal"] if segment.whole else []
            if said:
                return max(said, key=lambda record: record.day).body
    return {}


def own_lines(terminal: str, *files: Parsed) -> list[Record]:
    """The lines of a terminal in some files."""
    return [record for file in files for record in file.records if record.terminal == terminal]
