"""Wrong intakes corrected, wrongly closed requests reopened; every “no” on the supervisor's list."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import peewee
import pytest
from support.hall import ID_NUMBER, NOW, SMALL_CATALOGUE

from db.models.original import RequestOriginal
from db.queries import journal as journal_queries
from db.queries import windows as window_queries
from hallclient.errors import BadInput, NotAllowed, Refused
from hallclient.jobs import papers
from hallclient.rules import refusal
from hallclient.rules.request import Person
from hallclient.services import catalogue, journal, notices, originals, refusals, request_actions, requests
from hallclient.services.request_actions import act
from hallclient.services.search import search
from hallclient.services.verification import verify

TODAY = date(2026, 11, 20)


def bodies(hall, request):
    entries = journal_queries.of_subject(hall.db, "request", f"{request.number}@{request.terminal}")
    return [json.loads(entry.body) for entry in entries]


# --- refused on a ground that a law names


def test_another_statute_is_named_with_its_article(hall, people, receive):
    number = receive().number
    for law in ("不符合规定", "第七条", "《某条例》", ""):
        with pytest.raises(BadInput):
            act(hall, people.chief, number, "refuse", {"ground": "other", "law": law, "reason": "非本地户籍"})
    with pytest.raises(BadInput, match="no licence"):
        act(hall, people.chief, number, "refuse", {"ground": "not_required", "reason": "非本地户籍"})
    with pytest.raises(BadInput, match="not a ground"):
        act(hall, people.chief, number, "refuse", {"ground": "材料不全", "reason": "x"})
    law = "《城市居民最低生活保障条例》第七条"
    refused = act(
        hall, people.chief, number, "refuse", {"ground": "other", "law": law, "reason": "非本地户籍"}
    ).request
    assert (refused.result_reason, refused.legal_basis) == ("非本地户籍", law)
    assert refusals.listing(hall, TODAY, TODAY)[0].words == f"非本地户籍 {law}"
    assert law in papers.refusal(hall, people.chief, refused).body
    assert act(hall, people.supervisor, number, "reopen", {"reason": "误登"}).request.legal_basis == ""
    assert verify(hall).problems == ()


def test_a_licence_that_is_not_needed(hall, people, receive):
    refused = act(
        hall,
        people.other_chief,
        receive("SC001").number,
        "refuse",
        {"ground": "not_required", "reason": "仅销售预包装食品"},
    ).request
    assert refused.legal_basis == refusal.NO_LICENCE


# --- correct


def test_a_wrong_name_is_corrected_and_the_old_one_kept(hall, people, receive, clock):
    request = receive()
    clock.set(NOW + timedelta(hours=1))
    changed = act(
        hall,
        people.other_clerk,
        request.number,
        "correct",
        {"name": "李四", "phone": "13900000000", "reason": "录错"},
    ).request
    assert (changed.applicant.name, changed.applicant.phone) == ("李四", "13900000000")
    assert (changed.number, changed.received_at, changed.applicant.id_number) == (
        request.number,
        request.received_at,
        request.applicant.id_number,
    )
    (kept,) = originals.of_request(hall, request.number)
    assert (kept.values["name"], kept.values["phone"], kept.reason) == ("张三丰", "13812345678", "录错")
    assert (kept.staff, kept.action) == ("1004", "correct")
    last = bodies(hall, request)[-1]
    assert last["fields"] == ["name", "phone", "phone_tail"]
    assert "张三丰" not in json.dumps(bodies(hall, request), ensure_ascii=False), "no names in the journal"
    assert [r.number for r in search(hall, "李四")] == [request.number]
    assert search(hall, "三丰") == []
    assert verify(hall).problems == ()


def test_another_item_brings_its_papers_and_keeps_the_marks_of_the_same(hall, people, receive):
    request = receive()
    request_actions.mark(hall, people.clerk, request.number, {"A1": ("ok", "")})
    changed = act(hall, people.clerk, request.number, "correct", {"conditions": "agent", "reason": "代办"}).request
    assert [(m.code, m.mark) for m in changed.materials] == [("A1", "ok"), ("A2", ""), ("A3", "")]
    other = act(hall, people.clerk, request.number, "correct", {"item": "SC001", "reason": "选错事项"}).request
    assert (other.item, other.department, [m.code for m in other.materials]) == (
        "SC001",
        "县市场监督管理局",
        ["B1", "B2"],
    )
    assert (other.conditions, other.legal_path, other.notice_due) == ((), "licence", request.notice_due)
    plain = act(hall, people.clerk, request.number, "correct", {"item": "MZ002", "reason": "又选错"}).request
    assert (plain.materials, plain.notice_due) == ((), None)
    assert [one.values["item"] for one in originals.of_request(hall, request.number)[1:]] == ["MZ001", "SC001"]
    assert verify(hall).problems == ()


def test_the_agent_is_corrected_named_and_taken_away(hall, people, receive):
    number = receive().number
    named = {"agent_name": "王五", "agent_id": ID_NUMBER, "agent_authority": "entrusted", "agent_until": "2026-12-31"}
    with pytest.raises(BadInput, match="name is missing"):
        act(hall, people.clerk, number, "correct", {"agent_phone": "13900000000", "reason": "x"})
    request = act(hall, people.clerk, number, "correct", {**named, "reason": "漏录代理人"}).request
    assert (request.agent, request.authority.until) == (
        Person("王五", "resident_id", ID_NUMBER),
        date(2026, 12, 31),
    )
    request = act(hall, people.clerk, number, "correct", {"agent_phone": "13900000000", "reason": "补电话"}).request
    assert (request.agent.name, request.agent.phone, request.authority.kind) == ("王五", "13900000000", "entrusted")
    with pytest.raises(Refused, match="authority ended"):
        act(hall, people.clerk, number, "correct", {"agent_until": "2026-01-31", "reason": "x"})
    request = act(hall, people.clerk, number, "correct", {"agent_name": "", "reason": "本人办理"}).request
    assert (request.agent, request.authority) == (None, None)
    assert [one.values["agent_name"] for one in originals.of_request(hall, number) if "agent_name" in one.values] == [
        "", "王五",
    ]  # fmt: skip
    assert verify(hall).problems == ()


def test_who_needs_to_come_in_person_has_no_agent_after_a_correction_either(hall, people, receive):
    (item,) = (one for one in SMALL_CATALOGUE if one.code == "MZ002")
    catalogue.save(hall, "1009", (replace(item, in_person="self"),))
    number = receive(agent=Person("王五", "resident_id", ID_NUMBER)).number
    with pytest.raises(Refused, match="needs the person"):
        act(hall, people.clerk, number, "correct", {"item": "MZ002", "reason": "选错"})


def test_other_conditions_keep_the_version_of_the_item_that_was_told(hall, people, receive):
    request = receive()
    (item,) = (one for one in SMALL_CATALOGUE if one.code == "MZ001")
    catalogue.save(hall, "1009", (replace(item, materials=item.materials[:1], promised_days=3),))
    changed = act(hall, people.clerk, request.number, "correct", {"conditions": "agent", "reason": "代办"}).request
    assert (changed.promised_days, changed.item_version) == (request.promised_days, request.item_version)
    assert [m.code for m in changed.materials] == ["A1", "A2", "A3"]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"name": "李四"}, "“reason”"),
        ({"reason": "x"}, "Nothing was given"),
        ({"reason": "x", "name": "张三丰"}, "says already"),
        ({"reason": "x", "name": ""}, "name is missing"),
        ({"reason": "x", "id_number": "11010519491231002Y"}, "digit or X"),
        ({"reason": "x", "item": "TZ001"}, "no longer on offer"),
        ({"reason": "x", "conditions": "moon"}, "“moon” is not a condition"),
    ],
)
def test_a_correction_that_does_not_hold_changes_nothing(hall, people, receive, settings, words):
    request = receive()
    with pytest.raises((BadInput, Refused), match=words):
        act(hall, people.clerk, request.number, "correct", settings)
    assert requests.get(hall, request.number) == request
    assert originals.of_request(hall, request.number) == []


def test_after_a_notice_only_the_person_can_be_corrected(hall, people, receive):
    number = receive().number
    notices.issue(hall, people.clerk, number, {"A1": ("ok", ""), "A2": ("missing", "")})
    with pytest.raises(Refused, match="as they were told"):
        act(hall, people.clerk, number, "correct", {"item": "MZ002", "reason": "x"})
    assert (
        act(hall, people.clerk, number, "correct", {"name": "李四", "reason": "x"}).request.applicant.name == "李四"
    )


def test_after_acceptance_nothing_is_corrected(hall, people, receive):
    number = receive().number
    act(hall, people.clerk, number, "accept")
    with pytest.raises(Refused, match="does not follow"):
        act(hall, people.clerk, number, "correct", {"name": "李四", "reason": "x"})


def test_what_was_kept_cannot_be_changed(hall, people, receive):
    act(hall, people.clerk, receive().number, "correct", {"name": "李四", "reason": "x"})
    for query in (RequestOriginal.update(body="{}"), RequestOriginal.delete()):
        with pytest.raises(peewee.DatabaseError, match="append-only"):
            query.execute(hall.db)


# --- reopen


def test_a_wrongly_withdrawn_request_goes_on_where_it_stood(hall, people, receive):
    number = receive().number
    act(hall, people.clerk, number, "accept")
    before = requests.get(hall, number)
    act(hall, people.clerk, number, "withdraw", {"reason": "点错了"})
    with pytest.raises(Refused, match="Only a supervisor"):
        act(hall, people.clerk, number, "reopen", {"reason": "x"})
    with pytest.raises(BadInput, match="“reason”"):
        act(hall, people.supervisor, number, "reopen")
    again = act(hall, people.supervisor, number, "reopen", {"reason": "误操作"}).request
    assert (again.state, again.closed_at, again.result_reason) == ("accepted", None, "")
    assert (again.number, again.promised_due) == (number, before.promised_due)
    (kept,) = originals.of_request(hall, number)
    assert (kept.values["state"], kept.values["result_reason"], kept.reason) == ("withdrawn", "点错了", "误操作")
    assert verify(hall).problems == ()


def test_each_end_goes_back_to_its_own_state(hall, people, receive):
    def closed(item, *taken):
        number = receive(item, matter="x").number
        for who, action, settings in taken:
            act(hall, who, number, action, settings)
        return act(hall, people.supervisor, number, "reopen", {"reason": "误操作"}).request

    refused = closed("MZ001", (people.chief, "refuse", {"reason": "不属许可"}))
    assert (refused.state, refused.decided_at, refused.decided_by) == ("registered", None, "")
    assert closed("ZB001", (people.clerk, "redirect", {"unit": "县公安局"})).guided is None
    assert closed("TS001", (people.clerk, "answer", {"words": "好"})).answer == ""
    delivered = closed("MZ002", (people.chief, "sitting", {"to": "本人"}))
    assert (delivered.state, delivered.result, delivered.delivered_at) == ("decided", "granted", None)
    waiting = receive().number
    notices.issue(hall, people.clerk, waiting, {"A1": ("ok", ""), "A2": ("missing", "")})
    act(hall, people.clerk, waiting, "withdraw")
    again = act(hall, people.supervisor, waiting, "reopen", {"reason": "误操作"}).request
    assert again.state == "awaiting_supplement"


# --- redirect and the list of refusals


def test_the_applicant_is_guided_to_a_window(hall, people, receive):
    with hall.write():
        window_queries.save(hall.db, {"number": 5, "name": "市场准入", "floor": "2楼", "phone": "0536-5"})
    done = act(hall, people.clerk, receive().number, "redirect", {"window": "5", "name": "赵立新"}).request
    assert done.state == "transferred"
    assert (done.guided.window, done.guided.unit, done.guided.floor) == (5, "5号窗口市场准入", "2楼")
    assert (done.guided.phone, done.guided.name, done.guided.matter) == ("0536-5", "赵立新", "最低生活保障申请")
    with pytest.raises(BadInput, match="not a window"):
        act(hall, people.clerk, receive().number, "redirect", {"window": "88"})


def test_to_another_body_with_whom_to_ask_there(hall, people, receive):
    words = {"unit": "县公安局", "name": "户政科", "phone": "0536-110", "matter": "身份证换领"}
    done = act(hall, people.clerk, receive("ZB001").number, "redirect", words).request
    assert (done.state, done.guided.unit, done.guided.name) == ("rejected_wrong_body", "县公安局", "户政科")
    assert (done.guided.phone, done.guided.matter) == ("0536-110", "身份证换领")


def test_every_no_is_on_the_list_and_stays_there(hall, people, receive, clock):
    one, two, three, four = (receive().number for _ in range(4))
    act(hall, people.chief, one, "refuse", {"reason": "不属许可"})
    act(hall, people.clerk, two, "redirect", {"unit": "县公安局"})
    act(hall, people.clerk, three, "accept")
    act(hall, people.chief, three, "decide", {"result": "refused", "reason": "收入超标"})
    act(hall, people.clerk, four, "accept")
    act(hall, people.chief, four, "decide", {"result": "granted"})
    act(hall, people.supervisor, one, "reopen", {"reason": "误操作"})
    found = refusals.listing(hall, TODAY, TODAY)
    assert [(row.number, row.action, row.words, row.staff_name) for row in found] == [
        (three, "decide", "收入超标", "赵强"),
        (two, "redirect", "县公安局", "王芳"),
        (one, "refuse", "不属许可", "赵强"),
    ]
    assert found[-1].state == "registered"
    assert refusals.listing(hall, TODAY - timedelta(days=9), TODAY - timedelta(days=1)) == []
    assert len(refusals.listing(hall, TODAY, TODAY, limit=2)) == 2
    assert journal.check(hall).ok


def test_who_may_not_refuse_leaves_nothing_on_the_list(hall, people, receive):
    with pytest.raises(NotAllowed):
        act(hall, people.clerk, receive().number, "refuse", {"reason": "x"})
    assert refusals.listing(hall, TODAY, TODAY) == []
