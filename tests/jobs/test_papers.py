"""Papers as files: one receipt for everything of a visit, large print for who needs it."""

from __future__ import annotations

from hallclient.jobs import papers
from hallclient.rules.circumstances import Circumstances
from hallclient.services import notices
from hallclient.services.visit_requests import Coming


def test_one_receipt_for_the_visit(hall, clerk, receive):
    first = receive()
    second = receive("MZ002", coming=Coming(visit=first.visit))
    words = (papers.receipt(hall, clerk, second) / "receipt.txt").read_text(encoding="utf-8")
    assert second.number in words and first.number in words


def test_large_print_beside_the_usual(hall, clerk, receive):
    request = receive(circumstances=Circumstances(large_print=True))
    notice = notices.issue(hall, clerk, request.number, {"A1": ("missing", ""), "A2": ("ok", "")})
    papers.receipt(hall, clerk, request)
    folder = papers.notice(hall, clerk, notice)
    names = {path.name for path in folder.iterdir()}
    assert {"receipt.txt", "receipt-large.txt", "receipt-large.html", f"notice-{notice.id}-large.html"} <= names
    before = (folder / f"notice-{notice.id}-large.html").read_bytes()
    papers.notice(hall, clerk, notice)
    assert (folder / f"notice-{notice.id}-large.html").read_bytes() == before
    assert not list(papers.folder(hall, receive("MZ002").number).glob("*large*"))
