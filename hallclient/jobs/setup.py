"""Making a new hall: settings, database, calendar, timetable, administrator, catalogue, shared folder."""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from hallclient import config as settings
from hallclient.clock import Clock
from hallclient.config import Config
from hallclient.errors import BadInput, HomeProblem
from hallclient.paths import Home
from hallclient.rules.message import Message
from hallclient.rules.text import clean, reference
from hallclient.services import accounts, calendar, catalogue, founding
from hallclient.services.hall import Hall, open_hall

LARGEST_WINDOW = 99
LONGEST_HALL_CODE = 12
LONGEST_CODE = 32


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked for when a hall is made. ``pin`` is the administrator's, as typed."""

    hall: str
    hall_code: str
    window: int
    admin: str
    admin_name: str
    pin: str
    window_name: str = ""
    shared_file: str = ""
    database: str = ""
    zone: str = ""
    language: str = ""
    sample_catalogue: bool = False
    printer: str = ""
    """As in the settings; a hall for trying prints into its folder."""
    installation: str = ""
    """Eight hex digits; made anew where empty, as every real hall needs it."""


def make_home(home: Home, plan: Plan, *, force: bool = False, clock: Clock | None = None) -> Hall:
    """Make a new home and open it. Refuses one that exists, unless ``force`` sets the old one aside."""
    _check(plan)
    digest = accounts.checked_digest(plan.pin)
    _make_room(home, force)
    config = Config(
        hall=clean(plan.hall),
        hall_code=reference(plan.hall_code),
        window=plan.window,
        installation=plan.installation or secrets.token_hex(4),
        window_name=clean(plan.window_name),
        zone=plan.zone,
        language=plan.language,
        database=plan.database,
        printer=plan.printer,
        shared_file=str(Path(plan.shared_file).expanduser().absolute()) if plan.shared_file else "",
    )
    settings.save(config, home.config)
    hall: Hall | None = None
    try:
        hall = open_hall(home, clock, new=True)
        _fill(hall, plan, digest)
    except BaseException:
        # A home that was only half made must not stand in the way of the next attempt.
        if hall is not None:
            hall.close()
        home.config.unlink(missing_ok=True)
        raise
    return hall


def _check(plan: Plan) -> None:
    if not clean(plan.hall) or not clean(plan.admin_name) or not plan.admin.strip():
        raise BadInput(
            Message("Hall, administrator's code and name must not be empty."), Message("Fill them in and try again.")
        )
    code = reference(plan.hall_code)
    if not (code.isascii() and code.isalnum()):
        raise BadInput(
            Message("The hall code “{code}” has other characters than letters and digits.", code=plan.hall_code),
            Message("Use the area code, such as 370784."),
        )
    for given, longest in ((code, LONGEST_HALL_CODE), (plan.admin.strip(), LONGEST_CODE)):
        if len(given) > longest:
            raise BadInput(
                Message("The code “{code}” is longer than {limit} characters.", code=given, limit=longest),
                Message("Choose a shorter one."),
            )
    if not 1 <= plan.window <= LARGEST_WINDOW:
        raise BadInput(
            Message("The window number {window} is not between 1 and 99.", window=plan.window),
            Message("Give the number on the sign of the window."),
        )


def _make_room(home: Home, force: bool) -> None:
    if home.exists() and not force:
        raise HomeProblem(
            Message("There is a hall in {folder} already.", folder=str(home.folder)),
            Message("Use another folder with --home, or --force to set the old one aside."),
            code="home_exists",
        )
    try:
        home.folder.mkdir(parents=True, exist_ok=True)
        if home.exists() or home.database.exists():
            _set_aside(home)
    except OSError as error:
        raise HomeProblem(
            Message("The folder {folder} cannot be written: {detail}.", folder=str(home.folder), detail=str(error)),
            Message("Choose a folder of your own with --home."),
            code="home_unwritable",
        ) from error


def _set_aside(home: Home) -> None:
    """--force deletes nothing: settings and database are moved into a folder of their own."""
    number = 1
    while (target := home.folder / f"replaced-{number}").exists():
        number += 1
    target.mkdir()
    for name in ("config.toml", "hall.db", "hall.db-wal", "hall.db-shm"):
        path = home.folder / name
        if path.exists():
            shutil.move(path, target / name)


def _fill(hall: Hall, plan: Plan, digest: str) -> None:
    founding.found(hall, plan.admin.strip(), clean(plan.admin_name), digest)
    calendar.load_published(hall)
    if plan.sample_catalogue:
        catalogue.save(hall, "system", catalogue.sample_items())
    hall.checkpoint()
