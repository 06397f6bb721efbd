"""A small hall that every test may change: made once a session, copied for each test.

Its clock stands at Friday, 20 November 2026, 09:00 in Asia/Shanghai. The people: 1001 is the chief
representative of 县民政局, 1003 and 1004 are clerks, 1005 is the supervisor, 1009 the administrator; everyone's
PIN is 0000, digested at low cost.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, settings
from support.hall import NOW, PIN, applicant, fill, plan

from hallclient import language
from hallclient.clock import FixedClock
from hallclient.config import Config, load, save
from hallclient.jobs import setup
from hallclient.paths import Home
from hallclient.rules.request import Request
from hallclient.services import accounts, intake, pins
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall, open_hall

# How long an example takes says something of the machine and its other work, nothing of the rule.
settings.register_profile("hall", deadline=None, suppress_health_check=(HealthCheck.too_slow,))
settings.load_profile("hall")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Every test starts in English, whatever the machine or the test before spoke."""
    before = language.current()
    language.use("en")
    yield
    language.use(before)


@pytest.fixture(scope="session")
def pin_digest() -> str:
    """A digest of 0000 that is checked in no time; what a real one costs is tested where PINs are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pins, "_LOG_N", 4)
        return pins.digest_pin(PIN)


@pytest.fixture(scope="session")
def template_home(tmp_path_factory: pytest.TempPathFactory, pin_digest: str) -> Path:
    """A home as ``init`` makes it, with people and a small catalogue. Not to be changed: copy it."""
    folder = tmp_path_factory.mktemp("template") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "digest_pin", lambda pin: pin_digest)
        hall = setup.make_home(Home(folder), plan(), clock=FixedClock(NOW))
    fill(hall, pin_digest)
    hall.checkpoint()
    hall.close()
    return folder


@pytest.fixture
def home(template_home: Path, tmp_path: Path) -> Home:
    """The home of the test."""
    return Home(Path(shutil.copytree(template_home, tmp_path / "home")))


@pytest.fixture
def clock() -> FixedClock:
    """The hall's clock; it stands until the test sets it."""
    return FixedClock(NOW)


@pytest.fixture
def reopen(home: Home, clock: FixedClock) -> Iterator[Callable[..., Hall]]:
    """Opens the home (again), with settings changed by name; what it opened is closed after the test."""
    opened: list[Hall] = []

    def again(use: FixedClock | None = None, **settings: object) -> Hall:
        if settings:
            config = load(home.config)
            values = {name: getattr(config, name) for name in Config.__dataclass_fields__}
            save(Config(**{**values, **settings}), home.config)
        hall = open_hall(home, use or clock)
        opened.append(hall)
        return hall

    yield again
    for hall in opened:
        hall.close()


@pytest.fixture
def hall(reopen: Callable[..., Hall]) -> Hall:
    """The open hall of the test."""
    return reopen()


@pytest.fixture
def people(hall: Hall) -> SimpleNamespace:
    """Who acts: chief, other_chief, clerk, other_clerk, supervisor, admin."""
    codes = {
        "chief": "1001",
        "other_chief": "1002",
        "clerk": "1003",
        "other_clerk": "1004",
        "supervisor": "1005",
        "admin": "1009",
    }
    return SimpleNamespace(**{name: accounts.actor_of(hall, code) for name, code in codes.items()})


@pytest.fixture
def clerk(people: SimpleNamespace) -> Actor:
    """王芳 at window 3."""
    return people.clerk


@pytest.fixture
def receive(hall: Hall, clerk: Actor) -> Callable[..., Request]:
    """Receives a request; keywords change the applicant, ``item`` and the intake's other fields are their own."""

    def take(item: str = "MZ001", actor: Actor | None = None, **changes: object) -> Request:
        own = {name: changes.pop(name) for name in tuple(changes) if name in intake.Intake.__dataclass_fields__}
        typed = intake.Intake(item, applicant(**changes), **own)
        return intake.receive(hall, actor or clerk, typed).request

    return take
