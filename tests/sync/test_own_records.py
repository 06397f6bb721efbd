"""What a terminal says, and when it says it anew."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hallclient.rules.request import Person
from hallclient.services import attendance, catalogue, intake, journal, request_actions, requests, summary
from hallclient.services.accounts import Actor
from hallclient.sync import own_records
from hallclient.sync.own_records import mine
from hallclient.sync.reading import read_shared
from hallclient.sync.runner import sync_once

DAY = "2026-11-20"
CLERK = Actor("1001", "1001", "clerk", window=3)
CHINA = ZoneInfo("Asia/Shanghai")


def bodies(share, hall, month: str = "2026-11") -> dict[str, dict]:
    """Day, kind and key → what is said."""
    found = read_shared(share / "summary.jsonl", month, hall.clock).records
    return {f"{r.day}/{r.kind}/{r.key}": r.body for r in found}


@pytest.fixture
def item(request, new_hall):
    """A hall with one item: (hall, code)."""
    hall = new_hall()
    chosen = next(i for i in catalogue.sample_items() if i.kind == "promised" and i.materials)
    catalogue.save(hall, "system", [chosen])
    return hall, chosen.code


def receive(hall, code: str) -> str:
    person = Person("张三", "passport", "E12345678", "13800000000")
    return intake.receive(hall, CLERK, intake.Intake(code, person)).request.number


def test_a_request_is_told_without_personal_data_and_stays_when_it_is_closed(item, share):
    hall, code = item
    number = receive(hall, code)
    sync_once(hall)
    said = bodies(share, hall)
    body = said[f"{DAY}/open_request/{number}"]
    assert body["state"] == "registered" and body["owner"] == "1001" and body["item"] == code
    assert said[f"{DAY}/window_day/03"]["received"] == 1 and said[f"{DAY}/window_day/03"]["open"] == 1
    for path in (p for p in share.rglob("*") if p.is_file()):
        text = path.read_text(encoding="utf-8")
        assert not any(word in text for word in ("张三", "E12345678", "13800000000"))

    request_actions.act(hall, CLERK, number, "withdraw", {})
    sync_once(hall)
    said = bodies(share, hall)
    assert said[f"{DAY}/open_request/{number}"]["state"] == "withdrawn"
    assert said[f"{DAY}/window_day/03"]["open"] == 0
    assert requests.get(hall, number).state == "withdrawn"


def test_figures_are_those_of_the_window_and_of_the_day(item, share):
    hall, code = item
    receive(hall, code)
    hall.clock.set(hall.clock.now() + timedelta(days=3))  # Monday
    hall.config = replace(hall.config, window=5)
    number = receive(hall, code)
    hall.config = replace(hall.config, window=3)
    sync_once(hall)
    said = bodies(share, hall)
    assert said[f"{DAY}/window_day/03"]["received"] == 1
    assert "2026-11-21/window_day/03" not in said  # a Saturday
    monday = {window: said[f"2026-11-23/window_day/{window}"] for window in ("03", "05")}
    assert (monday["03"]["received"], monday["05"]["received"]) == (0, 1)
    assert (monday["03"]["open"], monday["05"]["open"]) == (1, 1)
    assert said[f"2026-11-23/open_request/{number}"]["state"] == "registered"


def test_the_journal_head_travels_with_the_segment(new_hall, share, punch):
    hall = new_hall()
    punch(hall)
    sync_once(hall)
    entries, digest = summary.journal_head(hall)
    assert bodies(share, hall)[f"{DAY}/journal_head/head"] == {"entries": entries, "hash": digest}
    (segment,) = (share / "seg" / "2026-11").glob("*.seg")
    assert json.loads(segment.read_bytes().split(b"\n")[0])["head"] == [entries, digest]
    assert journal.check(hall).ok
    sync_once(hall)
    assert summary.journal_head(hall) == (entries, digest)  # a sync writes no entry of its own


def test_what_time_alone_has_changed_is_said_anew(new_hall, share, punch):
    hall = new_hall()
    punch(hall)
    sync_once(hall)
    name = f"{DAY}/staff_half_day/1001/am"
    revision = mine(hall).recs[f"{hall.terminal}/{name}"]
    assert "pending" in bodies(share, hall)[name]["verdicts"]
    hall.clock.set(hall.clock.now().replace(hour=12))
    for explicit in (False, True):
        sync_once(hall, explicit)
        assert "pending" not in bodies(share, hall)[name]["verdicts"]
    assert mine(hall).recs[f"{hall.terminal}/{name}"] > revision
    hall.clock.set(hall.clock.now() + timedelta(days=1))  # a Saturday
    sync_once(hall, explicit=False)
    assert bodies(share, hall)[f"{DAY}/staff_half_day/1001/pm"]["verdicts"] == "absent"


def test_nobody_is_called_absent_on_days_before_the_terminal_was_there(new_hall, share, punch):
    hall = new_hall()
    punch(hall)
    sync_once(hall)
    assert {record.day for record in mine(hall).records} == {DAY}


def test_people_of_other_windows_are_left_to_their_own_terminals(new_hall, share, punch):
    hall = new_hall(4, "bbbbbbbb")  # the two clerks belong to window 3
    sync_once(hall)
    assert not [name for name in bodies(share, hall) if "staff_half_day" in name]
    punch(hall, "1002")  # who helps out here
    sync_once(hall)
    assert {name.split("/")[2] for name in bodies(share, hall) if "staff_half_day" in name} == {"1002"}


def test_leave_for_a_day_to_come_is_touched_and_has_nothing_to_say_yet(new_hall, share, punch):
    hall = new_hall()
    start = datetime(2026, 12, 1, 8, 30, tzinfo=CHINA)
    asked = attendance.ask_leave(hall, CLERK, start, start.replace(hour=17), "事假")
    attendance.decide(hall, Actor("9", "9", "admin"), "leave", asked.id, True)
    result = sync_once(hall)
    assert result.waiting == 0 and result.ok
    assert bodies(share, hall, "2026-12")["2026-12-01/staff_half_day/1001/am"] == {}
    hall.clock.set(start.replace(hour=18))
    sync_once(hall, explicit=False)
    assert bodies(share, hall, "2026-12")["2026-12-01/staff_half_day/1001/am"]["verdicts"] == "leave"


def test_a_late_change_of_an_old_month_reaches_its_file(new_hall, share, punch):
    hall = new_hall()
    punch(hall)
    asked = attendance.ask_correction(hall, CLERK, datetime(2026, 8, 3, 8, 20, tzinfo=CHINA), "in", "忘记")
    attendance.decide(hall, Actor("9", "9", "admin"), "correction", asked.id, True)
    assert sync_once(hall).waiting == 0
    body = bodies(share, hall, "2026-08")["2026-08-03/staff_half_day/1001/am"]
    assert body["in"] == "08:20:00" and body["corrected"] == 1


def test_waiting_counts_records_and_mine_shows_them_before_they_are_published(new_hall, share, punch):
    hall = new_hall()
    punch(hall)
    sync_once(hall)
    before = mine(hall)
    punch(hall, kind="out")
    after = mine(hall)
    changed = {name for name, revision in after.recs.items() if before.recs.get(name) != revision}
    assert summary.waiting(hall) == len(changed) == 4  # two half-days, the window's day, the journal
    assert all(revision >= before.recs.get(name, 0) for name, revision in after.recs.items())
    assert read_shared(share / "summary.jsonl", "2026-11", hall.clock).recs == before.recs
    sync_once(hall)
    shared = read_shared(share / "summary.jsonl", "2026-11", hall.clock).recs
    assert all(shared[name] >= revision for name, revision in after.recs.items())
    assert shared == mine(hall).recs


def test_a_change_during_the_build_is_not_lost(new_hall, share, punch, monkeypatch):
    hall = new_hall()
    punch(hall)
    original = own_records.build.drafts

    def meanwhile(*given):
        found = original(*given)
        punch(hall, kind="out")
        return found

    with monkeypatch.context() as patch:
        patch.setattr(own_records.build, "drafts", meanwhile)
        assert sync_once(hall).waiting > 0
    assert sync_once(hall).waiting == 0
    assert bodies(share, hall)[f"{DAY}/staff_half_day/1001/am"]["out"]


def test_a_terminal_that_has_nothing_to_say_says_so_every_ten_minutes(new_hall, share):
    hall = new_hall()
    sync_once(hall)
    hall.clock.set(hall.clock.now() + timedelta(minutes=9))
    assert sync_once(hall, explicit=False).written == 0
    hall.clock.set(hall.clock.now() + timedelta(minutes=1))
    assert sync_once(hall, explicit=False).written == 1


def test_a_clock_years_ahead_and_back_again_loses_nothing(new_hall, share, punch):
    hall = new_hall()
    now = hall.clock.now()
    hall.clock.set(now + timedelta(seconds=30))
    punch(hall)
    hall.clock.set(now.replace(year=2031))
    with hall.write():
        summary.touch(hall, now.date(), "staff_half_day", "1001/am")
    sync_once(hall)
    hall.clock.set(now + timedelta(minutes=1))
    high = read_shared(share / "summary.jsonl", "2026-11", hall.clock).recs
    punch(hall, kind="out")
    assert sync_once(hall).ok
    after = read_shared(share / "summary.jsonl", "2026-11", hall.clock).recs
    assert after[f"{hall.terminal}/{DAY}/staff_half_day/1001/am"] > max(high.values(), default=0) > 1.9e12
    assert bodies(share, hall)[f"{DAY}/staff_half_day/1001/am"]["out"]


def test_a_short_sync_costs_few_queries(new_hall, share, punch):
    from playhouse.test_utils import count_queries

    hall = new_hall()
    punch(hall)
    sync_once(hall)
    with count_queries() as counter:
        sync_once(hall, explicit=False)
    assert counter.count < 60
