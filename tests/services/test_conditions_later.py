"""A condition that comes to light after the receipt or the notice: what was told stays, asking for more is told."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from db.queries import journal as journal_queries
from db.queries import notices as notice_queries
from hallclient.errors import BadInput, Refused
from hallclient.rules import once
from hallclient.rules.once import Second
from hallclient.services import catalogue, notices, originals, request_actions, requests, supplement
from hallclient.services.request_actions import act
from hallclient.services.verification import verify

ADD = {"add": "agent", "reason": "办理时才得知由他人代办"}
DROP = {"drop": "agent", "reason": "申请人自己来办"}
FIRST = {"A1": ("ok", ""), "A2": ("missing", "")}
FACT = Second("new_fact", "改由他人代办，需授权委托书", "首次告知之后才委托他人")


def marks(request):
    return [(m.code, m.mark) for m in request.materials]


def test_before_the_notice_its_material_is_told_with_the_others(hall, clerk, receive):
    number = receive().number
    request_actions.mark(hall, clerk, number, {"A1": ("ok", "")})
    changed = act(hall, clerk, number, "conditions", ADD).request
    assert changed.conditions == ("agent",)
    assert marks(changed) == [("A1", "ok"), ("A2", ""), ("A3", "")]
    assert changed.materials[0].received_on and changed.materials[0].handed == "seen", "a mark stays whole"
    notices.issue(hall, clerk, number, {"A2": ("missing", ""), "A3": ("missing", "")})
    assert verify(hall).problems == ()


def test_after_the_notice_asking_for_it_needs_a_second_one(hall, clerk, people, receive):
    number = receive().number
    issued = notices.issue(hall, clerk, number, FIRST)
    kept = notice_queries.get(hall.db, issued.id).body
    changed = act(hall, clerk, number, "conditions", ADD).request
    assert (changed.state, marks(changed)[-1]) == ("awaiting_supplement", ("A3", ""))
    assert notice_queries.get(hall.db, issued.id).body == kept
    with pytest.raises(Refused, match="not asked for in the notice"):
        request_actions.mark(hall, clerk, number, {"A3": ("missing", "")})
    brought = supplement.check_off(hall, clerk, number).request
    assert brought.state == "registered", "what nobody has looked at is not accepted with the supplement"
    with pytest.raises(Refused, match="told once"):
        notices.issue(hall, clerk, number, {"A3": ("missing", "")})
    second = notices.issue(hall, clerk, number, {"A3": ("missing", "")}, second=FACT, agreed=people.supervisor)
    assert [m.code for m in second.open] == ["A3"]
    assert once.not_on_checklist_before([issued], ["A2", "A3"]) == ("A3",)
    assert notice_queries.get(hall.db, issued.id).body == kept
    assert verify(hall).problems == ()


def test_dropped_conditions_take_only_unmarked_materials_off(hall, clerk, receive):
    number = receive(conditions=("agent",)).number
    assert marks(act(hall, clerk, number, "conditions", DROP).request) == [("A1", ""), ("A2", "")]
    act(hall, clerk, number, "conditions", ADD)
    request_actions.mark(hall, clerk, number, {"A3": ("ok", "")})
    after = act(hall, clerk, number, "conditions", DROP).request
    assert (after.conditions, marks(after)) == ((), [("A1", ""), ("A2", ""), ("A3", "ok")])


def test_the_original_is_kept_and_the_journal_says_what(hall, clerk, receive):
    request = receive()
    act(hall, clerk, request.number, "conditions", ADD)
    (kept,) = originals.of_request(hall, request.number)
    assert (kept.action, kept.values["conditions"], kept.reason) == ("conditions", "[]", ADD["reason"])
    assert [row[0] for row in kept.values["materials"]] == ["A1", "A2"]
    entries = journal_queries.of_subject(hall.db, "request", f"{request.number}@{request.terminal}")
    body = json.loads(entries[-1].body)
    assert (body["added"], body["came"], body["went"]) == (["agent"], ["A3"], [])
    assert requests.timeline(hall, requests.get(hall, request.number))[-1].words.startswith("+委托他人代办；")


@pytest.mark.parametrize(
    ("settings", "error", "words"),
    [
        ({"add": "agent"}, BadInput, "needs “reason”"),
        ({"reason": "x"}, BadInput, "Neither a condition"),
        ({"add": "nobody", "reason": "x"}, BadInput, "not a condition of"),
        ({"drop": "agent", "reason": "x"}, BadInput, "not a condition of this request"),
    ],
)
def test_what_does_not_hold_changes_nothing(hall, clerk, receive, settings, error, words):
    before = receive()
    with pytest.raises(error, match=words):
        act(hall, clerk, before.number, "conditions", settings)
    assert requests.get(hall, before.number) == before


def test_after_acceptance_there_is_none(hall, clerk, receive):
    number = receive().number
    act(hall, clerk, number, "accept")
    with pytest.raises(Refused, match="does not follow"):
        act(hall, clerk, number, "conditions", ADD)


def test_the_duty_to_tell_begins_with_the_first_material(hall, clerk, receive):
    item = catalogue.get(hall, "MZ001")
    catalogue.save(hall, "1009", [replace(item, materials=item.materials[2:])])
    request = receive()
    assert (request.materials, request.notice_due) == ((), None)
    with_one = act(hall, clerk, request.number, "conditions", ADD).request
    assert with_one.notice_due is not None and len(with_one.materials) == 1
    assert act(hall, clerk, request.number, "conditions", DROP).request.notice_due is None
