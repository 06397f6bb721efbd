"""Versions of items: prepared beforehand, in force from their day, kept by the requests that were told them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from support.hall import NOW, SMALL_CATALOGUE

from hallclient.errors import BadInput, Conflict, NotAllowed, Refused
from hallclient.rules.item import Item, ItemMaterial
from hallclient.services import catalogue, catalogue_search, item_editing, item_versions, notices, requests

START = date(2027, 1, 1)
FIRST = SMALL_CATALOGUE[0]
NEXT = replace(FIRST, name="低保金申请", promised_days=15, basis="新依据", materials=FIRST.materials[:1])


def codes(hall, text):
    return [hit.code for hit in catalogue_search.find(hall, text)]


@pytest.fixture
def prepared(hall, people):
    return item_editing.change(hall, people.admin, NEXT, START)


def test_a_prepared_version_changes_nothing_before_its_day(hall, prepared, receive):
    assert prepared == catalogue.get(hall, "MZ001") == FIRST
    assert prepared.version == 1
    assert codes(hall, "低保金") == []
    assert [(one.item.version, one.item.starts) for one in item_versions.of_item(hall, "MZ001")] == [
        (1, None),
        (2, START),
    ]
    assert receive().item_version == 1


def test_on_its_day_it_is_in_force_everywhere_without_a_writer(hall, prepared, clock):
    clock.set(NOW.replace(year=2027, month=1, day=1))
    now = catalogue.get(hall, "MZ001")
    assert (now, now.version, now.starts) == (NEXT, 2, START)
    assert now in catalogue.everything(hall)
    assert codes(hall, "djbsq") == [] and codes(hall, "低保金") == ["MZ001"]


def test_the_first_receipt_of_the_day_brings_it_in(hall, prepared, clock, receive):
    clock.set(NOW.replace(year=2027, month=1, day=4))
    request = receive()
    assert (request.item_version, request.item_name, request.promised_days) == (2, "低保金申请", 15)
    assert item_versions.begun(hall) == {}
    assert catalogue.get(hall, "MZ001").version == 2


def test_a_request_and_its_notice_keep_the_version_they_were_told(hall, clerk, prepared, clock, receive):
    request = receive()
    clock.set(NOW.replace(year=2027, month=1, day=4))
    issued = notices.issue(hall, clerk, request.number, {"A1": ("missing", ""), "A2": ("missing", "")})
    assert (issued.item_version, issued.item_name, issued.basis) == (1, FIRST.name, FIRST.basis)
    assert len(requests.get(hall, request.number).materials) == 2
    assert catalogue.told(hall, "MZ001", request.item_version) == FIRST


def test_a_change_at_once_is_a_new_version_and_the_old_one_is_kept(hall, people):
    now = item_editing.change(hall, people.admin, NEXT, seen=1)
    assert (now.version, now.starts) == (2, NOW.date())
    assert item_versions.get(hall, "MZ001", 1) == FIRST
    assert item_versions.get(hall, "MZ001", 2) == NEXT
    with pytest.raises(Conflict, match="somebody else"):
        item_editing.change(hall, people.admin, FIRST, seen=1)


def test_preparing_the_same_day_again_takes_the_place_of_what_was_prepared(hall, people, prepared):
    item_editing.change(hall, people.admin, replace(NEXT, fee="10元"), START)
    assert [(one.item.version, one.item.fee) for one in item_versions.of_item(hall, "MZ001")] == [
        (1, "不收费"),
        (2, "10元"),
    ]
    assert catalogue.save(hall, "1009", [replace(NEXT, fee="10元")], START) == (0, 0, 1)


def test_several_prepared_versions_follow_each_other(hall, people, prepared, clock, receive):
    item_editing.change(hall, people.admin, replace(NEXT, fee="20元"), date(2027, 2, 1))
    clock.set(NOW.replace(year=2027, month=1, day=4))
    assert receive().item_version == 2
    clock.set(NOW.replace(year=2027, month=2, day=1))
    assert catalogue.get(hall, "MZ001").fee == "20元"
    assert receive().item_version == 3


def test_a_new_item_can_be_prepared(hall, people, clock, receive):
    new = Item("XX001", "新事项", "县民政局", "promised", materials=(ItemMaterial("M1", "申请书"),))
    item_editing.change(hall, people.admin, new, START, new=True)
    assert codes(hall, "新事项") == []
    with pytest.raises(Refused, match="from 2027-01-01"):
        receive("XX001")
    with pytest.raises(Conflict, match="already"):
        item_editing.change(hall, people.admin, new, new=True)
    clock.set(NOW.replace(year=2027, month=1, day=4))
    assert codes(hall, "新事项") == ["XX001"]
    assert receive("XX001").item_version == 1


def test_withdrawing_at_once_and_from_a_day_on(hall, people, clock, receive):
    request = receive()
    item_editing.withdraw(hall, people.admin, "MZ001", START)
    assert "MZ001" in codes(hall, "")
    clock.set(NOW.replace(year=2027, month=1, day=1))
    assert "MZ001" not in codes(hall, "")
    with pytest.raises(Refused, match="no longer on offer"):
        receive()
    with pytest.raises(Refused, match="no longer on offer"):
        item_editing.withdraw(hall, people.admin, "MZ001")
    assert requests.get(hall, request.number) == request


@pytest.mark.parametrize(
    ("item", "starts", "words"),
    [
        (replace(FIRST, promised_days=31), None, "more than the statutory"),
        (replace(FIRST, name="长" * 2000), None, "2000 characters"),
        (replace(FIRST, kind="express"), None, "express"),
        (FIRST, NOW.date() - timedelta(days=1), "has passed"),
    ],
)
def test_what_does_not_hold_is_refused(hall, people, item, starts, words):
    with pytest.raises(BadInput, match=words):
        item_editing.change(hall, people.admin, item, starts)
    assert catalogue.get(hall, "MZ001") == FIRST


def test_only_the_administrator_changes_the_catalogue(hall, people):
    with pytest.raises(NotAllowed):
        item_editing.change(hall, people.supervisor, NEXT)
    with pytest.raises(NotAllowed):
        item_editing.withdraw(hall, people.clerk, "MZ001")


def test_conditions_that_imply_others_bring_their_materials(hall, people, receive):
    item = replace(
        FIRST,
        conditions=(("agent", "委托他人代办"), ("firm", "企业"), ("minor", "未成年人")),
        condition_rules=(("firm", "implies", "agent"), ("minor", "excludes", "firm")),
    )
    item_editing.change(hall, people.admin, item)
    request = receive(conditions=("firm",))
    assert request.conditions == ("agent", "firm")
    assert [m.code for m in request.materials] == ["A1", "A2", "A3"]
    with pytest.raises(BadInput, match="exclude each other"):
        receive(conditions=("firm", "minor"))


def test_a_version_kept_before_promises_had_a_mark_of_their_own(hall):
    text = item_versions.body(FIRST)
    old = text.replace(',"promisable":true', "").replace(',"promisable":false', "")
    assert old != text and "promisable" not in old
    assert item_versions.from_body(old) == FIRST
