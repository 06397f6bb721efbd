"""Copies of the database: whole, never over a file, never half a one under the name of a whole one."""

from __future__ import annotations

import peewee
import pytest

from db import connection
from hallclient.errors import BadInput, HomeProblem
from hallclient.jobs.backup import back_up
from hallclient.services import requests


def test_a_copy_opens_and_has_the_rows(hall, receive, reopen):
    numbers = [receive().number for _ in range(3)]
    path = back_up(hall)
    assert path == hall.home.backups / "hall-20261120-090000.db"
    receive()
    copy = connection.open_database(str(path))
    assert [row[0] for row in copy.execute_sql("SELECT number FROM request ORDER BY id")] == numbers
    assert (
        copy.execute_sql("SELECT count(*) FROM request_grams WHERE request_grams MATCH '\"5f20\"'").fetchone()[0] == 3
    )
    with pytest.raises(peewee.IntegrityError, match="append-only"):
        copy.execute_sql("DELETE FROM journal")
    copy.close()
    assert requests.count(hall, requests.Filter()) == 4


def test_a_copy_can_take_the_place_of_the_database(hall, receive, reopen):
    number = receive().number
    path = back_up(hall)
    hall.close()
    for leftover in hall.home.folder.glob("hall.db*"):
        leftover.unlink()
    path.rename(hall.home.database)
    assert requests.get(reopen(), number).number == number


def test_the_name_can_be_given(hall, tmp_path):
    path = back_up(hall, tmp_path / "new" / "copy.db")
    assert path.exists()
    assert list(path.parent.iterdir()) == [path], "nothing unfinished is left"


def test_two_in_one_second_are_two_files(hall):
    paths = [back_up(hall) for _ in range(3)]
    assert len(set(paths)) == 3
    assert all(path.exists() for path in paths)


def test_nothing_is_written_over(hall, tmp_path):
    (tmp_path / "copy.db").write_bytes(b"mine")
    with pytest.raises(BadInput, match="there already"):
        back_up(hall, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_bytes() == b"mine"


def test_a_folder_that_cannot_be_written(hall, tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(HomeProblem) as caught:
        back_up(hall, tmp_path / "file" / "copy.db")
    assert caught.value.code == "not_written"
    assert str(caught.value.remedy)


def test_a_copy_that_fails_half_way_leaves_nothing(hall, tmp_path, monkeypatch):
    def half(database, target):
        target.write_bytes(b"half")
        raise peewee.OperationalError("database or disk is full")

    monkeypatch.setattr(connection, "backup", half)
    with pytest.raises(HomeProblem, match="disk is full"):
        back_up(hall, tmp_path / "out" / "copy.db")
    assert list((tmp_path / "out").iterdir()) == []


def test_what_an_earlier_attempt_left_is_no_obstacle(hall, tmp_path):
    (tmp_path / "copy.db.part").write_bytes(b"half")
    assert back_up(hall, tmp_path / "copy.db").exists()
    assert not (tmp_path / "copy.db.part").exists()
