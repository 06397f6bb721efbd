"""Documents: numbered without gaps, kept as issued, every printing logged, nothing half done on a full disk."""

from __future__ import annotations

import json

import peewee
import pytest

from db.models.document import Document as Row
from db.models.document import DocumentForm
from db.queries import journal as journal_queries
from db.queries import serials
from hallclient.errors import HomeProblem, NotAllowed, NotFound
from hallclient.services import document_forms, documents, journal, notices, requests, verification


def issue(hall, actor, text="{number}", request=None, facts=None, word="收件"):
    kind = {"收件": "receipt", "受理": "acceptance"}[word]
    return documents.issue(
        hall, actor, kind, word, lambda number: text.replace("{number}", number), request=request, facts=facts
    )


def test_numbers_are_the_halls_own_without_gaps(hall, clerk, reopen):
    numbers = [issue(hall, clerk).number for _ in range(3)]
    assert numbers == [f"某县政务服务中心收件〔2026〕03{serial:05d}号" for serial in (1, 2, 3)]
    assert issue(hall, clerk, word="受理").number.endswith("受理〔2026〕0300001号"), "each word has its series"
    short = reopen(hall_short="某政服")
    assert issue(short, clerk).number == "某政服收件〔2026〕0300004号"


def test_a_new_year_begins_a_new_series(hall, clerk, clock):
    issue(hall, clerk)
    clock.set(clock.now().replace(year=2027))
    assert issue(hall, clerk).number.endswith("〔2027〕0300001号")


def test_what_fails_leaves_no_document_and_no_gap(hall, clerk):
    issue(hall, clerk)
    entries = journal.check(hall).entries

    def broken(number):
        raise OSError("no")

    with pytest.raises(OSError, match="no"):
        documents.issue(hall, clerk, "receipt", "收件", broken)
    assert journal.check(hall).entries == entries
    assert len(documents.waiting(hall)) == 1
    assert issue(hall, clerk).number.endswith("0300002号")


def test_a_full_disk_leaves_nothing_half_issued_and_loses_no_serial(hall, clerk, receive):
    """The database may not grow by a page any more: what SQLite says then is what it says on a full disk."""
    number = receive().number
    marks = {"A1": ("ok", ""), "A2": ("missing", "")}
    entries = journal.check(hall).entries
    pages = hall.db.execute_sql("PRAGMA page_count").fetchone()[0]
    hall.db.execute_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(HomeProblem) as full:
        for _ in range(200):
            issue(hall, clerk, "长" * 20_000)
    assert full.value.code == "disk_full"
    issued = len(documents.waiting(hall))
    with pytest.raises(HomeProblem), hall.write():
        notices.issue(hall, clerk, number, marks)
        issue(hall, clerk, "长" * 200_000)
    assert (requests.get(hall, number).state, notices.of_request(hall, number)) == ("registered", [])
    hall.db.execute_sql("PRAGMA max_page_count = 1000000")
    assert len(documents.waiting(hall)) == issued
    assert journal.check(hall).ok and journal.check(hall).entries == entries + issued
    assert notices.issue(hall, clerk, number, marks).number.endswith("0300001号")
    assert issue(hall, clerk).number.endswith(f"03{issued + 1:05d}号")


def test_an_issued_document_cannot_be_changed_or_taken_away(hall, clerk):
    document = issue(hall, clerk)
    document_forms.keep_form(hall, document.id, "text", b"x", "", inside=True)
    documents.note_print(hall, clerk, document.id, "text")
    for sql in (
        "UPDATE document SET body = ''",
        "DELETE FROM document",
        "UPDATE document_form SET sha256 = ''",
        "DELETE FROM document_form",
        "DELETE FROM document_print",
    ):
        with pytest.raises(peewee.IntegrityError, match="append-only"):
            hall.db.execute_sql(sql)
    assert documents.get(hall, document.id) == document == documents.get(hall, document.number)


def test_a_form_is_kept_once_and_comes_back_as_it_was(hall, clerk):
    document = issue(hall, clerk)
    assert document_forms.form(hall, document.id, "html") is None
    for content in (b"first" * 100, b"second"):
        document_forms.keep_form(hall, document.id, "html", content, "", inside=True)
    assert document_forms.form(hall, document.id, "html").content == b"first" * 100
    document_forms.keep_form(hall, document.id, "pdf", b"%PDF", "fonts", inside=False)
    kept = document_forms.form(hall, document.id, "pdf")
    assert (kept.content, kept.made_with, len(kept.sha256)) == (None, "fonts", 64)


def test_it_waits_until_the_paper_is_out(hall, clerk, people, clock, receive):
    request = receive()
    document = issue(hall, clerk, request=request)
    assert [(one.id, one.request) for one in documents.waiting(hall)] == [(document.id, request.number)]
    documents.note_failure(hall, clerk, document.id, "pdf", way="cups:a", why="no\npaper", job="a-1")
    (waiting,) = documents.waiting(hall)
    assert (waiting.problem, waiting.job) == ("no paper", "a-1")
    documents.note_print(hall, people.other_clerk, document.id, "pdf", way="cups:a", copy="applicant")
    assert documents.waiting(hall) == ()
    assert [(p.staff, p.way, p.copy, p.outcome) for p in documents.prints(hall, document.id)] == [
        ("1003", "cups:a", "", "failed"),
        ("1004", "cups:a", "applicant", "out"),
    ]
    entries = journal_queries.of_subject(hall.db, "document", document.id)
    assert [entry.action for entry in entries] == ["issue", "print", "print"]
    assert json.loads(entries[-1].body)["copy"] == "applicant"


def test_printing_changes_neither_request_nor_clock(hall, clerk, receive):
    request = receive()
    document = issue(hall, clerk, request=request)
    before = requests.get(hall, request.number)
    for _ in range(3):
        documents.note_print(hall, clerk, document.id, "text")
    assert requests.get(hall, request.number) == before
    assert documents.get(hall, document.id) == document


def test_nobody_issues_or_prints_without_a_person(hall, clerk):
    with pytest.raises(NotAllowed):
        issue(hall, None)
    document = issue(hall, clerk)
    with pytest.raises(NotAllowed):
        documents.note_print(hall, None, document.id, "text")
    with pytest.raises(NotFound):
        documents.get(hall, "4711")


def test_another_terminals_paper_is_not_this_ones_task(hall, clerk, reopen):
    issue(hall, clerk)
    other = reopen(installation="bbbbbbbb")
    assert documents.waiting(other) == ()
    assert documents.newest(other) == []


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("document", "body = body || ' '"),
        ("document", "number = 'x'"),
        ("document_form", "content = X'00'"),
        ("document_form", "sha256 = 'x'"),
    ],
)
def test_verify_finds_what_was_changed(hall, clerk, table, change):
    document = issue(hall, clerk)
    document_forms.keep_form(hall, document.id, "text", b"as it was", "", inside=True)
    assert verification.verify(hall).first_bad == ""
    hall.db.execute_sql(f"DROP TRIGGER {table}_no_update")
    hall.db.execute_sql(f"UPDATE {table} SET {change}")
    found = verification.verify(hall)
    assert document.id in found.first_bad and document.id in str(found.problems[0])


def test_a_document_that_is_gone_is_named(hall, clerk):
    document = issue(hall, clerk)
    hall.db.execute_sql("DROP TRIGGER document_no_delete")
    Row.delete().execute(hall.db)
    assert verification.verify(hall).first_bad == f"document {document.id}"


def test_the_forms_of_a_document_belong_to_it(hall):
    with pytest.raises(peewee.IntegrityError):
        DocumentForm.insert(document="none", form="text", kept_at=0, sha256="").execute(hall.db)


def test_a_second_machine_at_the_window_counts_from_elsewhere(reopen, clerk):
    other = reopen(installation="bbbbbbbb", serial_start=5001)
    assert issue(other, clerk).number.endswith("0305001号")
    assert serials.following(other.db, other.terminal, documents.series_of("收件", other.clock.today())) == 5002
