"""What happens to a request after its receipt: every action, who may take it, and what each refusal says."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from support.hall import NOW

from db.queries import journal as journal_queries
from db.queries import requests as queries
from db.queries import staff as staff_queries
from hallclient.errors import BadInput, Conflict, NotAllowed, NotFound, Refused
from hallclient.language import say
from hallclient.rules.lifecycle import STEPS
from hallclient.rules.terms import ACTIONS
from hallclient.services import journal, notices, request_actions, requests
from hallclient.services.request_actions import act

NOTICED = {"A1": ("ok", ""), "A2": ("missing", "近六个月")}


def entries(hall, request):
    return journal_queries.of_subject(hall.db, "request", f"{request.number}@{request.terminal}")


# --- the whole life


def test_a_request_from_the_counter_to_the_rating(hall, people, receive, clock):
    request = receive()
    notices.issue(hall, people.clerk, request.number, NOTICED)
    clock.set(NOW + timedelta(days=3))
    back = act(hall, people.other_clerk, request.number, "supplement").request
    assert (back.state, back.visits, back.materials[1].mark) == ("registered", 2, "ok")
    assert (back.materials[1].receiver, back.materials[1].received_on) == ("1004", date(2026, 11, 23))
    assert back.materials[1].words == "", "what was missing stands on the notice"
    taken = act(hall, people.clerk, request.number, "accept").request
    assert (taken.state, taken.accepted_on, taken.by_law) == ("accepted", date(2026, 11, 23), False)
    assert (taken.promised_due, taken.statutory_due) == (date(2026, 12, 21), date(2027, 1, 4))
    assert taken.provisional, "the schedule of 2027 is not known"
    reviewed = act(hall, people.clerk, request.number, "assign", {"to": "1004"}).request
    assert (reviewed.state, reviewed.owner) == ("in_review", "1004")
    done = act(hall, people.chief, request.number, "decide", {"result": "granted"}).request
    assert (done.state, done.result, done.decided_by, done.closed_at) == ("decided", "granted", "1001", None)
    given = act(hall, people.clerk, request.number, "deliver", {"to": "本人"}).request
    assert (given.state, given.delivered_to) == ("delivered", "本人")
    assert given.closed_at == given.delivered_at == NOW + timedelta(days=3)
    rated = act(hall, people.clerk, request.number, "rate", {"rating": "5"})
    assert rated.request.rating == "5"
    assert rated.request.first_asked == "1003", "the first person asked never changes"
    steps = [e.action for e in requests.timeline(hall, rated.request)]
    assert steps == ["receive", "notice", "supplement", "accept", "assign", "decide", "deliver", "rate"]
    assert rated.entry == requests.timeline(hall, rated.request)[-1].entry
    assert [e.version for e in [rated.request]] == [8]
    assert journal.check(hall).ok


def test_part_of_the_supplement_leaves_the_notice_open(hall, people, receive):
    request = receive(conditions=("agent",))
    marks = {"A1": ("ok", ""), "A2": ("missing", ""), "A3": ("defective", "没有签字")}
    notices.issue(hall, people.clerk, request.number, marks)
    part = act(hall, people.clerk, request.number, "supplement", {"items": "A2"}).request
    assert (part.state, [m.mark for m in part.materials]) == ("awaiting_supplement", ["ok", "ok", "defective"])
    rest = act(hall, people.clerk, request.number, "supplement", {"items": " A3 ，"}).request
    assert rest.state == "registered"
    body = json.loads(entries(hall, request)[-1].body)
    assert (body["items"], body["left"]) == (["A3"], [])


def test_accepting_states_that_unmarked_materials_are_there(hall, clerk, receive):
    request = receive()
    request_actions.mark(hall, clerk, request.number, {"A2": ("deferred", "")})
    promise = {"promised_by": "张三丰", "until": "2026-11-27"}
    taken = act(hall, clerk, request.number, "accept", promise).request
    assert [m.mark for m in taken.materials] == ["ok", "deferred"]
    assert json.loads(entries(hall, request)[-1].body)["stated"] == ["A1"]


def test_a_complaint_is_answered(hall, clerk, receive):
    request = receive("TS001", matter="排队太久")
    done = act(hall, clerk, request.number, "answer", {"words": "已增开窗口"}).request
    assert (done.state, done.answer, done.closed_at) == ("answered", "已增开窗口", NOW)


def test_the_wrong_body_is_named(hall, clerk, receive):
    request = receive("ZB001")
    done = act(hall, clerk, request.number, "redirect", {"unit": "县公安局", "phone": "0536-110"}).request
    assert (done.state, done.result_reason) == ("rejected_wrong_body", "县公安局 0536-110")


def test_a_matter_of_another_body_is_not_accepted_here(hall, clerk, receive):
    request = receive("ZB001")
    with pytest.raises(Refused, match="Another body"):
        act(hall, clerk, request.number, "accept")


# --- who may


@pytest.mark.parametrize("who", ["clerk", "other_chief", "supervisor", "admin"])
@pytest.mark.parametrize(
    ("action", "words"), [("decide", {"result": "granted"}), ("refuse", {"reason": "不属于许可"})]
)
def test_only_the_chief_of_the_department_decides_and_refuses(hall, people, receive, who, action, words):
    request = receive()
    if action == "decide":
        act(hall, people.clerk, request.number, "accept")
    before = requests.get(hall, request.number)
    with pytest.raises(NotAllowed) as caught:
        act(hall, getattr(people, who), request.number, action, words)
    assert "authorised for the department" in str(caught.value)
    assert "县民政局" in str(caught.value.remedy)
    assert requests.get(hall, request.number) == before
    done = act(hall, people.chief, request.number, action, words).request
    assert (done.state, done.decided_by) == ("decided" if action == "decide" else "not_accepted", "1001")


def test_a_wrong_time_is_not_a_wrong_person(hall, people, receive):
    request = receive()
    with pytest.raises(Refused) as caught:
        act(hall, people.clerk, request.number, "decide", {"result": "granted"})
    assert not isinstance(caught.value, NotAllowed)
    assert "does not follow" in str(caught.value)


def test_without_a_person_nothing_happens(hall, receive):
    with pytest.raises(NotAllowed):
        act(hall, None, receive().number, "accept")


# --- words that do not hold


@pytest.mark.parametrize(
    ("action", "settings", "words"),
    [
        ("decide", {}, "“result”"),
        ("decide", {"result": "maybe"}, "“maybe”"),
        ("decide", {"result": "refused"}, "“reason”"),
        ("decide", {"result": "partly_granted", "reason": " \n"}, "“reason”"),
        ("hand-over", {}, "“to”"),
        ("hand-over", {"to": "4711"}, "4711"),
        ("hand-over", {"to": "1003"}, "王芳 has the request already"),
        ("assign", {"to": "4711"}, "4711"),
        ("note", {"words": ""}, "“words”"),
        ("rate", {}, "“rating”"),
        ("rate", {"rating": "6"}, "“6”"),
        ("jump", {}, "“jump”"),
    ],
)
def test_what_is_missing_is_named(hall, people, receive, action, settings, words):
    request = receive()
    act(hall, people.clerk, request.number, "accept")
    before, count = requests.get(hall, request.number), journal.check(hall).entries
    with pytest.raises((BadInput, NotFound, Refused)) as caught:
        act(hall, people.chief, request.number, action, settings)
    assert words in say(caught.value.message)
    assert say(caught.value.remedy)
    assert requests.get(hall, request.number) == before
    assert journal.check(hall).entries == count


def test_a_supplement_names_open_materials_only(hall, clerk, receive):
    request = receive()
    notices.issue(hall, clerk, request.number, NOTICED)
    with pytest.raises(BadInput, match="“A1”"):
        act(hall, clerk, request.number, "supplement", {"items": "A2,A1"})
    assert requests.get(hall, request.number).materials[1].mark == "missing", "all or nothing"


def test_an_unknown_request(hall, clerk):
    with pytest.raises(NotFound, match="370784-20261120-039999"):
        act(hall, clerk, "370784-20261120-039999", "accept")


# --- marks


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        ({"XX": ("ok", "")}, "“XX”"),
        ({"A1": ("perfect", "")}, "“perfect”"),
        ({"A1": ("defective", "  ")}, "Say what is wrong"),
        ({"A1": ("not_applicable", "")}, "居民身份证"),
        ({"A1": ("deferred", "")}, "not a deferrable"),
        ({"A1": ("promised", "")}, "No promise takes the place of"),
        ({"A2": ("ok", ""), "A1": ("nonsense", "")}, "“nonsense”"),
    ],
)
def test_a_mark_that_does_not_hold_marks_nothing(hall, clerk, receive, marks, words):
    request = receive()
    with pytest.raises(BadInput) as caught:
        request_actions.mark(hall, clerk, request.number, marks)
    assert words in str(caught.value)
    assert requests.get(hall, request.number) == request


def test_marks_are_kept_with_who_and_when(hall, clerk, receive):
    request = receive()
    marks = {"A1": ("defective", "照片\n模糊"), "A2": ("missing", "")}
    marked = request_actions.mark(hall, clerk, request.number, marks)
    assert [(m.mark, m.words, m.receiver) for m in marked.materials] == [
        ("defective", "照片 模糊", "1003"),
        ("missing", "", ""),
    ]
    cleared = request_actions.mark(hall, clerk, request.number, {"A1": ("", "")})
    assert (cleared.materials[0].mark, cleared.materials[0].receiver) == ("", "")
    assert cleared.version == 3


def test_missing_materials_stand_against_acceptance(hall, clerk, receive):
    request = receive()
    request_actions.mark(hall, clerk, request.number, NOTICED)
    with pytest.raises(Refused, match="1 materials are missing or defective"):
        act(hall, clerk, request.number, "accept")


# --- two people at once


def test_the_second_of_two_is_told_who_and_when(hall, people, receive, clock):
    request = receive()
    clock.set(NOW + timedelta(seconds=61))
    act(hall, people.other_clerk, request.number, "note", {"words": "已电话联系"}, seen=1)
    with pytest.raises(Conflict) as caught:
        act(hall, people.clerk, request.number, "accept", seen=request.version)
    assert str(caught.value) == "The request was changed by 孙丽 at 09:01:01."
    assert requests.get(hall, request.number).state == "registered"
    assert act(hall, people.clerk, request.number, "accept", seen=2).request.version == 3


def test_marking_and_noticing_look_at_the_version_too(hall, people, receive):
    request = receive()
    act(hall, people.other_clerk, request.number, "note", {"words": "…"})
    for attempt in (
        lambda: request_actions.mark(hall, people.clerk, request.number, NOTICED, seen=1),
        lambda: notices.issue(hall, people.clerk, request.number, NOTICED, seen=1),
    ):
        with pytest.raises(Conflict, match="孙丽"):
            attempt()


def test_a_row_that_changed_under_the_action_is_not_overwritten(hall, people, receive):
    """Another machine of the same database was quicker by less than the action takes."""
    request = receive()
    row = queries.get(hall.db, request.number)
    with hall.write():
        queries.update(hall.db, row.id, row.version, {"green": "高龄"})
    with pytest.raises(Conflict), hall.write():
        request_actions.save(hall, people.clerk, row, "accept", {"state": "accepted"}, {})
    assert requests.get(hall, request.number).state == "registered"


# --- handing over


def test_a_hand_over_is_pending_until_it_is_taken_up(hall, people, receive):
    request = receive()
    sent = act(hall, people.clerk, request.number, "hand-over", {"to": "1004", "reason": "午休"}).request
    assert (sent.owner, sent.state) == ("1003", "registered"), "exactly one owner, the one who gave it"
    assert queries.handed_over(hall.db) == [(request.number, "1003", "1004", None, "")]
    with pytest.raises(Refused, match="handed to staff code 1004"):
        act(hall, people.supervisor, request.number, "take-up")
    taken = act(hall, people.other_clerk, request.number, "take-up").request
    assert (taken.owner, taken.state, taken.first_asked) == ("1004", "registered", "1003")
    assert queries.handed_over(hall.db) == []
    assert requests.timeline(hall, taken)[-2].words == "孙丽 午休"


def test_nobody_takes_up_what_was_not_handed_over(hall, people, receive):
    with pytest.raises(Refused, match="Nobody has handed"):
        act(hall, people.other_clerk, receive().number, "take-up")


def test_taking_up_an_accepted_request_is_review(hall, people, receive):
    request = receive()
    act(hall, people.clerk, request.number, "accept")
    assert act(hall, people.other_clerk, request.number, "take-up").request.state == "in_review"


def test_what_is_over_is_on_its_way_to_nobody(hall, people, receive):
    request = receive()
    act(hall, people.clerk, request.number, "hand-over", {"to": "1004"})
    act(hall, people.clerk, request.number, "withdraw", {"reason": "申请人要求"})
    assert queries.handed_over(hall.db) == []


def test_nothing_is_given_to_who_left(hall, people, receive):
    with hall.write():
        staff_queries.update(hall.db, "1004", {"active": False})
    request = receive()
    with pytest.raises(Refused, match="孙丽 does not work here"):
        act(hall, people.clerk, request.number, "hand-over", {"to": "1004"})


# --- the journal stands or falls with the change


@pytest.mark.parametrize("action", ["accept", "note", "withdraw", "hand-over"])
def test_a_failure_rolls_back_change_and_entry(hall, clerk, receive, monkeypatch, action):
    request = receive()
    count = journal.check(hall).entries

    def break_down(*args: object, **more: object) -> None:
        raise RuntimeError("power")

    with monkeypatch.context() as patch:
        patch.setattr(journal, "record", break_down)
        with pytest.raises(RuntimeError):
            act(hall, clerk, request.number, action, {"words": "…", "to": "1004"})
    assert requests.get(hall, request.number) == request
    assert journal.check(hall).entries == count


def test_the_entry_names_the_row_as_it_is(hall, clerk, receive):
    from hallclient.rules.journal import digest

    request = receive()
    act(hall, clerk, request.number, "accept")
    row = queries.as_row(hall.db, queries.get(hall.db, request.number).id)
    assert entries(hall, request)[-1].row == digest(journal.plain(row))


# --- what is offered


def test_every_action_is_offered_or_has_its_reason(hall, people, receive):
    offers = requests.offers(hall, receive(), people.clerk)
    assert [o.action for o in offers] == list(STEPS)
    for offer in offers:
        assert offer.allowed or say(offer.reason)
    assert {o.action for o in offers if o.allowed} == {
        *(
            "mark",
            "notice",
            "correct",
            "conditions",
            "accept",
            "redirect",
            "hand-over",
            "withdraw",
            "note",
            "external",
            "sign",
        ),
    }


def test_nobody_is_offered_nothing(hall, receive):
    assert not any(o.allowed for o in requests.offers(hall, receive(), None))


def test_every_step_has_its_word():
    assert set(STEPS) <= set(ACTIONS)
