"""What is rarely recorded at a receipt, the visit behind it, and the returning applicant."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support.hall import ID_NUMBER, NOW
from support.printed import printed
from support.receiving import answer, choose, fill, only, opener

from hallclient.app import HallApp
from hallclient.jobs import papers
from hallclient.rules.masking import hall_name
from hallclient.screens.receive.received import Received
from hallclient.screens.request.screen import RequestScreen
from hallclient.services import drafts, requests, visits, windows
from hallclient.widgets.pace import Pace
from hallclient.widgets.status_line import StatusLine


@pytest.fixture
def opened(hall, clerk):
    return opener(hall, clerk)


# --- rare things


async def test_each_entry_of_the_list_is_kept_and_shown_in_one_line(opened, hall):
    async with opened(size=(120, 36)) as (pilot, screen):
        await fill(pilot, screen, phone="")
        await pilot.press("ctrl+b", "alt+m")
        await choose(pilot, "2")
        await answer(pilot, "王家村村委会", "村")
        await choose(pilot, "3", "1")
        await answer(pilot, "代为申请", "2026-12-31")
        await choose(pilot, "4")
        await answer(pilot, "赵六", "钱七")
        await choose(pilot, "5", "3")
        await answer(pilot, "不认可", "钱七")
        await choose(pilot, "6", "7", "2", "8")
        await pilot.press("escape")
        await pilot.pause()
        shown = screen.form.rarely.text
        for part in (
            "王家村村委会",
            "2026-12-31",
            "赵六",
            "Refused to sign",
            "Large print",
            "Expired card",
            "by hand",
        ):
            assert part in shown
        screen.form.agent_name.value = "李四"
        await pilot.press("ctrl+s")
        await pilot.pause()
        told = only(hall).circumstances
        assert (told.contact_name, told.scribe, told.scribe_witness) == ("王家村村委会", "赵六", "钱七")
        assert (told.signature.kind, told.signature.witness, told.card) == ("refused", "钱七", "expired")
        assert told.no_phone and told.large_print and told.typed_by_hand
        authority = only(hall).authority
        assert (authority.kind, authority.scope, str(authority.until)) == ("entrusted", "代为申请", "2026-12-31")
        await printed(pilot)
        assert list(papers.folder(hall, only(hall).number).glob("receipt-*-large.html"))


async def test_the_ordinary_case_shows_nothing_of_it(opened):
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        assert not screen.form.has_class("-rarely")


async def test_an_authority_without_an_agent_says_why_not(opened):
    async with opened() as (pilot, screen):
        await pilot.press("alt+m")
        await pilot.pause()
        await choose(pilot, "3")
        assert pilot.app.screen.options[2].reason is not None
        assert pilot.app.screen is not screen


async def test_a_usual_agent_of_a_firm_is_its_handler(opened, hall):
    async with opened() as (pilot, screen):
        await fill(pilot, screen, item="SC001", name="某公司", number="91350100M000100Y43")
        screen.form.settle_type()
        await pilot.press("ctrl+b")
        screen.form.agent_name.value = "李四"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert only(hall).authority.kind == "handler"


async def test_a_late_entry_has_its_true_time(opened, hall):
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        await pilot.press("alt+m")
        await choose(pilot, "9")
        await answer(pilot, "纸0007", "2026-11-19 10:20", "1004")
        await pilot.press("escape")
        await pilot.pause()
        assert "纸0007" in screen.form.rarely.text
        await pilot.press("ctrl+s")
        await pilot.pause()
        request = only(hall)
        assert f"{request.received_at:%Y-%m-%d %H:%M}" == "2026-11-19 10:20"
        assert (request.first_asked, request.owner, request.circumstances.entered_by) == ("1004", "1003", "1003")
        assert visits.going_on(hall) == []
        assert [visit.outcome for visit in visits.between(hall, NOW.date(), NOW.date())] == ["void"], (
            "nobody was here"
        )


def test_a_hand_is_slower_than_a_reader():
    hand, reader, mended = Pace(), Pace(), Pace()
    for place in range(18):
        hand.at(place * 0.12, anew=place == 0)
        reader.at(place * 0.005 + (0.4 if place > 9 else 0), anew=place == 0)
        mended.at(place * 0.005, anew=place == 0)
    mended.at(5.0, anew=False)
    assert (hand.by_hand, reader.by_hand, mended.by_hand) == (True, False, True)
    hand.at(99.0, anew=True)
    assert not hand.by_hand, "begun anew"


@pytest.mark.parametrize(("reader", "pause", "marked"), [(1, 0.2, True), (1, 0.0, False), (0, 0.2, False)])
async def test_a_number_typed_where_a_reader_is_expected_is_marked(reopen, clerk, reader, pause, marked):
    hall = reopen(card_reader=reader)
    app = HallApp(hall, actor=clerk, first=None)
    async with app.run_test(size=(80, 24)) as pilot:
        app.go("receive")
        await pilot.pause()
        await fill(pilot, app.screen, number="")
        form = app.screen.form
        for place in range(18):
            form.number.input.pace.at(place * pause, anew=place == 0)
        form.number.value = ID_NUMBER
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert only(hall).circumstances.typed_by_hand is marked


# --- the visit


async def test_typing_begins_the_visit_parking_parks_it_and_bringing_back_goes_on(opened, hall, clock):
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        screen._keep_now()
        (visit,) = visits.going_on(hall)
        assert visit.current.kind == "serving"
        clock.set(NOW + timedelta(minutes=3))
        await pilot.press("f10")
        await pilot.pause()
        assert visits.get(hall, visit.id).current.kind == "parked"
        clock.set(NOW + timedelta(minutes=8))
        await pilot.press("f10")
        await pilot.pause()
        assert visits.get(hall, visit.id).current.kind == "serving"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert only(hall).visit == visit.id
        kinds = [(s.kind, s.began_at.minute) for s in visits.get(hall, visit.id).spans]
        assert kinds == [("serving", 0), ("parked", 3), ("serving", 8)]


async def test_another_matter_of_the_same_person_keeps_the_visit(opened, hall):
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Received)
        await pilot.press("c")
        await pilot.pause()
        await fill(pilot, screen, item="MZ002")
        await pilot.press("ctrl+s")
        await pilot.pause()
        first, second = requests.listing(hall, requests.Filter())
        assert first.visit == second.visit and len(visits.going_on(hall)) == 1
        await pilot.press("escape", "ctrl+e")
        await pilot.pause()
        people = pilot.app.screen.people
        told = f"{hall_name(first.applicant.name)}  03-0001 {second.item_name}  03-0002 {first.item_name}"
        assert people.cells(people.row)[-1][0] == told
        await printed(pilot)
        (receipt,) = (path.read_text("utf-8") for path in papers.folder(hall, first.number).glob("receipt-*.txt"))
        assert second.number in receipt


async def test_thrown_away_the_applicant_left_unserved(opened, hall):
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        screen._keep_now()
        await pilot.press("alt+x")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert drafts.every(hall) == []
        assert [visit.outcome for visit in visits.between(hall, NOW.date(), NOW.date())] == ["left"]


async def test_a_queue_number_says_since_when(opened, hall):
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        screen._keep_now()
        await pilot.press("alt+m")
        await choose(pilot, "1")
        await answer(pilot, "a12", "08:48")
        await pilot.press("escape", "ctrl+s")
        await pilot.pause()
        visit = visits.get(hall, only(hall).visit)
        assert (visit.queue, f"{visit.arrived_at:%H:%M}") == ("A12", "08:48")
        assert [s.kind for s in sorted(visit.spans, key=lambda span: span.began_at)] == ["waiting", "serving"]


# --- the returning applicant


async def test_name_and_phone_are_filled_in_and_the_earlier_request_is_one_key_away(opened, receive):
    earlier = receive(item="SC001", name="张三丰", phone="13900001111")
    async with opened() as (pilot, screen):
        screen.form.number.value = ID_NUMBER
        screen._look_up()
        assert (screen.form.name_field.value, screen.form.phone.value) == ("张三丰", "13900001111")
        await pilot.press("ctrl+n")
        await pilot.pause()
        await choose(pilot, "1")
        await pilot.pause()
        assert isinstance(pilot.app.screen, RequestScreen)
        assert pilot.app.screen.request.number == earlier.number
        await pilot.press("escape")
        await pilot.pause()
        assert screen.form.name_field.value == "张三丰", "the form stayed"


async def test_what_was_typed_is_never_replaced(opened, receive):
    receive(name="张三丰", phone="13900001111")
    async with opened() as (_pilot, screen):
        screen.form.phone.value = "13800000000"
        screen.form.number.value = ID_NUMBER
        screen._look_up()
        assert screen.form.phone.value == "13800000000"


# --- who is here, and the guide slip


async def test_the_guide_slip_in_two_keys(opened, hall, people):
    windows.save(hall, people.admin, 5, {"name": "社保", "floor": "二楼", "phone": "0536-2158005"})
    async with opened() as (pilot, screen):
        await fill(pilot, screen, item="MZ002")
        await pilot.press("ctrl+d")
        await pilot.pause()
        await choose(pilot, "1")
        await printed(pilot)
        assert "guide-20261120" in screen.query_one(StatusLine).text
    (slip,) = (hall.home.exports / "papers" / "guide-20261120").glob("*.txt")
    words = slip.read_text("utf-8")
    assert all(part in words for part in ("5号窗口", "二楼", "0536-2158005", "高龄津贴申请"))
