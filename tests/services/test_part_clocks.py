"""Parts of joint matters while the clocks of their request move, and the version of the item that they come from."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime

import pytest
from services.test_kinds import JOINT
from support.hall import CIVIL, ZONE

from db.queries import journal as journal_queries
from db.queries import staff as staff_queries
from hallclient.errors import BadInput, NotAllowed
from hallclient.jobs import hand_over_paper
from hallclient.language import say
from hallclient.rules import lateness
from hallclient.services import catalogue, clocks, day_close, handover, own_parts, requests, urgent_parts
from hallclient.services.request_actions import act
from hallclient.services.verification import verify


@pytest.fixture
def running(hall, people, receive, clock):
    """Accepted on 2026-09-07: a part due with the request, and one named for 2026-09-18."""
    catalogue.save(hall, "1009", (JOINT,))
    on(clock, "2026-09-07")
    number = receive("LB001").number
    act(hall, people.clerk, number, "accept")
    act(hall, people.clerk, number, "assign")
    act(hall, people.clerk, number, "assign", {"department": "县城管局", "owner": "1004", "due": "2026-09-18"})
    return number


def on(clock, text):
    clock.set(datetime.fromisoformat(f"{text}T09:00").replace(tzinfo=ZONE))


def dues(request):
    return {task.department: task.due_on for task in request.tasks}


def test_excluded_time_moves_every_open_part_and_no_finished_one(hall, people, clock, running):
    before = requests.get(hall, running)
    assert before.tasks[2].due_on == date(2026, 9, 18)
    act(hall, people.clerk, running, "finish-task", {"department": "县卫生健康局", "words": "符合"})
    on(clock, "2026-09-10")
    letter = {"kind": "hearing", "letter": "听1号", "letter_date": "2026-09-10"}
    act(hall, people.clerk, running, "exclude-start", letter)
    on(clock, "2026-10-09")
    assert own_parts.count(hall, "1004") == (1, 0), "nothing is late while the clock stands"
    on(clock, "2026-09-21")
    after = act(hall, people.clerk, running, "exclude-end", {"result_date": "2026-09-21"}).request
    assert dues(after) == {
        CIVIL: after.promised_due,
        "县卫生健康局": before.promised_due,
        "县城管局": date(2026, 9, 30),
    }
    assert after.promised_due > before.promised_due
    entries = journal_queries.of_subject(hall.db, "request", f"{running}@{after.terminal}")
    moved = json.loads(entries[-1].body)["parts"]
    assert moved[1] == {"id": after.tasks[2].id, "old": "2026-09-18", "new": "2026-09-30"}
    words = [say(step) for step in clocks.explain(hall, after)]
    assert "Part of 县城管局, due 2026-09-30:" in words
    assert words[-1].endswith("the due date of the part moved from 2026-09-18 to 2026-09-30.")
    assert verify(hall).problems == ()


def test_an_extension_is_one_of_the_parts_too(hall, people, clock, running):
    on(clock, "2026-09-14")
    values = {"days": "15", "approver": "县长", "date": "2026-09-14", "document": "延1号"}
    after = act(hall, people.clerk, running, "extend", values).request
    assert dues(after)[CIVIL] == after.promised_due
    assert dues(after)["县城管局"] == date(2026, 10, 15)
    later = act(hall, people.clerk, running, "assign", {"department": "县水利局", "due": "2026-10-16"}).request
    on(clock, "2026-09-16")
    act(
        hall,
        people.clerk,
        running,
        "exclude-start",
        {"kind": "testing", "letter": "检1号", "letter_date": "2026-09-14"},
    )
    ended = act(hall, people.clerk, running, "exclude-end", {"result_date": "2026-09-16"}).request
    assert dues(later)["县水利局"] == date(2026, 10, 16)
    assert dues(ended)["县水利局"] == date(2026, 10, 20), "two days, not fifteen more"


def test_everything_at_once_is_the_parts_too(hall, people, running, tmp_path):
    with hall.write():
        staff_queries.update(hall.db, "1004", {"backup": "1001"})
    done = handover.hand_over_all(hall, people.chief, "1003", "1004病假", "1004")
    assert (list(done.requests), [one.part.department for one in done.parts]) == ([], ["县城管局"])
    part = requests.get(hall, running).tasks[2]
    assert (part.owner, part.pending) == ("1004", "1003")
    assert [one.part.id for one in handover.take_up_all(hall, people.clerk)] == [part.id]
    assert requests.get(hall, running).tasks[2].owner == "1003"
    made = hand_over_paper.hand_over(hall, done)
    slip = made.file("text").read_text("utf-8")
    assert "另联办任务1项" in slip and "县城管局联办任务" in slip
    with pytest.raises(NotAllowed, match="hands a part on"):
        (task,) = (one for one in requests.get(hall, running).tasks if one.department == "县城管局")
        act(hall, people.other_chief, running, "assign", {"task": str(task.id), "to": "1001"})
    done = handover.hand_over_all(hall, people.clerk, "1004", "下班")
    assert (len(done.requests), len(done.parts)) == (1, 2), "the request and its parts"
    assert verify(hall).problems == ()


def test_a_part_is_not_due_after_the_request(hall, people, running):
    with pytest.raises(BadInput, match="later than the request"):
        act(hall, people.clerk, running, "assign", {"department": "县水利局", "due": "2027-03-01"})


def test_the_departments_are_those_of_the_version_that_was_told(hall, people, receive, clock, running):
    number = receive("LB001").number
    catalogue.save(hall, "1009", (replace(JOINT, departments=(("县气象局", ""),)),))
    act(hall, people.clerk, number, "accept")
    assert list(dues(act(hall, people.clerk, number, "assign").request)) == [CIVIL, "县卫生健康局"]
    newer = receive("LB001").number
    act(hall, people.clerk, newer, "accept")
    assert list(dues(act(hall, people.clerk, newer, "assign").request)) == ["县气象局"]


def test_a_part_that_is_finished_late_says_why(hall, people, clock, running):
    on(clock, "2026-09-19")
    before = requests.get(hall, running)
    words = {"department": "县城管局", "words": "符合"}
    with pytest.raises(BadInput, match="The part was due on 2026-09-18: say why") as caught:
        act(hall, people.other_clerk, running, "finish-task", words)
    assert caught.value.code == "overdue_reason_needed" and requests.get(hall, running) == before
    late = {**words, "overdue_reason": "现场核查延误", "overdue_by": "1004"}
    done = act(hall, people.other_clerk, running, "finish-task", late)
    assert done.request.tasks[2].words == "符合" and done.request.overdue_reason == ""
    told = requests.timeline(hall, done.request)[-1]
    assert (told.words, told.overdue_reason, told.overdue_by) == ("县城管局 符合", "现场核查延误", "孙丽")
    assert say(lateness.why(told.overdue_reason, told.overdue_by)) == "late: 现场核查延误; 孙丽 answers for it"
    assert verify(hall).problems == ()


def test_a_part_whose_request_stands_still_is_not_late(hall, people, clock, running):
    on(clock, "2026-09-10")
    letter = {"kind": "hearing", "letter": "听1号", "letter_date": "2026-09-10"}
    act(hall, people.clerk, running, "exclude-start", letter)
    on(clock, "2026-11-10")
    done = act(hall, people.other_clerk, running, "finish-task", {"department": "县城管局", "words": "符合"})
    assert done.request.tasks[2].finished


def test_a_part_that_was_late_before_the_letter_stays_late(hall, people, clock, running):
    on(clock, "2026-09-20")
    letter = {"kind": "hearing", "letter": "听1号", "letter_date": "2026-09-20"}
    act(hall, people.clerk, running, "exclude-start", letter)
    assert own_parts.count(hall, "1004") == (1, 1)
    assert day_close.prepare(hall).open.parts_overdue == (f"{running}: 县城管局",)
    assert [one.department for one in urgent_parts.every(hall)] == ["县城管局"]
    with pytest.raises(BadInput, match="The part was due on 2026-09-18"):
        act(hall, people.other_clerk, running, "finish-task", {"department": "县城管局", "words": "符合"})
