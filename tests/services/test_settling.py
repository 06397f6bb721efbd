"""Settled verdicts: what changes them, what does not, and what is said of a change."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from support.hall import ZONE

from db.queries import attendance as queries
from db.queries import staff as staff_queries
from hallclient.errors import BadInput, NotAllowed, NotFound, Refused
from hallclient.rules.plan import Assignment
from hallclient.services import attendance, months, punctuality, rosters, settling, verdict_reviews
from hallclient.services.explaining import Explainer
from hallclient.services.founding import default_timetable
from hallclient.services.verification import verify

THURSDAY, FRIDAY = date(2026, 11, 19), date(2026, 11, 20)
NEXT_WEEK = datetime(2026, 11, 27, 9, 0, tzinfo=ZONE)


def moment(hour, minute=0, day=THURSDAY):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


@pytest.fixture
def thursday(hall, people, clock):
    """王芳 came at 8:41 on Thursday, left at 11:30, came at 13:20 and forgot to sign out; it is next Friday."""
    for hour, minute, kind in ((8, 41, "in"), (11, 30, "out"), (13, 20, "in")):
        clock.set(moment(hour, minute))
        attendance.punch(hall, people.clerk, kind)
    clock.set(NEXT_WEEK)
    return hall


def verdicts(hall, staff="1003", day=THURSDAY):
    return [row.half_day.verdicts for row in punctuality.rows(hall, day, day, staff=staff)]


def test_settled_days_read_as_they_were_judged(thursday):
    before = punctuality.rows(thursday, THURSDAY, NEXT_WEEK.date())
    assert settling.settle(thursday, NEXT_WEEK.date()) == 8
    assert punctuality.rows(thursday, THURSDAY, NEXT_WEEK.date()) == before
    assert settling.settle(thursday, NEXT_WEEK.date()) == 0
    assert punctuality.rows(thursday, THURSDAY, THURSDAY, window=3) == [
        row for row in before if row.half_day.day == THURSDAY and row.window == 3
    ]


def test_hours_and_people_of_today_do_not_change_last_week(thursday, people):
    before = punctuality.rows(thursday, THURSDAY, FRIDAY)
    settling.settle(thursday, FRIDAY)
    with thursday.write():
        queries.save_timetable(thursday.db, {**default_timetable(), "name": "早", "am_start": "08:00"})
        staff_queries.update(thursday.db, "1003", {"window": 7})
        staff_queries.update(thursday.db, "1004", {"active": False})
    assert punctuality.rows(thursday, THURSDAY, FRIDAY) == before
    done = []
    changes = settling.recount(thursday, people.supervisor, THURSDAY, FRIDAY, progress=lambda *n: done.append(n))
    assert done == [(2, 2)]
    assert settling.recount(thursday, people.supervisor, THURSDAY, FRIDAY) == [], "nothing is left to change"
    assert ("late/11/0/0/0", "absent/41/0/0/0") in {(c.before, c.after) for c in changes}
    assert {c.after for c in changes if c.staff == "1004"} == {""}, "who has left is no longer judged"
    assert verdicts(thursday)[0] == ("absent",)
    assert verify(thursday).problems == ()


def test_only_a_supervisor_recounts(thursday, people):
    with pytest.raises(NotAllowed):
        settling.recount(thursday, people.clerk, THURSDAY, FRIDAY)


@pytest.mark.parametrize("settled", [True, False])
def test_a_correction_changes_its_half_day_and_says_what(thursday, people, settled):
    if settled:
        settling.settle(thursday, FRIDAY)
    asked = attendance.ask_correction(thursday, people.clerk, moment(17, 2), "out", "忘记")
    attendance.decide(thursday, people.supervisor, "correction", asked.id, approve=True)
    assert verdicts(thursday) == [("late",), ("on_time",)]
    (change,) = settling.changes(thursday, THURSDAY, FRIDAY, "1003")
    assert (change.cause, change.by, change.half) == ("correction", "1005", "pm")
    assert (change.before, change.after) == ("missing_out/0/0/0/0", "on_time/0/0/0/0")


def test_leave_roster_and_imports_change_settled_days(thursday, people):
    settling.settle(thursday, FRIDAY)
    asked = attendance.ask_leave(thursday, people.clerk, moment(8, 30), moment(8, 45), "事假")
    attendance.decide(thursday, people.supervisor, "leave", asked.id, approve=True)
    assert verdicts(thursday)[0] == ("on_time",)
    with thursday.write():
        rosters.save_roster(thursday, people.admin, {(FRIDAY, "1003"): {"off": Assignment("off")}})
    assert verdicts(thursday, day=FRIDAY) == []
    assert verdicts(thursday, "1004", FRIDAY) == [("absent",), ("absent",)]
    causes = [c.cause for c in settling.changes(thursday, THURSDAY, FRIDAY)]
    assert causes == ["leave", "roster", "roster"]


def test_somebody_who_stands_in_covers_the_half_day(thursday, people):
    settling.settle(thursday, FRIDAY)
    with thursday.write():
        plan = {(FRIDAY, "1004"): {"am": Assignment("am", 3, "", "1003"), "pm": Assignment("pm", 3)}}
        rosters.save_roster(thursday, people.admin, plan)
    assert verdicts(thursday, day=FRIDAY) == [("covered",), ("absent",)]
    assert verdicts(thursday, "1004", FRIDAY) == [("absent",), ("absent",)]


def test_a_reckoning_in_words(thursday):
    row = punctuality.rows(thursday, THURSDAY, THURSDAY, staff="1003")[0]
    said = [str(message) for message in Explainer(thursday, THURSDAY, THURSDAY).of(row)]
    assert "08:41 − 08:30 − grace 0 = late 11 min" in said
    assert said[0] == "On duty 08:30 - 11:30"


# --- what people say of a verdict


def test_a_suspected_absence_is_confirmed_or_dismissed_by_another(thursday, people):
    with pytest.raises(NotAllowed):
        verdict_reviews.decide(thursday, people.clerk, "1004", THURSDAY, "am", "confirmed")
    verdict_reviews.decide(thursday, people.supervisor, "1004", THURSDAY, "am", "confirmed")
    rows = punctuality.rows(thursday, THURSDAY, THURSDAY, staff="1004")
    assert [row.half_day.review for row in rows] == ["confirmed", ""]
    with pytest.raises(BadInput):
        verdict_reviews.decide(thursday, people.supervisor, "1004", THURSDAY, "am", "dismissed")
    verdict_reviews.decide(thursday, people.supervisor, "1004", THURSDAY, "am", "dismissed", "在大厅开会")
    rows = punctuality.rows(thursday, THURSDAY, THURSDAY, staff="1004")
    assert [row.half_day.review for row in rows] == ["dismissed", ""]
    counts = {line.staff: line.counts for line in months.lines(thursday, THURSDAY, THURSDAY)}["1004"]
    assert (counts.absent, counts.missing) == (1, 2)
    with pytest.raises(Refused):
        verdict_reviews.decide(thursday, people.supervisor, "1003", THURSDAY, "am", "confirmed")
    with pytest.raises(NotFound):
        verdict_reviews.decide(thursday, people.supervisor, "1003", date(2026, 11, 21), "am", "confirmed")


def test_an_objection_is_open_until_it_is_answered(thursday, people):
    verdict_reviews.object_to(thursday, people.clerk, THURSDAY, "am", "公交故障")
    with pytest.raises(BadInput):
        verdict_reviews.object_to(thursday, people.clerk, THURSDAY, "am", " ")
    (one,) = verdict_reviews.open_objections(thursday, THURSDAY, FRIDAY)
    assert (one.staff, one.half, one.words) == ("1003", "am", "公交故障")
    asked = attendance.ask_leave(thursday, people.clerk, moment(8, 30), moment(8, 45), "公假")
    attendance.decide(thursday, people.supervisor, "leave", asked.id, approve=True)
    assert verdict_reviews.open_objections(thursday, THURSDAY, FRIDAY) == []
    with pytest.raises(Refused):
        verdict_reviews.object_to(thursday, people.clerk, THURSDAY, "am", "还有")


# --- the signed month


def test_a_month_is_signed_frozen_and_amended_in_sight(thursday, people, clock):
    with pytest.raises(Refused):
        months.sign(thursday, people.supervisor, "2026-11")
    clock.set(datetime(2026, 12, 2, 9, 0, tzinfo=ZONE))
    asked = attendance.ask_correction(thursday, people.clerk, moment(17, 2), "out", "忘记")
    with pytest.raises(NotAllowed):
        months.sign(thursday, people.clerk, "2026-11")
    first = months.sign(thursday, people.supervisor, "2026-11")
    assert (first.version, first.signed_by, first.whole) == (1, "1005", True)
    assert {line.staff for line in first.lines} == {"1001", "1002", "1003", "1004"}
    with pytest.raises(Refused):
        months.sign(thursday, people.supervisor, "2026-11", "再签")
    with pytest.raises(Refused):
        verdict_reviews.object_to(thursday, people.clerk, THURSDAY, "am", "晚了")
    attendance.decide(thursday, people.supervisor, "correction", asked.id, approve=True)
    assert months.signatures(thursday, "2026-11") == [first], "what was signed stays"
    (changed,) = months.amended(thursday, "2026-11")
    assert (changed.signed.counts.missing, changed.now.counts.missing) == (1, 0)
    with pytest.raises(Refused):
        months.sign(thursday, people.supervisor, "2026-11")
    second = months.sign(thursday, people.supervisor, "2026-11", "补签后更正")
    assert (second.version, months.amended(thursday, "2026-11")) == (2, [])
    assert verify(thursday).problems == ()


def test_days_that_are_not_over_stay_open(hall, people, clock):
    attendance.punch(hall, people.clerk, "in")
    settling.settle(hall, FRIDAY + timedelta(days=5))
    assert settling.settled_count(hall, FRIDAY, FRIDAY) == 0
    assert punctuality.rows(hall, FRIDAY, FRIDAY, staff="1003")[1].half_day.verdicts == ("pending",)
