"""Questions for the supervisor, limits of corrections, leave and its balance, what to think of before going home."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from support.hall import ZONE, BootClock

from db.queries import windows as window_queries
from hallclient.clock import FixedClock
from hallclient.errors import BadInput, NotAllowed, Refused
from hallclient.rules.question import Question, from_short
from hallclient.services import (
    attendance,
    drafts,
    leave_balance,
    leaving,
    paper_punches,
    questions,
    settling,
    taken_over,
    visits,
)
from hallclient.services.request_actions import act
from hallclient.services.verification import verify

DAY = date(2026, 11, 20)


def moment(hour, minute=0, day=20):
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


@pytest.fixture
def punch(people, clock):
    def press(hall, kind, hour, minute=0, actor=None):
        clock.set(moment(hour, minute))
        return attendance.punch(hall, actor or people.clerk, kind)

    return press


def asked(hall, kind):
    return [(q.staff, str(q.text())) for q in questions.of_days(hall, DAY, DAY) if q.kind == kind]


def test_work_while_signed_out(hall, punch, receive, clock):
    punch(hall, "in", 8, 20)
    clock.set(moment(9))
    receive()
    assert asked(hall, "unsigned_work") == []
    punch(hall, "out", 11, 30)
    clock.set(moment(12, 10))
    receive(name="李四")
    (found,) = asked(hall, "unsigned_work")
    assert found[0] == "1003"
    assert found[1].endswith("the first at 12:10.")


def test_signed_in_and_nothing_done_while_a_request_lay_untouched(reopen, punch, receive, clock, people):
    hall = reopen(idle_minutes=120)
    punch(hall, "in", 8, 20)
    clock.set(moment(8, 40))
    number = receive().number
    punch(hall, "out", 11, 30)
    assert asked(hall, "idle") == [("1003", "Nothing was done from 08:40 to 11:30, while 1 waited.")]
    clock.set(moment(11, 31))
    act(hall, people.clerk, number, "note", {"words": "已核"})
    assert asked(hall, "idle") == [("1003", "Nothing was done from 08:40 to 11:30, while 1 waited.")]


def test_a_quiet_hour_is_no_question_and_a_visitor_who_waits_makes_it_one(reopen, punch, clock, people):
    hall = reopen(idle_minutes=120)
    punch(hall, "in", 8, 20)
    punch(hall, "out", 11, 30)
    assert asked(hall, "idle") == [], "nobody came"
    at_other = reopen(window=5, installation="bbbbbbbb")
    clock.set(moment(9))
    visits.arrive(at_other, people.other_clerk)
    clock.set(moment(11, 40))
    assert asked(hall, "idle") == [], "who waited did so at another window"
    clock.set(moment(9, 30))
    visit = visits.arrive(hall, people.other_clerk)
    clock.set(moment(9, 35))
    visits.leave(hall, people.other_clerk, visit.id)
    clock.set(moment(11, 40))
    assert asked(hall, "idle") == [], "a few minutes are nothing"
    clock.set(moment(9, 40))
    visits.arrive(hall, people.other_clerk)
    clock.set(moment(11, 40))
    assert asked(hall, "idle") == [("1003", "Nothing was done from 08:30 to 11:30, while 1 waited.")]


def test_a_question_is_read_as_it_was_written(hall, punch, receive, clock):
    punch(hall, "in", 8, 20)
    punch(hall, "out", 8, 30)
    clock.set(moment(9))
    receive()
    for question in questions.of_days(hall, DAY, DAY):
        assert from_short(question.short, DAY, question.staff) == question
    span = Question(DAY, datetime(2026, 11, 20, 9), "1003", "idle", datetime(2026, 11, 20, 11), 2)  # noqa: DTZ001
    assert from_short(span.short, DAY, "1003") == span
    assert from_short("gossip@09:00:00#1&", DAY, "1003") is from_short("idle", DAY, "1003") is None


def test_no_question_where_the_setting_is_off(reopen, punch):
    hall = reopen(idle_minutes=0)
    punch(hall, "in", 8, 20)
    punch(hall, "out", 11, 30)
    assert asked(hall, "idle") == []


def test_two_windows_are_marked_and_never_refused(hall, reopen, punch, clock):
    punch(hall, "in", 8, 20)
    other = reopen(window=5, installation="bbbbbbbb")
    assert str(questions.before_signing_in(other, "1003")) == "You are signed in at window 3 since 08:20."
    assert punch(other, "in", 9).record.window == 5
    clock.set(moment(9, 10))
    assert asked(other, "two_windows") == [("1003", "Signed in at window 3 and at window 5 at once, from 09:00.")]


def test_two_people_at_a_window_that_is_not_set_for_two(hall, punch, people):
    punch(hall, "in", 8, 20)
    assert questions.before_signing_in(hall, "1004") is None, "the staff list puts both there"
    assert "王芳 is signed in at this window" in str(questions.before_signing_in(hall, "1001"))
    punch(hall, "in", 8, 30, people.chief)
    punch(hall, "out", 9, 0, people.chief)
    assert [staff for staff, _ in asked(hall, "two_people")] == ["1001"]
    with hall.write():
        window_queries.save(hall.db, {"number": 3, "shared": True})
    assert asked(hall, "two_people") == []
    assert questions.before_signing_in(hall, "1001") is None


def test_a_clock_that_was_moved_is_a_question(reopen, people):
    clock = BootClock(moment(9))
    hall = reopen(clock)
    attendance.punch(hall, people.clerk, "in")
    clock.set(moment(9, 30))
    clock.since_boot += 60
    attendance.punch(hall, people.clerk, "away")
    assert asked(hall, "clock") == [("1003", "The computer's clock had been moved by 1740 s.")]


def test_a_zone_that_changes_is_a_clock_that_was_moved(reopen, people):
    hall = reopen()
    hall.config = type(hall.config)(**{**{n: getattr(hall.config, n) for n in hall.config.__slots__}, "zone": ""})
    attendance.punch(hall, people.clerk, "in")
    hall.clock = FixedClock(moment(9, 5), "Asia/Tokyo")
    assert attendance.punch(hall, people.clerk, "away").record.moved == 3600
    hall.clock.set(moment(9, 6))
    assert attendance.punch(hall, people.clerk, "back").record.moved == 0


# --- corrections and leave


def test_a_correction_has_its_days_and_its_count(reopen, people, clock):
    hall = reopen(correction_days=7, corrections_a_month=2)
    with pytest.raises(Refused, match="7 days at most"):
        attendance.ask_correction(hall, people.clerk, moment(8, 25, day=12), "in", "忘记")
    done = attendance.ask_correction(hall, people.clerk, moment(8, 25, day=13), "in", "忘记", "监控")
    assert done.evidence == "监控"
    second = attendance.ask_correction(hall, people.clerk, moment(8, 25, day=16), "in", "忘记")
    with pytest.raises(Refused, match="2 corrections"):
        attendance.ask_correction(hall, people.clerk, moment(8, 25, day=17), "in", "忘记")
    attendance.decide(hall, people.supervisor, "correction", second.id, approve=False)
    attendance.ask_correction(hall, people.clerk, moment(8, 25, day=17), "in", "忘记")


def test_who_grants_is_a_setting(reopen, people):
    hall = reopen(leave_levels="window_head_hours=4 half_day_hours=5 supervisor_days=3")
    asked_for = attendance.ask_leave(hall, people.clerk, moment(8, 30), moment(11, 30), "事假")
    assert attendance.decide(hall, people.chief, "leave", asked_for.id, approve=True).state == "approved"
    longer = attendance.ask_leave(hall, people.clerk, moment(8, 30, 24), moment(17, 0, 26), "病假")
    with pytest.raises(NotAllowed):
        attendance.decide(hall, people.chief, "leave", longer.id, approve=True)
    assert attendance.decide(hall, people.supervisor, "leave", longer.id, approve=True).state == "approved"


def test_annual_leave_has_a_balance(hall, people):
    assert leave_balance.balance(hall, "1003", 2026) is None
    with hall.write():
        leave_balance.save_entitlements(hall, [{"staff": "1003", "year": 2026, "half_days": 6}])
    # Friday to Monday: two working days.
    first = attendance.ask_leave(hall, people.clerk, moment(8, 30, 20), moment(17, 0, 23), "年休假")
    found = leave_balance.balance(hall, "1003", 2026)
    assert (found.entitled, found.granted, found.asked, found.left) == (6, 0, 4, 2)
    with pytest.raises(Refused, match=r"left: 1 days; asked for: 1\.5 days"):
        attendance.ask_leave(hall, people.clerk, moment(8, 30, 25), moment(11, 30, 26), "年休假")
    attendance.decide(hall, people.admin, "leave", first.id, approve=True)
    attendance.ask_leave(hall, people.clerk, moment(8, 30, 25), moment(17, 0, 25), "年休假")
    assert leave_balance.balance(hall, "1003", 2026).left == 0


# --- before going home


def test_what_is_open_is_thought_of(hall, people, receive, clock):
    assert leaving.open_points(hall, people.clerk) == []
    drafts.save(hall, people.clerk, {"name": "王五"}, park=True)
    request = receive(actor=people.other_clerk)
    act(hall, people.other_clerk, request.number, "hand-over", {"to": "1003"})
    own = receive(name="李四")
    assert [str(point) for point in leaving.open_points(hall, people.clerk)] == [
        "Drafts parked or half typed: 1.",
        "Requests handed to you and not taken up: 1.",
    ]
    leave = attendance.ask_leave(hall, people.clerk, moment(8, 30, 23), moment(17, 0, 24), "事假")
    attendance.decide(hall, people.admin, "leave", leave.id, approve=True)
    assert str(leaving.open_points(hall, people.clerk)[-1]) == (
        "You are away until 11-25, and 1 open requests are not handed over."
    )
    assert own.owner == "1003"


def test_paper_sign_ins_of_a_person_are_vouched_for_one_by_one(hall, people):
    day = datetime(2026, 11, 19)  # noqa: DTZ001 - local time of the paper
    times = [("in", day.replace(hour=8, minute=25)), ("out", day.replace(hour=11, minute=31))]
    assert paper_punches.enter(hall, people.supervisor, "1003", times, "停电") == 2
    assert paper_punches.enter(hall, people.supervisor, "1003", times) == 0
    with pytest.raises(NotAllowed):
        paper_punches.enter(hall, people.supervisor, "1005", times)
    with pytest.raises(BadInput):
        paper_punches.enter(hall, people.supervisor, "1003", [("in", day.replace(day=21))])
    (change,) = settling.changes(hall, day.date(), day.date())
    assert (change.cause, change.before, change.after) == ("paper", "absent/0/0/0/0", "on_time/0/0/0/0")
    assert verify(hall).problems == ()


def test_paper_sign_ins_are_marked(hall, people):
    at = moment(8, 25)
    row = {"staff": "1003", "kind": "in", "at": at, "window": 3, "reason": "停电"}
    with hall.write():
        taken_over.add_punches(hall, people.supervisor, [row], "paper")
    (record,) = attendance.punches(hall, DAY, DAY, "1003")
    assert (record.source, record.entered_by, record.at) == ("paper", "1005", at)
    assert timedelta() < record.entered_at - record.at
