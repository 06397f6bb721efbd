"""``init``."""

from __future__ import annotations

import pytest

from hallclient.paths import Home

HALL = (
    "init", "--hall", "某县政务服务中心", "--hall-code", "370784", "--window", "3", "--admin", "admin",
    "--admin-name", "管理员", "--pin-stdin",
)  # fmt: skip


@pytest.fixture
def empty(tmp_path) -> Home:
    """A folder with nothing in it."""
    return Home(tmp_path / "new")


def test_a_new_home(command, empty, cheap_pins):
    made = command(*HALL, "--window-name", "综合窗口", at=empty)
    assert made.value == {"home": str(empty.folder), "database": str(empty.database), "window": 3}
    assert made.err == "" and empty.config.exists() and empty.database.exists()
    (admin,) = command("staff", "list", at=empty).value
    assert (admin["code"], admin["name"], admin["role"], admin["active"]) == ("admin", "管理员", "admin", True)
    assert command("item", "list", at=empty).value == []
    assert command("verify", at=empty).value["ok"]


def test_the_sample_catalogue(command, empty, cheap_pins):
    command(*HALL, "--sample-catalogue", at=empty)
    assert len(command("item", "list", at=empty).value) >= 40
    assert command("item", "list", "dbsq", at=empty).value[0]["name"] == "最低生活保障申请"


def test_the_shared_folder_is_marked_where_it_is(command, empty, cheap_pins, tmp_path):
    share = tmp_path / "share"
    share.mkdir()
    assert command(*HALL, "--shared-file", str(share / "hall.jsonl"), at=empty).err == ""
    assert (share / "hallclient.id").is_file()


def test_a_shared_folder_that_is_away_is_told_and_stops_nothing(command, empty, cheap_pins, tmp_path):
    made = command(*HALL, "--shared-file", str(tmp_path / "away" / "hall.jsonl"), at=empty)
    assert made.value["window"] == 3
    assert len(made.err.splitlines()) == 1 and "away" in made.err
    assert not (tmp_path / "away").exists()
    checked = command("verify", at=empty)
    assert checked.value["ok"] and checked.value["shared"]["status"] == "missing"


def test_a_home_that_exists_is_left_alone(command, home, cheap_pins):
    before = home.config.read_bytes()
    assert command(*HALL).error["error"] == "home_exists"
    assert home.config.read_bytes() == before
    assert command(*HALL, "--force").value["window"] == 3
    assert (home.folder / "replaced-1" / "config.toml").read_bytes() == before
    assert [one["code"] for one in command("staff", "list").value] == ["admin"]


@pytest.mark.parametrize(
    ("changes", "pin"),
    [
        ({"--window": "100"}, "0000"),
        ({"--hall-code": "37-07"}, "0000"),
        ({"--hall": " "}, "0000"),
        ({}, "123"),
        ({"--database": "mysql://host/hall"}, "0000"),
    ],
)
def test_what_does_not_hold_makes_nothing(command, empty, cheap_pins, changes, pin):
    words = list(HALL)
    for name, value in changes.items():
        words = [*words, name, value]
    error = command(*words, at=empty, pin=pin).error
    assert error["message"] and error["remedy"]
    assert not empty.config.exists()


def test_a_password_is_not_repeated(monkeypatch):
    from hallclient.commands import init

    shown = init._without_password("postgresql://hall:secret@server/hall")
    assert shown == "postgresql://hall:***@server/hall"
    assert init._without_password("postgresql://server/hall") == "postgresql://server/hall"
