"""Authority, help, signatures, late entries, deliveries and the province's number, as services keep them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from support.hall import NOW, ZONE, applicant

from hallclient.errors import BadInput, NotFound, Refused
from hallclient.rules import visit as visit_rules
from hallclient.rules.circumstances import Authority, Circumstances, Signature
from hallclient.rules.item import Item
from hallclient.services import catalogue, day_close, external, intake, notices, requests, visits
from hallclient.services.intake import Intake
from hallclient.services.request_actions import act
from hallclient.services.search import search
from hallclient.services.verification import verify

AGENT = applicant(name="李四")
FULL = Circumstances(
    no_phone=True,
    contact_name="王家村村委会",
    contact_relation="村",
    large_print=True,
    scribe="李四",
    scribe_witness="王五",
    signature=Signature("refused", "不认可", "王五"),
    card="expired",
    typed_by_hand=True,
)


def test_everything_is_kept_and_read_back(hall, receive):
    authority = Authority("entrusted", "代为申请、领取", date(2026, 12, 31))
    request = receive(conditions=("agent",), agent=AGENT, circumstances=FULL, authority=authority, phone="")
    assert (request.circumstances, request.authority) == (FULL, authority)
    assert requests.get(hall, request.number) == request
    assert verify(hall).problems == ()


def test_without_anything_particular_nothing_is_stored(hall, receive):
    request = receive()
    assert (request.circumstances, request.authority, request.delivery.way) == (Circumstances(), None, "")


@pytest.mark.parametrize(
    ("in_person", "kind", "refused"),
    [
        ("self", "entrusted", True),
        ("self", "guardian", True),
        ("guardian", "handler", True),
        ("guardian", "guardian", False),
    ],
)
def test_items_that_need_the_person(hall, people, receive, in_person, kind, refused):
    item = Item("HJ1", "婚姻登记", "县民政局", "promised", in_person=in_person)
    catalogue.save(hall, "1009", [item])
    assert catalogue.get(hall, "HJ1") == item
    if refused:
        with pytest.raises(Refused, match="needs the person"):
            receive("HJ1", agent=AGENT, authority=Authority(kind))
        assert requests.count(hall, requests.Filter()) == 0
    else:
        assert receive("HJ1", agent=AGENT, authority=Authority(kind)).authority == Authority(kind)
    assert receive("HJ1").agent is None


def test_an_authority_that_ended_is_refused(hall, receive):
    with pytest.raises(Refused, match="ended on 2026-11-19"):
        receive(agent=AGENT, conditions=("agent",), authority=Authority("entrusted", "", date(2026, 11, 19)))


@pytest.mark.parametrize(
    "changes",
    [
        {"circumstances": Circumstances(card="torn")},
        {"circumstances": Circumstances(signature=Signature("maybe"))},
        {"circumstances": Circumstances(scribe="李四")},
        {"circumstances": Circumstances(paper_serial="P1")},
        {"agent": AGENT, "authority": Authority("friend")},
    ],
)
def test_what_does_not_hold_stores_nothing(hall, receive, changes):
    with pytest.raises(BadInput):
        receive(**changes)
    assert requests.count(hall, requests.Filter()) == 0


def test_no_phone_is_no_gap_of_the_ledger(hall, receive):
    receive(phone="", circumstances=Circumstances(no_phone=True, contact_name="儿子"))
    assert day_close.prepare(hall).open.gaps == ()


# --- 补录


def test_a_late_entry_counts_from_the_true_time(hall, clerk, receive):
    true = datetime(2026, 11, 18, 15, 30, tzinfo=ZONE)
    request = receive(received_at=true, circumstances=Circumstances(paper_serial="纸 0007"), first_asked="1004")
    assert request.number == "370784-20261118-030001"
    assert (request.received_at, request.notice_due) == (true, date(2026, 11, 25))
    assert (request.first_asked, request.owner) == ("1004", "1003")
    told = request.circumstances
    assert (told.late, told.paper_serial, told.entered_by, told.entered_at) == (True, "纸 0007", "1003", NOW)
    visit = visits.get(hall, request.visit)
    assert (visit.left_at, visit.spans, visit_rules.waited(visit.spans, NOW)) == (true, (), 0)
    (entry,) = requests.timeline(hall, request)
    assert entry.at == NOW, "the journal says when it was entered"


def test_a_naive_time_is_the_halls(hall, receive):
    naive = datetime(2026, 11, 20, 8, 0, tzinfo=ZONE).replace(tzinfo=None)
    request = receive(received_at=naive, circumstances=Circumstances(paper_serial="P1"))
    assert request.received_at == datetime(2026, 11, 20, 8, 0, tzinfo=ZONE)


def test_the_future_and_the_same_paper_twice_are_refused(hall, receive):
    paper = Circumstances(paper_serial="P1")
    with pytest.raises(BadInput, match="future"):
        receive(received_at=NOW + timedelta(minutes=1), circumstances=paper)
    with pytest.raises(BadInput, match="serial"):
        receive(received_at=NOW)
    first = receive(received_at=NOW - timedelta(hours=1), circumstances=paper)
    with pytest.raises(Refused, match=first.number):
        receive(received_at=NOW - timedelta(hours=1), circumstances=paper)
    with pytest.raises(NotFound):
        receive(received_at=NOW, circumstances=Circumstances(paper_serial="P2"), first_asked="7777")


def test_a_late_entry_into_a_closed_day_is_warned_of(hall, clerk, clock):
    day_close.sign(hall, clerk, day_close.prepare(hall), "", [])
    clock.set(NOW + timedelta(days=3))
    typed = Intake("MZ001", applicant(), received_at=NOW, circumstances=Circumstances(paper_serial="P1"))
    (warning,) = intake.receive(hall, clerk, typed).warnings
    assert "2026-11-20 is closed already" in str(warning)


# --- signatures, delivery, the province's number


def test_signatures_on_receipt_and_notice(hall, clerk, receive):
    request = receive()
    act(hall, clerk, request.number, "sign", {"signed": "fingerprint"})
    with pytest.raises(Refused, match="No notice"):
        act(hall, clerk, request.number, "sign", {"on": "notice", "signed": "signed"})
    notices.issue(hall, clerk, request.number, {"A1": ("missing", ""), "A2": ("ok", "")})
    with pytest.raises(BadInput, match="reason"):
        act(hall, clerk, request.number, "sign", {"on": "notice", "signed": "refused"})
    given = {"on": "notice", "signed": "refused", "reason": "不认可", "witness": "王五"}
    found = act(hall, clerk, request.number, "sign", given).request
    assert found.circumstances.signature == Signature("fingerprint")
    assert found.notice_signature == Signature("refused", "不认可", "王五")
    with pytest.raises(BadInput, match="neither"):
        act(hall, clerk, request.number, "sign", {"on": "door", "signed": "signed"})


@pytest.fixture
def decided(hall, people, receive):
    request = receive("MZ002")
    act(hall, people.clerk, request.number, "accept")
    return act(hall, people.chief, request.number, "decide", {"result": "granted"}).request


def test_a_delivery_says_how(hall, clerk, decided):
    given = {"way": "other", "to": "李四", "id": "11010519491231002x", "signed": "yes"}
    done = act(hall, clerk, decided.number, "deliver", given).request
    delivery = done.delivery
    assert (done.delivered_to, delivery.way, delivery.id_number, delivery.signed) == (
        "李四", "other", "11010519491231002X", "signed",
    )  # fmt: skip


@pytest.mark.parametrize(
    "given",
    [{"way": "other"}, {"way": "mail", "to": "x"}, {"way": "pigeon"}, {"way": "self", "signed": "perhaps"}],
)
def test_a_delivery_that_lacks_something_changes_nothing(hall, clerk, decided, given):
    with pytest.raises(BadInput):
        act(hall, clerk, decided.number, "deliver", given)
    assert requests.get(hall, decided.number).state == "decided"


def test_the_provinces_number(hall, clerk, receive):
    first, second = receive(), receive("MZ002")
    found = act(hall, clerk, first.number, "external", {"number": "p370784 2611 0001"}).request
    assert found.province_number == "P37078426110001"
    assert external.twice(hall, found) is None
    other = act(hall, clerk, second.number, "external", {"number": "P37078426110001"}).request
    assert first.number in str(external.twice(hall, other))
    assert [r.number for r in search(hall, "p37078426110001")] == [second.number, first.number]
    assert act(hall, clerk, second.number, "external", {"number": ""}).request.province_number == ""
    with pytest.raises(BadInput):
        act(hall, clerk, second.number, "external", {})
    with pytest.raises(BadInput, match="longer"):
        act(hall, clerk, second.number, "external", {"number": "9" * 65})
    assert verify(hall).problems == ()
