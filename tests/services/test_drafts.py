"""Drafts: parked while the applicant makes a copy, found again after a crash, never counted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support.hall import NOW

from hallclient.errors import NotAllowed, NotFound
from hallclient.services import day_close, desk, drafts, requests

FORM = {"name": "张三", "item": "MZ001", "note": "一\n二", "odd": "\ud800\x00[bold]"}


def test_what_is_typed_survives_a_restart(reopen, people):
    ident = drafts.save(reopen(), people.clerk, FORM)
    again = drafts.get(reopen(), ident)
    assert again.form == FORM, "as typed, not cleaned"
    assert (again.staff, again.label, again.saved_at, again.parked_at) == ("1003", "张三", NOW, None)


def test_typing_on_keeps_one_draft(hall, clerk, clock):
    ident = drafts.save(hall, clerk, FORM)
    clock.set(NOW + timedelta(minutes=1))
    assert drafts.save(hall, clerk, {**FORM, "name": "张三丰"}, ident) == ident
    (only,) = drafts.every(hall)
    assert (only.label, only.saved_at) == ("张三丰", NOW + timedelta(minutes=1))


def test_parking_sets_it_aside_and_taking_up_brings_it_back(hall, clerk):
    ident = drafts.save(hall, clerk, FORM, park=True)
    assert drafts.get(hall, ident).parked_at == NOW
    assert desk.view(hall).parked == 1
    drafts.save(hall, clerk, FORM, ident)
    assert drafts.get(hall, ident).parked_at is None
    assert desk.view(hall).parked == 0


def test_a_draft_is_never_counted_as_received(hall, clerk):
    drafts.save(hall, clerk, FORM, park=True)
    assert requests.count(hall, requests.Filter()) == 0
    assert desk.view(hall).received == 0


def test_several_are_listed_oldest_first(hall, clerk):
    idents = [drafts.save(hall, clerk, {"name": name}, park=True) for name in ("甲", "乙", "丙")]
    assert [d.id for d in drafts.every(hall)] == idents


def test_thrown_away_is_gone(hall, clerk):
    ident = drafts.save(hall, clerk, FORM)
    drafts.discard(hall, ident)
    assert drafts.every(hall) == []
    with pytest.raises(NotFound):
        drafts.get(hall, ident)


def test_saving_one_that_is_gone_makes_another(hall, clerk):
    ident = drafts.save(hall, clerk, FORM)
    drafts.discard(hall, ident)
    drafts.save(hall, clerk, FORM, ident)
    assert [d.form for d in drafts.every(hall)] == [FORM]


def test_a_terminal_has_its_own(reopen, people):
    drafts.save(reopen(installation="aaaaaaaa"), people.clerk, FORM)
    assert drafts.every(reopen(installation="bbbbbbbb")) == []


def test_a_draft_needs_a_person(hall):
    with pytest.raises(NotAllowed):
        drafts.save(hall, None, FORM)


def test_people_are_masked_in_lists_organisations_are_not(hall, clerk):
    for form in ({"name": "张三丰"}, {"name": "某餐饮公司", "id_type": "uscc"}, {"name": ""}):
        drafts.save(hall, clerk, form, park=True)
    assert [draft.shown for draft in drafts.every(hall)] == ["张*丰", "某餐饮公司", ""]
    parked = day_close.prepare(hall).open.parked
    assert parked[:2] == ("张*丰", "某餐饮公司") and parked[2].isdigit()
