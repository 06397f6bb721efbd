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
from hallclient.services import attendance, notices
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


def test_a_ledger_of_notices_says_what_was_asked_and_what_came_of_it(hall, people, receive, tmp_path):
    person, firm = (
        receive(),
        receive(name="某餐饮公司", id_type="uscc", id_number="91350100M000100Y43", organisation=True),
    )
    told = {"A1": ("ok", ""), "A2": ("missing", "")}
    first = notices.issue(hall, people.clerk, person.number, told)
    notices.issue(hall, people.clerk, firm.number, told)
    act(hall, people.clerk, person.number, "supplement")
    notices.note_print(hall, people.clerk, first.id, "text")
    (path,) = export(hall, "notices", DAY, choose("csv"), tmp_path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    kept = ("number", "request", "name", "open", "state", "printed")
    assert [row["number"] for row in rows] == sorted(row["number"] for row in rows)
    assert [tuple(row[name] for name in kept)[1:] for row in rows] == [
        (person.number, "张*丰", "1", "registered", "yes"),
        (firm.number, "某餐饮公司", "1", "awaiting_supplement", "no"),
    ]
    assert rows[0]["materials"] == first.open[0].name
    (path,) = export(hall, "notices", Period(date(2025, 1, 1), date(2025, 12, 31)), choose("csv"), tmp_path)
    assert len(path.read_text(encoding="utf-8-sig").splitlines()) == 1


def test_figures_of_a_month(hall, lived_in, tmp_path):
    (path,) = export(hall, "day", MONTH, choose("json"), tmp_path)
    text = path.read_text(encoding="utf-8")
    assert json.loads(text)["rows"]


@pytest.mark.parametrize(
    ("report", "words"), [("public-results", "not available yet"), ("weather", "no report weather")]
)
def test_a_report_that_is_not_there(hall, tmp_path, report, words):
    with pytest.raises(BadInput, match=words) as caught:
        export(hall, report, DAY, choose("csv"), tmp_path)
    assert "punctuality" in str(caught.value.remedy)


def test_a_folder_that_cannot_be_written(hall, tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(HallError) as caught:
        export(hall, "day", DAY, choose("csv"), tmp_path / "file")
    assert caught.value.code == "not_written"
