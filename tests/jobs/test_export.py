"""Reports of a period, from the database to files."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta

import pytest
from support.hall import NOW

from hallclient.errors import BadInput, HallError
from hallclient.exports.formats import FORMATS, choose
from hallclient.jobs.export import REPORTS, Period, export
from hallclient.services import attendance
from hallclient.services.request_actions import act

FRIDAY = date(2026, 11, 20)
DAY = Period(FRIDAY, FRIDAY)
MONTH = Period(date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def lived_in(hall, people, receive, clock):
    attendance.punch(hall, people.clerk, "in")
    numbers = [receive().number]
    clock.set(NOW + timedelta(days=3))
    numbers.append(receive("SC001", name="[bold]=1+1[/bold]").number)
    act(hall, people.clerk, numbers[1], "accept")
    clock.set(NOW + timedelta(days=11))
    return numbers


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize(
    "period", [DAY, Period(date(2026, 11, 1), date(2026, 11, 30)), Period(date(2025, 1, 1), date(2025, 1, 1))]
)
def test_every_report_in_every_format(hall, lived_in, tmp_path, report, period):
    files = export(hall, report, period, list(FORMATS.values()), tmp_path / "a" / "b")
    assert [path.suffix[1:] for path in files] == list(FORMATS)
    assert all(path.name.startswith(f"{report}-{period.text}-03.") and path.stat().st_size for path in files)


def test_a_ledger_holds_the_requests_of_the_period(hall, lived_in, tmp_path):
    (path,) = export(hall, "requests", Period(FRIDAY, date(2026, 11, 30)), choose("json"), tmp_path)
    found = json.loads(path.read_text(encoding="utf-8"))
    assert [row["number"] for row in found["rows"]] == lived_in[::-1]
    assert "张三丰" not in path.read_text(encoding="utf-8")
    (path,) = export(hall, "requests", DAY, choose("csv"), tmp_path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [row["number"] for row in csv.DictReader(file)] == lived_in[:1]


def test_figures_of_a_month(hall, lived_in, tmp_path):
    (path,) = export(hall, "day", MONTH, choose("json"), tmp_path)
    text = path.read_text(encoding="utf-8")
    assert json.loads(text)["rows"]


@pytest.mark.parametrize(("report", "words"), [("notices", "not available yet"), ("weather", "no report weather")])
def test_a_report_that_is_not_there(hall, tmp_path, report, words):
    with pytest.raises(BadInput, match=words) as caught:
        export(hall, report, DAY, choose("csv"), tmp_path)
    assert "punctuality" in str(caught.value.remedy)


def test_a_folder_that_cannot_be_written(hall, tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(HallError) as caught:
        export(hall, "day", DAY, choose("csv"), tmp_path / "file")
    assert caught.value.code == "not_written"
