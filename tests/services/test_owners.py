"""Who has a request: windows and departments too, everything at once, people who leave. One owner at all times."""

from __future__ import annotations

import json

import pytest
from services.test_kinds import JOINT
from support.hall import CIVIL

from db.queries import journal as journal_queries
from db.queries import staff as staff_queries
from db.queries import windows as window_queries
from hallclient.errors import BadInput, Conflict, NotAllowed, NotFound, Refused, WrongPin
from hallclient.services import (
    accounts,
    authorisations,
    catalogue,
    day_close,
    desk,
    handover,
    journal,
    requests,
    staff_status,
)
from hallclient.services.request_actions import act
from hallclient.services.verification import verify


@pytest.fixture
def windows(hall):
    with hall.write():
        for number in (1, 2, 3):
            window_queries.save(hall.db, {"number": number, "name": "综合", "floor": "1楼", "phone": "0536-1"})


def body(hall, request):
    entries = journal_queries.of_subject(hall.db, "request", f"{request.number}@{request.terminal}")
    return json.loads(entries[-1].body)


# --- to a window, to a department


def test_a_window_gets_it_and_whoever_sits_there_takes_it_up(hall, people, receive, windows):
    number = receive().number
    given = act(hall, people.clerk, number, "hand-over", {"window": "2", "reason": "专窗事项"}).request
    assert (given.owner, given.pending.window, given.pending.by) == ("1003", 2, "1003")
    assert body(hall, given)["words"] == "2号窗口综合 专窗事项"
    with pytest.raises(Refused, match="handed to window 2"):
        act(hall, people.chief, number, "take-up")
    assert [row.request.number for row in handover.of_person(hall, people.other_chief)] == [number]
    assert handover.of_person(hall, people.other_chief)[0].for_me
    taken = act(hall, people.other_chief, number, "take-up").request
    assert (taken.owner, bool(taken.pending), taken.state) == ("1002", False, "registered")


def test_a_department_gets_it_and_one_of_its_people_takes_it_up(hall, people, receive):
    number = receive().number
    given = act(hall, people.clerk, number, "hand-over", {"department": CIVIL}).request
    assert given.pending.department == CIVIL
    with pytest.raises(Refused, match=CIVIL):
        act(hall, people.other_chief, number, "take-up")
    assert act(hall, people.chief, number, "take-up").request.owner == "1001"


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"to": "1004", "window": "2"}, "not to several"),
        ({"window": "77"}, "“77” is not a window"),
        ({"window": "²"}, "is not a window"),
        ({"department": "县水利局"}, "Nobody of 县水利局"),
        ({}, "“to”"),
    ],
)
def test_nobody_there(hall, people, receive, windows, settings, words):
    request = receive()
    with pytest.raises(BadInput, match=words):
        act(hall, people.clerk, request.number, "hand-over", settings)
    assert requests.get(hall, request.number) == request


def test_it_is_returned_with_a_reason_or_called_back(hall, people, receive):
    number = receive().number
    act(hall, people.clerk, number, "hand-over", {"to": "1004"})
    with pytest.raises(Refused, match="handed to staff code 1004"):
        act(hall, people.clerk, number, "return", {"reason": "x"})
    with pytest.raises(BadInput, match="“reason”"):
        act(hall, people.other_clerk, number, "return")
    back = act(hall, people.other_clerk, number, "return", {"reason": "不属本岗"}).request
    assert (back.owner, bool(back.pending)) == ("1003", False)
    assert body(hall, back)["words"] == "不属本岗"
    act(hall, people.clerk, number, "hand-over", {"to": "1004"})
    with pytest.raises(Refused, match="call it back"):
        act(hall, people.other_clerk, number, "recall")
    assert not act(hall, people.clerk, number, "recall").request.pending
    with pytest.raises(Refused, match="not on its way"):
        act(hall, people.clerk, number, "recall")


def test_what_nobody_took_up_is_seen(hall, people, receive, windows):
    for settings in ({"to": "1004"}, {"window": "2"}, {"department": CIVIL}):
        act(hall, people.clerk, receive().number, "hand-over", settings)
    numbers = [row.request.number for row in handover.waiting(hall)]
    assert len(numbers) == 3
    assert list(day_close.prepare(hall).open.handed_over) == numbers
    assert sum(bool(task.pending) for task in desk.view(hall).tasks) == 3


def test_two_people_at_once(hall, people, receive):
    request = receive()
    act(hall, people.clerk, request.number, "hand-over", {"to": "1004"})
    for action, settings in (
        ("hand-over", {"to": "1001"}),
        ("recall", {}),
        ("correct", {"name": "李四", "reason": "x"}),
        ("to-promised", {"reason": "x"}),
        ("sitting", {}),
    ):
        with pytest.raises(Conflict, match=r"changed by 王芳 at 09:00:00"):
            act(hall, people.chief, request.number, action, settings, seen=request.version)
    assert requests.get(hall, request.number).version == request.version + 1


# --- everything at once


def test_all_of_mine_goes_to_a_colleague(hall, people, receive):
    numbers = [receive().number for _ in range(3)]
    act(hall, people.clerk, numbers[2], "hand-over", {"to": "1001"})
    done = handover.hand_over_all(hall, people.clerk, "1004", "AB岗顶岗")
    assert [r.number for r in done.requests] == numbers[:2]
    assert [r.number for r in done.left] == numbers[2:]
    assert {r.owner for r in done.requests} == {"1003"}
    with pytest.raises(Refused, match="no open request"):
        handover.hand_over_all(hall, people.clerk, "1004", "再来")
    taken = handover.take_up_all(hall, people.other_clerk)
    assert [(one.request.number, one.request.owner) for one in taken] == [(number, "1004") for number in numbers[:2]]
    assert handover.take_up_all(hall, people.other_clerk) == []
    assert journal.check(hall).ok


def test_the_b_post_or_a_supervisor_hands_over_for_who_is_away(hall, people, receive):
    receive()
    with pytest.raises(NotAllowed, match="B post"):
        handover.hand_over_all(hall, people.other_clerk, "1004", "病假", "1003")
    with hall.write():
        staff_queries.update(hall.db, "1003", {"backup": "1004"})
    assert handover.suggested(hall, "1003") == "1004"
    done = handover.hand_over_all(hall, people.other_clerk, "1004", "病假", "1003")
    assert (done.owner, done.by, len(done.requests)) == ("1003", "1004", 1)
    act(hall, people.supervisor, done.requests[0].number, "recall")
    assert handover.hand_over_all(hall, people.supervisor, "1001", "病假", "1003").to == "1001"


def test_all_needs_a_reason_and_a_colleague(hall, people, receive):
    receive()
    with pytest.raises(BadInput, match="“reason”"):
        handover.hand_over_all(hall, people.clerk, "1004", "")
    with pytest.raises(NotFound):
        handover.hand_over_all(hall, people.clerk, "4711", "x")
    with pytest.raises(Refused, match="has the request already"):
        handover.hand_over_all(hall, people.clerk, "1003", "x")


def test_the_b_post_decides_only_with_an_own_authorisation(hall, people, receive):
    number = receive("SC001").number
    act(hall, people.clerk, number, "accept")
    act(hall, people.clerk, number, "hand-over", {"to": "1001"})
    act(hall, people.chief, number, "take-up")
    with pytest.raises(NotAllowed, match="authorised for the department"):
        act(hall, people.chief, number, "decide", {"result": "granted"})


# --- people who leave


def test_nobody_leaves_with_open_requests(hall, people, receive):
    mine = receive().number
    to_me = receive(actor=people.other_clerk).number
    act(hall, people.other_clerk, to_me, "hand-over", {"to": "1003"})
    with pytest.raises(NotAllowed):
        staff_status.disable(hall, people.supervisor, "1003")
    with pytest.raises(Refused, match=f"1 open requests: {mine}"):
        staff_status.disable(hall, people.admin, "1003")
    assert staff_queries.get(hall.db, "1003").active
    left = staff_status.disable(hall, people.admin, "1003", "1004", "调离")
    assert [r.number for r in left.requests] == [mine]
    moved = requests.get(hall, mine)
    assert (moved.owner, moved.first_asked) == ("1004", "1003")
    assert body(hall, moved) == {"from": "1003", "state": "registered", "to": "1004", "words": "孙丽 调离"}
    assert not requests.get(hall, to_me).pending
    with pytest.raises(Refused, match="does not work here"):
        act(hall, people.other_clerk, mine, "hand-over", {"to": "1003"})
    with pytest.raises(NotAllowed, match="does not work here"):
        act(hall, people.clerk, mine, "note", {"words": "还在解锁的窗口"})
    with pytest.raises(WrongPin):
        accounts.unlock(hall, "1003", "0000")
    staff_status.enable(hall, people.admin, "1003")
    assert accounts.unlock(hall, "1003", "0000").code == "1003"
    assert verify(hall).problems == ()


def test_the_last_administrator_stays(hall, people):
    with pytest.raises(Refused, match="own account"):
        staff_status.disable(hall, people.admin, "1009")
    with pytest.raises(NotFound):
        staff_status.disable(hall, people.admin, "4711")
    with pytest.raises(Refused, match="works here already"):
        staff_status.enable(hall, people.admin, "1003")


def test_who_left_by_import_leaves_requests_that_the_supervisor_sees(hall, people, receive):
    number = receive().number
    with hall.write():
        staff_queries.update(hall.db, "1003", {"active": False})
    assert [(row.request.number, row.gone) for row in handover.waiting(hall)] == [(number, True)]
    done = handover.hand_over_all(hall, people.supervisor, "1004", "离岗", "1003")
    assert [r.number for r in done.requests] == [number]


def test_who_left_by_import_leaves_parts_of_joint_matters_too(hall, people, receive):
    catalogue.save(hall, "1009", (JOINT,))
    number = receive("LB001").number
    act(hall, people.clerk, number, "accept")
    parts = act(hall, people.clerk, number, "assign").request.tasks
    with hall.write():
        staff_queries.update(hall.db, parts[0].owner, {"active": False})
    [left] = handover.waiting(hall)
    assert (left.number, left.gone, left.part.id, left.owner) == (number, True, parts[0].id, parts[0].owner)
    handover.hand_over_all(hall, people.supervisor, "1004", "离岗", parts[0].owner)
    assert [(row.gone, row.pending.owner) for row in handover.waiting(hall)] == [(False, "1004")]


# --- authorisations


def test_a_numbered_authorisation_takes_the_place_of_the_list(hall, people, receive):
    number = receive().number
    act(hall, people.clerk, number, "accept")
    today = hall.clock.today()
    given = authorisations.give(hall, people.admin, "1001", CIVIL, "安民授〔2026〕1号", ("MZ002",))
    with pytest.raises(NotAllowed, match=r"安民授〔2026〕1号 for 县民政局 does not cover this item"):
        act(hall, people.chief, number, "decide", {"result": "granted"})
    authorisations.revoke(hall, people.admin, given.id)
    past = today.replace(day=1)
    authorisations.give(hall, people.admin, "1001", CIVIL, "2号", (), past, past)
    with pytest.raises(NotAllowed, match=r"2号 for 县民政局 ended on 2026-11-01"):
        act(hall, people.chief, number, "decide", {"result": "granted"})
    authorisations.give(hall, people.admin, "1001", CIVIL, "3号", ("MZ001", "MZ002"), today, today)
    done = act(hall, people.chief, number, "decide", {"result": "granted"}).request
    assert (done.authorisation, body(hall, done)["authorisation"]) == ("3号", "3号")
    assert verify(hall).problems == ()


def test_who_may_authorise_whom(hall, people):
    with pytest.raises(NotAllowed):
        authorisations.give(hall, people.supervisor, "1001", CIVIL, "1号")
    with pytest.raises(Refused, match="not a chief"):
        authorisations.give(hall, people.admin, "1003", CIVIL, "1号")
    with pytest.raises(BadInput, match="a department and a number"):
        authorisations.give(hall, people.admin, "1001", CIVIL, " ")
    with pytest.raises(BadInput, match="longer than 64"):
        authorisations.give(hall, people.admin, "1001", CIVIL, "号" * 65)
    today = hall.clock.today()
    with pytest.raises(BadInput, match="ends before"):
        authorisations.give(hall, people.admin, "1001", CIVIL, "1号", (), today, today.replace(day=1))
    with pytest.raises(NotFound):
        authorisations.revoke(hall, people.admin, 9)
    assert [(one.staff, one.number) for one in authorisations.every(hall)] == [("1001", ""), ("1002", "")]
