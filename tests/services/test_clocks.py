"""Excluded time, extension and deferred papers, through the actions on real requests."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.hall import ZONE, applicant

from db.queries import excluded as excluded_queries
from db.queries import journal as journal_queries
from db.queries import requests as request_queries
from hallclient.errors import BadInput, Refused
from hallclient.language import say
from hallclient.rules.clocks import Excluded, Facts, run
from hallclient.services import desk, intake, request_actions, requests, verification
from hallclient.services.calendar import work_calendar
from hallclient.services.changes.clocks import excluded_of
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


def exclude(hall, clerk, clock, number, sent, back, letter="检〔2026〕7号", kind="inspection"):
    on(clock, back)
    act(hall, clerk, number, "exclude-start", {"kind": kind, "letter": letter, "letter_date": sent})
    return act(hall, clerk, number, "exclude-end", {"result_date": back, "letter": letter}).request


# --- excluded time


def test_eight_excluded_days_as_the_table_has_them(hall, clerk, accepted, clock):
    on(clock, "2026-09-10")
    began = act(hall, clerk, accepted.number, "exclude-start", {**HEARING, "letter_date": "2026-09-10"}).request
    assert (began.paused_since, began.statutory_due) == (date(2026, 9, 10), date(2026, 10, 10))
    assert "the clock stands still" in say(began.explanation[0])
    assert desk.standing(hall, began).phase == "paused"
    on(clock, "2026-09-21")
    ended = act(hall, clerk, accepted.number, "exclude-end", {"result_date": "2026-09-21"}).request
    assert (ended.paused_since, ended.promised_due, ended.statutory_due) == (
        None, date(2026, 10, 8), date(2026, 10, 21)
    )  # fmt: skip
    words = [say(step) for step in ended.explanation]
    assert "2026-09-11 to 2026-09-21 is excluded time; working days left out: 8." in words
    assert words[-2:] == [
        "2026-09-21, End excluded time: the promised due date moved from 2026-09-20 to 2026-10-08.",
        "2026-09-21, End excluded time: the statutory due date moved from 2026-10-10 to 2026-10-21.",
    ]
    body = json.loads(journal_queries.of_subject(hall.db, "request", f"{ended.number}@{ended.terminal}")[-1].body)
    assert (body["sent_on"], body["result_on"], body["letter"]) == ("2026-09-10", "2026-09-21", "听〔2026〕1号")
    assert verification.verify(hall).problems == ()


@pytest.mark.parametrize(
    ("item", "start", "statutory"),
    [
        ("SC001", "2026-09-18", "2026-10-22"),
        ("SC001", "2026-10-04", "2026-11-03"),
        ("GS001", "2026-04-24", "2026-05-06"),
    ],
)
def test_the_table_without_exclusions(hall, clerk, receive, clock, item, start, statutory):
    on(clock, start)
    taken = act(hall, clerk, receive(item).number, "accept").request
    assert taken.statutory_due == date.fromisoformat(statutory)


def test_several_letters_overlap_and_the_clock_stands_until_the_last_result(hall, clerk, accepted, clock):
    number = accepted.number
    on(clock, "2026-09-14")
    act(hall, clerk, number, "exclude-start", {**HEARING, "letter_date": "2026-09-10"})
    act(hall, clerk, number, "exclude-start", {"kind": "testing", "letter": "检1号", "letter_date": "2026-09-14"})
    on(clock, "2026-09-21")
    with pytest.raises(BadInput, match="Results of 2 letters are awaited"):
        act(hall, clerk, number, "exclude-end", {"result_date": "2026-09-21"})
    part = act(hall, clerk, number, "exclude-end", {"result_date": "2026-09-18", "letter": "检1号"}).request
    assert part.paused_since == date(2026, 9, 10)
    with pytest.raises(BadInput, match="No result is awaited for the letter 检1号"):
        act(hall, clerk, number, "exclude-end", {"result_date": "2026-09-18", "letter": "检1号"})
    done = act(hall, clerk, number, "exclude-end", {"result_date": "2026-09-21"}).request
    assert (done.paused_since, done.statutory_due) == (None, date(2026, 10, 21)), "each day counts once"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({}, "needs “kind”"),
        ({**HEARING, "kind": "weather", "letter_date": "2026-09-10"}, "“weather” is no ground"),
        ({"kind": "hearing", "letter_date": "2026-09-10"}, "needs “letter”"),
        (HEARING, "needs “letter_date”"),
        ({**HEARING, "letter_date": "0910"}, "“0910” is not a date"),
        ({**HEARING, "letter_date": "2026-09-11"}, "2026-09-11 has not come yet"),
        ({**HEARING, "letter_date": "2026-09-06"}, "older than the acceptance of 2026-09-07"),
    ],
)
def test_bad_letters_change_nothing(hall, clerk, accepted, clock, words, said):
    on(clock, "2026-09-10")
    with pytest.raises(BadInput, match=said) as caught:
        act(hall, clerk, accepted.number, "exclude-start", words)
    assert say(caught.value.remedy)
    assert requests.get(hall, accepted.number) == accepted
    assert excluded_of(hall, requests.row_of(hall, accepted.number).id) == ()


@pytest.mark.parametrize(("back", "said"), [("2026-09-09", "older than its letter"), ("2026-09-22", "not come yet")])
def test_bad_results_leave_the_clock_standing(hall, clerk, accepted, clock, back, said):
    on(clock, "2026-09-21")
    began = act(hall, clerk, accepted.number, "exclude-start", {**HEARING, "letter_date": "2026-09-10"}).request
    with pytest.raises(BadInput, match=said):
        act(hall, clerk, accepted.number, "exclude-end", {"result_date": back})
    assert requests.get(hall, accepted.number) == began


def test_before_acceptance_nothing_stands_still(hall, clerk, receive):
    with pytest.raises(Refused, match="does not follow on “Received”"):
        act(hall, clerk, receive("SC001").number, "exclude-start", {**HEARING, "letter_date": "2026-11-20"})


def test_the_explanation_of_a_complaint_speaks_of_its_answer(hall, clerk, receive, clock):
    number = receive("TS001", matter="排队太久").number
    act(hall, clerk, number, "accept")
    day = hall.clock.today()
    act(hall, clerk, number, "exclude-start", {**HEARING, "letter_date": day.isoformat()})
    on(clock, "2026-11-25")
    done = act(hall, clerk, number, "answer", {"words": "已处理"}).request
    words = [say(step) for step in done.explanation]
    assert "Limit for the answer: 15 days from receipt." in words
    assert "the due date of the answer moved" in words[-1]
    assert done.paused_since is None and not any("romised" in one for one in words)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 9)), max_size=4), st.booleans())
def test_the_stored_clocks_are_those_of_the_facts(hall, clerk, clock, steps, extended):
    """Whatever was recorded, in whatever order: the dates are those that the rules count from all of it at once."""
    on(clock, "2026-05-11")
    number = intake.receive(hall, clerk, intake.Intake("SC001", applicant())).request.number
    act(hall, clerk, number, "accept")
    kept = []
    for place, (after, length) in enumerate(steps):
        sent = date.fromordinal(date(2026, 5, 11).toordinal() + after)
        back = date.fromordinal(sent.toordinal() + length)
        exclude(hall, clerk, clock, number, sent.isoformat(), back.isoformat(), f"告{place}")
        kept.append(Excluded("inspection", f"告{place}", sent, back))
    on(clock, "2026-06-08")
    if extended:
        act(hall, clerk, number, "extend", {**APPROVED, "date": "2026-06-08"})
    found = requests.get(hall, number)
    wanted = run(work_calendar(hall), found, Facts(date(2026, 5, 11), excluded=tuple(kept)), date(2026, 6, 8))
    if extended:
        assert (found.statutory_due > wanted.statutory_due) and (found.promised_due > wanted.promised_due)
    else:
        assert (found.promised_due, found.statutory_due) == (wanted.promised_due, wanted.statutory_due)


# --- extension


def test_ten_days_more_as_approved(hall, clerk, accepted, clock):
    on(clock, "2026-10-09")
    done = act(hall, clerk, accepted.number, "extend", {**APPROVED, "date": "2026-10-08"}).request
    assert (done.promised_due, done.statutory_due) == (date(2026, 10, 10), date(2026, 10, 23))
    assert (done.extended_days, done.extension_approver, done.extension_on) == (10, "局长李某", date(2026, 10, 8))
    words = [say(step) for step in done.explanation]
    assert "Extended by 10 days: approved by 局长李某 on 2026-10-08, document 延〔2026〕1号." in words
    with pytest.raises(Refused, match="extended once already"):
        act(hall, clerk, accepted.number, "extend", {**APPROVED, "date": "2026-10-09"})


def test_an_extension_comes_before_the_end_of_the_limit(hall, clerk, accepted, clock):
    on(clock, "2026-10-11")
    with pytest.raises(Refused, match="ended on 2026-10-10"):
        act(hall, clerk, accepted.number, "extend", {**APPROVED, "date": "2026-10-09"})


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({**APPROVED, "days": "11", "date": "2026-09-10"}, "1 to 10 days here, not “11”"),
        ({**APPROVED, "days": "0", "date": "2026-09-10"}, "1 to 10 days"),
        ({**APPROVED, "days": "１０", "date": "2026-09-10"}, "1 to 10 days"),
        ({**APPROVED, "date": "2026-09-11"}, "has not come yet"),
        ({**APPROVED, "date": "2026-09-04"}, "older than the acceptance"),
        ({"days": "10", "date": "2026-09-10", "document": "x"}, "needs “approver”"),
    ],
)
def test_bad_extensions(hall, clerk, accepted, clock, words, said):
    on(clock, "2026-09-10")
    with pytest.raises(BadInput, match=said):
        act(hall, clerk, accepted.number, "extend", words)
    assert requests.get(hall, accepted.number) == accepted


def test_an_extension_and_excluded_time_add_up(hall, clerk, accepted, clock):
    exclude(hall, clerk, clock, accepted.number, "2026-09-10", "2026-09-21")
    done = act(hall, clerk, accepted.number, "extend", {**APPROVED, "date": "2026-09-21"}).request
    assert done.statutory_due == date(2026, 11, 4)
    moved = [say(step) for step in done.explanation if "moved" in say(step)]
    assert len(moved) == 4, "what the exclusion did is still told"


# --- deferred papers


def test_deferred_papers_need_a_promise_and_a_day(hall, clerk, receive):
    request = receive()
    request_actions.mark(hall, clerk, request.number, {"A1": ("ok", ""), "A2": ("deferred", "")})
    for words, said in (
        ({}, "need a promise: 家庭收入证明"),
        ({"promised_by": "张三丰"}, "needs “until”"),
        ({"promised_by": "张三丰", "until": "2026-11-19"}, "the promised day 2026-11-19 has passed"),
    ):
        with pytest.raises(BadInput, match=said):
            act(hall, clerk, request.number, "accept", words)
    assert requests.get(hall, request.number).state == "registered"
    taken = act(hall, clerk, request.number, "accept", {"promised_by": "张三丰", "until.A2": "2026-11-27"}).request
    paper = taken.materials[1]
    assert (paper.mark, paper.deferred_until, paper.promised_by) == ("deferred", date(2026, 11, 27), "张三丰")


def test_deferred_papers_are_reminded_of_and_checked_off(hall, people, receive, clock):
    request = receive()
    request_actions.mark(hall, people.clerk, request.number, {"A1": ("ok", ""), "A2": ("deferred", "")})
    act(hall, people.clerk, request.number, "accept", {"promised_by": "张三丰", "until": "2026-11-25"})
    assert desk.view(hall).deferred == 0
    on(clock, "2026-11-25")
    assert desk.view(hall).deferred == 1
    act(hall, people.chief, request.number, "decide", {"result": "granted"})
    with pytest.raises(BadInput, match="“A1” is not a deferred material"):
        act(hall, people.clerk, request.number, "bring", {"items": "A1"})
    done = act(hall, people.clerk, request.number, "bring").request
    assert (done.state, done.materials[1].mark, done.materials[1].received_on) == (
        "decided",
        "ok",
        date(2026, 11, 25),
    )
    assert done.materials[1].deferred_until == date(2026, 11, 25), "what was promised stays on the record"
    assert desk.view(hall).deferred == 0
    with pytest.raises(Refused, match="No material is deferred"):
        act(hall, people.clerk, request.number, "bring")
    assert verification.verify(hall).problems == ()


def test_a_letter_is_recorded_once_and_each_can_be_ended(hall, clerk, accepted, clock):
    on(clock, "2026-09-10")
    words = {**HEARING, "letter_date": "2026-09-10"}
    act(hall, clerk, accepted.number, "exclude-start", words)
    with pytest.raises(BadInput, match="is recorded already"):
        act(hall, clerk, accepted.number, "exclude-start", {**words, "letter_date": "2026-09-09"})
    act(hall, clerk, accepted.number, "exclude-end", {"result_date": "2026-09-10"})
    with pytest.raises(BadInput, match="is recorded already"):
        act(hall, clerk, accepted.number, "exclude-start", words)


def test_one_letter_twice_from_an_older_version_does_not_stop_the_clock_for_good(hall, clerk, accepted, clock):
    on(clock, "2026-09-10")
    row = requests.row_of(hall, accepted.number).id
    for _ in range(2):
        values = {"request": row, "terminal": hall.terminal, "kind": "hearing", "letter": "A", "reason": "",
                  "sent_on": date(2026, 9, 10), "started_by": "1003"}  # fmt: skip
        with hall.write():
            excluded_queries.add(hall.db, values)
            values = {"paused_since": date(2026, 9, 10)}
            request_queries.update(hall.db, row, requests.row_of(hall, accepted.number).version, values)
    for _ in range(2):
        after = act(hall, clerk, accepted.number, "exclude-end", {"letter": "A", "result_date": "2026-09-10"}).request
    assert after.paused_since is None


@pytest.mark.parametrize("text", ["20260910", "2026-W37-4", "2026-9-10", "２０２６-09-10", "9999-99-99"])
def test_a_date_has_one_form(hall, clerk, accepted, clock, text):
    on(clock, "2026-09-10")
    with pytest.raises(BadInput, match="is not a date"):
        act(hall, clerk, accepted.number, "exclude-start", {**HEARING, "letter_date": text})


def test_taking_a_complaint_up_gives_it_no_new_limit(hall, clerk, receive, clock):
    number = receive("TS001", matter="排队太久").number
    before = requests.get(hall, number)
    on(clock, "2026-12-09")
    after = act(hall, clerk, number, "accept").request
    assert (after.state, after.accepted_on) == ("accepted", date(2026, 12, 9))
    assert (after.promised_due, after.explanation) == (before.promised_due, before.explanation)
    letter = {**HEARING, "letter_date": "2026-12-09"}
    act(hall, clerk, number, "exclude-start", letter)
    on(clock, "2026-12-10")
    moved = act(hall, clerk, number, "exclude-end", {"result_date": "2026-12-10"}).request
    assert (before.promised_due, moved.promised_due) == (date(2026, 12, 11), date(2026, 12, 14))
