"""What of the home and the machine would keep a window from working. Looks only: nothing is changed or made."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from hallclient.clock import Clock
from hallclient.config import Config, load
from hallclient.errors import HallError, ShareProblem
from hallclient.jobs import paper_office, printers
from hallclient.paths import Home
from hallclient.printing import fonts
from hallclient.rules.message import Message
from hallclient.services import condition
from hallclient.services.condition import Condition
from hallclient.services.hall import clock_of

SMALLEST = (80, 24)
"""Columns and rows in which every screen works in full."""

_MIB = 2**20
_FULL, _NARROW = 50 * _MIB, 1024 * _MIB
"""Free bytes below which nothing may be recorded soon, and below which it is time to make room."""

_BACKUP_DAYS = 7
_HERE = timedelta(hours=8)
"""How far the clocks of China are ahead of UTC."""

_SLACK = timedelta(minutes=5)
_NOVEMBER = 11
"""From then on the schedule of the next year is published."""

_ANOTHER_COPY = Message("Bring back the last good copy with “hallclient restore FILE”.")


@dataclass(frozen=True, slots=True)
class Check:
    """``name`` is for programs; ``state`` is ok, warn or bad; the remedy is None where none is needed."""

    name: str
    state: str
    message: Message
    remedy: Message | None = None


def examine(home: Home, *, utf8: bool) -> list[Check]:
    """Look at everything that can be looked at; what rests on settings that do not hold is left out."""
    checks = [_home(home)]
    try:
        config = load(home.config)
    except HallError as error:
        if home.exists():
            checks.append(Check("settings", "bad", error.message, error.remedy))
        return [*checks, _fonts(""), _terminal(utf8)]
    checks.append(Check("settings", "ok", Message("The settings of window {window} hold.", window=config.window)))
    checks += _stored(home, config)
    checks += [_disk(home), _share(config), *_printers(config), _fonts(config.fonts), _terminal(utf8)]
    return checks


def _home(home: Home) -> Check:
    folder = str(home.folder)
    if not home.exists():
        missing = Message("There is no hall in {folder}.", folder=folder)
        remedy = Message(
            "Set one up with “hallclient init …”, try “hallclient demo”, or name its folder with --home."
        )
        return Check("home", "bad", missing, remedy)
    if not os.access(home.folder, os.W_OK):
        unwritable = Message("The folder {folder} may not be written to.", folder=folder)
        return Check("home", "bad", unwritable, Message("Give the user of this window the right to write there."))
    return Check("home", "ok", Message("The home is {folder}.", folder=folder))


def _stored(home: Home, config: Config) -> Iterator[Check]:
    """The database, what rests on it, and the clock that it is compared with."""
    if not config.database and not home.database.exists():
        yield Check(
            "database", "bad", Message("The database {file} is missing.", file=str(home.database)), _ANOTHER_COPY
        )
        return
    try:
        clock = clock_of(home, config)
        found = condition.look(home, config)
    except HallError as error:
        yield Check("database", "bad", error.message, error.remedy)
        return
    if found.problem and config.database.startswith("postgres"):
        problem = Message("The database cannot be opened: {detail}.", detail=found.problem)
        remedy = Message("Check that the database server runs and that the settings name it rightly.")
        yield Check("database", "bad", problem, remedy)
    elif found.problem:
        problem = Message("The database is damaged: {detail}.", detail=found.problem)
        yield Check("database", "bad", problem, _ANOTHER_COPY)
    else:
        yield Check("database", "ok", Message("The database is whole."))
        yield _migrations(found)
    if not config.database:
        yield _backups(home, clock)
    yield _clock(config, clock, found.last)
    if found.years:
        yield _calendar(found.years, clock)


def _migrations(found: Condition) -> Check:
    if found.newer:
        newer = Message("The database was made by a newer version of the program ({names}).", names=found.newer)
        return Check("migrations", "bad", newer, Message("Install the newer version; nothing was changed."))
    if found.pending:
        behind = Message("The database is of an older version ({count} steps behind).", count=len(found.pending))
        return Check("migrations", "warn", behind, Message("It is brought up to date when it is opened next."))
    return Check("migrations", "ok", Message("The database is of this version."))


def _backups(home: Home, clock: Clock) -> Check:
    made = [path.stat().st_mtime for path in home.backups.glob("hall-*.db")]
    remedy = Message("Close the day, or run “hallclient backup”; keep a copy on another machine too.")
    if not made:
        return Check("backups", "warn", Message("There is no backup yet."), remedy)
    newest = clock.local(max(made))
    if clock.now() - newest > timedelta(days=_BACKUP_DAYS):
        return Check("backups", "warn", Message("The newest backup is of {day}.", day=newest.date()), remedy)
    return Check("backups", "ok", Message("The newest backup is of {day}.", day=newest.date()))


def _clock(config: Config, clock: Clock, last: datetime | None) -> Check:
    now = clock.now()
    shown = f"{now:%Y-%m-%d %H:%M}"
    if last is not None and last - now > _SLACK:
        behind = Message(
            "The clock says {now}, before the last record ({last}).",
            now=shown,
            last=f"{clock.local(last):%Y-%m-%d %H:%M}",
        )
        return Check("clock", "bad", behind, Message("Set the clock of the machine, best by a time server."))
    if not config.zone and now.utcoffset() != _HERE:
        zone = Message("The machine's clock is in the zone UTC{zone}.", zone=f"{now:%z}")
        return Check("clock", "warn", zone, Message('Set the machine\'s zone, or hall.zone = "Asia/Shanghai".'))
    return Check("clock", "ok", Message("The clock says {now} (UTC{zone}).", now=shown, zone=f"{now:%z}"))


def _calendar(years: tuple[int, ...], clock: Clock) -> Check:
    today = clock.today()
    wanted = (today.year, today.year + 1) if today.month >= _NOVEMBER else (today.year,)
    unknown = [year for year in wanted if year not in years]
    if not unknown:
        return Check("calendar", "ok", Message("Holidays are known until {year}.", year=max(years)))
    state = "bad" if today.year in unknown else "warn"
    missing = Message("The holiday schedule of {year} is not known.", year=unknown[0])
    return Check(
        "calendar", state, missing, Message("Load it with “hallclient import calendar FILE” once it is published.")
    )


def _disk(home: Home) -> Check:
    free = shutil.disk_usage(home.folder).free
    size = home.database.stat().st_size if home.database.exists() else 0
    said = Message("{free} MiB are free on the disk.", free=free // _MIB)
    remedy = Message("Make room: move old backups and exports to another disk.")
    if free < _FULL:
        return Check("disk", "bad", said, remedy)
    return Check("disk", "warn", said, remedy) if free < max(_NARROW, 2 * size) else Check("disk", "ok", said)


def _share(config: Config) -> Check:
    if not config.shared_file:
        return Check("share", "ok", Message("No shared file is set; this window works by itself."))
    from hallclient.sync import shared_file
    from hallclient.sync.layout import layout_of
    from hallclient.sync.reading import read_shared

    layout = layout_of(Path(config.shared_file))[0]
    try:
        shared_file.require(layout)
    except ShareProblem as problem:
        return Check("share", "warn", problem.message, problem.remedy)
    folder = str(layout.folder)
    if not os.access(layout.folder, os.W_OK):
        unwritable = Message("The folder {folder} may not be written to.", folder=folder)
        return Check("share", "warn", unwritable, Message("Give the user of this window the right to write there."))
    if read_shared(layout.file).status == "damaged":
        damaged = Message("The summary in {folder} is damaged.", folder=folder)
        return Check("share", "warn", damaged, Message("The next “hallclient sync” makes it whole."))
    return Check("share", "ok", Message("The share {folder} can be reached.", folder=folder))


def _printers(config: Config) -> Iterator[Check]:
    ways = dict.fromkeys((printers.way(config, "notice"), printers.way(config, "receipt")))
    for way in ways:
        problem = printers.problem(way)
        if problem is not None:
            yield Check("printer", "bad", problem, Message("Put the printer right, or correct [printing]."))
        elif way.kind == "folder" and config.printer != "folder":
            alone = Message("There is no printer; papers only go into the folder.")
            yield Check("printer", "warn", alone, Message("Set up a printer and name it in [printing]."))
        elif way.kind == "folder":
            yield Check("printer", "ok", Message("Papers go into the folder, as the settings want it."))
        elif way.kind == "viewer":
            yield Check("printer", "ok", Message("Papers are shown in the system's viewer, and printed from there."))
        else:
            yield Check("printer", "ok", Message("The printer {name} is there.", name=way.name))


def _fonts(setting: str) -> Check:
    try:
        chosen = fonts.choose(["政务服务"], paper_office.font_files(setting))
    except HallError as error:
        return Check("fonts", "warn", error.message, error.remedy)
    return Check("fonts", "ok", Message("PDF is written with {font}.", font=chosen[0].path.name))


def _terminal(utf8: bool) -> Check:
    if not utf8:
        plain = Message("This terminal does not use UTF-8, so Chinese would not be shown right.")
        return Check(
            "terminal", "bad", plain, Message("Set a UTF-8 locale, such as LANG=zh_CN.UTF-8, and start again.")
        )
    if not sys.stdout.isatty():
        return Check("terminal", "ok", Message("The locale uses UTF-8."))
    columns, rows = shutil.get_terminal_size()
    if columns < SMALLEST[0] or rows < SMALLEST[1]:
        small = Message("This terminal has {columns}×{rows} characters.", columns=columns, rows=rows)
        return Check("terminal", "warn", small, Message("Make it 80×24 at least, so that everything is shown."))
    return Check("terminal", "ok", Message("The locale uses UTF-8; {columns}×{rows}.", columns=columns, rows=rows))
