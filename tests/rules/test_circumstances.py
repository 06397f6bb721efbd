"""Who may act for whom, what signatures and deliveries need, when a late entry is none."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hallclient.rules import circumstances as rules
from hallclient.rules.circumstances import AUTHORITIES, Authority, Circumstances, Delivery, Signature

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("in_person", "allowed"),
    [("", set(AUTHORITIES)), ("self", set()), ("guardian", {"guardian"})],
)
def test_who_may_act_for_the_person(in_person, allowed):
    found = {kind for kind in AUTHORITIES if rules.authority_refusal(in_person, Authority(kind), TODAY) is None}
    assert found == allowed


@pytest.mark.parametrize(("days", "refused", "warned"), [(-1, True, False), (0, False, True), (1, False, False)])
def test_an_authority_has_its_last_day(days, refused, warned):
    authority = Authority("entrusted", "", TODAY + timedelta(days=days))
    assert (rules.authority_refusal("", authority, TODAY) is not None) == refused
    assert (rules.authority_warning(authority, TODAY) is not None) == warned


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        (Circumstances(), None),
        (Circumstances(scribe="李四"), "needs a witness"),
        (Circumstances(scribe="李四", scribe_witness="李四"), "another person"),
        (Circumstances(scribe="李四", scribe_witness="王五"), None),
        (Circumstances(contact_relation="儿子"), "contact is missing"),
        (Circumstances(signature=Signature("refused")), "needs its reason"),
        (Circumstances(signature=Signature("refused", "不认可")), "needs a witness"),
        (Circumstances(signature=Signature("refused", "不认可", "王五")), None),
        (Circumstances(signature=Signature("fingerprint")), None),
    ],
)
def test_what_lacks(typed, problem):
    found = rules.problem(typed)
    assert found is None if problem is None else problem in str(found)


def test_an_expired_card_and_nobody_to_reach_are_warned_of():
    assert len(rules.warnings(Circumstances(card="expired"), "1")) == 1
    assert rules.warnings(Circumstances(card="temporary"), "1") == ()
    assert len(rules.warnings(Circumstances(no_phone=True), "")) == 1
    assert rules.warnings(Circumstances(no_phone=True, contact_name="村委会"), "") == ()


@pytest.mark.parametrize(
    ("minutes", "serial", "problem"), [(0, "P1", None), (-9999, "P1", None), (1, "P1", "future"), (0, "", "serial")]
)
def test_a_late_entry_lies_in_the_past_and_has_its_paper(minutes, serial, problem):
    found = rules.late_problem(NOW + timedelta(minutes=minutes), NOW, serial)
    assert found is None if problem is None else problem in str(found)


@pytest.mark.parametrize(
    ("delivery", "to", "problem"),
    [
        (Delivery(), "", None),
        (Delivery("self"), "", None),
        (Delivery("other"), "", "collects"),
        (Delivery("other"), "李四", None),
        (Delivery("mail"), "李四", "parcel"),
        (Delivery("mail", number="EMS1"), "", None),
    ],
)
def test_what_a_delivery_lacks(delivery, to, problem):
    found = rules.delivery_problem(delivery, to)
    assert found is None if problem is None else problem in str(found)
