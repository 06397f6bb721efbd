"""One-time notices: once and whole, kept as issued, printed from what was kept."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import peewee
import pytest
from support.hall import NOW

from db.models.document import DocumentPrint
from db.queries import journal as journal_queries
from db.queries import notices as queries
from hallclient.errors import BadInput, Conflict, NotAllowed, NotFound, Refused
from hallclient.services import catalogue, journal, notices, request_actions, requests

MARKS = {"A1": ("ok", ""), "A2": ("defective", "缺少 11 月")}


@pytest.fixture
def issued(hall, clerk, receive):
    return notices.issue(hall, clerk, receive().number, MARKS)


def test_the_paper_says_everything(hall, issued):
    assert issued.number == "某县政务服务中心告知〔2026〕0300001号"
    assert issued.id == f"{hall.terminal}-2026-00001"
    assert (issued.applicant, issued.contact) == ("张三丰", "13812345678")
    assert (issued.item_name, issued.department) == ("最低生活保障申请", "县民政局")
    assert issued.basis == "《社会救助暂行办法》第十一条"
    assert (issued.clerk, issued.clerk_name, issued.window, issued.window_name) == ("1003", "王芳", 3, "综合窗口")
    assert issued.received_at == issued.issued_at == NOW
    (paper,) = issued.open
    assert (paper.code, paper.mark, paper.words, paper.source) == ("A2", "defective", "缺少 11 月", "用人单位")
    assert [(code, mark) for code, _, mark, _ in issued.marked] == [("A1", "ok"), ("A2", "defective")]
    assert issued.supplement_due == date(2026, 12, 11), "15 working days, a setting of the hall"
    assert issued.copies == 2


def test_the_request_waits_for_the_supplement(hall, issued):
    request = requests.get(hall, issued.request)
    assert (request.state, request.supplement_due) == ("awaiting_supplement", date(2026, 12, 11))
    assert request.accepted_on is None, "a notice neither starts nor stops the clock of the decision"
    assert requests.timeline(hall, request)[-1].words == issued.number


def test_numbers_follow_on_each_other_within_the_year(hall, clerk, receive):
    numbers = [notices.issue(hall, clerk, receive().number, MARKS).number for _ in range(3)]
    assert [n[-8:-1] for n in numbers] == ["0300001", "0300002", "0300003"]


def test_the_short_name_of_the_hall_stands_in_the_number(reopen, people):
    from support.hall import applicant

    from hallclient.services import intake

    hall = reopen(hall_short="某政")
    made = intake.receive(hall, people.clerk, intake.Intake("MZ001", applicant())).request
    assert notices.issue(hall, people.clerk, made.number, MARKS).number == "某政告知〔2026〕0300001号"


# --- refusals


def refused(hall, actor, number, marks, error, words):
    before, count = requests.get(hall, number), journal.check(hall).entries
    with pytest.raises(error, match=words):
        notices.issue(hall, actor, number, marks)
    assert requests.get(hall, number) == before
    assert notices.of_request(hall, number) == []
    assert journal.check(hall).entries == count


def test_an_unmarked_material_is_never_printed_as_not_missing(hall, clerk, receive):
    refused(hall, clerk, receive().number, {"A2": ("missing", "")}, BadInput, "1 materials are not marked yet: 居民")


def test_without_marks_nothing_is_issued(hall, clerk, receive):
    refused(hall, clerk, receive().number, None, BadInput, "2 materials")


def test_a_notice_of_nothing_is_refused(hall, clerk, receive):
    marks = {"A1": ("ok", ""), "A2": ("deferred", "")}
    refused(hall, clerk, receive().number, marks, BadInput, "Nothing is missing")


def test_a_wrong_mark_issues_nothing(hall, clerk, receive):
    refused(hall, clerk, receive().number, {**MARKS, "A1": ("defective", "")}, BadInput, "Say what is wrong")


def test_an_item_without_materials_has_no_notice(hall, clerk, receive):
    refused(hall, clerk, receive("MZ002").number, {}, Refused, "asks for no materials")


def test_it_needs_a_person(hall, receive):
    refused(hall, None, receive().number, MARKS, NotAllowed, "needs a person")


def test_everything_is_told_once(hall, clerk, issued):
    with pytest.raises(Refused, match="does not follow"):
        notices.issue(hall, clerk, issued.request, MARKS)
    request_actions.act(hall, clerk, issued.request, "supplement")
    with pytest.raises(Refused, match="given a notice already"):
        notices.issue(hall, clerk, issued.request, MARKS)
    assert len(notices.of_request(hall, issued.request)) == 1


def test_an_unknown_notice(hall):
    with pytest.raises(NotFound):
        notices.get(hall, "4711")


def test_a_failure_leaves_neither_notice_nor_marks_nor_number(hall, clerk, receive, monkeypatch):
    number = receive().number

    def break_down(*args: object) -> None:
        raise RuntimeError("power")

    with monkeypatch.context() as patch:
        patch.setattr(request_actions, "save", break_down)
        with pytest.raises(RuntimeError):
            notices.issue(hall, clerk, number, MARKS)
    assert notices.of_request(hall, number) == []
    assert [m.mark for m in requests.get(hall, number).materials] == ["", ""]
    assert notices.issue(hall, clerk, number, MARKS).number.endswith("0300001号")


# --- the snapshot


def test_it_reads_back_as_issued(hall, issued):
    assert notices.get(hall, issued.id) == notices.get(hall, issued.number) == issued
    assert notices.of_request(hall, issued.request) == [issued]
    assert notices.issued_between(hall, NOW.date(), NOW.date()) == [issued]
    assert notices.issued_between(hall, date(2026, 11, 21), date(2026, 11, 30)) == []


def test_no_later_edit_changes_what_the_citizen_was_told(hall, clerk, reopen, issued, clock):
    body = queries.get(hall.db, issued.id).body
    item = catalogue.get(hall, "MZ001")
    catalogue.save(hall, "1009", [replace(item, name="改名", basis="新依据", materials=item.materials[:1])])
    clock.set(NOW + timedelta(days=1))
    request_actions.act(hall, clerk, issued.request, "supplement")
    later = reopen(hall="改名的大厅", supplement_days=3)
    assert notices.get(later, issued.id) == issued
    assert queries.get(later.db, issued.id).body == body
    assert notices.snapshot_problems(later) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE notice SET body = '{}'",
        "UPDATE notice SET sha256 = ''",
        "DELETE FROM notice",
        "UPDATE journal SET staff = '1004'",
        "DELETE FROM journal",
        "UPDATE punch SET at = at - 600",
        "DELETE FROM punch",
    ],
)
def test_the_database_itself_refuses_to_change_what_was_written(hall, clerk, issued, statement):
    from hallclient.services import attendance

    attendance.punch(hall, clerk, "in")
    with pytest.raises(peewee.IntegrityError, match="append-only"):
        hall.db.execute_sql(statement)
    with pytest.raises(Conflict), hall.write():
        hall.db.execute_sql(statement)
    assert notices.get(hall, issued.id) == issued
    assert journal.check(hall).ok


def test_a_body_changed_behind_the_programs_back_is_found(hall, issued):
    hall.db.execute_sql("DROP TRIGGER notice_no_update")
    hall.db.execute_sql("UPDATE notice SET body = replace(body, '缺少 11 月', '缺少 12 月')")
    assert notices.snapshot_problems(hall) == [issued.id]


def test_a_request_with_a_notice_cannot_be_deleted(hall, issued):
    with pytest.raises(peewee.IntegrityError):
        hall.db.execute_sql("DELETE FROM request")


def test_the_preview_has_no_number_and_keeps_nothing(hall, clerk, receive):
    request = request_actions.mark(hall, clerk, receive().number, MARKS)
    preview = notices.draft(hall, clerk, request)
    assert (preview.id, preview.number) == ("", "")
    assert [m.code for m in preview.open] == ["A2"]
    assert notices.of_request(hall, request.number) == []


# --- the paper


def test_issued_is_not_printed_until_the_paper_is_out(hall, clerk, issued):
    assert notices.unprinted(hall) == [(issued.id, issued.number, issued.request)]
    notices.note_print(hall, clerk, issued.id, "text")
    assert notices.unprinted(hall) == []


def test_every_print_is_logged_and_has_no_side_effect(hall, clerk, people, issued, clock):
    request, count = requests.get(hall, issued.request), journal.check(hall).entries
    notices.note_print(hall, clerk, issued.id, "html")
    clock.set(NOW + timedelta(hours=1))
    notices.note_print(hall, people.other_clerk, issued.id, "hand", "手写\n第 7 号")
    rows = [(p.form, p.staff, p.words) for p in DocumentPrint.select().order_by(DocumentPrint.id).execute(hall.db)]
    assert rows == [("html", "1003", ""), ("hand", "1004", "手写 第 7 号")]
    assert (notices.get(hall, issued.id), requests.get(hall, issued.request)) == (issued, request)
    printed = journal_queries.of_subject(hall.db, "document", issued.id)
    assert [json.loads(e.body)["form"] for e in printed] == ["html", "hand"]
    assert journal.check(hall).entries == count + 2


def test_printing_needs_a_person_and_a_notice(hall, clerk, issued):
    with pytest.raises(NotAllowed):
        notices.note_print(hall, None, issued.id, "text")
    with pytest.raises(NotFound):
        notices.note_print(hall, clerk, "4711", "text")


def test_another_terminals_paper_is_not_this_ones_task(reopen, issued):
    assert notices.unprinted(reopen(installation="bbbbbbbb")) == []
