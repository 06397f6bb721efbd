"""A second notice: never by itself, always with grounds and a supervisor; and the clocks of several notices."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from support.hall import NOW

from hallclient.errors import BadInput, NotAllowed, Refused
from hallclient.exports.formats import choose
from hallclient.jobs.export import Period, export
from hallclient.rules.once import Second
from hallclient.services import journal, notices, once_rate, request_actions, requests, verification

BOTH = {"A1": ("missing", ""), "A2": ("defective", "缺少 11 月")}
FIRST = {"A1": ("ok", ""), "A2": ("missing", "")}
LATER = {"A1": ("defective", "身份证已过期")}
GROUNDS = Second("oversight", "身份证已过有效期", "首次核对时没有看背面")


@pytest.fixture
def told(hall, clerk, receive):
    """A request whose first notice has been answered in full."""
    number = receive().number
    notices.issue(hall, clerk, number, FIRST)
    request_actions.act(hall, clerk, number, "supplement")
    return number


def test_it_names_its_grounds_and_the_notice_before(hall, clerk, people, told):
    issued = notices.issue(hall, clerk, told, LATER, second=GROUNDS, agreed=people.supervisor)
    first = notices.of_request(hall, told)[0]
    assert (issued.before, issued.cause, issued.what, issued.why) == (
        first.id,
        "oversight",
        GROUNDS.what,
        GROUNDS.why,
    )
    assert (issued.clerk, issued.agreed_by, issued.agreed_name) == ("1003", "1005", "周梅")
    assert [m.code for m in issued.open] == ["A1"]
    assert notices.get(hall, issued.id) == issued
    assert requests.get(hall, told).state == "awaiting_supplement"
    assert requests.timeline(hall, requests.get(hall, told))[-1].action == "second-notice"
    assert verification.verify(hall).problems == ()


@pytest.mark.parametrize(
    ("second", "agreed", "error", "words"),
    [
        (None, "supervisor", Refused, "given a notice already"),
        (GROUNDS, None, NotAllowed, "needs a person"),
        (GROUNDS, "clerk", NotAllowed, "Only a supervisor"),
        (GROUNDS, "chief", NotAllowed, "Only a supervisor"),
        (Second("oversight", "", GROUNDS.why), "supervisor", BadInput, "at least 4"),
        (Second("oversight", GROUNDS.what, " \n "), "supervisor", BadInput, "at least 4"),
        (Second("mood", GROUNDS.what, GROUNDS.why), "supervisor", BadInput, "neither"),
    ],
)
def test_without_grounds_and_a_supervisor_there_is_none(hall, clerk, people, told, second, agreed, error, words):
    before, count = requests.get(hall, told), journal.check(hall).entries
    with pytest.raises(error, match=words):
        notices.issue(hall, clerk, told, LATER, second=second, agreed=getattr(people, agreed) if agreed else None)
    assert requests.get(hall, told) == before
    assert len(notices.of_request(hall, told)) == 1
    assert journal.check(hall).entries == count


def test_the_first_notice_is_no_second(hall, people, clerk, receive):
    with pytest.raises(Refused, match="no notice yet"):
        notices.issue(hall, clerk, receive().number, FIRST, second=GROUNDS, agreed=people.supervisor)


def test_while_one_is_open_there_is_no_other(hall, clerk, people, receive):
    number = receive().number
    notices.issue(hall, clerk, number, FIRST)
    with pytest.raises(Refused, match="does not follow"):
        notices.issue(hall, clerk, number, LATER, second=GROUNDS, agreed=people.supervisor)


def test_while_one_is_open_nothing_else_is_asked_for(hall, clerk, receive):
    number = receive().number
    notices.issue(hall, clerk, number, FIRST)
    with pytest.raises(Refused, match="not asked for in the notice"):
        request_actions.mark(hall, clerk, number, LATER)
    with pytest.raises(Refused, match="check it off"):
        request_actions.mark(hall, clerk, number, {"A2": ("", "")})
    request_actions.mark(hall, clerk, number, {"A2": ("defective", "仍缺 11 月")})
    request_actions.mark(hall, clerk, number, {"A2": ("deferred", "")})
    assert [m.mark for m in requests.get(hall, number).materials] == ["ok", "deferred"]


def test_accepting_instead_of_telling_is_refused(hall, clerk, told):
    request_actions.mark(hall, clerk, told, LATER)
    with pytest.raises(Refused, match="missing or defective"):
        request_actions.act(hall, clerk, told, "accept")


def test_several_notices_and_supplements_keep_right_clocks(hall, clerk, people, receive, clock):
    """15 working days each from its own notice; the decision counts from the acceptance alone."""
    number = receive(item="SC001").number
    notices.issue(hall, clerk, number, {"B1": ("missing", ""), "B2": ("missing", "")})
    assert requests.get(hall, number).supplement_due == date(2026, 12, 11)
    clock.set(NOW + timedelta(days=4))
    request_actions.act(hall, clerk, number, "supplement", {"items": "B1"})
    part = requests.get(hall, number)
    assert (part.state, part.supplement_due, part.accepted_on) == ("awaiting_supplement", date(2026, 12, 11), None)
    clock.set(NOW + timedelta(days=10))
    request_actions.act(hall, clerk, number, "supplement")
    again = notices.issue(
        hall, clerk, number, {"B2": ("defective", "副本模糊")}, second=GROUNDS, agreed=people.supervisor
    )
    assert again.supplement_due == requests.get(hall, number).supplement_due == date(2026, 12, 21)
    clock.set(NOW + timedelta(days=40))
    late = requests.get(hall, number)
    assert not requests.is_deemed(hall, late), "told in time: nothing is accepted by law"
    request_actions.act(hall, clerk, number, "supplement")
    accepted = request_actions.act(hall, clerk, number, "accept").request
    assert (accepted.accepted_on, accepted.by_law) == (date(2026, 12, 30), False)
    first = accepted.accepted_on + timedelta(days=1)
    assert accepted.statutory_due is not None and accepted.statutory_due > first
    assert [n.cause for n in notices.of_request(hall, number)] == ["", "oversight"]
    assert verification.verify(hall).problems == ()


def test_the_rate_by_window_clerk_item_and_month(hall, clerk, people, told, receive, clock):
    notices.issue(hall, clerk, receive().number, BOTH)
    clock.set(NOW + timedelta(days=20))
    notices.issue(hall, people.other_clerk, told, LATER, second=GROUNDS, agreed=people.supervisor)
    (row,) = once_rate.rows(hall, date(2026, 11, 1), date(2026, 11, 30))
    assert (row.month, row.window, row.clerk, row.name, row.item) == ("2026-11", 3, "1003", "王芳", "MZ001")
    assert (row.score.told, row.score.once, row.score.oversights, str(row.score.rate)) == (2, 1, 1, "50.00")
    assert once_rate.rows(hall, date(2026, 12, 1), date(2026, 12, 31)) == [], "it counts where it was overlooked"
    assert [n.cause for n in once_rate.further(hall, date(2026, 12, 1), date(2026, 12, 31))] == ["oversight"]


def test_a_new_fact_is_no_violation(hall, clerk, people, told):
    fact = Second("new_fact", "补正的证明显示已婚", "补正之前无从知道婚姻状况")
    notices.issue(hall, clerk, told, LATER, second=fact, agreed=people.supervisor)
    (row,) = once_rate.rows(hall, date(2026, 11, 1), date(2026, 11, 30))
    assert (row.score.once, row.score.oversights, row.score.new_facts) == (1, 0, 1)


def test_the_report_in_every_format(hall, clerk, told, tmp_path):
    formats = choose("csv,xlsx,html,json")
    files = export(hall, "once", Period(date(2026, 11, 1), date(2026, 11, 30)), formats, tmp_path)
    assert [path.suffix for path in files] == [".csv", ".xlsx", ".html", ".json"]
    text = files[0].read_text("utf-8-sig")
    assert "2026-11,3,1003,王芳,MZ001,最低生活保障申请,1,1,0,0,100.00" in text
    empty = export(hall, "once", Period(date(2026, 10, 1), date(2026, 10, 31)), choose("csv"), tmp_path)
    assert len(empty[0].read_text("utf-8-sig").splitlines()) >= 1
