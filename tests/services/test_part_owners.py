"""Parts of joint matters handed over: with their owner until they are taken up, and listed where requests are."""

from __future__ import annotations

from datetime import datetime

import pytest
from services.test_kinds import JOINT
from support.hall import CIVIL, ZONE

from hallclient.errors import NotAllowed, Refused
from hallclient.services import accounts, catalogue, day_close, handover, requests, staff_status
from hallclient.services.request_actions import act
from hallclient.services.verification import verify


@pytest.fixture
def part(hall, people, receive, clock):
    """Number of a joint matter and id of the part of 1001 (the chief representative)."""
    catalogue.save(hall, "1009", (JOINT,))
    number = receive("LB001").number
    act(hall, people.clerk, number, "accept")
    given = act(hall, people.clerk, number, "assign").request
    return number, str(next(task.id for task in given.tasks if task.owner == "1001"))


def stands(hall, part):
    number, ident = part
    (task,) = (one for one in requests.get(hall, number).tasks if str(one.id) == ident)
    return task.owner, task.pending


def offered(hall, part, actor):
    return {o.action: o.allowed for o in requests.offers(hall, requests.get(hall, part[0]), actor)}


def test_a_part_stays_with_its_owner_until_it_is_taken_up(hall, people, part):
    number, ident = part
    act(hall, people.chief, number, "assign", {"task": ident, "to": "1004", "reason": "外出"})
    assert stands(hall, part) == ("1001", "1004")
    assert [(one.for_me, one.to) for one in handover.of_person(hall, people.other_clerk)] == [(True, "1004")]
    assert [(one.number, one.part.department, one.owner) for one in handover.waiting(hall)] == [
        (number, CIVIL, "1001")
    ]
    assert day_close.prepare(hall).open.parts_handed_over == (f"{number}: {CIVIL}",)
    with pytest.raises(Refused, match="was handed to 1004"):
        act(hall, people.clerk, number, "take-up", {"task": ident})
    with pytest.raises(NotAllowed, match="This part is with"):
        act(hall, people.clerk, number, "finish-task", {"task": ident, "words": "同意"})
    assert offered(hall, part, people.other_clerk)["return"]
    after = act(hall, people.other_clerk, number, "take-up").request
    assert stands(hall, part) == ("1004", "")
    assert after.owner == "1003", "the request itself stays where it is"
    assert handover.waiting(hall) == []
    assert day_close.prepare(hall).open.parts_handed_over == ()
    assert verify(hall).problems == ()


@pytest.mark.parametrize(("action", "who"), [("return", "1004"), ("recall", "1001"), ("recall", "1003")])
def test_returned_or_called_back_it_never_left_its_owner(hall, people, part, action, who):
    number, ident = part
    actor = accounts.actor_of(hall, who)
    assert not offered(hall, part, actor)[action]
    act(hall, people.chief, number, "assign", {"task": ident, "to": "1004"})
    act(hall, actor, number, action, {"reason": "不是本岗"})
    assert stands(hall, part) == ("1001", "")
    with pytest.raises(Refused, match="not on its way"):
        act(hall, actor, number, action, {"task": ident, "reason": "x"})


def test_the_request_and_a_part_on_their_way_to_two_people(hall, people, part):
    number, ident = part
    act(hall, people.clerk, number, "hand-over", {"to": "1005"})
    act(hall, people.chief, number, "assign", {"task": ident, "to": "1004"})
    assert act(hall, people.other_clerk, number, "take-up").request.pending.owner == "1005"
    assert stands(hall, part) == ("1004", "")
    assert act(hall, people.supervisor, number, "take-up").request.owner == "1005"


def test_who_leaves_gives_parts_back_and_a_finished_part_goes_nowhere(hall, people, part):
    number, ident = part
    act(hall, people.chief, number, "assign", {"task": ident, "to": "1004"})
    staff_status.disable(hall, people.admin, "1004")
    assert stands(hall, part) == ("1001", "")
    act(hall, people.chief, number, "assign", {"task": ident, "to": "1003"})
    act(hall, people.chief, number, "finish-task", {"words": "同意"})
    assert stands(hall, part) == ("1001", "")


def test_an_overdue_part_is_an_open_point_of_the_day(hall, people, receive, clock):
    catalogue.save(hall, "1009", (JOINT,))
    number = receive("LB001").number
    act(hall, people.clerk, number, "accept")
    due = hall.clock.today().isoformat()
    act(hall, people.clerk, number, "assign", {"department": "县城管局", "owner": "1004", "due": due})
    assert day_close.prepare(hall).open.parts_overdue == ()
    clock.set(datetime(2026, 11, 23, 9, tzinfo=ZONE))
    assert day_close.prepare(hall).open.parts_overdue == (f"{number}: 县城管局",)
    act(hall, people.clerk, number, "withdraw")
    assert day_close.prepare(hall).open.parts_overdue == (), "the matter is over"


def test_parts_of_a_withdrawn_request_wait_for_nobody(hall, people, part):
    assert [str(one.part.id) for one in handover.parts_of(hall, "1001")] == [part[1]]
    assert handover.count_open(hall, ["1001"])["1001"] == 1
    act(hall, people.clerk, part[0], "withdraw", {"reason": "申请人不再办理"})
    assert handover.parts_of(hall, "1001") == []
    assert not handover.has_open(hall, "1001")
    assert handover.count_open(hall, ["1001"]) == {}
