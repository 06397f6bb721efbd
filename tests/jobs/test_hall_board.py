"""The board of the whole hall: own punches, the summary for the rest, and no verdict where nothing is known."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from support.hall import ZONE

from hallclient.jobs.hall_board import HallView
from hallclient.jobs.share import mark_share
from hallclient.services import attendance
from hallclient.sync import lines
from hallclient.sync.layout import Layout
from hallclient.sync.shared_file import publish

TODAY = date(2026, 11, 20)


@pytest.fixture
def shared_hall(reopen, tmp_path):
    """The hall with a shared folder."""
    folder = tmp_path / "share"
    folder.mkdir()
    hall = reopen(shared_file=str(folder / "summary.jsonl"))
    assert mark_share(hall) is None
    return hall


def speak(hall, *records):
    """Another terminal, at window 1, publishes."""
    from pathlib import Path

    layout = Layout(Path(hall.config.shared_file))
    data = lines.compose(lines.segment_header("01aaaaaaaa", 7, "aaaaaaaa", (1, "0" * 64)), records)
    (layout.folder / "seg" / "2026-11").mkdir(parents=True, exist_ok=True)
    publish(layout, "2026-11", "01aaaaaaaa", 7, data)


def record(kind, key, body, window=1):
    at = int(datetime(2026, 11, 20, 8, 58, tzinfo=ZONE).timestamp())
    return lines.record(
        kind=kind,
        terminal="01aaaaaaaa",
        window=window,
        day="2026-11-20",
        key=key,
        revision=7,
        at=at,
        skew=0,
        body=body,
    )


HALF = {"verdicts": "late,pending", "in": "08:41:00", "out": "", "late": 11, "early": 0, "away": 0, "off_post": 0,
        "corrected": 0, "suspect": 0, "excuse": ""}  # fmt: skip


def person(board, code):
    return next(p for window in board.windows for p in window.people if p.staff == code)


def test_without_a_shared_file_everybody_is_judged_from_here(hall, clerk):
    board = HallView(hall).board(TODAY)
    assert board.shared is None
    assert person(board, "1001").am.verdicts == ("pending",)


def test_people_of_other_windows_come_from_the_summary(shared_hall, clerk):
    attendance.punch(shared_hall, clerk, "in")
    speak(
        shared_hall,
        record("staff_half_day", "1001/am", HALF),
        record("window_day", "01", {"opened": "08:41:00", "received": 4, "completed": 1}),
    )
    view = HallView(shared_hall)
    board = view.board(TODAY)
    assert board.shared.status == "ok"
    assert person(board, "1001").am.late_minutes == 11
    assert person(board, "1002").am.verdicts == ()
    assert person(board, clerk.code).am.late_minutes == 30
    window = next(w for w in board.windows if w.number == 1)
    assert (window.opened.hour, window.late_minutes) == (8, 11)
    reports, shared = view.reports(TODAY)
    first = next(report for report in reports if report.window == 1)
    assert (first.received, first.completed, first.closed) == (4, 1, None)
    assert shared.at(shared_hall.clock).age == 120


def test_nobody_of_another_window_is_called_absent_for_want_of_data(shared_hall):
    month = HallView(shared_hall).month(date(2026, 11, 1), date(2026, 11, 30))
    chief = next(found for found in month if found.staff == "1001")
    assert (chief.counts.absent, chief.points, chief.flagged) == (0, 0, False)


def test_a_share_that_is_away_is_told(reopen, tmp_path):
    hall = reopen(shared_file=str(tmp_path / "gone" / "summary.jsonl"))
    board = HallView(hall).board(TODAY)
    assert board.shared.status == "missing"
    assert board.shared.problems


def test_a_window_has_no_hours_to_open_late_on_a_rest_day(hall, clock, clerk):
    clock.set(datetime(2026, 11, 22, 14, 0, tzinfo=ZONE))
    attendance.punch(hall, clerk, "in")
    board = HallView(hall).board(date(2026, 11, 22))
    window = next(w for w in board.windows if w.number == 3)
    assert (window.opened.hour, window.late_minutes) == (14, 0)
    assert person(board, clerk.code).expected == ""
