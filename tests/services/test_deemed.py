"""Acceptance by law becomes a recorded state by itself; before that it is counted down to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from support.hall import SMALL_CATALOGUE, ZONE

from hallclient.errors import Refused
from hallclient.jobs.day_close import close_day
from hallclient.language import say
from hallclient.printing import acceptance as paper
from hallclient.printing.samples import OFFICE
from hallclient.rules import item_check
from hallclient.services import catalogue, deemed, desk, journal, notices, requests, verification
from hallclient.services.request_actions import act


def on(clock, month, day, year=2026):
    clock.set(datetime(year, month, day, 9, 0, tzinfo=ZONE))


def test_it_is_recorded_once_by_the_program_back_to_the_day_of_receipt(hall, people, receive, clock):
    licence, allowance = receive("SC001"), receive("MZ001")
    on(clock, 11, 27)
    assert deemed.accept_due(hall) == ()
    on(clock, 11, 28)
    assert deemed.accept_due(hall) == (licence.number,)
    assert deemed.accept_due(hall) == ()
    taken = requests.get(hall, licence.number)
    assert (taken.state, taken.by_law, taken.accepted_on) == ("accepted", True, date(2026, 11, 20))
    assert (taken.promised_due, taken.statutory_due) == (date(2026, 12, 4), date(2026, 12, 18))
    assert [m.mark for m in taken.materials] == ["", ""]
    assert say(taken.explanation[0]).endswith("accepted by law, back to 2026-11-20.")
    last = requests.timeline(hall, taken)[-1]
    assert (last.action, last.staff, last.name, last.state) == ("accept", "system", "The program", "accepted")
    assert requests.get(hall, allowance.number).state == "registered", "a basis of its own was not named"
    with pytest.raises(Refused, match="Accepted by law since 2026-11-20"):
        notices.issue(hall, people.clerk, licence.number, {"B1": ("ok", ""), "B2": ("missing", "")})
    assert "（2026年11月20日）起即为受理" in paper.filling(taken, OFFICE, "1").words["受理决定"]
    assert act(hall, people.other_chief, licence.number, "decide", {"result": "granted"}).request.state == "decided"
    assert verification.verify(hall).problems == ()


def test_whichever_comes_first(hall, clerk, receive, clock):
    request = receive("SC001")
    on(clock, 11, 30)
    assert act(hall, clerk, request.number, "accept").request.by_law
    assert deemed.accept_due(hall) == ()


def test_an_item_may_have_a_basis_of_its_own(hall, receive, clock):
    catalogue.save(hall, "1009", [replace(SMALL_CATALOGUE[0], deemed_basis="《某省社会救助条例》第八条")])
    request = receive("MZ001")
    on(clock, 11, 28)
    assert deemed.accept_due(hall) == (request.number,)
    decision = paper.filling(requests.get(hall, request.number), OFFICE, "1").words["受理决定"]
    assert "《某省社会救助条例》第八条" in decision and "行政许可法" not in decision


def test_a_notice_in_time_stops_it(hall, clerk, receive, clock):
    request = receive("SC001")
    notices.issue(hall, clerk, request.number, {"B1": ("ok", ""), "B2": ("missing", "")})
    on(clock, 12, 10)
    assert deemed.accept_due(hall) == ()
    act(hall, clerk, request.number, "supplement")
    assert deemed.accept_due(hall) == ()


def test_nothing_is_recorded_on_a_guess(hall, receive, clock):
    on(clock, 12, 28)
    request = receive("SC001")
    on(clock, 2, 1, 2027)
    assert deemed.accept_due(hall) == ()
    assert requests.get(hall, request.number).state == "registered"


def test_closing_the_day_records_it(hall, people, receive, clock):
    request = receive("SC001")
    on(clock, 11, 28)
    closed = close_day(hall, people.supervisor, explain="x")
    assert requests.get(hall, request.number).by_law
    assert request.number not in closed.closing.open.received


@pytest.mark.parametrize(
    ("item", "seen"),
    [
        ("SC001", [(24, "near"), (25, "near"), (26, "near"), (27, "last"), (28, "overdue")]),
        ("MZ001", [(24, "near"), (26, "near"), (27, "today"), (28, "overdue")]),
    ],
)
def test_it_is_counted_down_to(hall, receive, clock, item, seen):
    receive(item)
    for day, urgency in seen:
        on(clock, 11, day)
        assert desk.view(hall).tasks[0].standing.urgency == urgency, day
    assert desk.view(hall).tasks[0].standing.phase == ("deemed" if item == "SC001" else "notice")


def test_the_reminder_of_day_four_does_not_hang_on_the_settings(reopen, people, clock):
    from support.hall import applicant

    from hallclient.services import intake

    hall = reopen(warn_days=(0,))
    intake.receive(hall, people.clerk, intake.Intake("SC001", applicant()))
    on(clock, 11, 25)
    assert desk.view(hall).tasks[0].standing.urgency == "running"
    on(clock, 11, 26)
    assert desk.view(hall).tasks[0].standing.urgency == "near"


def test_after_hours_all_of_it_counts_from_the_next_working_day(reopen, people, clock):
    from support.hall import applicant

    from hallclient.services import intake

    hall = reopen(after_hours_next_day=True)
    clock.set(datetime(2026, 11, 20, 17, 30, tzinfo=ZONE))
    request = intake.receive(hall, people.clerk, intake.Intake("SC001", applicant())).request
    assert (request.received_on, request.counted_from) == (date(2026, 11, 20), date(2026, 11, 23))
    assert request.received_at.hour == 17, "the true time stays"
    assert request.notice_due == date(2026, 11, 30)
    on(clock, 12, 1)
    assert deemed.accept_due(hall) == (request.number,)
    taken = requests.get(hall, request.number)
    assert (taken.accepted_on, taken.statutory_due) == (date(2026, 11, 23), date(2026, 12, 21))
    assert say(taken.explanation[0]).startswith("Received on 2026-11-20 after hours or on a rest day")


@pytest.mark.parametrize(("hour", "path"), [(16, "licence"), (18, "disclosure")])
def test_within_hours_and_for_disclosure_the_day_of_receipt_counts(reopen, people, clock, hour, path):
    from support.hall import applicant

    from hallclient.services import intake

    hall = reopen(after_hours_next_day=True)
    catalogue.save(hall, "1009", [replace(SMALL_CATALOGUE[1], legal_path=path)])
    clock.set(datetime(2026, 11, 20, hour, 0, tzinfo=ZONE))
    request = intake.receive(hall, people.clerk, intake.Intake("SC001", applicant())).request
    assert (request.counted_from, request.notice_due) == (None, date(2026, 11, 27))
    assert journal.check(hall).ok


# --- unanswered notices


def test_an_unanswered_notice_is_reminded_of_and_closed_only_by_a_basis(hall, people, receive, clock):
    catalogue.save(hall, "1009", [replace(SMALL_CATALOGUE[0], lapse_basis="《社会救助暂行办法》第九条")])
    mine, licence = receive("MZ001"), receive("SC001")
    missing = {"A1": ("ok", ""), "A2": ("missing", "")}
    notices.issue(hall, people.clerk, mine.number, missing)
    notices.issue(hall, people.clerk, licence.number, {"B1": ("ok", ""), "B2": ("missing", "")})
    due = requests.get(hall, mine.number).supplement_due
    assert due == date(2026, 12, 11)
    assert {t.standing.urgency for t in desk.view(hall).tasks} == {"waiting"}
    with pytest.raises(Refused, match="runs until 2026-12-11"):
        act(hall, people.clerk, mine.number, "lapse", {"returned": "本人取回"})
    on(clock, 12, 14)
    assert {(t.standing.urgency, t.standing.days) for t in desk.view(hall).tasks} == {("remind", -1)}
    assert desk.view(hall).overdue == 0, "the hall is not late"
    with pytest.raises(Refused, match="no lapse for licences"):
        act(hall, people.clerk, licence.number, "lapse", {"returned": "本人取回"})
    with pytest.raises(Refused, match="they go back to the applicant"):
        act(hall, people.clerk, mine.number, "lapse")
    done = act(hall, people.clerk, mine.number, "lapse", {"returned": "邮寄退还 EMS123"}).request
    assert (done.state, done.papers_returned, done.result_reason) == (
        "lapsed", "邮寄退还 EMS123", "《社会救助暂行办法》第九条"
    )  # fmt: skip
    assert receive("MZ001").state == "registered", "applying again is free"


def test_a_licence_cannot_be_given_a_lapse(hall):
    (problem,) = item_check.problems(replace(SMALL_CATALOGUE[1], lapse_basis="x"))
    assert problem.field == "lapse_basis" and "never lapses" in str(problem.message)
