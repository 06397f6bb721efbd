"""Visits: begun by receiving, ended by the next one, counted once a request, closed honestly."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from support.hall import NOW, ZONE, applicant

from db.queries import visits as queries
from hallclient.errors import BadInput, NotFound, Refused
from hallclient.rules import visit as rules
from hallclient.services import day_close, drafts, intake, notices, supplement, visit_queue, visits
from hallclient.services.intake import Intake
from hallclient.services.request_actions import act
from hallclient.services.verification import verify
from hallclient.services.visit_requests import Coming

MISSING = {"A1": ("ok", ""), "A2": ("missing", "")}


def later(clock, minutes: float) -> None:
    clock.set(clock.now() + timedelta(minutes=minutes))


def test_receiving_begins_a_visit(hall, receive):
    request = receive(green="高龄")
    visit = visits.get(hall, request.visit)
    assert (visit.requests, visit.green, visit.left_at, visit.window) == ((request.number,), "高龄", None, 3)
    assert [(s.kind, s.began_at, s.staff) for s in visit.spans] == [("serving", NOW, "1003")]
    assert request.visits == 1


def test_who_has_a_number_has_waited(hall, receive):
    request = receive(coming=Coming(queue="a012", arrived_at=NOW - timedelta(minutes=7, seconds=13)))
    visit = visits.get(hall, request.visit)
    assert visit.queue == "A012"
    assert rules.waited(visit.spans, NOW) == 433


@pytest.mark.parametrize("channel", ["web", "mail", "hotline", "other"])
def test_nobody_came_by_another_channel(hall, receive, channel):
    request = receive(channel=channel)
    assert (request.visit, request.visits) == (None, 0)
    assert visits.going_on(hall) == []


def test_the_next_visitor_ends_the_visit_at_what_was_done_last(hall, clerk, clock, receive):
    first = receive()
    later(clock, 5)
    act(hall, clerk, first.number, "note", {"words": "x"})
    later(clock, 20)
    second = receive(name="李四", id_number="34052419800101001X")
    visit = visits.get(hall, first.visit)
    assert (visit.outcome, visit.left_at) == ("served", NOW + timedelta(minutes=5))
    assert rules.served(visit.spans, clock.now()) == 300
    assert [v.id for v in visits.going_on(hall)] == [second.visit]


def test_another_matter_of_the_same_visit(hall, receive):
    first = receive()
    second = receive("MZ002", coming=Coming(visit=first.visit))
    assert first.visit == second.visit
    assert visits.get(hall, first.visit).requests == (first.number, second.number)


def test_a_visit_that_ended_takes_no_more(hall, clerk, receive):
    first = receive()
    visits.leave(hall, clerk, first.visit)
    with pytest.raises(Refused, match="has ended"):
        receive("MZ002", coming=Coming(visit=first.visit))
    with pytest.raises(NotFound):
        receive("MZ002", coming=Coming(visit=99))


def test_supplement_and_collection_are_visits(hall, people, clock, receive):
    """Told what is missing, back with it, back for the result: three; the parts of one coming are one."""
    request = receive()
    notices.issue(hall, people.clerk, request.number, {"A1": ("missing", ""), "A2": ("missing", "")})
    later(clock, 10)
    assert act(hall, people.clerk, request.number, "supplement", {"items": "A1"}).request.visits == 2
    later(clock, 2)
    assert act(hall, people.clerk, request.number, "supplement").request.visits == 2
    act(hall, people.clerk, request.number, "accept")
    act(hall, people.chief, request.number, "decide", {"result": "granted"})
    later(clock, 60)
    done = act(hall, people.clerk, request.number, "deliver", {"to": "本人"}).request
    assert done.visits == 3
    assert [why for _, why in queries.links_of_request(hall.db, 1)] == ["receive", "supplement", "collect"]
    assert verify(hall).problems == ()


def brought_at_the_window(hall, actor, number):
    return supplement.check_off(hall, actor, number).request


def test_what_is_brought_while_the_visit_goes_on_is_no_second_coming(hall, people, clock, receive):
    request = receive()
    notices.issue(hall, people.clerk, request.number, MISSING)
    later(clock, 10)
    assert brought_at_the_window(hall, people.clerk, request.number).visits == 1
    assert [why for _, why in queries.links_of_request(hall.db, 1)] == ["receive", "supplement"]
    assert len(visits.going_on(hall)) == 1 and verify(hall).problems == ()


@pytest.mark.parametrize("why", ["idle", "next", "left"])
def test_once_the_visit_is_over_it_is_a_second_coming(hall, people, clock, receive, why):
    request = receive()
    notices.issue(hall, people.clerk, request.number, MISSING)
    later(clock, 45 if why == "idle" else 10)
    if why == "next":
        receive(name="李四", id_type="passport", id_number="E1")
    if why == "left":
        visits.leave(hall, people.clerk, request.visit)
    assert brought_at_the_window(hall, people.clerk, request.number).visits == 2


def test_who_went_to_copy_and_was_parked_is_the_same_visit(hall, people, clock, receive):
    request = receive()
    notices.issue(hall, people.clerk, request.number, MISSING)
    visits.step(hall, people.clerk, request.visit, "parked", "去复印")
    receive(name="李四", id_type="passport", id_number="E1")
    later(clock, 50)
    assert brought_at_the_window(hall, people.clerk, request.number).visits == 1
    assert [span.kind for span in visits.get(hall, request.visit).spans] == ["serving", "parked", "serving"]


def test_who_was_parked_yesterday_comes_again_today(hall, people, clock, receive):
    request = receive()
    notices.issue(hall, people.clerk, request.number, MISSING)
    visits.step(hall, people.clerk, request.visit, "parked")
    later(clock, 24 * 60)
    assert brought_at_the_window(hall, people.clerk, request.number).visits == 2


def test_a_number_that_was_called_for_a_supplement_is_its_visit(hall, people, clock, receive):
    """The queue number, since when its holder waits, and no visitor of whom nothing is known is left behind."""
    request = receive()
    notices.issue(hall, people.clerk, request.number, MISSING)
    later(clock, 90)
    waiting = visits.arrive(hall, people.clerk, "B7")
    later(clock, 9)
    visits.step(hall, people.clerk, waiting.id, "serving")
    done = brought_at_the_window(hall, people.clerk, request.number)
    assert done.visits == 2
    assert queries.links_of_request(hall.db, 1)[-1] == (waiting.id, "supplement")
    (here,) = visits.going_on(hall)
    assert (here.id, rules.waited(here.spans, clock.now())) == (waiting.id, 9 * 60)


def test_whose_form_is_begun_is_parked_when_somebody_else_collects(hall, people, clock, receive):
    request = receive("MZ002")
    act(hall, people.clerk, request.number, "accept")
    act(hall, people.chief, request.number, "decide", {"result": "granted"})
    later(clock, 90)
    typed = visits.start(hall, people.clerk).id
    drafts.save(hall, people.clerk, {"name": "王五", "visit": str(typed)})
    assert act(hall, people.clerk, request.number, "deliver", {"to": "本人"}).request.visits == 2
    assert [(visit.id, visit.current.kind) for visit in visits.going_on(hall)] == [(typed, "parked"), (3, "serving")]


def test_decided_in_one_sitting_is_one_visit(hall, people, receive):
    request = receive("MZ002")
    act(hall, people.clerk, request.number, "accept")
    act(hall, people.chief, request.number, "decide", {"result": "granted"})
    assert act(hall, people.clerk, request.number, "deliver", {"to": "本人"}).request.visits == 1


@pytest.mark.parametrize("way", ["mail"])
def test_by_mail_nobody_comes(hall, people, clock, receive, way):
    request = receive("MZ002")
    act(hall, people.clerk, request.number, "accept")
    act(hall, people.chief, request.number, "decide", {"result": "granted"})
    later(clock, 99)
    done = act(hall, people.clerk, request.number, "deliver", {"way": way, "number": "EMS1", "to": "x"}).request
    assert done.visits == 1


def test_one_coming_for_two_requests_counts_once_each(hall, people, clock, receive):
    both = [receive(), receive("MZ002", coming=Coming(visit=1))]
    for request in both:
        act(hall, people.clerk, request.number, "accept")
        act(hall, people.chief, request.number, "decide", {"result": "granted"})
    later(clock, 120)
    found = [act(hall, people.clerk, r.number, "deliver", {"to": "本人"}).request.visits for r in both]
    assert found == [2, 2]
    assert len(visits.between(hall, date(2026, 11, 20), date(2026, 11, 20))) == 2


# --- the waiting list


def test_called_recalled_served_parked_and_back(hall, clerk, clock):
    visit = visits.arrive(hall, clerk, "A7")
    later(clock, 4)
    for kind in ("called", "called", "serving", "parked", "serving"):
        visit = visits.step(hall, clerk, visit.id, kind)
        later(clock, 1)
    visit = visits.leave(hall, clerk, visit.id)
    assert visit.outcome == "left", "nothing was dealt with"
    assert (rules.waited(visit.spans, clock.now()), rules.served(visit.spans, clock.now())) == (6 * 60, 2 * 60)


def test_a_number_whose_holder_is_here_comes_in_once(hall, clerk, clock):
    first = visit_queue.arrive(hall, clerk, "A7")
    with pytest.raises(Refused, match="A7 is here already"):
        visit_queue.arrive(hall, clerk, " a7 ")
    assert [visit_queue.arrive(hall, clerk).queue, visit_queue.arrive(hall, clerk).queue] == ["", ""]
    visits.leave(hall, clerk, first.id)
    assert visit_queue.arrive(hall, clerk, "A7").id != first.id, "the machine began anew"
    later(clock, 24 * 60)
    assert visit_queue.arrive(hall, clerk, "A7").arrived_at.day == 21, "the number of another day"


@pytest.mark.parametrize("days", [-1, 1])
def test_who_waits_has_come_today(hall, clerk, days):
    with pytest.raises(BadInput):
        visits.arrive(hall, clerk, "A7", at=NOW + timedelta(days=days))
    assert visits.going_on(hall) == []


def test_a_slip_is_undone_with_a_reason(hall, clerk, clock):
    visit = visits.arrive(hall, clerk, "A7")
    later(clock, 4)
    visits.step(hall, clerk, visit.id, "called")
    with pytest.raises(BadInput):
        visits.undo(hall, clerk, visit.id, " ")
    later(clock, 1)
    visit = visits.undo(hall, clerk, visit.id, "叫错号")
    assert [(s.kind, s.void) for s in visit.spans] == [("waiting", False), ("called", True), ("waiting", False)]
    assert rules.waited(visit.spans, clock.now()) == 300
    left = visits.leave(hall, clerk, visit.id)
    assert left.left_at is not None
    assert visits.undo(hall, clerk, visit.id, "还在").left_at is None


def test_what_does_not_follow_is_refused(hall, clerk):
    visit = visits.arrive(hall, clerk)
    with pytest.raises(Refused, match="does not follow"):
        visits.step(hall, clerk, visit.id, "parked")
    visits.leave(hall, clerk, visit.id)
    for again in (lambda: visits.leave(hall, clerk, visit.id), lambda: visits.step(hall, clerk, visit.id, "called")):
        with pytest.raises(Refused, match="left already"):
            again()


def test_times_to_come_and_endless_numbers_are_refused(hall, clerk):
    with pytest.raises(BadInput, match="has not come"):
        visits.arrive(hall, clerk, at=NOW + timedelta(seconds=1))
    with pytest.raises(BadInput, match="longer"):
        visits.arrive(hall, clerk, "9" * 17)
    assert visits.going_on(hall) == []


def test_nobody_is_closed_as_served_who_was_not(hall, clerk, clock, receive):
    request = receive()
    waiting = visits.arrive(hall, clerk, "B1")
    clock.set(datetime(2026, 11, 20, 17, 30, tzinfo=ZONE))
    assert day_close.prepare(hall).open.unserved == ("B1",)
    day_close.sign(hall, clerk, day_close.prepare(hall), "明日再来", [])
    assert visits.get(hall, request.visit).left_at == NOW
    gone = visits.get(hall, waiting.id)
    assert (gone.outcome, rules.waited(gone.spans, clock.now())) == ("stale", 0)
    assert queries.counted(hall.db, date(2026, 11, 20), date(2026, 11, 20)) == {"served": 1, "stale": 1}


def test_the_journal_has_no_personal_data(hall, clerk):
    visit = visits.start(hall, clerk, queue="A1", green="军人")
    visits.step(hall, clerk, visit.id, "parked", "张三去复印")
    visits.step(hall, clerk, visit.id, "serving")
    visits.leave(hall, clerk, visit.id, "张三走了")
    bodies = [row[0] for row in hall.db.execute_sql("SELECT body FROM journal WHERE kind = 'visit'").fetchall()]
    assert len(bodies) == 4
    assert not any("张三" in body or "军人" in body for body in bodies)


def test_intake_that_fails_begins_no_visit(hall, clerk):
    with pytest.raises(BadInput):
        intake.receive(hall, clerk, Intake("MZ001", applicant(name="")))
    assert visits.between(hall, date(2026, 1, 1), date(2026, 12, 31)) == []
