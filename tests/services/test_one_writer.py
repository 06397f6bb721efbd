"""One transaction under one lock: what happens when it is held, when the disk is full, and when it fails half-way."""

from __future__ import annotations

import subprocess
import sys
import threading

import peewee
import pytest
from support.hall import NOW, plan

from db import connection
from db.models.serial import Serial
from hallclient.clock import FixedClock
from hallclient.config import load, save
from hallclient.errors import BadInput, Conflict, HomeProblem
from hallclient.paths import Home
from hallclient.services import hall as hall_module
from hallclient.services import journal, requests
from hallclient.services.hall import open_hall, terminal_id

HOLD = """
import sys
from filelock import FileLock
with FileLock(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def another_process(hall):
    """Another process that holds the home until the test ends it."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(hall.home.lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def serials(hall):
    return dict(Serial.select(Serial.series, Serial.last).tuples().execute(hall.db))


def put(hall, series):
    Serial.insert(terminal="t", series=series, last=1).execute(hall.db)


def test_a_terminal_is_window_and_installation(hall):
    assert hall.terminal == terminal_id(3, hall.config.installation)
    assert len(hall.config.installation) == 8


# --- the lock


def test_a_home_that_another_process_writes_to(hall, receive, another_process, monkeypatch):
    monkeypatch.setattr(hall_module, "LOCK_WAIT", 0.2)
    with pytest.raises(HomeProblem) as caught:
        receive()
    assert caught.value.code == "home_in_use"
    assert requests.count(hall, requests.Filter()) == 0, "reading needs no lock"
    another_process.kill()
    another_process.wait()
    assert receive().number.endswith("030001")


def test_a_writer_waits_for_the_other(hall, receive, another_process):
    threading.Timer(0.3, another_process.kill).start()
    assert receive().number.endswith("030001")


def test_two_openers_of_one_home_write_in_turn(reopen, people):
    from support.hall import applicant

    from hallclient.services import intake

    first, second = reopen(), reopen()
    numbers = [
        intake.receive(one, people.clerk, intake.Intake("MZ002", applicant())).request.number
        for one in (first, second, first, second)
    ]
    assert [n[-4:] for n in numbers] == ["0001", "0002", "0003", "0004"]
    assert journal.check(first).ok


def test_threads_write_in_turn(hall, people):
    from support.hall import applicant

    from hallclient.services import intake

    numbers, problems = [], []

    def work():
        try:
            for _ in range(5):
                made = intake.receive(hall, people.clerk, intake.Intake("MZ002", applicant()))
                numbers.append(made.request.number)
        except Exception as error:  # noqa: BLE001 - shown by the assertion
            problems.append(error)
        finally:
            hall.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert sorted(n[-4:] for n in numbers) == [f"{n:04d}" for n in range(1, 21)]
    assert journal.check(hall).ok


def test_the_lock_is_free_after_an_error(hall):
    for _ in range(2):
        with pytest.raises(RuntimeError), hall.write():
            raise RuntimeError
    with hall.write():
        put(hall, "a")
    assert serials(hall)["a"] == 1


# --- one transaction


def test_an_inner_write_joins_the_outer(hall):
    before = serials(hall)
    with pytest.raises(RuntimeError), hall.write():
        with hall.write():
            put(hall, "inner")
        raise RuntimeError
    assert serials(hall) == before, "what the inner one wrote goes with the outer one"


def test_a_refused_inner_write_can_be_the_end_of_the_outer(hall):
    before = serials(hall)
    with pytest.raises(BadInput), hall.write():
        put(hall, "outer")
        with hall.write():
            raise BadInput("no")
    assert serials(hall) == before


def test_a_key_that_is_taken_is_a_conflict(hall):
    with hall.write():
        put(hall, "a")
    with pytest.raises(Conflict) as caught, hall.write():
        put(hall, "b")
        put(hall, "a")
    assert caught.value.code == "conflict"
    assert "b" not in serials(hall)


def test_a_full_disk_is_said_so(hall, receive):
    """SQLite itself says so when the file may not grow."""
    pages = hall.db.execute_sql("PRAGMA page_count").fetchone()[0]
    hall.db.execute_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(HomeProblem) as caught:
        for _ in range(200):
            receive(item="ZX001", matter="长" * 2000)
    assert caught.value.code == "disk_full"
    assert "what is on the screen is still there" in str(caught.value.remedy)
    count = requests.count(hall, requests.Filter())
    hall.db.execute_sql(f"PRAGMA max_page_count = {pages * 100}")
    assert receive().number.endswith(f"{count + 1:04d}"), "nothing half was left"
    assert journal.check(hall).ok


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (peewee.OperationalError("database or disk is full"), "disk_full"),
        (peewee.OperationalError("disk I/O error"), "database"),
        (peewee.DataError("value too long for type character varying(32)"), "database"),
        (peewee.DatabaseError("database disk image is malformed"), "database"),
        (peewee.InterfaceError("connection already closed"), "database"),
    ],
)
def test_what_the_database_says_becomes_a_sentence(hall, error, code):
    before = serials(hall)
    with pytest.raises(HomeProblem) as caught, hall.write():
        put(hall, "a")
        raise error
    assert caught.value.code == code
    assert str(caught.value.remedy)
    assert serials(hall) == before


def test_a_checkpoint_that_fails_is_no_failure_of_the_record(hall, monkeypatch):
    def break_down(database: object) -> None:
        raise peewee.OperationalError("disk I/O error")

    monkeypatch.setattr(hall_module.connection, "checkpoint", break_down)
    monkeypatch.setattr(hall_module, "_CHECKPOINT_EVERY", 1)
    with hall.write():
        put(hall, "a")
    assert serials(hall)["a"] == 1


# --- opening


def problem(home, code, words=""):
    with pytest.raises(HomeProblem) as caught:
        open_hall(home, FixedClock(NOW))
    assert caught.value.code == code
    assert words in str(caught.value)
    assert str(caught.value.remedy)


def test_no_home(tmp_path):
    problem(Home(tmp_path / "nowhere"), "no_home", "nowhere")


def test_a_database_that_is_gone_is_not_made_anew_in_silence(home):
    home.database.unlink()
    problem(home, "database", "hall.db is missing")
    assert not home.database.exists()


def test_a_database_that_is_none(home):
    home.database.write_bytes(b"not a database at all" * 100)
    problem(home, "database", "cannot be opened")


def test_a_database_of_a_newer_version_is_left_alone(home):
    database = connection.open_database(str(home.database))
    database.execute_sql(f"UPDATE {connection.HISTORY} SET name = '0999_future' WHERE name LIKE '0002%'")
    database.close()
    problem(home, "newer_database", "0999_future")


@pytest.mark.parametrize("url", ["mysql://localhost/hall", "http://x"])
def test_a_database_of_an_unknown_kind(home, url):
    save(plain(load(home.config), database=url), home.config)
    problem(home, "database", url)


def test_a_password_is_not_shown(home):
    save(plain(load(home.config), database="mysql://clerk:geheim@host/hall"), home.config)
    with pytest.raises(HomeProblem) as caught:
        open_hall(home, FixedClock(NOW))
    assert "geheim" not in str(caught.value)


def test_a_zone_that_is_none(home):
    save(plain(load(home.config), zone="Asia/Atlantis"), home.config)
    with pytest.raises(HomeProblem, match="Asia/Atlantis"):
        open_hall(home)


def plain(config, **changes):
    return type(config)(**{**{name: getattr(config, name) for name in config.__dataclass_fields__}, **changes})


def test_the_plan_of_the_tests_is_the_halls(hall):
    assert (hall.config.hall, hall.config.window) == (plan().hall, plan().window)
