"""Closing a day as a whole: papers, backup, signature, in that order and all of it or no signature."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime
from itertools import product

import pytest
from support.hall import NOW, ZONE

from db import connection
from db.queries import day_close as queries
from hallclient.errors import HallError, NotAllowed, Refused
from hallclient.jobs import day_close as job
from hallclient.services import attendance, requests

FRIDAY = date(2026, 11, 20)


@pytest.fixture
def day(hall, clerk, receive, clock):
    """A request that stays open, and a day's two punches of the morning."""
    request = receive()
    attendance.punch(hall, clerk, "in")
    clock.set(datetime(2026, 11, 20, 17, 30, tzinfo=ZONE))
    return request


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_papers_of_the_day_are_on_the_disk(hall, clerk, day):
    closed = job.close_day(hall, clerk, explain="申请人明日再来")
    names = [path.name for path in closed.files]
    papers = product(("requests", "punctuality", "day"), ("csv", "xlsx", "html"))
    assert names == [*(f"{name}-2026-11-20-03.{end}" for name, end in papers), "hall-20261120-173000.db"]
    assert all(path.is_absolute() and path.stat().st_size for path in closed.files)
    assert {path.parent for path in closed.files[:-1]} == {hall.home.exports / "2026-11-20"}
    (ledger,) = rows(closed.files[0])
    assert ledger["number"] == day.number
    assert "张三丰" not in closed.files[0].read_text(encoding="utf-8-sig"), "personal data is masked"
    assert {row["staff"] for row in rows(closed.files[3])} >= {"1003"}


def test_the_signature_comes_last_and_names_the_files(hall, clerk, day):
    steps = []
    closed = job.close_day(
        hall, clerk, explain="…", progress=lambda done, of, what: steps.append((done, of, str(what)))
    )
    assert [done for done, _, _ in steps] == list(range(7))
    assert {of for _, of, _ in steps} == {6}
    assert steps[-2][2] == "Signing"
    row = queries.last(hall.db, hall.terminal, FRIDAY)
    assert json.loads(row.files) == [str(path) for path in closed.files]
    assert closed.closing.signed_by == row.signed_by == "1003"
    assert requests.get(hall, day.number) == day, "nothing unserved becomes served"


def test_open_points_without_a_word_write_nothing(hall, clerk, day):
    with pytest.raises(Refused, match=day.number):
        job.close_day(hall, clerk, explain="  ")
    assert not hall.home.exports.exists()
    assert not hall.home.backups.exists()


def test_a_closed_day_can_be_closed_again(hall, people, day):
    first = job.close_day(hall, people.clerk, explain="一")
    second = job.close_day(hall, people.supervisor, explain="二")
    assert first.files[:-1] == second.files[:-1]
    assert first.files[-1] != second.files[-1], "a backup is never written over"
    assert queries.last(hall.db, hall.terminal, FRIDAY).explain == "二"


@pytest.mark.parametrize("broken", ["exports", "backups"])
def test_nothing_is_signed_when_a_file_cannot_be_written(hall, clerk, day, broken):
    getattr(hall.home, broken).write_text("in the way", encoding="utf-8")
    with pytest.raises(HallError) as caught:
        job.close_day(hall, clerk, explain="…")
    assert caught.value.code == "not_written"
    assert queries.last(hall.db, hall.terminal, FRIDAY) is None


def test_it_needs_a_person(hall):
    with pytest.raises(NotAllowed):
        job.close_day(hall, None)


def test_an_earlier_day_is_closed_under_its_own_date(hall, clerk, clock):
    closed = job.close_day(hall, clerk, date(2026, 11, 19))
    assert closed.files[0].parent.name == "2026-11-19"
    assert closed.closing.day == date(2026, 11, 19)


def test_the_backup_is_the_whole_database(hall, clerk, day):
    path = job.close_day(hall, clerk, explain="…").files[-1]
    copy = connection.open_database(str(path))
    assert connection.integrity_problem(copy) == ""
    assert copy.execute_sql("SELECT number, name FROM request").fetchall() == [(day.number, "张三丰")]
    assert connection.pending_migrations(copy) == []
    copy.close()
    assert NOW.date() == FRIDAY
