"""Random sequences of actions by random people never lead a request where the table does not."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.hall import CIVIL, MARKET, applicant
from support.lifecycle_table import OPEN, TABLE, reopened

from hallclient.errors import HallError
from hallclient.language import say
from hallclient.rules.item import Item
from hallclient.rules.kinds import KINDS
from hallclient.rules.lifecycle import STEPS
from hallclient.services import (
    accounts,
    catalogue,
    day_close,
    handover,
    intake,
    journal,
    notices,
    refusals,
    request_actions,
    requests,
)
from hallclient.services.intake import Intake

WORDS = {
    "words": "说明", "reason": "理由", "unit": "县公安局", "rating": "4", "body": "市局", "document": "1号",
    "date": "2026-11-20", "kind": "hearing", "letter": "告1号", "letter_date": "2026-11-20",
    "result_date": "2026-11-20", "days": "10", "approver": "局长", "promised_by": "张三丰", "until": "2026-11-27",
    "returned": "本人取回", "add": "agent",
}  # fmt: skip
JOINT = Item("LB001", "一件事", CIVIL, "joint", "other", 20, 12, departments=((CIVIL, ""), (MARKET, "")))
ABOVE = Item("SB001", "上报事项", CIVIL, "passed_up", "other", 20, 12)
ITEMS = {
    "promised": "MZ001", "instant": "MZ002", "consultation": "ZX001", "complaint": "TS001", "handed_on": "ZB001",
    "joint": "LB001", "passed_up": "SB001",
}  # fmt: skip
# A number takes one of the actions that are offered to the person, so that lives go on; a name takes that action.
STEP = st.tuples(
    st.one_of(st.integers(0, 99), st.integers(0, 99), st.sampled_from((*STEPS, "receive"))),
    st.sampled_from(("1001", "1002", "1003", "1004", "1005", "1009")),
    st.sampled_from(("granted", "refused", "partly_granted", "", "odd")),
    st.sampled_from(({"to": "1001"}, {"to": "1004"}, {"to": "4711"}, {"window": "3"}, {"department": CIVIL}, {})),
    st.sampled_from(("ok", "missing", "defective", "deferred", "")),
)


@pytest.fixture
def full(hall):
    """The hall with an item of every kind that is received at a counter."""
    catalogue.save(hall, "1009", (JOINT, ABOVE))
    assert set(ITEMS) == set(KINDS) - {"disclosure"}
    return hall


def take(hall, number, action, who, result, to, mark):
    actor = accounts.actor_of(hall, who)
    marks = {m.code: (mark, "说明") for m in requests.get(hall, number).materials}
    if action == "mark":
        request_actions.mark(hall, actor, number, marks)
    elif action == "notice":
        notices.issue(hall, actor, number, marks)
    else:
        extra = {"name": f"李{who}"} if action == "correct" else {}
        words = {**WORDS, "result": result, **to, **extra}
        if action == "finish-task":
            words.pop("department", None)
        request_actions.act(hall, actor, number, action, words)


def chosen(hall, request, step):
    """The step with its action by name."""
    if isinstance(step[0], str):
        return step
    offered = [o.action for o in requests.offers(hall, request, accounts.actor_of(hall, step[1])) if o.allowed]
    return (offered[step[0] % len(offered)] if offered else "note", *step[1:])


def expected(before, action):
    """What the table written out by hand says of a step."""
    if action == "reopen":
        return reopened(before)
    if action == "assign" and before.kind == "complaint":
        return "in_review"
    return TABLE[before.state].get(action)


def check_after(hall, before, after, step):
    action = step[0]
    if action == "supplement" and after.state == "awaiting_supplement":
        pass  # a part was brought
    elif action == "redirect" and "window" in step[3]:
        assert after.state == "transferred"
    else:
        assert after.state == expected(before, action), step
    steps = 3 if before.state == "registered" else 2
    assert after.version == before.version + (steps if action == "sitting" else 1)
    assert (after.number, after.received_at, after.first_asked) == (
        before.number, before.received_at, before.first_asked,
    )  # fmt: skip
    # One owner at all times: another only by taking up or assigning.
    assert after.owner
    assert after.owner == before.owner or action in ("take-up", "assign")
    assert not (after.pending and action in ("take-up", "return", "recall"))
    assert sum((bool(after.pending.owner), after.pending.window is not None, bool(after.pending.department))) <= 1
    assert (after.closed_at is not None) == (after.state not in OPEN)
    assert after.state in OPEN or not after.pending
    if after.state == "decided" and action == "decide":
        assert step[1] == "1001", "only the chief representative of the department"
        assert all(task.finished for task in after.tasks)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(tuple(ITEMS.values())), st.lists(STEP, max_size=14))
def test_no_sequence_leaves_the_table(full, clerk, item, steps):
    hall = full
    made = intake.receive(hall, clerk, Intake(item, applicant(), matter="事由")).request
    said_no = 0
    for step in steps:
        before = requests.get(hall, made.number)
        step = chosen(hall, before, step)
        try:
            take(hall, made.number, *step)
        except HallError as error:
            assert say(error.message), step
            assert say(error.remedy), step
            assert requests.get(hall, made.number) == before, "a refusal changes nothing"
            continue
        after = requests.get(hall, made.number)
        check_after(hall, before, after, step)
        refused = step[0] in ("decide", "sitting") and after.result == "refused"
        said_no += step[0] in ("refuse", "redirect") or refused
        assert requests.timeline(hall, after)[-1].state == after.state
    assert len(notices.of_request(hall, made.number)) <= 1, "everything is told once"
    today = hall.clock.today()
    assert sum(row.number == made.number for row in refusals.listing(hall, today, today)) == said_no
    figures = day_close.figures(hall, today)
    assert figures.received == figures.completed + figures.in_progress
    waits = [row.request.number for row in handover.waiting(hall)]
    assert waits.count(made.number) == bool(requests.get(hall, made.number).pending)
    assert journal.check(hall).ok
