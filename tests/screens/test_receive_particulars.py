"""What is rarely recorded at a receipt, the visit behind it, and the returning applicant."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from support.hall import ID_NUMBER, NOW
from support.printed import printed

from hallclient.app import HallApp
from hallclient.dialogs.ask_fields import AskFields
from hallclient.jobs import papers
from hallclient.rules.masking import hall_name
from hallclient.screens.receive.received import Received
from hallclient.screens.request.screen import RequestScreen
from hallclient.services import drafts, requests, visits, windows
from hallclient.services.verification import verify
from hallclient.widgets.pace import Pace
from hallclient.widgets.status_line import StatusLine


@pytest.fixture
def opened(hall, clerk):
    """Opens a screen over an empty stack; gives pilot and screen."""

    @asynccontextmanager
    async def begin(name="receive", size=(80, 24), **values):
        app = HallApp(hall, actor=clerk, first=None)
        async with app.run_test(size=size) as pilot:
            app.go(name, **values)
            await pilot.pause()
            await pilot.pause()
            yield pilot, app.screen

    return begin


async def fill(pilot, screen, item="dbsq", name="张三", number=ID_NUMBER, phone="13812345678"):
    screen.form.picker.field.input.value = item
    screen.form.picker.field.focus()
    await pilot.press("enter")
    await pilot.pause()
    for field, value in ((screen.form.name_field, name), (screen.form.number, number), (screen.form.phone, phone)):
        field.value = value
    await pilot.pause()


async def answer(pilot, *values):
    """Fill in the lines of the dialog in front and take them."""
    dialog = pilot.app.screen
    assert isinstance(dialog, AskFields), dialog
    for field, value in zip(dialog.fields.values(), values, strict=True):
        field.value = value
    await pilot.press("ctrl+s")
    await pilot.pause()


async def choose(pilot, *digits):
    for digit in digits:
        await pilot.press(digit)
        await pilot.pause()


def only(hall):
    (found,) = requests.listing(hall, requests.Filter())
    return found


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


async def test_a_day_that_has_ended_and_a_time_to_come_are_refused_at_once(opened):
    async with opened() as (pilot, _screen):
        await pilot.press("ctrl+b", "alt+m")
        await choose(pilot, "3", "1")
        await answer(pilot, "", "2026-11-19")
        assert isinstance(pilot.app.screen, AskFields), "still asked"
        await pilot.press("escape", "escape", "alt+m")
        await choose(pilot, "1")
        await answer(pilot, "A1", "09:01")
        assert isinstance(pilot.app.screen, AskFields)


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


@pytest.mark.parametrize("typed", ["0848", "848", "8点48分", "８：４８"])
async def test_a_time_is_read_as_it_is_typed(opened, hall, typed):
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        await pilot.press("alt+m")
        await choose(pilot, "1")
        await answer(pilot, "a12", typed)
        assert screen.form.rare.arrived_at == NOW.replace(hour=8, minute=48)


@pytest.mark.parametrize("typed", ["1119 1020", "11-19 10:20", "昨天 1020", "2026-11-19 10:20", "11月19日 10点20分"])
async def test_the_moment_of_a_late_entry_is_read_as_it_is_typed(opened, hall, typed):
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        await pilot.press("alt+m")
        await choose(pilot, "9")
        await answer(pilot, "纸0007", typed, "")
        assert screen.form.rare.received[:16] == "2026-11-19T10:20"


@pytest.mark.parametrize("typed", ["0848", "0101"])
async def test_what_has_not_come_yet_is_no_arrival_and_stays_in_the_line(opened, hall, typed, clock):
    clock.set(NOW.replace(hour=1, minute=0))
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        await pilot.press("alt+m")
        await choose(pilot, "1")
        await answer(pilot, "a12", typed)
        assert isinstance(pilot.app.screen, AskFields)
        assert pilot.app.screen.fields["arrived"].value == typed
        assert screen.form.rare.arrived == ""
        await pilot.press("escape")


async def test_the_last_day_of_an_authority_is_the_nearest(opened, hall):
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        await pilot.press("ctrl+b", "alt+m")
        await choose(pilot, "3", "1")
        await answer(pilot, "代办", "0131")
        assert screen.form.rare.until == "2027-01-31"


@pytest.mark.parametrize(
    ("digit", "typed", "key", "words"),
    [
        ("4", ("李笔", ""), "scribe_witness", "needs a witness"),
        ("4", ("", "李笔"), "scribe", "is missing"),
        ("4", ("李笔", "李笔"), "scribe_witness", "another person"),
        ("2", ("", "儿子"), "contact_name", "is missing"),
        ("9", ("", "1119 1020", ""), "paper_serial", "serial number"),
        ("9", ("纸0007", "", ""), "received", "not later than now"),
        ("9", ("纸0007", "1119 1020", "9999"), "first_asked", "9999"),
    ],
)
async def test_what_does_not_go_together_is_said_while_it_is_typed(opened, hall, digit, typed, key, words):
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        await pilot.press("alt+m")
        await choose(pilot, digit)
        await answer(pilot, *typed)
        dialog = pilot.app.screen
        assert isinstance(dialog, AskFields)
        assert words in str(dialog.fields[key].problem)
        assert tuple(field.value for field in dialog.fields.values()) == typed
        assert pilot.app.focused is dialog.fields[key].input
        await pilot.press("escape")


async def test_no_phone_that_was_a_slip_is_taken_back(opened, hall):
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        await pilot.press("alt+m")
        seen = []
        for typed in (("王主任", "村委会"), ("", ""), ("", ""), ("", "")):
            await choose(pilot, "2")
            await answer(pilot, *typed)
            seen.append((screen.form.rare.no_phone, screen.form.rare.contact_name))
        assert seen == [("1", "王主任"), ("1", ""), ("", ""), ("1", "")]


async def test_the_authority_of_a_late_entry_had_to_hold_then(opened, hall):
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        await pilot.press("ctrl+b", "alt+m")
        await choose(pilot, "9")
        await answer(pilot, "纸0007", "1110 1020", "")
        await choose(pilot, "3", "1")
        await answer(pilot, "代办", "1109")
        assert "ended" in str(pilot.app.screen.fields["until"].problem)
        await answer(pilot, "代办", "1112")
        assert screen.form.rare.until == "2026-11-12"


async def test_the_same_card_read_twice_is_no_agent(opened, hall):
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        await pilot.press("ctrl+b")
        screen.form.agent_name.value, screen.form.agent_number.value = "张三", ID_NUMBER.lower()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert requests.listing(hall, requests.Filter()) == []
        assert "own number" in screen.query_one(StatusLine).text
        assert pilot.app.focused is screen.form.agent_number.input


async def test_who_waits_with_the_number_is_served(opened, hall, clerk):
    waiting = visits.arrive(hall, clerk, "B7")
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        screen._keep_now()
        await pilot.press("alt+m")
        await choose(pilot, "1")
        await answer(pilot, "b7", "")
        await pilot.press("escape", "ctrl+s")
        await pilot.pause()
        assert only(hall).visit == waiting.id


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


async def test_called_undone_called_and_served(opened, hall, clerk, clock):
    visits.arrive(hall, clerk, "A1", at=NOW - timedelta(minutes=5))
    async with opened("visits") as (pilot, screen):
        await choose(pilot, "c")
        assert visits.get(hall, 1).current.kind == "called"
        await choose(pilot, "u")
        pilot.app.screen.field.value = "叫错号"
        await pilot.press("enter")
        await pilot.pause()
        assert visits.get(hall, 1).current.kind == "waiting"
        assert screen.reason_disabled("step", ("waiting",)) is not None
        await choose(pilot, "s")
        await pilot.pause()
        await fill(pilot, pilot.app.screen)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert only(hall).visit == 1


async def test_who_was_parked_brings_the_draft_back_as_it_was_typed(opened, hall, clock):
    async with opened() as (pilot, screen):
        await fill(pilot, screen, number="1101 0519", name="欧阳修")
        await pilot.press("f10")
        await pilot.pause()
        await fill(pilot, screen, name="李四")
        await pilot.press("f10")
        await pilot.pause()
        clock.set(NOW + timedelta(minutes=6))
        pilot.app.go("visits")
        await pilot.pause()
        listed = pilot.app.screen
        assert listed.people.row.current.kind == "parked"
        assert "欧*修" in listed.people.cells(listed.people.row)[-1][0], "one sees whose it is"
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        form = pilot.app.screen
        assert (form.typed.name, form.typed.number, form.typed.item) == ("欧阳修", "1101 0519", "MZ001")
        assert "Brought back: 欧阳修." in form.query_one(StatusLine).text
        assert form.keeper.visit == 1 and visits.get(hall, 1).current.kind == "serving"
        assert [draft.parked_at is None for draft in drafts.every(hall)] == [True, False]


async def test_of_several_drafts_of_a_visitor_one_is_chosen_none_is_an_empty_form(opened, hall, clerk):
    visit = visits.start(hall, clerk).id
    for name in ("王五", "王六"):
        drafts.save(hall, clerk, {"name": name, "visit": str(visit)}, park=True)
    visits.step(hall, clerk, visit, "parked")
    async with opened("visits") as (pilot, _):
        await pilot.press("enter")
        await pilot.pause()
        await choose(pilot, "2")
        await pilot.pause()
        assert pilot.app.screen.typed.name in ("王五", "王六")
        visits.step(hall, clerk, visit, "parked")
        pilot.app.go("visits")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen.typed.is_empty and pilot.app.screen.keeper.visit == visit
        assert len(drafts.every(hall)) == 2


async def test_the_draft_of_a_colleague_says_whose_it_is(opened, hall, people):
    visit = visits.start(hall, people.other_clerk).id
    drafts.save(hall, people.other_clerk, {"name": "王五", "visit": str(visit)}, park=True)
    visits.step(hall, people.other_clerk, visit, "parked")
    async with opened("visits") as (pilot, _):
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert pilot.app.screen.typed.name == "王五"
        assert f"begun by {people.other_clerk.name}" in pilot.app.screen.query_one(StatusLine).text


async def test_a_parked_visitor_whose_draft_was_thrown_away_is_told(opened, hall, clerk):
    visit = visits.start(hall, clerk).id
    drafts.discard(hall, drafts.save(hall, clerk, {"name": "王五", "visit": str(visit)}, park=True))
    visits.step(hall, clerk, visit, "parked")
    async with opened("visits") as (pilot, _):
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        form = pilot.app.screen
        assert form.typed.is_empty and form.keeper.visit == visit
        assert "Nothing is parked any more" in form.query_one(StatusLine).text


async def test_a_visitor_with_a_receipt_comes_back_for_another_matter(opened, hall, clerk, receive):
    visits.step(hall, clerk, receive().visit, "parked")
    async with opened("visits") as (pilot, _):
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        form = pilot.app.screen
        assert (form.typed.name, form.typed.number) == ("张三丰", ID_NUMBER)
        assert not form.typed.item and form.keeper.visit == 1


async def test_a_new_number_and_leaving(opened, hall):
    async with opened("visits") as (pilot, screen):
        assert screen.reason_disabled("leave") is not None
        await choose(pilot, "n")
        await answer(pilot, "C3")
        assert screen.people.row.queue == "C3"
        await choose(pilot, "l")
        assert visits.going_on(hall) == []


async def test_priority_stands_first_and_goes_into_the_form(opened, hall, clerk):
    for number in ("A1", "A2", "A3"):
        visits.arrive(hall, clerk, number)
    async with opened("visits") as (pilot, screen):
        await pilot.press("end")
        await choose(pilot, "g")
        pilot.app.screen.field.value = "孕妇"
        await pilot.press("enter")
        await pilot.pause()
        assert [row.queue for row in screen.people.source.fetch(limit=9)] == ["A3", "A1", "A2"]
        assert "孕妇" in screen.people.cells(screen.people.row)[-1][0]
        await pilot.press("home", "enter")
        await pilot.pause()
        await pilot.pause()
        assert pilot.app.screen.form.green == "孕妇"
        await fill(pilot, pilot.app.screen)
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert (only(hall).green, only(hall).visit) == ("孕妇", 3)
    assert visits.get(hall, 3).green == "孕妇"


async def test_priority_given_by_a_slip_is_taken_back(opened, hall, clerk):
    visits.arrive(hall, clerk, "A1", green="高龄")
    async with opened("visits") as (pilot, screen):
        await choose(pilot, "g")
        pilot.app.screen.field.value = ""
        await pilot.press("enter")
        await pilot.pause()
        assert screen.people.row.green == visits.get(hall, 1).green == ""
    assert verify(hall).problems == ()


async def test_who_is_left_over_from_another_day_is_listed_with_the_day(opened, hall, clerk, clock):
    visits.arrive(hall, clerk, "A1")
    clock.set(NOW + timedelta(days=1))
    async with opened("visits") as (_, screen):
        assert screen.people.cells(screen.people.row)[2] == "11-20"


async def test_who_was_said_to_have_left_by_a_slip_comes_back(opened, hall, clerk, clock):
    visits.arrive(hall, clerk, "A1", at=NOW - timedelta(minutes=5))
    visits.arrive(hall, clerk, "A2")
    async with opened("visits") as (pilot, screen):
        await choose(pilot, "l")
        assert "A1 has left" in screen.query_one(StatusLine).text
        assert [row.queue for row in screen.people.source.fetch(limit=9)] == ["A2"]
        clock.set(NOW + timedelta(minutes=2))
        await choose(pilot, "u")
        pilot.app.screen.field.value = "按错"
        await pilot.press("enter")
        await pilot.pause()
        back = visits.get(hall, 1)
        assert (back.left_at, back.current.kind) == (None, "waiting")
        assert [row.queue for row in screen.people.source.fetch(limit=9)] == ["A1", "A2"]
        assert screen.reason_disabled("undo") is not None, "once"


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
