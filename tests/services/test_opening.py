"""Opening the hall beside the first screen."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from hallclient.config import load
from hallclient.errors import HomeProblem
from hallclient.paths import Home
from hallclient.services import hall as halls
from hallclient.services.opening import Opening, open_now


def test_opens_once_for_all_who_ask(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    real = halls.open_hall
    monkeypatch.setattr(halls, "open_hall", lambda home: opened.append(home) or real(home))
    opening = Opening(home, load(home.config))
    assert opening.clock.now().tzinfo is not None
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: open_now(opening), range(8)))
    assert len(opened) == 1
    assert len({id(hall) for hall in found}) == 1
    assert open_now(found[0]) is found[0]
    found[0].close()


def test_says_what_is_wrong(home: Home) -> None:
    config = load(home.config)
    home.database.write_bytes(b"not a database" * 100)
    with pytest.raises(HomeProblem):
        Opening(home, config).get()


@pytest.mark.parametrize(("url", "kept_out"), [("", True), ("postgresql://host/hall", False)])
def test_a_counter_with_sqlite_does_not_load_postgresql(url: str, kept_out: bool) -> None:
    program = (
        "import importlib.util, sys\n"
        "from db.drivers import import_peewee\n"
        f"import_peewee({url!r})\n"
        "there = importlib.util.find_spec('psycopg2') is not None\n"
        "print(there, 'psycopg2' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    there, loaded = (word == "True" for word in done.stdout.split())
    assert loaded == (there and not kept_out)
