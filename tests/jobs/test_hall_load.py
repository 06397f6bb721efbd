"""Load of the whole hall: this database, and the shared summary for windows it knows nothing of."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from support.hall import ZONE

from db.queries import windows as window_queries
from hallclient.exports.formats import choose
from hallclient.jobs.export import Period, export
from hallclient.jobs.hall_board import HallView
from hallclient.jobs.hall_load import could_be_general, from_the_share, hall_load
from hallclient.jobs.share import mark_share
from hallclient.rules.load import Advice
from hallclient.services import reviews
from hallclient.services.request_actions import act
from hallclient.sync import lines
from hallclient.sync.layout import Layout
from hallclient.sync.shared_file import publish

FRIDAY = date(2026, 11, 20)


def nothing(month: date) -> None:
    """No shared file."""


@pytest.fixture
def shared_hall(reopen, tmp_path):
    folder = tmp_path / "share"
    folder.mkdir()
    hall = reopen(shared_file=str(folder / "summary.jsonl"))
    assert mark_share(hall) is None
    return hall


def speak(hall, window: int, day: str, **body: int | str) -> None:
    """Another terminal has published a day of a window."""
    layout = Layout(Path(hall.config.shared_file))
    terminal = f"{window:02d}aaaaaaaa"
    at = int(datetime(2026, 11, 20, 8, 58, tzinfo=ZONE).timestamp())
    record = lines.record(
        kind="window_day", terminal=terminal, window=window, day=day, key=f"{window:02d}", revision=7, at=at, skew=0,
        body=body,
    )  # fmt: skip
    month = day[:7]
    (layout.folder / "seg" / month).mkdir(parents=True, exist_ok=True)
    data = lines.compose(lines.segment_header(terminal, 7, "aaaaaaaa", (1, "0" * 64)), (record,))
    publish(layout, month, terminal, 7, data)


def add_window(hall, number: int, kind: str, name: str = "") -> None:
    with hall.write():
        window_queries.save(hall.db, {"number": number, "name": name, "kind": kind})


def test_windows_of_other_terminals_come_from_the_summary(shared_hall, people, receive):
    for item in ("ZX001", "MZ001", "MZ002"):
        receive(item, matter="问")
    speak(shared_hall, 1, "2026-11-20", received=9, completed=4, decided=2, promise_due=2, promise_kept=1)
    speak(shared_hall, 2, "2026-10-30", received=5, completed=5)
    speak(shared_hall, 3, "2026-11-20", received=99, completed=99)
    view = HallView(shared_hall).shared
    found = hall_load(shared_hall, FRIDAY, FRIDAY, view)
    rows = {row.key: row for row in found.by("window")}
    assert {key: row.tally.received for key, row in rows.items()} == {1: 9, 3: 3}
    assert found.whole.tally.received == 12
    assert found.whole.tally.promise_rate == Decimal("50.00")
    assert (rows[1].index, rows[3].index) == (Decimal("1.50"), Decimal("0.50"))
    assert "windows 1" in str(from_the_share(found))
    two_months = hall_load(shared_hall, date(2026, 10, 1), FRIDAY, view)
    assert {row.key: row.tally.received for row in two_months.by("window")} == {1: 9, 2: 5, 3: 3}
    assert {row.key for row in found.by("staff")} == {"1003"}


def test_a_summary_of_another_version_may_lack_figures(shared_hall):
    speak(shared_hall, 1, "2026-11-20", opened="08:31:00", received="many")
    found = hall_load(shared_hall, FRIDAY, FRIDAY, HallView(shared_hall).shared)
    (row,) = (row for row in found.by("window") if row.key == 1)
    assert (row.tally.received, row.open_days, row.index) == (0, 1, None)


def test_windows_that_were_not_open_are_shown_and_not_cold(hall, receive):
    add_window(hall, 5, "special", "市场准入")
    receive()
    rows = {row.key: row for row in hall_load(hall, FRIDAY, FRIDAY, nothing).by("window")}
    assert (rows[5].open_days, rows[5].index, rows[5].heat) == (0, None, "")
    assert rows[3].index == Decimal("1.00")


def test_names_and_advice(hall, receive, reopen):
    add_window(hall, 3, "general", "综合")
    found = hall_load(hall, FRIDAY, FRIDAY, nothing)
    assert [str(found.name(*pair)) for pair in (("window", 3), ("window", 8), ("staff", "1003"), ("hour", 9))] == [
        "#3 综合", "Window 8", "王芳", "09:00-10:00",
    ]  # fmt: skip
    assert str(could_be_general(Advice(5, (3, 1)))) == "Window 5 could take every matter and relieve 3 1."
    assert "has room" in str(could_be_general(Advice(5, ())))
    assert replace(found, special=frozenset({5})).advice() == ()


def test_the_limits_are_settings(reopen, receive, people, clock):
    hall = reopen(load_hot_percent=90, load_cold_percent=10)
    receive()
    (row,) = hall_load(hall, FRIDAY, FRIDAY, nothing).by("window")
    assert row.heat == "hot"


def test_the_load_report_has_every_group_and_a_bar(hall, people, receive, tmp_path):
    number = receive("ZX001", matter="问", answer="答").number
    act(hall, people.clerk, number, "rate", {"rating": "1"})
    receive()
    paths = export(hall, "load", Period(FRIDAY, FRIDAY), choose("json,xlsx,csv,html"), tmp_path)
    rows = json.loads(paths[0].read_text(encoding="utf-8"))["rows"]
    assert [row["by"] for row in rows] == ["hall", "window", "staff", "department", "department", "hour"]
    hall_row = rows[0]
    assert (hall_row["received"], hall_row["completed"], hall_row["in_progress"]) == (2, 1, 1)
    assert (hall_row["completion_rate"], hall_row["promise_rate"], hall_row["index"]) == (50.0, None, None)
    assert (rows[1]["key"], rows[1]["share"], rows[1]["index"]) == ("3", 100.0, 1.0)
    sheet = openpyxl.load_workbook(paths[1]).active
    place = next(cell for cell in sheet[1] if cell.value == "Share of what was received").column_letter
    assert sheet[f"{place}3"].value == 1
    assert sheet[f"{place}3"].number_format == "0.00%"
    assert any(place in str(area.sqref) for area in sheet.conditional_formatting)
    assert ",100.00," in paths[2].read_text(encoding="utf-8-sig")
    assert "100.00%" in paths[3].read_text(encoding="utf-8")


def test_the_satisfaction_report_lists_what_was_left_out(hall, people, receive, tmp_path):
    for rating in ("5", "1"):
        number = receive("ZX001", matter="问", answer="答").number
        act(hall, people.clerk, number, "rate", {"rating": rating})
    reviews.follow_up(hall, people.supervisor, number, "exclude", "申请人误点")
    (path,) = export(hall, "satisfaction", Period(FRIDAY, FRIDAY), choose("json"), tmp_path)
    found = json.loads(path.read_text(encoding="utf-8"))
    first = found["rows"][0]
    assert (first["by"], first["rated"], first["excluded"], first["rate"], first["change"]) == (
        "hall", 1, 1, 100.0, None,
    )  # fmt: skip
    assert {row["by"] for row in found["rows"]} == {"hall", "window", "staff", "item", "month"}
    assert any(number in note and "申请人误点" in note for note in found["notes"])


@pytest.mark.parametrize("report", ["load", "satisfaction"])
def test_a_period_with_nothing_is_a_report_of_zeros(hall, tmp_path, report):
    (path,) = export(hall, report, Period(date(2020, 1, 1), date(2020, 12, 31)), choose("csv"), tmp_path)
    lines_ = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines_[1].startswith("hall,,0,0,0,")
