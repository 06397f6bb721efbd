"""Work that is finished late says why; what ends a request ends its waiting for a result."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest
from support.hall import ZONE

from db.queries import journal as journal_queries
from db.queries import staff as staff_queries
from hallclient.errors import BadInput, NotFound, Refused
from hallclient.language import say
from hallclient.services import accounts, day_close, desk, journal, requests, verification
from hallclient.services.request_actions import act

HEARING = {"kind": "hearing", "letter": "听〔2026〕1号"}
APPROVED = {"days": "10", "approver": "局长李某", "document": "延〔2026〕1号"}


def on(clock, text):
    day = date.fromisoformat(text)
    clock.set(datetime(day.year, day.month, day.day, 9, 0, tzinfo=ZONE))


@pytest.fixture
def accepted(hall, people, receive, clock):
    """A licence accepted on the Monday of the table, 2026-09-07."""
    on(clock, "2026-09-07")
    number = receive("SC001").number
    return act(hall, people.clerk, number, "accept").request


@pytest.mark.parametrize(
    ("who", "action", "words", "day"),
    [
        ("other_chief", "decide", {"result": "granted"}, "2026-09-21"),
        ("clerk", "withdraw", {"reason": "不办了"}, "2026-09-21"),
    ],
)
def test_what_ends_a_request_ends_the_waiting_for_a_result(hall, people, accepted, clock, who, action, words, day):
    number = accepted.number
    on(clock, "2026-09-10")
    act(hall, people.clerk, number, "exclude-start", {**HEARING, "letter_date": "2026-09-10"})
    on(clock, day)
    done = act(hall, getattr(people, who), number, action, words).request
    assert (done.paused_since, done.promised_due, done.statutory_due) == (None, date(2026, 10, 8), date(2026, 10, 21))
    words = [say(step) for step in done.explanation]
    assert words[0].endswith("finished on 2026-09-21 without a result; the days after the letter through that day do "
                             "not count.")  # fmt: skip
    assert "statutory due date moved from 2026-10-10 to 2026-10-21" in words[-1]
    body = json.loads(journal_queries.of_subject(hall.db, "request", f"{number}@{done.terminal}")[-1].body)
    assert body["without_result"] == ["听〔2026〕1号"]
    assert desk.standing(hall, done).phase != "paused"
    assert verification.verify(hall).problems == ()


def test_what_is_opened_again_waits_for_its_result_again(hall, people, accepted, clock):
    number = accepted.number
    on(clock, "2026-09-10")
    act(hall, people.clerk, number, "exclude-start", {**HEARING, "letter_date": "2026-09-10"})
    on(clock, "2026-09-14")
    act(hall, people.clerk, number, "withdraw", {"reason": "误操作"})
    on(clock, "2026-09-18")
    again = act(hall, people.supervisor, number, "reopen", {"reason": "误操作"}).request
    assert again.paused_since == date(2026, 9, 10)
    assert "no result yet" in say(again.explanation[0])
    on(clock, "2026-09-21")
    ended = act(hall, people.clerk, number, "exclude-end", {"result_date": "2026-09-21"}).request
    assert (ended.paused_since, ended.statutory_due) == (None, date(2026, 10, 21))


def test_a_letter_of_the_last_day_itself_leaves_none(hall, people, accepted, clock):
    due = accepted.due
    on(clock, due.isoformat())
    letter = {**HEARING, "letter_date": due.isoformat()}
    act(hall, people.clerk, accepted.number, "exclude-start", letter)
    on(clock, "2026-10-12")
    with pytest.raises(BadInput, match="say why it is late"):
        act(hall, people.other_chief, accepted.number, "decide", {"result": "granted"})
    assert requests.get(hall, accepted.number).paused_since == due, "nothing was changed"
    late = {"result": "granted", "overdue_reason": "听证", "overdue_by": "1003"}
    done = act(hall, people.other_chief, accepted.number, "decide", late).request
    assert (done.due, done.paused_since, done.overdue_by) == (due, None, "1003")


def test_nothing_is_overdue_while_a_result_is_awaited(hall, clerk, people, accepted, clock):
    on(clock, "2026-09-10")
    act(hall, clerk, accepted.number, "exclude-start", {**HEARING, "letter_date": "2026-09-10"})
    on(clock, "2026-11-20")
    assert desk.view(hall).overdue == 0
    assert day_close.prepare(hall).open.overdue == ()
    assert day_close.figures(hall, date(2026, 11, 20)).overdue == 0
    assert (
        act(hall, people.other_chief, accepted.number, "decide", {"result": "granted"}).request.overdue_reason == ""
    )


def test_a_letter_makes_nothing_undone_that_was_late_before_it(hall, people, accepted, clock):
    on(clock, "2026-09-21")
    assert accepted.due == date(2026, 9, 20)
    late = act(hall, people.clerk, accepted.number, "exclude-start", {**HEARING, "letter_date": "2026-09-21"}).request
    assert (late.paused_since, late.due) == (date(2026, 9, 21), date(2026, 9, 20))
    on(clock, "2026-10-16")
    assert desk.standing(hall, requests.get(hall, late.number)).urgency == "overdue"
    assert desk.view(hall).overdue == 1 and day_close.figures(hall, date(2026, 10, 16)).overdue == 1
    assert day_close.prepare(hall).open.overdue == (late.number,)
    with pytest.raises(BadInput, match="was due on 2026-09-20: say why"):
        act(hall, people.other_chief, late.number, "decide", {"result": "granted"})


def test_a_letter_on_the_last_day_still_stops_the_clock(hall, people, accepted, clock):
    on(clock, "2026-09-20")
    act(hall, people.clerk, accepted.number, "exclude-start", {**HEARING, "letter_date": "2026-09-20"})
    on(clock, "2026-10-16")
    assert desk.standing(hall, requests.get(hall, accepted.number)).phase == "paused"
    assert desk.view(hall).overdue == 0


def test_a_letter_after_the_statutory_limit_opens_no_extension(hall, people, accepted, clock):
    on(clock, "2026-10-30")
    act(hall, people.clerk, accepted.number, "exclude-start", {**HEARING, "letter_date": "2026-10-30"})
    with pytest.raises(Refused, match="it is extended before that or not at all"):
        act(hall, people.clerk, accepted.number, "extend", {**APPROVED, "date": "2026-10-30"})


def test_who_finishes_late_says_why_and_who_answers(hall, people, accepted, clock):
    on(clock, "2026-09-22")
    with pytest.raises(BadInput, match="was due on 2026-09-20: say why") as caught:
        act(hall, people.other_chief, accepted.number, "decide", {"result": "granted"})
    assert caught.value.code == "overdue_reason_needed"
    late = {"result": "granted", "overdue_reason": "系统停机", "overdue_by": "4711"}
    with pytest.raises(NotFound):
        act(hall, people.other_chief, accepted.number, "decide", late)
    done = act(hall, people.other_chief, accepted.number, "decide", {**late, "overdue_by": "1003"}).request
    assert (done.overdue_reason, done.overdue_by) == ("系统停机", "1003")
    assert act(hall, people.clerk, accepted.number, "deliver", {"to": "本人"}).request.state == "delivered"


def test_on_the_day_itself_nobody_is_asked(hall, people, accepted, clock):
    on(clock, "2026-09-20")
    assert act(hall, people.other_chief, accepted.number, "decide", {"result": "granted"}).request.overdue_by == ""


def test_a_late_answer_needs_its_reason_too(hall, clerk, receive, clock):
    request = receive("TS001", matter="排队太久")
    act(hall, clerk, request.number, "accept")
    on(clock, "2026-12-20")
    with pytest.raises(BadInput, match="was due on 2026-12-11"):
        act(hall, clerk, request.number, "answer", {"words": "已增开窗口"})
    late = {"words": "已增开窗口", "overdue_reason": "等待核查", "overdue_by": "1003"}
    assert act(hall, clerk, request.number, "answer", late).request.overdue_reason == "等待核查"
    assert journal.check(hall).ok


@pytest.mark.parametrize(
    ("who", "action", "words", "state"),
    [
        ("clerk", "answer", {"words": "已增开窗口"}, "answered"),
        ("clerk", "withdraw", {"reason": "不再投诉"}, "withdrawn"),
        ("clerk", "redirect", {"unit": "县公安局"}, "rejected_wrong_body"),
        ("clerk", "redirect", {"window": "3"}, "transferred"),
        ("hall_chief", "refuse", {"reason": "已信访", "law": "《信访工作条例》第三十一条"}, "not_accepted"),
    ],
)
def test_whatever_ends_a_complaint_late_says_why(hall, people, receive, clock, who, action, words, state):
    staff_queries.update(hall.db, "1001", {"departments": "县政务服务中心"})
    actor = accounts.actor_of(hall, "1001") if who == "hall_chief" else people.clerk
    number = receive("TS001", matter="排队太久").number
    on(clock, "2026-12-20")
    before = requests.get(hall, number)
    with pytest.raises(BadInput, match="was due on 2026-12-11: say why") as caught:
        act(hall, actor, number, action, words)
    assert caught.value.code == "overdue_reason_needed" and requests.get(hall, number) == before
    done = act(hall, actor, number, action, {**words, "overdue_reason": "等待核查", "overdue_by": "1003"})
    assert (done.request.state, done.request.overdue_reason, done.request.overdue_by) == (state, "等待核查", "1003")
    entries = journal_queries.of_subject(hall.db, "request", f"{number}@{done.request.terminal}")
    body = json.loads(entries[-1].body)
    assert (body["overdue_reason"], body["overdue_by"]) == ("等待核查", "1003")
    assert verification.verify(hall).problems == ()


def test_an_overdue_matter_is_not_withdrawn_in_silence(hall, clerk, accepted, clock):
    on(clock, "2026-09-22")
    with pytest.raises(BadInput, match="was due on 2026-09-20"):
        act(hall, clerk, accepted.number, "withdraw", {"reason": "申请人撤回"})
    late = {"reason": "申请人撤回", "overdue_reason": "现场核查延误", "overdue_by": "1003"}
    assert act(hall, clerk, accepted.number, "withdraw", late).request.overdue_by == "1003"


def test_what_finishes_nothing_asks_nothing(hall, people, accepted, clock):
    on(clock, "2026-09-22")
    for action, words in (("note", {"words": "已催办"}), ("hand-over", {"to": "1004"}), ("rate", {"rating": "5"})):
        assert act(hall, people.clerk, accepted.number, action, words).request.overdue_reason == ""
    assert act(hall, people.other_clerk, accepted.number, "take-up").request.overdue_reason == ""


def test_while_the_clock_stands_nothing_is_late(hall, people, accepted, clock):
    words = {"kind": "hearing", "letter": "听1号", "letter_date": "2026-09-10"}
    on(clock, "2026-09-10")
    act(hall, people.clerk, accepted.number, "exclude-start", words)
    on(clock, "2026-12-01")
    assert act(hall, people.clerk, accepted.number, "withdraw", {}).request.overdue_reason == ""
