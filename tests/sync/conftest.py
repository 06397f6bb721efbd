"""Halls for the sync's tests: small, quick to make, each with a home and a clock of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from db.queries import staff as staff_queries
from hallclient import config as settings
from hallclient.clock import FixedClock
from hallclient.config import Config
from hallclient.paths import Home
from hallclient.services import attendance
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall, connect, open_hall
from hallclient.sync import merging, shared_file

NOW = datetime(2026, 11, 20, 9, 42, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with its tables and two clerks, to be copied."""
    folder = tmp_path_factory.mktemp("empty") / "home"
    folder.mkdir()
    settings.save(Config("测试大厅", "370784", 3, "00000000"), folder / "config.toml")
    hall = open_hall(Home(folder), FixedClock(NOW), new=True)
    with hall.write():
        for code in ("1001", "1002"):
            staff_queries.add(hall.db, {"code": code, "name": code, "role": "clerk", "window": 3})
    hall.db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    hall.close()
    return folder


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """A share that is there."""
    folder = tmp_path / "share"
    folder.mkdir()
    shared_file.init_share(folder / "summary.jsonl")
    return folder


@pytest.fixture
def new_hall(tmp_path: Path, share: Path, empty_home: Path) -> Iterator[Callable[..., Hall]]:
    """Make halls: ``new_hall(window, installation)``."""
    made: list[Hall] = []

    def make(window: int = 3, installation: str = "aaaaaaaa", name: str = "") -> Hall:
        home = Home(tmp_path / (name or f"home{window}{installation}"))
        if not home.folder.exists():
            shutil.copytree(empty_home, home.folder)
            config = Config(
                "测试大厅",
                "370784",
                window,
                installation,
                zone="Asia/Shanghai",
                shared_file=str(share / "summary.jsonl"),
            )
            settings.save(config, home.config)
        config = settings.load(home.config)
        hall = Hall(home, config, connect(home, config), FixedClock(NOW))
        made.append(hall)
        return hall

    yield make
    for hall in made:
        hall.close()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retries without their pauses."""
    monkeypatch.setattr(shared_file, "READ_WAITS", (0.0,) * 4)
    monkeypatch.setattr(shared_file, "REPLACE_WAITS", (0.0,) * 7)
    monkeypatch.setattr(merging, "LOCK_WAITS", (0.0,) * 2)


@pytest.fixture
def punch() -> Callable[..., None]:
    """Sign somebody in or out at the hall's present time, a second later each time."""

    def do(hall: Hall, staff: str = "1001", kind: str = "in") -> None:
        clock = hall.clock
        assert isinstance(clock, FixedClock)
        clock.set(datetime.fromtimestamp(clock.reading().wall + 1, tz=clock.now().tzinfo))
        attendance.punch(hall, Actor(staff, staff, "clerk"), kind)

    return do
