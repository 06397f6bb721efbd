"""Papers of a request: issued once while they say what is so, and the same bytes whatever changes afterwards."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from printing.papers import required
from support.hall import NOW

from hallclient.errors import HallError, NotFound, Refused
from hallclient.jobs import papers, print_out, request_step, supplement
from hallclient.printing import fonts, forms, pdf, template_files
from hallclient.rules.circumstances import Circumstances
from hallclient.rules.once import Second
from hallclient.services import catalogue, documents, notices, request_actions, requests, verification
from hallclient.services.visit_requests import Coming
from hallclient.services.windows import Window

MARKS = {"A1": ("ok", ""), "A2": ("missing", "")}
FORMS = ("text", "text32", "escpos", "html")


@pytest.fixture
def issued(hall, clerk, receive):
    return papers.issue_notice(hall, clerk, receive().number, MARKS)


def content(hall, document, form):
    return print_out.content_of(hall, document, form)


def test_a_receipt_is_issued_anew_only_when_it_says_something_else(hall, clerk, people, receive):
    request = receive()
    first = papers.receipt(hall, clerk, request)
    assert papers.receipt(hall, people.other_clerk, requests.get(hall, request.number)) == first
    assert "未核对" in first.body and "王芳" in first.body
    marked = request_actions.mark(hall, clerk, request.number, {"A1": ("ok", "")}, seen=request.version)
    second = papers.receipt(hall, people.other_clerk, marked)
    assert (first.number[-3:], second.number[-3:]) == ("01号", "02号")
    assert "王芳" in second.body, "in the name of who took the papers in"


def test_every_supplement_has_its_receipt(hall, clerk, people, receive, clock):
    """Part and rest: what was brought, when, to whom, what is still awaited; acceptance with the last one."""
    number = receive().number
    told = papers.issue_notice(hall, clerk, number, {"A1": ("defective", "已过期"), "A2": ("missing", "")})
    clock.set(clock.now() + timedelta(days=3, minutes=5))
    part = supplement.check_off(hall, people.other_clerk, number, ("A2",))
    (first,) = part.documents
    text = content(hall, first, "text").decode()
    assert (first.kind, first.request, part.request.state) == ("receipt", number, "awaiting_supplement")
    for words in (
        f"按一次性告知书（{told.number}）补正", f"{clock.now():2026年11月23日 %H:%M}", "孙丽（工号1004）",
        "收到下列材料1项", "家庭收入证明", "提交方式：原件", "居民身份证：尚未补正", "尚有1项未补正",
    ):  # fmt: skip
        assert words in text, words
    rest = supplement.check_off(hall, clerk, number)
    assert [one.kind for one in rest.documents] == ["receipt", "acceptance"]
    assert "已全部补正" in content(hall, rest.documents[0], "text").decode()
    assert content(hall, first, "text").decode() == text
    assert {one.id for one in documents.waiting(hall)} >= {first.id, *(one.id for one in rest.documents)}
    assert verification.verify(hall).problems == ()


def test_a_refused_supplement_leaves_no_receipt(hall, clerk, receive, issued):
    with pytest.raises(HallError):
        supplement.check_off(hall, clerk, issued.request, ("A1",))
    assert [one.kind for one in documents.of_request(hall, issued.request)] == ["notice"]


def test_a_second_notice_prints_what_is_new_and_why(hall, clerk, people, issued):
    supplement.receive(hall, clerk, issued.request)
    grounds = Second("new_fact", "收入证明显示另有工作单位", "补正之前无从知道")
    again = papers.issue_notice(
        hall, clerk, issued.request, {"A1": ("defective", "单位不符")}, second=grounds, agreed=people.supervisor
    )
    text = "".join(content(hall, documents.get(hall, again.id), "text").decode().split())
    assert f"{issued.number}告知书之后出现新的情况：收入证明显示另有工作单位。" in text
    assert "首次告知时未能告知的原因：补正之前无从知道。" in text


def test_the_acceptance_is_one_while_its_dates_are(hall, clerk, people, receive, clock):
    request = receive()
    with pytest.raises(Refused):
        papers.acceptance(hall, clerk, request)
    accepted = request_actions.act(hall, clerk, request.number, "accept").request
    first = papers.acceptance(hall, clerk, accepted)
    clock.set(clock.now().replace(day=25))
    assert papers.acceptance(hall, people.other_clerk, accepted) == first
    assert papers.acceptance(hall, clerk, replace(accepted, promised_due=clock.today())) != first


def test_a_failure_to_compose_loses_neither_notice_nor_number(hall, clerk, receive, monkeypatch):
    number = receive().number
    with monkeypatch.context() as patch:
        patch.setattr(papers.notice_paper, "filling", lambda issued: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            papers.issue_notice(hall, clerk, number, MARKS)
    assert notices.of_request(hall, number) == [] and documents.waiting(hall) == ()
    assert papers.issue_notice(hall, clerk, number, MARKS).number.endswith("0300001号")


def test_a_notice_is_one_document_with_its_own_number(hall, clerk, issued):
    (document,) = documents.of_request(hall, issued.request)
    assert (document.id, document.number, document.kind) == (issued.id, issued.number, "notice")
    assert papers.by_ident(hall, clerk, issued.number) == document
    assert [one.id for one in documents.waiting(hall)] == [issued.id]
    with pytest.raises(NotFound):
        papers.by_ident(hall, clerk, "4711")


def test_a_notice_without_a_document_gets_one_when_it_is_printed(hall, clerk, receive):
    told = notices.issue(hall, clerk, receive().number, MARKS)
    assert documents.of_request(hall, told.request) == []
    assert papers.by_ident(hall, clerk, told.id).id == told.id
    assert verification.verify(hall).first_bad == ""


def test_a_disclosure_request_is_told_to_correct(hall, clerk, issued, monkeypatch):
    row = requests.row_of(hall, issued.request)
    row.legal_path = "disclosure"
    monkeypatch.setattr(papers.requests, "row_of", lambda hall, number: row)
    assert papers.notice_of(hall, issued).title == "补正告知书"


@pytest.mark.parametrize(("first", "pieces"), [("ok", 1), ("missing", 0)])
def test_what_lapses_goes_back_with_a_list_of_it(hall, clerk, receive, clock, first, pieces):
    catalogue.save(hall, "1009", [replace(catalogue.get(hall, "MZ001"), lapse_basis="办法第九条")])
    number = receive("MZ001").number
    notices.issue(hall, clerk, number, {"A1": (first, ""), "A2": ("missing", "")})
    clock.set(NOW + timedelta(days=40))
    taken = request_step.take(hall, clerk, number, "lapse", {"returned": "本人取回"})
    assert taken.request.state == "lapsed"
    assert [paper.kind for paper in taken.documents] == ["return"] * pieces, "nothing was here: nothing goes back"
    if pieces:
        text = content(hall, taken.documents[0], "text").decode()
        assert catalogue.get(hall, "MZ001").materials[0].name in text
        assert catalogue.get(hall, "MZ001").materials[1].name not in text


def test_refusal_and_return_follow_the_state(hall, clerk, people, receive):
    request = receive()
    for issue in (papers.refusal, papers.returned):
        with pytest.raises(Refused):
            issue(hall, clerk, request)
    request_actions.mark(hall, clerk, request.number, {"A1": ("ok", "")}, seen=request.version)
    reason = {"reason": "《某办法》第三条：不需要申请"}
    refused = request_actions.act(hall, people.chief, request.number, "refuse", reason).request
    assert "第三条" in papers.refusal(hall, people.chief, refused).body
    assert "决定不予受理" in papers.returned(hall, clerk, refused).body


def change_everything(hall, reopen, number):
    """The program's wording, the hall's settings and templates, the catalogue: all different from before."""
    hall.home.templates.mkdir(exist_ok=True)
    for kind in ("notice", "receipt", "acceptance"):
        text = template_files.built_in_text(kind).replace("[签名]", "[正文]\n改过的模板\n[签名]")
        (hall.home.templates / f"{kind}.txt").write_text(text, "utf-8")
    item = catalogue.get(hall, requests.get(hall, number).item)
    catalogue.save(hall, "1009", [replace(item, name="改过的事项", basis="改过的依据", materials=item.materials[:1])])
    return reopen(hall="改过的大厅", supervision_phone="000")


@pytest.mark.parametrize("form", [*FORMS, "pdf"])
def test_a_reprint_is_the_same_bytes_whatever_has_changed(hall, clerk, issued, reopen, clock, monkeypatch, form):
    if form == "pdf":
        required("a Chinese TrueType font", bool(fonts.found()))
    document = documents.of_request(hall, issued.request)[0]
    first = content(hall, document, form)
    changed = change_everything(hall, reopen, issued.request)
    clock.set(clock.now().replace(day=27))
    if form != "pdf":
        monkeypatch.setattr(forms, "render", lambda *values: b"another version of the program")
    again = papers.by_ident(changed, clerk, issued.id)
    assert again == document
    assert content(changed, again, form) == first
    assert "改过" not in again.body


def test_a_pdf_whose_file_is_gone_is_made_again_or_refused(hall, clerk, issued, monkeypatch):
    required("a Chinese TrueType font", bool(fonts.found()))
    document = documents.of_request(hall, issued.request)[0]
    first = content(hall, document, "pdf")
    path = papers.file_of(hall, document, ".pdf")
    path.unlink()
    assert content(hall, document, "pdf") == first
    path.write_bytes(b"damaged")
    assert content(hall, document, "pdf") == first
    path.unlink(missing_ok=True)
    monkeypatch.setattr(pdf, "render", lambda *values: b"%PDF of other fonts")
    with pytest.raises(Refused) as refused:
        content(hall, document, "pdf")
    assert refused.value.code == "not_same_bytes" and "reportlab" in str(refused.value.message)
    assert not path.exists(), "what is not the same is not written either"


def test_printing_writes_the_folder_and_logs(hall, clerk, issued):
    done = print_out.put_out(hall, clerk, issued.id)
    assert (done.form, str(done.way)) == ("html", "folder")
    folder = papers.folder(hall, issued.request)
    assert {path.name for path in folder.iterdir()} == {f"notice-{issued.id}.txt", f"notice-{issued.id}.html"}
    assert documents.waiting(hall) == ()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    (folder / f"notice-{issued.id}.txt").write_text("scribbled over", "utf-8")
    print_out.put_out(hall, clerk, issued.id, copy="applicant")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [p.copy for p in documents.prints(hall, issued.id)] == ["both", "applicant"]


def test_a_folder_that_cannot_be_written_keeps_the_document(hall, clerk, issued, monkeypatch):
    real = os.replace
    monkeypatch.setattr("pathlib.Path.replace", lambda *paths: (_ for _ in ()).throw(OSError(28, "No space left")))
    with pytest.raises(HallError) as full:
        print_out.put_out(hall, clerk, issued.id)
    assert full.value.code == "not_written"
    (waiting,) = documents.waiting(hall)
    assert "No space left" in waiting.problem
    monkeypatch.undo()
    assert real is os.replace
    print_out.put_out(hall, clerk, issued.id)
    assert documents.waiting(hall) == ()


def test_opening_and_looking_changes_nothing(hall, clerk, issued):
    before = hashlib.sha256("".join(map(str, hall.db.connection().iterdump())).encode()).hexdigest()
    documents.of_request(hall, issued.request)
    documents.get(hall, issued.id)
    papers.notice_of(hall, issued)
    documents.waiting(hall)
    assert hashlib.sha256("".join(map(str, hall.db.connection().iterdump())).encode()).hexdigest() == before


STEPS = st.lists(
    st.sampled_from(["reprint", "file", "supplement", "accept", "catalogue", "template", "mark"]), max_size=8
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=STEPS)
def test_no_sequence_of_steps_changes_an_issued_notice(hall, clerk, receive, steps):
    told = papers.issue_notice(hall, clerk, receive().number, MARKS)
    document = documents.of_request(hall, told.request)[0]
    bytes_of = {form: content(hall, document, form) for form in FORMS}
    state = requests.get(hall, told.request)
    for step in steps:
        try:
            if step == "reprint":
                print_out.put_out(hall, clerk, told.id)
                assert requests.get(hall, told.request) == state
            elif step == "file":
                papers.file_of(hall, document, ".txt").unlink(missing_ok=True)
            elif step in ("supplement", "accept"):
                request_actions.act(hall, clerk, told.request, step)
            elif step == "catalogue":
                item = catalogue.get(hall, told.item)
                catalogue.save(hall, "1009", [replace(item, name=item.name + "改")])
            elif step == "template":
                hall.home.templates.mkdir(exist_ok=True)
                (hall.home.templates / "notice.txt").write_text("标题：坏", "utf-8")
            else:
                request_actions.mark(hall, clerk, told.request, {"A2": ("ok", "")})
        except HallError:
            pass
        state = requests.get(hall, told.request)
    assert notices.get(hall, told.id) == told
    assert documents.get(hall, told.id) == document
    assert {form: content(hall, document, form) for form in FORMS} == bytes_of
    assert len(notices.of_request(hall, told.request)) == 1


def test_one_receipt_for_the_visit(hall, clerk, receive):
    first = receive()
    second = receive("MZ002", coming=Coming(visit=first.visit))
    words = content(hall, papers.receipt(hall, clerk, second), "text").decode()
    assert second.number in words and first.number in words


def test_large_print_beside_the_usual(hall, clerk, receive):
    request = receive(circumstances=Circumstances(large_print=True))
    told = papers.issue_notice(hall, clerk, request.number, MARKS)
    print_out.put_out(hall, clerk, papers.receipt(hall, clerk, request).id)
    folder = print_out.put_out(hall, clerk, told.id).file.parent
    names = {path.name for path in folder.iterdir()}
    assert {f"notice-{told.id}.txt", f"notice-{told.id}-large.txt", f"notice-{told.id}-large.html"} <= names
    assert len([name for name in names if name.startswith("receipt") and "-large" in name]) == 2
    before = (folder / f"notice-{told.id}-large.html").read_bytes()
    print_out.put_out(hall, clerk, told.id)
    assert (folder / f"notice-{told.id}-large.html").read_bytes() == before
    print_out.put_out(hall, clerk, papers.receipt(hall, clerk, receive("MZ002")).id)
    assert len(list((hall.home.exports / "papers").glob("*/*large*"))) == 4


def test_a_slip_to_a_window_is_numbered_and_counted_once(hall, clerk):
    window = Window(5, "社保窗口", "二楼", "0536-2158005")
    slip = papers.guide_to_window(hall, clerk, window, "社保卡")
    assert slip.number.endswith("引导〔2026〕0300001号") and "二楼" in slip.body
    assert papers.guide_to_window(hall, clerk, window, "社保卡") != slip
