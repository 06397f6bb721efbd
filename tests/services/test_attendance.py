"""Punches as they come, leave and corrections as another person decides."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from support.hall import NOW, ZONE, BootClock

from db.models.punch import Punch as Row
from db.queries import journal as journal_queries
from hallclient.errors import BadInput, NotAllowed, NotFound, Refused
from hallclient.services import attendance, journal, punctuality, summary

DAY = date(2026, 11, 20)


def at(clock, hour, minute=0, second=0, day=20):
    clock.set(datetime(2026, 11, day, hour, minute, second, tzinfo=ZONE))


def moment(hour, minute=0, day=20):
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def halves(hall, staff="1003", day=DAY):
    rows = punctuality.rows(hall, day, day, staff=staff)
    return {row.half_day.half: row.half_day for row in rows}


# --- punching


@pytest.mark.parametrize(
    ("hour", "minute", "second", "verdicts", "late"),
    [
        (8, 25, 0, ("pending",), 0),
        (8, 30, 0, ("pending",), 0),
        (8, 30, 1, ("late", "pending"), 1),
        (8, 41, 0, ("late", "pending"), 11),
        (9, 0, 0, ("absent", "pending"), 30),
        (13, 29, 59, ("pending",), 0),
        (13, 45, 0, ("late", "pending"), 15),
    ],
)
def test_late_shows_at_once_and_stops_nothing(hall, clerk, clock, hour, minute, second, verdicts, late):
    at(clock, hour, minute, second)
    done = attendance.punch(hall, clerk, "in")
    assert (set(done.verdicts), done.late_minutes) == (set(verdicts), late)
    assert (done.record.at, done.record.window, done.record.source) == (clock.now(), 3, "self")


def test_the_badge_tick_and_the_reason_are_kept(hall, clerk, clock):
    attendance.punch(hall, clerk, "in", badge=True)
    at(clock, 9, 5)
    attendance.punch(hall, clerk, "away", reason="复印\n材料")
    first, second = attendance.punches(hall, DAY, DAY)
    assert (first.badge, first.reason) == (True, "")
    assert (second.badge, second.reason, second.name) == (None, "复印 材料", "王芳")


def test_no_order_of_punches_is_refused(hall, clerk, clock):
    for minute, kind in enumerate(("out", "back", "in", "in", "away", "away", "out", "out")):
        at(clock, 9, minute)
        attendance.punch(hall, clerk, kind)
    assert [p.kind for p in attendance.punches(hall, DAY, DAY)] == [
        *("out", "back", "in", "in", "away", "away", "out", "out"),
    ]


def test_the_same_second_is_one_punch(hall, clerk):
    attendance.punch(hall, clerk, "in")
    again = attendance.punch(hall, clerk, "in")
    assert again.record.at == NOW
    assert len(attendance.punches(hall, DAY, DAY)) == 1
    attendance.punch(hall, clerk, "out")
    assert len(attendance.punches(hall, DAY, DAY)) == 2, "another kind is another punch"


def test_who_is_away_longer_than_a_quarter_is_off_post(hall, clerk, clock):
    at(clock, 8, 20)
    attendance.punch(hall, clerk, "in")
    for minute, kind in ((0, "away"), (16, "back")):
        at(clock, 10, minute)
        attendance.punch(hall, clerk, kind)
    at(clock, 11, 30)
    attendance.punch(hall, clerk, "out")
    assert (halves(hall)["am"].verdicts, halves(hall)["am"].off_post) == (("on_time",), 1)


def test_a_punch_needs_a_person_and_a_kind(hall, clerk):
    with pytest.raises(NotAllowed):
        attendance.punch(hall, None, "in")
    with pytest.raises(BadInput, match="“lunch”"):
        attendance.punch(hall, clerk, "lunch")
    assert attendance.punches(hall, DAY, DAY) == []


def test_a_punch_is_journaled_and_published(hall, clerk):
    attendance.punch(hall, clerk, "in")
    (row,) = Row.select().execute(hall.db)
    (entry,) = journal_queries.of_subject(hall.db, "punch", f"1003/{row.id}")
    assert (entry.staff, entry.action) == ("1003", "punch")
    assert journal.body_of(entry.body) == {"kind": "in", "at": int(NOW.timestamp()), "source": "self"}
    keys = {(r.kind, r.key) for r in summary.unpublished(hall) if r.day == DAY}
    assert {("staff_half_day", "1003/am"), ("staff_half_day", "1003/pm"), ("window_day", "03")} <= keys


# --- the clock is part of the evidence


@pytest.mark.parametrize(
    ("wall", "boot", "moved"),
    [(60, 60, 0), (3, 0, 0), (-600, 60, -660), (3660, 60, 3600), (-5, 0, 0)],
)
def test_a_wall_clock_that_jumps_is_marked_and_never_refused(reopen, people, wall, boot, moved):
    clock = BootClock(NOW)
    hall = reopen(clock)
    attendance.punch(hall, people.clerk, "in")
    clock.set(NOW + timedelta(seconds=wall))
    clock.since_boot += boot
    record = attendance.punch(hall, people.clerk, "out").record
    assert record.moved == moved
    found = halves(hall)["am"]
    assert found.clock_suspect is (moved != 0)


def test_after_a_restart_only_a_clock_that_is_behind_tells(reopen, people):
    clock = BootClock(NOW)
    hall = reopen(clock)
    attendance.punch(hall, people.clerk, "in")
    clock.boot, clock.since_boot = "boot-2", 5.0
    clock.set(NOW + timedelta(hours=2))
    assert attendance.punch(hall, people.clerk, "away").record.moved == 0
    clock.boot, clock.since_boot = "boot-3", 5.0
    clock.set(NOW)
    assert attendance.punch(hall, people.clerk, "out").record.moved == -7200


@pytest.mark.parametrize(("boot", "since_boot"), [("boot-1", 1000.0), ("boot-2", 5.0), ("", 5.0)])
def test_a_clock_behind_a_request_that_was_received_is_marked(reopen, people, receive, clock, boot, since_boot):
    """The first punch of the day: nothing but the request's record tells that the clock was set back."""
    clock.set(NOW + timedelta(minutes=30))
    receive()
    clock.set(NOW + timedelta(minutes=5))
    hall = reopen(BootClock(NOW + timedelta(minutes=10), since_boot, boot))
    assert attendance.punch(hall, people.clerk, "in").record.moved == -1200
    (found,) = [row.half_day for row in punctuality.rows(hall, NOW.date(), NOW.date(), staff="1003")][:1]
    assert found.clock_suspect


def test_a_record_between_hides_no_step_back_and_one_step_is_marked_once(reopen, people, receive, clock):
    clock.set(NOW + timedelta(minutes=30))
    receive()
    clock.set(NOW)
    receive(name="李四")
    own = BootClock(NOW + timedelta(minutes=1), 1000.0)
    hall = reopen(own)
    assert attendance.punch(hall, people.clerk, "in").record.moved == -29 * 60
    own.set(NOW + timedelta(minutes=2))
    own.since_boot += 60
    assert attendance.punch(hall, people.clerk, "away").record.moved == 0


def test_another_terminals_records_say_nothing_of_this_clock(reopen, people, receive, clock):
    clock.set(NOW + timedelta(minutes=30))
    receive()
    other = reopen(BootClock(NOW), window=5, installation="bbbbbbbb")
    assert attendance.punch(other, people.clerk, "in").record.moved == 0


def test_the_first_punch_of_a_terminal_has_nothing_to_compare_with(hall, clerk):
    assert attendance.punch(hall, clerk, "in").record.moved == 0


# --- leave


def ask(hall, actor, start, end, word="事假", reason="看病"):
    return attendance.ask_leave(hall, actor, start, end, word, reason)


def test_leave_is_asked_for(hall, clerk):
    asked = ask(hall, clerk, moment(14), moment(15))
    assert (asked.state, asked.what, asked.staff, asked.name) == ("asked", "personal", "1003", "王芳")
    assert attendance.applications(hall, "leave", "asked") == [asked]
    assert attendance.applications(hall, "leave", "approved") == []


@pytest.mark.parametrize(("word", "code"), [("病假", "sick"), ("公假/公差", "official"), ("annual", "annual")])
def test_leave_by_its_words(hall, clerk, word, code):
    assert ask(hall, clerk, moment(14), moment(15), word).what == code


def test_leave_that_does_not_hold(hall, clerk):
    with pytest.raises(BadInput, match="“探亲假”") as caught:
        ask(hall, clerk, moment(14), moment(15), "探亲假")
    assert "年休假" in str(caught.value.remedy)
    with pytest.raises(BadInput, match="ends before"):
        ask(hall, clerk, moment(15), moment(14))
    with pytest.raises(BadInput, match="ends before"):
        ask(hall, clerk, moment(15), moment(15))
    assert attendance.applications(hall, "leave") == []


# ≤2 h window head, half a day hall, 1 day supervisor, ≥2 days leader: who may grant longer may grant shorter.
@pytest.mark.parametrize(
    ("start", "end", "grants"),
    [
        (moment(14), moment(16), {"chief", "supervisor", "admin"}),
        (moment(13, 30), moment(17), {"supervisor", "admin"}),
        (moment(8, 30, 23), moment(17, 0, 23), {"supervisor", "admin"}),
        (moment(8, 30, 23), moment(17, 0, 24), {"admin"}),
    ],
)
@pytest.mark.parametrize("who", ["clerk", "other_clerk", "chief", "supervisor", "admin"])
def test_the_length_decides_who_grants(hall, people, start, end, grants, who):
    asked = ask(hall, people.clerk, start, end)
    actor = getattr(people, who)
    if who in grants:
        done = attendance.decide(hall, actor, "leave", asked.id, True)
        assert (done.state, done.decided_by) == ("approved", actor.code)
    else:
        with pytest.raises(NotAllowed):
            attendance.decide(hall, actor, "leave", asked.id, True)
        assert attendance.applications(hall, "leave") == [asked]


@pytest.mark.parametrize("who", ["chief", "supervisor", "admin"])
def test_nobody_decides_their_own(hall, people, who):
    actor = getattr(people, who)
    leave = ask(hall, actor, moment(14), moment(15))
    with pytest.raises(NotAllowed, match="Nobody decides on their own"):
        attendance.decide(hall, actor, "leave", leave.id, True)
    if who != "chief":
        asked = attendance.ask_correction(hall, actor, moment(8, 20), "in", "忘记")
        with pytest.raises(NotAllowed, match="Nobody decides on their own"):
            attendance.decide(hall, actor, "correction", asked.id, True)


def test_a_decision_is_made_once(hall, people):
    asked = ask(hall, people.clerk, moment(14), moment(15))
    done = attendance.decide(hall, people.supervisor, "leave", asked.id, False, "人手\n不足")
    assert (done.state, done.decision) == ("rejected", "人手 不足")
    with pytest.raises(Refused, match="decided already"):
        attendance.decide(hall, people.admin, "leave", asked.id, True)
    assert attendance.applications(hall, "leave", "approved") == []


def test_an_unknown_application(hall, people):
    with pytest.raises(NotFound, match="4711"):
        attendance.decide(hall, people.supervisor, "leave", 4711, True)


def test_leave_that_is_granted_afterwards_changes_the_verdict(hall, people, clock):
    at(clock, 10, 5)
    assert attendance.punch(hall, people.clerk, "in").verdicts[0] == "absent"
    asked = ask(hall, people.clerk, moment(8, 30), moment(10))
    attendance.decide(hall, people.supervisor, "leave", asked.id, True)
    assert (halves(hall)["am"].verdicts, halves(hall)["am"].late_minutes) == (("late", "pending"), 5)


def test_leave_over_the_whole_half_day_is_the_verdict(hall, people, clock):
    asked = ask(hall, people.clerk, moment(13, 30), moment(17))
    attendance.decide(hall, people.supervisor, "leave", asked.id, True)
    at(clock, 18)
    assert halves(hall)["pm"].verdicts == ("leave",)
    keys = {(r.kind, r.key) for r in summary.unpublished(hall) if r.day == DAY}
    assert ("staff_half_day", "1003/pm") in keys


# --- corrections


def test_a_correction_adds_a_punch_and_keeps_the_others(hall, people, clock):
    at(clock, 9, 40)
    attendance.punch(hall, people.clerk, "in")
    before = [p for p in attendance.punches(hall, DAY, DAY) if p.source == "self"]
    asked = attendance.ask_correction(hall, people.clerk, moment(8, 20), "in", "读卡器坏了")
    assert halves(hall)["am"].verdicts[0] == "absent", "asking changes nothing"
    attendance.decide(hall, people.supervisor, "correction", asked.id, True)
    added, kept = attendance.punches(hall, DAY, DAY)
    assert [kept] == before
    assert (added.source, added.entered_by, added.reason, added.window) == ("correction", "1005", "读卡器坏了", None)
    judged = halves(hall)["am"]
    assert (judged.verdicts, judged.corrected, judged.first_in.hour) == (("pending",), True, 8)


def test_a_rejected_correction_adds_nothing(hall, people):
    asked = attendance.ask_correction(hall, people.clerk, moment(8, 20), "in", "忘记")
    attendance.decide(hall, people.supervisor, "correction", asked.id, False)
    assert attendance.punches(hall, DAY, DAY) == []


def test_a_correction_of_what_is_there_adds_no_second_one(hall, people, clock):
    at(clock, 8, 20)
    attendance.punch(hall, people.clerk, "in")
    at(clock, 9)
    asked = attendance.ask_correction(hall, people.clerk, moment(8, 20), "in", "以为没打上")
    attendance.decide(hall, people.supervisor, "correction", asked.id, True)
    assert [p.source for p in attendance.punches(hall, DAY, DAY)] == ["self"]


@pytest.mark.parametrize("who", ["other_clerk", "chief"])
def test_a_correction_is_for_supervisors(hall, people, who):
    asked = attendance.ask_correction(hall, people.clerk, moment(8, 20), "in", "忘记")
    with pytest.raises(NotAllowed):
        attendance.decide(hall, getattr(people, who), "correction", asked.id, True)


def test_a_correction_that_does_not_hold(hall, clerk):
    with pytest.raises(BadInput, match="needs a reason"):
        attendance.ask_correction(hall, clerk, moment(8, 20), "in", " \n")
    with pytest.raises(BadInput, match="future"):
        attendance.ask_correction(hall, clerk, moment(9, 1), "in", "忘记")
    with pytest.raises(BadInput, match="“lunch”"):
        attendance.ask_correction(hall, clerk, moment(8, 20), "lunch", "忘记")


def test_decisions_are_journaled(hall, people):
    asked = attendance.ask_correction(hall, people.clerk, moment(8, 20), "in", "忘记")
    attendance.decide(hall, people.supervisor, "correction", asked.id, True)
    steps = [(e.action, e.staff) for e in journal_queries.of_subject(hall.db, "correction", str(asked.id))]
    assert steps == [("ask", "1003"), ("approved", "1005")]
    assert journal.check(hall).ok


def test_a_failure_decides_nothing(hall, people, monkeypatch):
    asked = attendance.ask_correction(hall, people.clerk, moment(8, 20), "in", "忘记")

    def break_down(*args: object, **more: object) -> None:
        raise RuntimeError("power")

    with monkeypatch.context() as patch:
        patch.setattr(attendance, "add", break_down)
        with pytest.raises(RuntimeError):
            attendance.decide(hall, people.supervisor, "correction", asked.id, True)
    assert attendance.applications(hall, "correction") == [asked]
