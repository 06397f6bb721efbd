"""The checklist: what applies, what may be marked, and when a notice may be issued."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallclient.rules import checklist
from hallclient.rules.item import ItemMaterial
from hallclient.rules.request import RequestMaterial
from hallclient.rules.terms import MARKS


def paper(code: str = "A", mark: str = "", *, deferrable: bool = False, promisable: bool = False) -> RequestMaterial:
    return RequestMaterial(code, f"材料{code}", deferrable=deferrable, mark=mark, promisable=promisable)


def test_every_mark_has_its_word():
    assert set(checklist.MARKS) | {""} == set(MARKS)


def test_conditions_decide_what_applies():
    papers = (
        ItemMaterial("A", "甲"),
        ItemMaterial("B", "乙", condition="agent"),
        ItemMaterial("C", "丙", condition="x"),
    )
    assert [m.code for m in checklist.applicable(papers, ())] == ["A"]
    assert [m.code for m in checklist.applicable(papers, ("agent",))] == ["A", "B"]
    assert [m.code for m in checklist.applicable(papers, ("x", "agent", "other"))] == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("mark", "words", "deferrable", "promisable"),
    list(product(checklist.MARKS, ("", "模糊"), (False, True), (False, True))),
)
def test_every_mark(mark, words, deferrable, promisable):
    """容缺 and 告知承诺 are two marks: neither allows the other."""
    refused = (
        (mark == "deferred" and not deferrable)
        or (mark == "promised" and not promisable)
        or (mark in ("defective", "not_applicable") and not words)
    )
    reason = checklist.refuse_mark(paper(deferrable=deferrable, promisable=promisable), mark, words)
    assert (reason is not None) is refused
    assert reason is None or "材料A" in str(reason)


def test_an_unknown_mark_is_named():
    assert "“good”" in str(checklist.refuse_mark(paper(), "good", ""))


marks = st.sampled_from(("", *checklist.MARKS))


@given(st.lists(marks, max_size=8))
def test_a_notice_is_issued_only_when_all_is_marked_and_something_is_missing(given_marks):
    papers = [paper(str(n), mark) for n, mark in enumerate(given_marks)]
    reason = checklist.refuse_notice(papers)
    unmarked = [p.name for p in papers if not p.mark]
    missing = [p for p in papers if p.mark in ("missing", "defective")]
    assert list(checklist.open_materials(papers)) == missing
    assert [p.name for p in checklist.unmarked(papers)] == unmarked
    if unmarked:
        assert str(len(unmarked)) in str(reason)
        assert all(name in str(reason) for name in unmarked)
    elif not missing:
        assert "Nothing is missing" in str(reason)
    else:
        assert reason is None
