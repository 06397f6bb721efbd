"""Every state and action: what follows is written out here once more, and every “no” has its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from itertools import product

import pytest
from support.lifecycle_table import OPEN, TABLE

from hallclient.rules import lifecycle
from hallclient.rules.kinds import KINDS
from hallclient.rules.message import Message
from hallclient.rules.pending import NOBODY, Pending
from hallclient.rules.request import Person, Request, RequestMaterial
from hallclient.rules.task import Task
from hallclient.rules.terms import STATES

CHIEF = lifecycle.Who("1001", "chief", ("县民政局",))
CLERK = lifecycle.Who("1003", "clerk")
PEOPLE = (CHIEF, CLERK, lifecycle.Who("1005", "supervisor"), lifecycle.Who("1009", "admin"))
PAPER = RequestMaterial("A1", "居民身份证")
PENDING = (NOBODY, Pending("1001"), Pending("1004"), Pending(window=3), Pending(department="县民政局"))
OPEN_TASK = Task(1, "县卫生健康局", "1003")
DONE_TASK = Task(1, "县卫生健康局", "1003", finished=True)
CLOCKS = {
    "legal_path": "other",
    "lapse_basis": "办法第九条",
    "accepted_on": date(2026, 11, 20),
    "statutory_due": date(2026, 12, 18),
    "paused_since": date(2026, 11, 24),
    "materials": (RequestMaterial("A1", "居民身份证", mark="deferred"),),
}
"""Facts with which every step of the clocks is possible."""


def request(state: str = "registered", **changes: object) -> Request:
    values: dict[str, object] = {
        "number": "370784-20261120-030001",
        "terminal": "03aaaaaaaa",
        "version": 1,
        "state": state,
        "received_at": datetime(2026, 11, 20, 9, 0, tzinfo=timezone(timedelta(hours=8))),
        "window": 3,
        "item": "MZ001",
        "item_name": "最低生活保障申请",
        "department": "县民政局",
        "kind": "promised",
        "legal_path": "licence",
        "unit": "workday",
        "statutory_days": 20,
        "promised_days": 10,
        "applicant": Person("张三"),
        "first_asked": "1003",
        "owner": "1003",
        "materials": (PAPER,),
    }
    return Request(**{**values, **changes})


def test_the_table_has_every_state():
    assert set(TABLE) == set(STATES)
    assert set(OPEN) == lifecycle.OPEN_STATES
    assert set(STATES) - set(OPEN) == lifecycle.CLOSED_STATES


@pytest.mark.parametrize("action", lifecycle.STEPS)
@pytest.mark.parametrize("state", STATES)
def test_what_follows_is_in_the_table(state, action):
    """Over every kind, person, deemed acceptance and hand-over: allowed only where the table says so."""
    target = TABLE[state].get(action)
    possible = False
    for kind, who, deemed, pending, tasks, facts in product(
        KINDS, (*PEOPLE, None), (False, True), PENDING, ((), (OPEN_TASK,), (DONE_TASK,)), ({}, CLOCKS)
    ):
        told = {"supplement_due": date(2026, 12, 11)} if action == "second-notice" else {}
        known = {**(facts if action != "reopen" else {}), **told}
        one = request(state, kind=kind, pending=pending, tasks=tasks, **known)
        reason = lifecycle.refusal(action, one, who, deemed=deemed)
        if reason is not None:
            assert isinstance(reason, Message)
            assert str(reason)
            continue
        possible = True
        assert who is not None
        # A complaint goes to its handler as it was received.
        assert lifecycle.target(action, one) == (target or "in_review")
        assert target is not None or (kind, action, state) == ("complaint", "assign", "registered")
    assert possible is (target is not None or (action, state) == ("assign", "registered"))


def refusal(action: str, one: Request, who: lifecycle.Who | None = CHIEF, **more: object) -> str:
    reason = lifecycle.refusal(action, one, who, **more)
    return "" if reason is None else str(reason)


def test_the_reasons():
    missing = request(materials=(RequestMaterial("A1", "居民身份证", mark="missing"),))
    assert "1 materials are missing" in refusal("accept", missing)
    assert refusal("accept", missing, deemed=True) == ""
    assert "Accepted by law since 2026-11-20" in refusal("notice", request(), deemed=True)
    assert "Accepted by law since 2026-11-20" in refusal("refuse", request(), deemed=True)
    assert "given a notice already" in refusal("notice", request(supplement_due=date(2026, 12, 11)))
    assert "asks for no materials" in refusal("notice", request(materials=()))
    assert "Only consultations" in refusal("answer", request())
    assert "rated already" in refusal("rate", request("delivered", rating="5"))
    assert "Nobody is signed on" in refusal("accept", request(), None)
    assert "authorised for the department" in refusal("decide", request("accepted"), CLERK)
    assert "handed to staff code 1004" in refusal("take-up", request(pending=Pending("1004")))
    assert "“Decide” does not follow on “Received”." in refusal("decide", request())


def test_the_reasons_of_the_clocks():
    running = request("accepted", accepted_on=date(2026, 11, 20), statutory_due=date(2026, 12, 18))
    assert "no limit that could stand still" in refusal("exclude-start", request("accepted"))
    assert refusal("exclude-start", running) == ""
    assert "No excluded time is running" in refusal("exclude-end", running)
    assert refusal("exclude-end", replace(running, paused_since=date(2026, 11, 24))) == ""
    assert refusal("extend", running, replace(CHIEF, on=date(2026, 12, 18))) == ""
    assert "ended on 2026-12-18" in refusal("extend", running, replace(CHIEF, on=date(2026, 12, 19)))
    still = replace(running, paused_since=date(2026, 12, 1))
    assert refusal("extend", still, replace(CHIEF, on=date(2026, 12, 19))) == "", "the clock stands"
    assert "extended once already" in refusal("extend", replace(running, extended_days=10))
    assert "no statutory limit" in refusal("extend", request("accepted"))
    assert "is not extended" in refusal("extend", replace(running, kind="complaint"))
    assert "No material is deferred" in refusal("bring", running)
    silent = request("awaiting_supplement", supplement_due=date(2026, 12, 11))
    assert "no lapse for licences" in refusal("lapse", silent)
    assert "no lapse for licences" in refusal("lapse", replace(silent, lapse_basis="x")), "whatever the item says"
    other = replace(silent, legal_path="other")
    assert "names no basis" in refusal("lapse", other)
    other = replace(other, lapse_basis="办法第九条")
    assert "runs until 2026-12-11" in refusal("lapse", other, replace(CHIEF, on=date(2026, 12, 11)))
    assert refusal("lapse", other, replace(CHIEF, on=date(2026, 12, 12))) == ""
    by_law = request("accepted", by_law=True)
    assert "Accepted by law since 2026-11-20" in refusal("notice", by_law)
    assert "Accepted by law since 2026-11-20" in refusal("refuse", by_law)
    own = request(legal_path="other", deemed_basis="条例第八条")
    assert "Accepted by law since" in refusal("notice", own, deemed=True)


def test_offers_are_the_refusals_in_order():
    offers = lifecycle.offers(request(), CLERK)
    assert [offer.action for offer in offers] == list(lifecycle.STEPS)
    assert all(offer.reason == lifecycle.refusal(offer.action, request(), CLERK) for offer in offers)
    assert all(offer.allowed is (offer.reason is None) for offer in offers)
