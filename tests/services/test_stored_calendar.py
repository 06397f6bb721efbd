"""The stored calendar: years that are known, years that are not, and loading one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from hallclient.rules import deadlines
from hallclient.rules.workdays import UnknownYear
from hallclient.services import calendar, journal

NEW_YEAR = {date(2027, 1, 1): (False, "元旦"), date(2027, 1, 3): (True, "元旦调休")}


def test_a_new_hall_knows_the_published_years(hall):
    known = calendar.work_calendar(hall)
    assert set(range(2018, 2027)) <= known.years
    assert 2017 not in known.years
    assert not known.is_workday(date(2026, 2, 17))
    assert known.is_workday(date(2026, 2, 28)), "a make-up Saturday"


def test_an_unknown_year_is_never_guessed_in_silence(hall):
    known = calendar.work_calendar(hall)
    with pytest.raises(UnknownYear) as caught:
        deadlines.due(known, date(2026, 12, 16), 20, strict=True)
    assert caught.value.year == 2027
    assert deadlines.due(known, date(2026, 12, 16), 20).provisional


def test_loading_a_year_makes_it_known(hall):
    assert calendar.replace_year(hall, "1009", 2027, NEW_YEAR, "通知")
    known = calendar.work_calendar(hall)
    assert known.knows(2027)
    assert not known.is_workday(date(2027, 1, 1))
    assert known.is_workday(date(2027, 1, 3))
    assert not deadlines.due(known, date(2026, 12, 16), 20, strict=True).provisional


def test_the_same_again_adds_nothing(hall):
    calendar.replace_year(hall, "1009", 2027, NEW_YEAR, "通知")
    count = journal.check(hall).entries
    assert not calendar.replace_year(hall, "1009", 2027, NEW_YEAR, "另一份通知")
    assert calendar.load_published(hall) == []
    assert journal.check(hall).entries == count


def test_a_year_is_replaced_whole(hall):
    calendar.replace_year(hall, "1009", 2027, NEW_YEAR, "通知")
    assert calendar.replace_year(hall, "1009", 2027, {date(2027, 1, 4): (False, "元旦")}, "更正")
    known = calendar.work_calendar(hall)
    assert known.is_workday(date(2027, 1, 1))
    assert not known.is_workday(date(2027, 1, 4))
    assert not known.is_workday(date(2026, 2, 17)), "other years stay"


def test_a_year_without_exceptions_is_known_too(hall):
    assert calendar.replace_year(hall, "1009", 2027, {}, "通知")
    assert calendar.work_calendar(hall).knows(2027)
    assert not calendar.replace_year(hall, "1009", 2027, {}, "通知")


def test_another_terminal_reads_what_is_stored(reopen):
    calendar.replace_year(reopen(), "1009", 2027, NEW_YEAR, "通知")
    assert calendar.work_calendar(reopen()).knows(2027)


def test_a_failure_leaves_the_old_year(hall, monkeypatch):
    def break_down(*args: object, **more: object) -> None:
        raise RuntimeError("power")

    with monkeypatch.context() as patch:
        patch.setattr(journal, "record", break_down)
        with pytest.raises(RuntimeError):
            calendar.replace_year(hall, "1009", 2026, {}, "错")
    assert not calendar.work_calendar(hall).is_workday(date(2026, 2, 17))


def test_an_unknown_year_expects_people_from_monday_to_friday(hall):
    known = calendar.work_calendar(hall)
    assert calendar.is_expected(known, date(2027, 1, 1) + timedelta(days=3))
