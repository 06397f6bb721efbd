"""``demo``: a throw-away hall with a believable past that ends now. Everyone's PIN is ``0000``."""

from __future__ import annotations

import random
import tempfile
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path

from hallclient import config as settings
from hallclient.clock import Clock, FixedClock
from hallclient.errors import HomeProblem
from hallclient.jobs import setup
from hallclient.jobs.demo import present
from hallclient.jobs.demo.hours import Hours
from hallclient.jobs.demo.people import (
    ADMIN,
    CONSULTATION_PHONE,
    DESKS,
    HALL,
    HALL_CODE,
    LOCK_NOTE,
    OWN_WINDOW,
    PHONE,
    SHORT,
    STAFF,
    SUPERVISION_PHONE,
)
from hallclient.jobs.demo.plan import Plan
from hallclient.jobs.demo.stage import Stage
from hallclient.jobs.share import mark_share
from hallclient.paths import Home
from hallclient.rules.message import Message
from hallclient.services import accounts, catalogue, drafts, founding
from hallclient.services.hall import Hall
from hallclient.services.past import Past, terminals
from hallclient.services.past_attendance import PastAttendance
from hallclient.services.past_requests import PastRequests
from hallclient.services.published import published_calendar
from hallclient.sync import own_records
from hallclient.sync.runner import sync_once

PIN = "0000"
DAYS = 60
REQUESTS = 600
SEED = 1
"""What is made where nothing else is asked for."""


@dataclass(frozen=True, slots=True)
class Demo:
    """What was made. ``left_out`` counts steps that the rules refused; there should be none."""

    home: Home
    requests: int
    punches: int
    notices: int
    staff: int
    left_out: int


def make_demo(
    folder: Path | None = None,
    days: int = DAYS,
    requests: int = REQUESTS,
    seed: int = SEED,
    clock: Clock | None = None,
    zone: str = "",
) -> Demo:
    """Make the hall in ``folder``, or in a fresh temporary one; ``zone`` empty is the machine's own. The same
    moment and seed make the same past.

    Raises :class:`HomeProblem` where there is a hall already.
    """
    home = Home(folder if folder is not None else Path(tempfile.mkdtemp(prefix="hallclient-demo-")))
    if home.exists():
        raise HomeProblem(
            Message("There is a hall in {folder} already.", folder=str(home.folder)),
            Message("Open it with “hallclient --home {folder}”, or name another folder.", folder=str(home.folder)),
            code="home_exists",
        )
    clock = clock or Clock(zone)
    now = clock.now()
    rng = random.Random(f"{seed} {now:%Y-%m-%d}")
    installations = [f"{rng.getrandbits(32):08x}" for _ in DESKS]
    hours = Hours(published_calendar(), now.replace(tzinfo=None), rng)
    plan = Plan(catalogue.sample_items(), hours, days, requests)
    past_clock = FixedClock(_first_morning(plan, hours), zone)
    hall = _make_hall(home, past_clock, zone, installations)
    try:
        stage = _stage(hall, past_clock, installations)
        for step in plan.script.until(hours.now):
            stage.past.at(step.moment, step.window)
            step.run(stage)
        stage.past.save(own_records.months(hours.today)[0])
        past_clock.set(now)
        present.go_on(hall, hours, {what: life.number for what, life in plan.going_on.items()})
        _park(hall)
        hall.clock = clock
        mark_share(hall)
        sync_once(hall, explicit=False)
        hall.checkpoint()
    finally:
        hall.close()
    return Demo(home, *stage.past.counts, len(STAFF), stage.requests.left_out)


def _first_morning(plan: Plan, hours: Hours) -> datetime:
    """Before everything else that happened, the hall was made."""
    first = min(plan.script.beginning(), hours.now)
    return min(datetime.combine(first.date(), time(7, 30)), first)


def _make_hall(home: Home, clock: FixedClock, zone: str, installations: list[str]) -> Hall:
    share = home.folder / "share"
    admin = next(worker for worker in STAFF if worker.code == ADMIN)
    asked = setup.Plan(
        hall=HALL,
        hall_code=HALL_CODE,
        window=OWN_WINDOW,
        admin=admin.code,
        admin_name=admin.name,
        pin=PIN,
        window_name=DESKS[OWN_WINDOW].name,
        shared_file=str(share / "summary.jsonl"),
        zone=zone,
        sample_catalogue=True,
        printer="folder",
        installation=installations[list(DESKS).index(OWN_WINDOW)],
    )
    hall = setup.make_home(home, asked, clock=clock)
    share.mkdir(exist_ok=True)
    hall.config = replace(
        hall.config,
        hall_short=SHORT,
        hall_phone=PHONE,
        consultation_phone=CONSULTATION_PHONE,
        supervision_phone=SUPERVISION_PHONE,
        lock_note=LOCK_NOTE,
    )
    settings.save(hall.config, home.config)
    return hall


def _stage(hall: Hall, clock: FixedClock, installations: list[str]) -> Stage:
    """Windows and people; the PIN is digested once, since everyone's is the same."""
    people = [
        {
            "code": worker.code,
            "name": worker.name,
            "role": worker.role,
            "window": worker.window,
            "department": worker.department,
            "backup": worker.backup,
            "departments": ";".join(worker.authorised),
        }
        for worker in STAFF
    ]
    windows = [
        {
            "number": number,
            "name": desk.name,
            "kind": "special" if desk.departments else "general",
            "departments": ";".join(desk.departments),
            "floor": desk.floor,
            "phone": PHONE,
        }
        for number, desk in DESKS.items()
    ]
    founding.furnish(hall, windows, people, ADMIN)
    names = {number: desk.name for number, desk in DESKS.items()}
    past = Past(hall, clock, terminals(hall.config, names, installations))
    actors = {worker.code: accounts.actor_of(hall, worker.code) for worker in STAFF}
    return Stage(past, PastRequests(past), PastAttendance(past), actors)


def _park(hall: Hall) -> None:
    """An applicant has gone to make a copy."""
    form = {
        "item": "MZ-005",
        "item_text": catalogue.get(hall, "MZ-005").name,
        "name": "尼玛·扎西顿珠",
        "id_type": "resident_id",
        "number": "99000219580312217",
        "phone": "19900001368",
    }
    drafts.save(hall, accounts.actor_of(hall, "1003"), form, park=True)
