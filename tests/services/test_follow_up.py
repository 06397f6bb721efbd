"""催补: whose supplement is awaited, and the calls about it."""

from __future__ import annotations

from datetime import date, timedelta

import peewee
import pytest
from support.hall import NOW

from db.queries import journal as journal_queries
from hallclient.errors import BadInput, NotAllowed, NotFound
from hallclient.services import clocks, follow_up, notices, request_actions, requests
from hallclient.services.verification import verify

MISSING = {"A1": ("missing", ""), "A2": ("missing", "")}


@pytest.fixture
def waiting(hall, clerk, receive):
    return notices.issue(hall, clerk, receive().number, MISSING)


def test_what_waits_with_its_period(hall, waiting):
    (one,) = follow_up.awaited(hall)
    assert (one.notice, one.request, one.due, one.left, one.missing) == (
        waiting.id, waiting.request, date(2026, 12, 11), 15, 2,
    )  # fmt: skip
    assert (one.applicant, one.phone, one.calls) == ("张*丰", "138****5678", ())


def test_soon_due_and_past_come_first_and_what_is_over_goes(hall, clerk, receive, waiting, clock):
    clock.set(NOW + timedelta(days=14))
    later = notices.issue(hall, clerk, receive().number, MISSING)
    assert [one.notice for one in follow_up.awaited(hall)] == [waiting.id, later.id]
    assert [one.notice for one in follow_up.awaited(hall, within=5)] == [waiting.id]
    clock.set(NOW + timedelta(days=25))
    assert follow_up.awaited(hall)[0].left == -2
    request_actions.act(hall, clerk, waiting.request, "supplement", {"items": "A1"})
    assert follow_up.awaited(hall)[0].missing == 1
    request_actions.act(hall, clerk, waiting.request, "supplement")
    assert [one.notice for one in follow_up.awaited(hall)] == [later.id]


def test_a_call_is_logged_and_changes_nothing(hall, clerk, people, waiting, clock):
    before = requests.get(hall, waiting.request)
    follow_up.call(hall, clerk, waiting.id, False)
    clock.set(NOW + timedelta(hours=1))
    follow_up.call(hall, people.other_clerk, waiting.id, True, "答应\n周五送来")
    found = follow_up.calls(hall, waiting.id)
    assert [(c.staff, c.name, c.reached, c.words) for c in found] == [
        ("1003", "王芳", False, ""), ("1004", "孙丽", True, "答应 周五送来"),
    ]  # fmt: skip
    assert (requests.get(hall, waiting.request), notices.get(hall, waiting.id)) == (before, waiting)
    entries = [entry for entry in journal_queries.entries(hall.db) if entry.kind == "call"]
    bodies = [entry.body for entry in entries]
    assert bodies == ['{"reached":false}', '{"reached":true}'], "no personal data in the journal"
    with pytest.raises(peewee.IntegrityError, match="append-only"):
        hall.db.execute_sql("DELETE FROM notice_call")


def test_the_phone_in_full_is_journaled(hall, clerk, waiting):
    assert follow_up.phone(hall, clerk, follow_up.awaited(hall)[0]) == "13812345678"
    subject = f"{waiting.request}@{waiting.terminal}"
    assert journal_queries.of_subject(hall.db, "request", subject)[-1].action == "reveal"
    with pytest.raises(NotAllowed):
        follow_up.phone(hall, None, follow_up.awaited(hall)[0])


def test_what_is_refused(hall, clerk, waiting):
    with pytest.raises(NotAllowed):
        follow_up.call(hall, None, waiting.id, True)
    with pytest.raises(NotFound):
        follow_up.call(hall, clerk, "4711", True)
    with pytest.raises(BadInput, match="400 characters"):
        follow_up.call(hall, clerk, waiting.id, True, "长" * 400)
    assert follow_up.calls(hall, waiting.id) == []


def test_both_lists_have_the_same_rows(hall, clerk, receive, waiting):
    """What an older ledger brought in as waiting was told elsewhere; it is followed up all the same."""
    other = receive()
    hall.db.execute_sql("UPDATE request SET state = 'awaiting_supplement' WHERE number = ?", (other.number,))
    found = follow_up.awaited(hall)
    assert [one.request for one in found] == [one.request.number for one in clocks.unanswered(hall)]
    elsewhere = next(one for one in found if one.request == other.number)
    assert (elsewhere.notice, elsewhere.issued_at) == ("", None)
    assert follow_up.phone(hall, clerk, elsewhere) == "13812345678"


@pytest.mark.parametrize(
    "change",
    ["UPDATE notice_call SET words = '答应今天来'", "UPDATE notice_call SET reached = 1", "DELETE FROM notice_call"],
)
def test_a_call_changed_behind_the_programs_back_is_found(hall, clerk, waiting, change):
    follow_up.call(hall, clerk, waiting.id, False, "无人接听")
    assert verify(hall).problems == ()
    for verb in ("update", "delete"):
        hall.db.execute_sql(f"DROP TRIGGER notice_call_no_{verb}")
    hall.db.execute_sql(change)
    assert verify(hall).first_bad == f"call {waiting.id}/1"
