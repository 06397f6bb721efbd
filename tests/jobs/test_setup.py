"""Making a new hall: what it has, what is refused, and that nothing is lost."""

from __future__ import annotations

from datetime import date

import pytest
from support.hall import NOW, PIN, plan

from db.queries import staff as staff_queries
from db.queries import windows as window_queries
from hallclient.clock import FixedClock
from hallclient.config import load
from hallclient.errors import HallError, HomeProblem
from hallclient.jobs import setup
from hallclient.paths import Home
from hallclient.rules.timetable import DEFAULT
from hallclient.services import accounts, calendar, catalogue, journal, punctuality
from hallclient.services.hall import open_hall


@pytest.fixture
def make(tmp_path, monkeypatch, pin_digest):
    """Makes a home in the test's folder, without the slow digest."""
    monkeypatch.setattr(accounts, "digest_pin", lambda pin: pin_digest)
    made = []

    def new(home=None, *, force=False, **changes):
        hall = setup.make_home(home or Home(tmp_path / "new"), plan(**changes), force=force, clock=FixedClock(NOW))
        made.append(hall)
        return hall

    yield new
    for hall in made:
        hall.close()


def test_a_new_hall_is_ready_to_work(make):
    hall = make()
    assert accounts.unlock(hall, "1009", PIN).role == "admin"
    (table,) = punctuality.timetables(hall)
    assert (table.am_start, table.pm_end, table.punches) == (DEFAULT.am_start, DEFAULT.pm_end, 4)
    assert table.includes(date(2018, 1, 1))
    assert calendar.work_calendar(hall).knows(2026)
    assert [(w.number, w.name) for w in window_queries.every(hall.db)] == [(3, "综合窗口")]
    assert catalogue.everything(hall) == []
    assert journal.check(hall).ok


def test_the_settings_are_written_down(make, tmp_path):
    hall = make(shared_file=str(tmp_path / "share" / "summary.jsonl"), hall_code=" ３７０７８４ ", language="en")
    config = load(hall.home.config)
    assert config == hall.config
    assert (config.hall_code, config.window, config.language) == ("370784", 3, "en")
    assert config.shared_file == str(tmp_path / "share" / "summary.jsonl")


def test_two_machines_never_have_one_id(make, tmp_path):
    assert make(Home(tmp_path / "a")).terminal != make(Home(tmp_path / "b")).terminal


def test_the_sample_catalogue_is_taken_when_asked_for(make):
    hall = make(sample_catalogue=True)
    assert len(catalogue.everything(hall)) >= 40


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"hall": " "}, "must not be empty"),
        ({"admin": ""}, "must not be empty"),
        ({"admin_name": "\n"}, "must not be empty"),
        ({"hall_code": "37/07"}, "37/07"),
        ({"hall_code": "县"}, "县"),
        ({"hall_code": ""}, "other characters"),
        ({"hall_code": "1" * 13}, "longer than 12"),
        ({"admin": "1" * 33}, "longer than 32"),
        ({"window": 0}, "window number 0"),
        ({"window": 100}, "window number 100"),
        ({"pin": "123"}, "4 to 64"),
        ({"database": "mysql://x"}, "mysql://x"),
    ],
)
def test_what_does_not_hold_makes_no_home(make, tmp_path, changes, words):
    with pytest.raises(HallError) as caught:
        make(**changes)
    assert words in str(caught.value)
    assert str(caught.value.remedy)
    assert not Home(tmp_path / "new").exists()
    make().close()


def test_a_zone_that_is_none_makes_no_home(tmp_path):
    with pytest.raises(HomeProblem, match="Asia/Atlantis"):
        setup.make_home(Home(tmp_path / "new"), plan(zone="Asia/Atlantis"))
    assert not Home(tmp_path / "new").exists()


def test_a_home_that_exists_is_refused(make, home):
    before = home.config.read_bytes()
    with pytest.raises(HomeProblem) as caught:
        make(home)
    assert caught.value.code == "home_exists"
    assert home.config.read_bytes() == before


def test_force_sets_the_old_one_aside_and_deletes_nothing(make, home):
    old = home.config.read_bytes()
    hall = make(home, force=True, hall="新大厅")
    assert [p.code for p in accounts.everyone(hall)] == ["1009"]
    aside = home.folder / "replaced-1"
    assert (aside / "config.toml").read_bytes() == old
    before = open_hall(Home(aside), FixedClock(NOW))
    assert len(accounts.everyone(before)) == 6
    before.close()
    make(home, force=True)
    assert (home.folder / "replaced-2" / "config.toml").exists()


def test_a_folder_that_cannot_be_made(make, tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(HomeProblem) as caught:
        make(Home(tmp_path / "file" / "home"))
    assert caught.value.code == "home_unwritable"


def test_half_a_home_does_not_stand_in_the_way(make, tmp_path, monkeypatch):
    def break_down(hall: object) -> None:
        raise RuntimeError("power")

    with monkeypatch.context() as patch:
        patch.setattr(setup.calendar, "load_published", break_down)
        with pytest.raises(RuntimeError):
            make()
    assert not Home(tmp_path / "new").exists()
    assert accounts.unlock(make(), "1009", PIN).code == "1009"


def test_a_second_terminal_of_one_database_keeps_what_is_there(make, tmp_path):
    url = f"sqlite:///{tmp_path / 'shared.db'}"
    first = make(Home(tmp_path / "a"), database=url)
    staff_queries.update(first.db, "1009", {"name": "改过的"})
    second = make(Home(tmp_path / "b"), database=url, window=5)
    assert [p.name for p in accounts.everyone(second)] == ["改过的"]
    assert [w.number for w in window_queries.every(second.db)] == [3, 5]
    assert len(punctuality.timetables(second)) == 1
    assert journal.check(second).ok
