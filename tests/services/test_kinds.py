"""Every kind from the counter to its end: in one sitting, in parts, from above, answered within a limit."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from support.hall import CIVIL, MARKET, NOW, SMALL_CATALOGUE, ZONE

from db.queries import journal as journal_queries
from hallclient.errors import BadInput, NotAllowed, NotFound, Refused
from hallclient.rules.item import Item
from hallclient.services import catalogue, day_close, desk, handover, intake, journal, own_parts, requests
from hallclient.services.request_actions import act
from hallclient.services.verification import verify

JOINT = Item(
    "LB001", "开办餐饮店一件事", MARKET, "joint", "other", 20, 12, conditions=(("fire", "公众聚集场所"),),
    departments=((CIVIL, ""), ("县卫生健康局", ""), ("县消防救援大队", "fire")),
)  # fmt: skip
ABOVE = Item("SB001", "特困供养审批", CIVIL, "passed_up", "licence", 20, 20)


@pytest.fixture
def more(hall):
    catalogue.save(hall, "1009", (JOINT, ABOVE))


def steps(hall, request):
    return [entry.action for entry in requests.timeline(hall, request)]


def body(hall, request):
    entries = journal_queries.of_subject(hall.db, "request", f"{request.number}@{request.terminal}")
    return json.loads(entries[-1].body)


# --- 即办


def test_an_instant_matter_is_done_in_one_action(hall, people, receive):
    number = receive("MZ002").number
    done = act(hall, people.chief, number, "sitting", {"to": "本人"})
    request = done.request
    assert (request.state, request.result, request.decided_by, request.delivered_to) == (
        "delivered",
        "granted",
        "1001",
        "本人",
    )
    assert (request.accepted_on, request.closed_at, request.version) == (NOW.date(), NOW, 4)
    assert steps(hall, request) == ["receive", "accept", "decide", "deliver"]
    assert done.entry == requests.timeline(hall, request)[-1].entry
    assert verify(hall).problems == ()


def test_what_is_behind_it_already_is_left_out(hall, people, receive):
    number = receive("MZ002").number
    act(hall, people.clerk, number, "accept")
    request = act(hall, people.chief, number, "sitting", {"result": "refused", "reason": "未满80周岁"}).request
    assert (request.state, request.result, request.result_reason) == ("delivered", "refused", "未满80周岁")
    assert steps(hall, request) == ["receive", "accept", "decide", "deliver"]


@pytest.mark.parametrize("who", ["clerk", "other_chief", "supervisor", "admin"])
def test_a_clerk_decides_nothing_in_one_sitting_either(hall, people, receive, who):
    request = receive("MZ002")
    with pytest.raises(NotAllowed, match="authorised for the department"):
        act(hall, getattr(people, who), request.number, "sitting")
    assert requests.get(hall, request.number) == request


def test_all_of_the_sitting_or_nothing(hall, people, receive):
    request = receive("MZ002")
    with pytest.raises(BadInput, match="“reason”"):
        act(hall, people.chief, request.number, "sitting", {"result": "refused"})
    assert requests.get(hall, request.number) == request
    assert steps(hall, request) == ["receive"]


def test_only_an_instant_matter(hall, people, receive):
    for action in ("sitting", "to-promised"):
        with pytest.raises(Refused, match="Only an instant matter"):
            act(hall, people.chief, receive().number, action, {"reason": "x"})
    number = receive("MZ002").number
    act(hall, people.clerk, number, "accept")
    with pytest.raises(Refused, match="promised limit first"):
        act(hall, people.clerk, number, "assign", {"to": "1004"})


def test_it_becomes_a_promised_one_and_that_makes_nothing_overdue(hall, people, receive, clock):
    number = receive("MZ002").number
    act(hall, people.clerk, number, "accept")
    clock.set(NOW + timedelta(days=10))
    with pytest.raises(BadInput, match="“reason”"):
        act(hall, people.clerk, number, "to-promised")
    changed = act(hall, people.clerk, number, "to-promised", {"reason": "需上门核实", "days": "3"}).request
    assert (changed.kind, changed.state) == ("promised", "accepted")
    assert changed.promised_due == date(2026, 12, 3), "three working days from Monday, 30 November"
    assert desk.standing(hall, changed).urgency in ("near", "running")
    assert act(hall, people.clerk, number, "assign", {"to": "1004"}).request.state == "in_review"
    with pytest.raises(Refused, match="Only an instant matter"):
        act(hall, people.chief, number, "sitting")


def test_before_acceptance_only_the_promise_is_set(hall, people, receive):
    changed = act(hall, people.clerk, receive("MZ002").number, "to-promised", {"reason": "系统故障"}).request
    assert (changed.promised_days, changed.promised_due) == (5, None)
    for days in ("0", "366", "abc", "²"):
        with pytest.raises(BadInput, match="number of days"):
            act(hall, people.clerk, receive("MZ002").number, "to-promised", {"reason": "x", "days": days})


def test_the_law_is_not_promised_away(hall, people, receive):
    (item,) = (one for one in SMALL_CATALOGUE if one.code == "MZ002")
    catalogue.save(hall, "1009", (replace(item, statutory_days=7),))
    changed = act(hall, people.clerk, receive("MZ002").number, "to-promised", {"reason": "x", "days": "20"}).request
    assert changed.promised_days == 7


# --- 联办


def test_a_joint_matter_is_decided_when_every_department_has_finished(hall, people, receive, more, clock):
    number = receive("LB001", conditions=("fire",)).number
    act(hall, people.clerk, number, "accept")
    with pytest.raises(Refused, match="assign the parts first"):
        act(hall, people.other_chief, number, "decide", {"result": "granted"})
    given = act(hall, people.clerk, number, "assign").request
    assert given.state == "in_review"
    assert given.owner == "1003", "the parts have owners of their own"
    assert [(t.department, t.owner, t.due_on) for t in given.tasks] == [
        (CIVIL, "1001", given.promised_due),
        ("县卫生健康局", "1003", given.promised_due),
        ("县消防救援大队", "1003", given.promised_due),
    ]
    assert [task["department"] for task in body(hall, given)["tasks"]] == [d for d, _ in JOINT.departments]
    with pytest.raises(Refused, match=r"3 parts are not finished yet: 县民政局"):
        act(hall, people.other_chief, number, "decide", {"result": "granted"})
    assert own_parts.count(hall, "1001") == (1, 0)
    clock.set(NOW + timedelta(days=60))
    assert own_parts.count(hall, "1001") == (1, 1)
    clock.set(NOW)
    mine = handover.of_person(hall, people.chief)
    assert [(row.request.number, row.part.department) for row in mine] == [(number, CIVIL)]
    with pytest.raises(BadInput, match="“words”"):
        act(hall, people.chief, number, "finish-task")
    act(hall, people.chief, number, "finish-task", {"words": "同意"})
    assert handover.of_person(hall, people.chief) == []
    with pytest.raises(Refused, match="No open part of this matter is yours"):
        act(hall, people.chief, number, "finish-task", {"words": "同意"})
    with pytest.raises(BadInput, match="not clear which part"):
        act(hall, people.clerk, number, "finish-task", {"words": "同意"})
    for department in ("县卫生健康局", "县消防救援大队"):
        last = act(hall, people.clerk, number, "finish-task", {"department": department, "words": "符合"}).request
    assert (last.tasks[0].finished, last.tasks[0].words, last.tasks[0].finished_by) == (True, "同意", "1001")
    assert act(hall, people.other_chief, number, "decide", {"result": "granted"}).request.state == "decided"
    assert journal.check(hall).ok


def test_without_the_condition_the_department_does_not_take_part(hall, people, receive, more):
    number = receive("LB001").number
    act(hall, people.clerk, number, "accept")
    assert [t.department for t in act(hall, people.clerk, number, "assign").request.tasks] == [CIVIL, "县卫生健康局"]
    with pytest.raises(Refused, match="has its part already"):
        act(hall, people.clerk, number, "assign")


def test_a_part_by_hand_and_handed_on(hall, people, receive, more):
    number = receive("LB001").number
    act(hall, people.clerk, number, "accept")
    words = {"department": "县城管局", "owner": "1004", "due": "2026-11-25"}
    (task,) = act(hall, people.clerk, number, "assign", words).request.tasks
    assert (task.owner, task.due_on) == ("1004", date(2026, 11, 25))
    with pytest.raises(NotAllowed, match="hands a part on"):
        act(hall, people.chief, number, "assign", {"task": str(task.id), "owner": "1001"})
    with pytest.raises(Refused, match="has the part already"):
        act(hall, people.other_clerk, number, "assign", {"task": str(task.id), "owner": "1004"})
    (task,) = act(hall, people.other_clerk, number, "assign", {"task": str(task.id), "owner": "1001"}).request.tasks
    assert (task.owner, task.pending, task.handed_by) == ("1004", "1001", "1004"), "until it is taken up"
    for wrong in ({"due": "morgen"}, {"due": "2026-11-19"}, {"task": "99"}):
        with pytest.raises(BadInput):
            act(hall, people.clerk, number, "assign", {"department": "县水利局", **wrong})
    with pytest.raises(NotFound):
        act(hall, people.clerk, number, "assign", {"department": "县水利局", "owner": "4711"})


# --- 上报


def test_the_result_comes_from_above(hall, people, receive, more):
    number = receive("SB001").number
    act(hall, people.clerk, number, "accept")
    up = act(hall, people.clerk, number, "pass-up", {"body": "市民政局", "document": "安民〔2026〕7号"}).request
    assert (up.state, up.above.body, up.above.sent) == ("in_review", "市民政局", "2026-11-20")
    with pytest.raises(BadInput, match="“body”"):
        act(hall, people.chief, number, "decide", {"result": "granted"})
    words = {"result": "granted", "body": "市民政局", "document": "潍民批〔2026〕9号"}
    for day in ("2026-11-21", "2026-11-19", "x"):
        with pytest.raises(BadInput):
            act(hall, people.chief, number, "decide", {**words, "date": day})
    done = act(hall, people.chief, number, "decide", {**words, "date": "2026-11-20"}).request
    assert (done.above.body, done.above.day, done.above.document, done.above.sent) == (
        "市民政局",
        "2026-11-20",
        "潍民批〔2026〕9号",
        "2026-11-20",
    )
    assert body(hall, done)["above"]["document"] == "潍民批〔2026〕9号"
    with pytest.raises(Refused, match="body above decides"):
        act(hall, people.clerk, _accepted(hall, people, receive), "pass-up", {"body": "市局"})


def _accepted(hall, people, receive):
    number = receive().number
    act(hall, people.clerk, number, "accept")
    return number


# --- 投诉


def test_a_complaint_has_a_limit_and_a_handler(hall, people, receive, clock):
    request = receive("TS001", matter="排队太久")
    assert request.promised_due == date(2026, 12, 11), "15 working days from Friday, 20 November"
    assert "15 days from receipt" in str(request.explanation[0])
    given = act(hall, people.clerk, request.number, "assign", {"to": "1004"}).request
    assert (given.owner, given.state) == ("1004", "in_review")
    with pytest.raises(Refused, match="Only the handler 1004"):
        act(hall, people.clerk, request.number, "answer", {"words": "已处理"})
    for action in ("decide", "deliver", "notice", "supplement"):
        assert any(o.action == action and o.reason for o in requests.offers(hall, given, people.chief))
    assert act(hall, people.other_clerk, request.number, "answer", {"words": "已处理"}).request.state == "answered"


def test_a_complaint_is_overdue_like_others(hall, people, receive, clock):
    request = receive("TS001", matter="排队太久")
    assert (desk.standing(hall, request).phase, desk.standing(hall, request).urgency) == ("answer", "running")
    clock.set(datetime(2026, 12, 14, 9, tzinfo=ZONE))
    standing = desk.standing(hall, request)
    assert (standing.urgency, standing.days) == ("overdue", -1)
    assert day_close.prepare(hall).open.overdue == (request.number,)
    assert day_close.figures(hall, date(2026, 12, 14)).overdue == 1


def test_the_hall_sets_the_limit_where_the_item_has_none(hall, people, receive):
    (item,) = (one for one in SMALL_CATALOGUE if one.code == "TS001")
    catalogue.save(hall, "1009", (replace(item, statutory_days=None, promised_days=None),))
    assert receive("TS001", matter="x").promised_days == hall.config.complaint_days == 15


def test_a_consultation_is_not_accepted_or_decided(hall, people, receive):
    number = receive("ZX001", matter="问").number
    for action in ("accept", "refuse"):
        with pytest.raises(Refused, match="answered, not decided"):
            act(hall, people.chief, number, action, {"reason": "x"})


# --- a catalogue that changes


def test_a_withdrawn_item_leaves_running_requests_alone(hall, people, receive):
    number = receive().number
    catalogue.save(hall, "1009", [replace(i, active=False) for i in SMALL_CATALOGUE if i.code == "MZ001"])
    assert not catalogue.is_offered(hall, "MZ001")
    with pytest.raises(Refused, match="no longer on offer"):
        receive()
    act(hall, people.clerk, number, "accept")
    assert act(hall, people.chief, number, "decide", {"result": "granted"}).request.state == "decided"
    with pytest.raises(Refused, match="no longer on offer"):
        intake.offered(hall, "MZ001")
