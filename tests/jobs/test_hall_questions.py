"""Questions that show only where what several terminals say meets: two halls with a database each and one share."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from support.hall import ZONE

from hallclient import config as settings
from hallclient.clock import FixedClock
from hallclient.jobs import hall_questions
from hallclient.jobs.hall_board import HallView
from hallclient.jobs.punctuality_views import openings
from hallclient.jobs.share import mark_share
from hallclient.paths import Home
from hallclient.services import accounts, attendance, punctuality, verdict_reviews, visits
from hallclient.services.hall import open_hall
from hallclient.sync import half_day
from hallclient.sync.runner import sync_once

DAY = date(2026, 11, 20)


@pytest.fixture
def two(template_home, tmp_path):
    """Windows 3 and 5, each with its own database, and the share between them."""
    share = tmp_path / "share"
    share.mkdir()
    halls = []
    for window, installation in ((3, "aaaaaaaa"), (5, "bbbbbbbb")):
        home = Home(Path(shutil.copytree(template_home, tmp_path / f"home{window}")))
        config = replace(
            settings.load(home.config), window=window, installation=installation,
            shared_file=str(share / "summary.jsonl"),
        )  # fmt: skip
        settings.save(config, home.config)
        halls.append(open_hall(home, FixedClock(datetime(2026, 11, 20, 8, tzinfo=ZONE))))
    mark_share(halls[0])
    yield halls
    for hall in halls:
        hall.close()


def press(hall, kind, at, staff="1003"):
    hour, minute = at.split(":")
    hall.clock.set(datetime(2026, 11, 20, int(hour), int(minute), tzinfo=ZONE))
    attendance.punch(hall, accounts.actor_of(hall, staff), kind)


def meet(halls, at="18:00"):
    """Every terminal syncs in the evening."""
    hour, minute = at.split(":")
    for hall in halls:
        hall.clock.set(datetime(2026, 11, 20, int(hour), int(minute), tzinfo=ZONE))
        sync_once(hall)


def asked(hall, kind):
    found = hall_questions.of(hall, HallView(hall), DAY, DAY)
    return [(one.staff, str(one.text())) for one in found if one.kind == kind]


def test_signed_in_at_two_windows_of_two_databases(two):
    here, there = two
    press(here, "in", "08:20")
    press(there, "in", "09:00")
    press(there, "out", "11:30")
    meet(two)
    words = "Signed in at window 3 and at window 5 at once, from 09:00."
    assert asked(here, "two_windows") == asked(there, "two_windows") == [("1003", words)]
    assert list(hall_questions.at_two_windows(here, HallView(here), DAY)) == ["1003"]


def test_going_from_one_window_to_another_is_no_question(two):
    """In at 3, over to 5 in between, and back: first in and last out alone would look like both at once."""
    here, there = two
    for hall, kind, at in (
        (here, "in", "08:20"), (here, "out", "09:10"), (there, "in", "09:12"), (there, "out", "09:40"),
        (here, "in", "09:42"), (here, "out", "11:30"),
    ):  # fmt: skip
        press(hall, kind, at)
    meet(two)
    assert asked(here, "two_windows") == asked(there, "two_windows") == []
    body = next(
        r.body for r in HallView(there).shared(DAY).records if r.terminal == here.terminal and r.key == "1003/am"
    )
    assert body["punches"] == "in 08:20:00;out 09:10:00;in 09:42:00;out 11:30:00"
    assert list(body)[-1] == "punches", "what is new stands at the end"


def test_what_a_terminal_asks_is_asked_of_the_supervisor_elsewhere(two):
    here, there = two
    press(there, "in", "08:20", "1001")
    there.clock.set(datetime(2026, 11, 20, 9, tzinfo=ZONE))
    press(there, "in", "08:40", "1002")
    press(there, "out", "11:30", "1001")
    meet(two)
    (pair,) = asked(here, "two_people")
    assert pair == ("1001", "From 08:40 at window 5 with 1002; it is not set for two.")
    assert asked(there, "two_people") == [pair], "asked once"


def test_work_here_while_signed_in_there_is_no_question(two):
    here, there = two
    press(there, "in", "08:20")
    here.clock.set(datetime(2026, 11, 20, 9, tzinfo=ZONE))
    visits.arrive(here, accounts.actor_of(here, "1003"))
    assert [row[0] for row in asked(here, "unsigned_work")] == ["1003"]
    meet(two)
    assert asked(here, "unsigned_work") == asked(there, "unsigned_work") == []


def test_decisions_and_objections_are_seen_at_other_terminals(two):
    here, there = two
    press(here, "in", "09:05")
    press(here, "out", "11:30")
    meet(two)
    verdict_reviews.object_to(here, accounts.actor_of(here, "1003"), DAY, "am", "早高峰公交停运")
    meet(two, "18:01")
    (objection,) = hall_questions.open_objections(there, HallView(there), DAY, DAY)
    assert (objection.staff, objection.half, objection.words) == ("1003", "am", "早高峰公交停运")
    supervisor = accounts.actor_of(there, "1005")
    there.clock.set(datetime(2026, 11, 20, 18, 5, tzinfo=ZONE))
    verdict_reviews.decide(there, supervisor, "1003", DAY, "am", "dismissed", "已核实")
    meet(two, "18:10")
    for hall in two:
        view = HallView(hall)
        row = next(r for r in view.rows(DAY, DAY) if r.staff == "1003" and r.half_day.half == "am")
        assert (row.half_day.review, row.half_day.first_in.hour) == ("dismissed", 9)
        assert hall_questions.open_objections(hall, view, DAY, DAY) == []
    told = [r for r in HallView(here).shared(DAY).records if r.terminal == there.terminal and r.key == "1003/am"]
    assert [record.body["verdicts"] for record in told] == [""], "a terminal that saw nothing calls nobody absent"


def test_opening_times_of_windows_with_their_own_databases(two):
    here, there = two
    press(here, "in", "08:36")
    press(there, "in", "08:20", "1001")
    meet(two)
    for hall in two:
        found = {one.window: (one.late, one.minutes) for one in openings(hall, DAY, DAY, HallView(hall))}
        assert found == {3: (1, 6), 5: (0, 0)}


def test_a_half_day_with_nothing_more_to_say_reads_as_it_always_did(two):
    here, _ = two
    press(here, "in", "08:20")
    press(here, "out", "11:30")
    meet(two)
    record = next(r for r in HallView(here).shared(DAY).records if r.key == "1003/am" and r.terminal == here.terminal)
    assert list(record.body) == [
        "verdicts", "in", "out", "late", "early", "away", "off_post", "corrected", "suspect", "excuse",
    ]  # fmt: skip
    assert half_day.row_of(record).half_day == next(
        row.half_day for row in punctuality.rows(here, DAY, DAY, "1003") if row.half_day.half == "am"
    )
