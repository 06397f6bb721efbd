"""A made-up past is what the services would have left, to the last byte of the journal."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from support.hall import NOW, applicant

from db.queries import journal as journal_queries
from hallclient.clock import FixedClock
from hallclient.paths import Home
from hallclient.rules.request import Person
from hallclient.services import (
    attendance,
    catalogue,
    intake,
    notices,
    request_actions,
    requests,
    reviews,
    search,
    summary,
)
from hallclient.services.hall import Hall, open_hall
from hallclient.services.past import Past
from hallclient.services.past_attendance import PastAttendance
from hallclient.services.past_requests import PastRequests
from hallclient.services.verification import verify

AGENT = Person("李四", "resident_id", "11010519491231002X", "13900001111")
MARKS = {"A1": ("ok", ""), "A2": ("missing", ""), "A3": ("defective", "缺少签名")}


@pytest.fixture
def other(template_home: Path, tmp_path: Path, clock: FixedClock) -> Any:
    """The same hall once more, at the same moment."""
    hall = open_hall(Home(Path(shutil.copytree(template_home, tmp_path / "other"))), clock)
    yield hall
    hall.close()


def _by_services(hall: Hall, people: SimpleNamespace, at: Callable[[int], None]) -> None:
    form = intake.Intake(
        "MZ001", applicant(), agent=AGENT, conditions=("agent",), green="年满80周岁", channel="counter"
    )
    number = intake.receive(hall, people.clerk, form).request.number
    at(5)
    notice = notices.issue(hall, people.clerk, number, MARKS)
    notices.note_print(hall, people.clerk, notice.id, "html")
    act = request_actions.act
    at(10)
    act(hall, people.clerk, number, "supplement", {"items": "A2"})
    at(15)
    act(hall, people.clerk, number, "supplement")
    act(hall, people.clerk, number, "accept")
    act(hall, people.clerk, number, "hand-over", {"to": "1004", "reason": "AB岗交接"})
    at(20)
    act(hall, people.other_clerk, number, "take-up")
    act(hall, people.other_clerk, number, "assign", {"to": "1001"})
    act(hall, people.chief, number, "decide", {"result": "partly_granted", "reason": "按户内人数"})
    at(25)
    act(hall, people.clerk, number, "deliver", {"to": "代领"})
    act(hall, people.clerk, number, "rate", {"rating": "4"})
    asked = intake.Intake("ZX001", Person("", phone="13812345678"), matter="问", answer="答", channel="hotline")
    intake.receive(hall, people.clerk, asked)
    at(30)
    second = intake.receive(hall, people.clerk, intake.Intake("SC001", applicant(name="𠮷小满"))).request.number
    act(hall, people.clerk, second, "withdraw", {"reason": "申请人撤回"})
    act(hall, people.clerk, second, "rate", {"rating": "2"})
    reviews.follow_up(hall, people.supervisor, second, "contact", "电话联系")
    at(35)
    reviews.follow_up(hall, people.supervisor, second, "rectify", "已整改")


def _by_past(past: Past, cases: PastRequests, people: SimpleNamespace, at: Callable[[int], None]) -> None:
    item = {item.code: item for item in catalogue.everything(past.hall)}
    case = cases.receive(
        people.clerk, item["MZ001"], applicant(), agent=AGENT, conditions=("agent",), green="年满80周岁"
    )
    at(5)
    assert cases.notice(case, people.clerk, MARKS, printed=True)
    at(10)
    assert cases.act(case, people.clerk, "supplement", {"first": "1"})
    at(15)
    assert cases.act(case, people.clerk, "supplement")
    assert cases.act(case, people.clerk, "accept")
    assert cases.act(case, people.clerk, "hand-over", {"to": "1004", "reason": "AB岗交接"})
    at(20)
    assert cases.act(case, people.other_clerk, "take-up")
    assert cases.act(case, people.other_clerk, "assign", {"to": "1001"})
    assert cases.act(case, people.chief, "decide", {"result": "partly_granted", "reason": "按户内人数"})
    at(25)
    assert cases.act(case, people.clerk, "deliver", {"to": "代领"})
    assert cases.act(case, people.clerk, "rate", {"rating": "4"})
    caller = Person("", phone="13812345678")
    cases.receive(people.clerk, item["ZX001"], caller, matter="问", answer="答", channel="hotline")
    at(30)
    second = cases.receive(people.clerk, item["SC001"], applicant(name="𠮷小满"))
    assert cases.act(second, people.clerk, "withdraw", {"reason": "申请人撤回"})
    assert cases.act(second, people.clerk, "rate", {"rating": "2"})
    cases.follow_up(second, people.supervisor, "contact", "电话联系")
    cases.follow_up(second, people.supervisor, "contact", "再次联系")
    at(35)
    cases.follow_up(second, people.supervisor, "rectify", "已整改")


def _entries(hall: Hall) -> list[tuple[Any, ...]]:
    return [
        (row.action, row.kind, row.subject, row.body, row.row, row.hash) for row in journal_queries.entries(hall.db)
    ]


def _revisions(hall: Hall) -> dict[tuple[Any, ...], int]:
    return {row.name: row.revision for row in summary.unpublished(hall)}


def _stand(clock: FixedClock) -> Callable[[int], None]:
    return lambda minutes: clock.set(NOW + timedelta(minutes=minutes))


def test_requests(hall: Hall, other: Hall, people: SimpleNamespace, clock: FixedClock) -> None:
    at = _stand(clock)
    _by_services(hall, people, at)
    at(0)
    past = Past(other, clock, {3: other.config})
    cases = PastRequests(past)
    past.at(NOW, 3)
    _by_past(past, cases, people, at)
    past.save()
    assert cases.left_out == 0
    assert _entries(other) == _entries(hall)
    assert _revisions(other).keys() == _revisions(hall).keys()
    assert verify(other).problems == ()
    everything = requests.Filter()
    assert requests.listing(other, everything) == requests.listing(hall, everything)
    number = requests.listing(hall, everything)[-1].number
    assert notices.of_request(other, number) == notices.of_request(hall, number)
    assert notices.unprinted(other) == []
    assert [hit.name for hit in (found.applicant for found in search.search(other, "𠮷小"))] == ["𠮷小满"]


def test_the_hall_goes_on_behind_its_past(
    hall: Hall, people: SimpleNamespace, clock: FixedClock, receive: Callable[..., Any]
) -> None:
    past = Past(hall, clock, {3: hall.config})
    past.at(NOW, 3)
    item = catalogue.get(hall, "MZ001")
    for _ in range(3):
        PastRequests(past).receive(people.clerk, item, applicant())
    past.save()
    assert receive().number == "370784-20261120-030004"
    assert verify(hall).problems == ()


def test_refused_steps_are_left_out(hall: Hall, people: SimpleNamespace, clock: FixedClock) -> None:
    past = Past(hall, clock, {3: hall.config})
    cases = PastRequests(past)
    past.at(NOW, 3)
    case = cases.receive(people.clerk, catalogue.get(hall, "MZ001"), applicant())
    assert not cases.act(case, people.clerk, "decide", {"result": "granted"})
    assert not cases.act(case, people.clerk, "deliver")
    assert cases.left_out == 2


def test_attendance(hall: Hall, other: Hall, people: SimpleNamespace, clock: FixedClock) -> None:
    at = _stand(clock)
    day = NOW.replace(tzinfo=None).date()

    def moment(hour: int, minute: int) -> datetime:
        return datetime.combine(day, datetime.min.time()).replace(hour=hour, minute=minute)

    attendance.punch(hall, people.clerk, "in", badge=True)
    asked = attendance.ask_leave(
        hall, people.clerk, hall.clock.at(moment(13, 30)), hall.clock.at(moment(15, 0)), "事假", "家中有事"
    )
    forgotten = attendance.ask_correction(hall, people.clerk, hall.clock.at(moment(8, 20)), "in", "忘记打卡")
    at(9)
    attendance.decide(hall, people.supervisor, "leave", asked.id, approve=True)
    attendance.decide(hall, people.supervisor, "correction", forgotten.id, approve=True)
    at(0)
    past = Past(other, clock, {3: other.config})
    people_past = PastAttendance(past)
    past.at(NOW, 3)
    people_past.punch("1003", "in", badge=True)
    leave = people_past.ask(
        "leave", "1003", start=moment(13, 30), end=moment(15, 0), type="personal", reason="家中有事"
    )
    correction = people_past.ask("correction", "1003", at=moment(8, 20), kind="in", reason="忘记打卡")
    at(9)
    people_past.decide("leave", leave, "1005", approve=True)
    people_past.decide("correction", correction, "1005", approve=True)
    past.save()
    # A made-up past has no verdicts that were judged before and are judged anew.
    assert _entries(other) == [entry for entry in _entries(hall) if entry[0] != "rejudge"]
    assert _revisions(other).keys() == _revisions(hall).keys()
    for kind in ("leave", "correction"):
        assert attendance.applications(other, kind) == attendance.applications(hall, kind)
    assert attendance.punches(other, day, day) == attendance.punches(hall, day, day)
