"""The rarer steps of a request on its screen: the province's number, signatures, deliveries, all fields to copy."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest
from support.hall import ID_NUMBER

from hallclient.app import HallApp
from hallclient.dialogs.ask_fields import AskFields
from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.plain_text import PlainText
from hallclient.errors import BadInput
from hallclient.jobs import papers
from hallclient.rules.circumstances import NOT_DELIVERED, Circumstances
from hallclient.rules.request import Person
from hallclient.screens.receive.screen import ReceiveScreen
from hallclient.screens.request.keys import MORE
from hallclient.services import requests, visits
from hallclient.services.request_actions import act
from hallclient.widgets.status_line import StatusLine


@pytest.fixture
def opened(hall, clerk):
    @asynccontextmanager
    async def begin(number, size=(80, 24)):
        app = HallApp(hall, actor=clerk, first=None)
        async with app.run_test(size=size) as pilot:
            app.go("request", number=number)
            await pilot.pause()
            await pilot.pause()
            yield pilot, app.screen

    return begin


async def more(pilot, action):
    """Choose a rarer step by its place in the list."""
    await pilot.press("e")
    await pilot.pause()
    for _ in range([key.action for key in MORE].index(action)):
        await pilot.press("down")
    await pilot.press("enter")
    await pilot.pause()
    await pilot.pause()


async def answer(pilot, *values):
    dialog = pilot.app.screen
    assert isinstance(dialog, AskFields), dialog
    for field, value in zip(dialog.fields.values(), values, strict=True):
        field.value = value
    await pilot.press("ctrl+s")
    await pilot.pause()
    await pilot.pause()


async def test_the_provinces_number_warns_when_it_is_elsewhere(opened, hall, clerk, receive):
    other = receive()
    act(hall, clerk, other.number, "external", {"number": "P1"})
    request = receive("MZ002")
    async with opened(request.number) as (pilot, screen):
        await more(pilot, "external")
        assert isinstance(pilot.app.screen, AskText)
        pilot.app.screen.field.value = "p1"
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert other.number in screen.query_one(StatusLine).text
        assert "P1" in screen.page.text
    assert requests.get(hall, request.number).province_number == "P1"


async def test_a_refused_signature_has_reason_and_witness(opened, hall, receive):
    request = receive()
    async with opened(request.number) as (pilot, screen):
        assert screen.reason_disabled("sign_notice") is not None
        await more(pilot, "sign_receipt")
        await pilot.press("3")
        await pilot.pause()
        await answer(pilot, "不认可", "钱七")
        assert "钱七" in screen.page.text
    assert requests.get(hall, request.number).circumstances.signature.kind == "refused"


async def test_one_key_copies_all_fields_in_order_and_records_it(opened, hall, receive):
    request = receive(circumstances=Circumstances(contact_name="村委会"))
    async with opened(request.number) as (pilot, _screen):
        await pilot.press("c")
        await pilot.pause()
        await pilot.pause()
        assert isinstance(pilot.app.screen, PlainText)
        lines = [line.split("\t") for line in pilot.app.clipboard.splitlines()]
        assert [line[0] for line in lines][:3] == ["Province's number", "Request number", "Item code"]
        assert ["Identifier", ID_NUMBER] in lines and ["Contact", "村委会"] in lines
    assert (papers.folder(hall, request.number) / "fields.txt").exists()
    assert requests.timeline(hall, request)[-1].action == "reveal"


@pytest.mark.parametrize(
    ("digit", "typed", "wanted"),
    [
        ("1", (), ("self", "", "signed")),
        ("2", ("李四", ID_NUMBER), ("other", "", "signed")),
        ("3", ("EMS1", "张三"), ("mail", "EMS1", "")),
        ("4", (), ("self", "", "fingerprint")),
    ],
)
async def test_the_ways_of_delivery(opened, hall, people, receive, digit, typed, wanted):
    request = receive("MZ002")
    act(hall, people.clerk, request.number, "accept")
    act(hall, people.chief, request.number, "decide", {"result": "granted"})
    async with opened(request.number) as (pilot, _screen):
        await pilot.press("o")
        await pilot.pause()
        await pilot.press(digit)
        await pilot.pause()
        if typed:
            await answer(pilot, *typed)
        delivery = requests.get(hall, request.number).delivery
        assert (delivery.way, delivery.number, delivery.signed) == wanted


@pytest.fixture
def decided(hall, people, receive):
    def make(**values):
        request = receive("MZ002", **values)
        act(hall, people.clerk, request.number, "accept")
        return act(hall, people.chief, request.number, "decide", {"result": "granted"}).request

    return make


async def test_who_collects_for_another_shows_a_number_the_agent_is_filled_in(opened, hall, decided):
    request = decided(agent=Person("李代办", "resident_id", ID_NUMBER, "13900001111"))
    async with opened(request.number) as (pilot, _):
        await pilot.press("o", "2")
        await pilot.pause()
        dialog = pilot.app.screen
        assert (dialog.fields["to"].value, dialog.fields["id"].value) == ("李代办", ID_NUMBER)
        for wrong in ("", ID_NUMBER[:-1] + "1"):
            await answer(pilot, "王五", wrong)
            assert pilot.app.screen is dialog and dialog.fields["id"].problem is not None
        await answer(pilot, "王五", "E1234567")
    done = requests.get(hall, request.number)
    assert (done.state, done.delivered_to, done.delivery.id_number) == ("delivered", "王五", "E1234567")


async def test_who_refuses_to_sign_for_the_result_has_reason_and_witness(opened, hall, clerk, decided):
    request = decided()
    with pytest.raises(BadInput):
        act(hall, clerk, request.number, "deliver", {"signed": "refused", "reason": "不认可"})
    async with opened(request.number) as (pilot, screen):
        await pilot.press("o", "5")
        await pilot.pause()
        await answer(pilot, "不认可", "")
        assert isinstance(pilot.app.screen, AskFields)
        await answer(pilot, "不认可", "钱七")
        assert "不认可 钱*" in screen.page.text
    assert requests.get(hall, request.number).delivery.signed == "refused"


async def test_what_was_wrongly_delivered_says_no_way_once_it_goes_on(hall, people, decided):
    request = decided()
    act(hall, people.clerk, request.number, "deliver", {"way": "mail", "number": "EMS1", "to": "张三丰"})
    again = act(hall, people.supervisor, request.number, "reopen", {"reason": "误出件"}).request
    assert (again.delivery, again.delivered_to) == (NOT_DELIVERED, "")


async def test_another_matter_begins_with_the_same_people_and_visit(opened, hall, receive):
    request = receive()
    async with opened(request.number) as (pilot, _screen):
        await more(pilot, "again")
        form = pilot.app.screen
        assert isinstance(form, ReceiveScreen)
        assert (form.form.name_field.value, form.form.number.value) == ("张三丰", ID_NUMBER)
        assert form.keeper.visit == request.visit


async def test_the_visitor_has_left(opened, hall, receive):
    request = receive()
    async with opened(request.number) as (pilot, screen):
        assert "served 0:00" in screen.page.text
        await more(pilot, "gone")
    assert visits.get(hall, request.visit).outcome == "served"


async def test_a_condition_that_comes_to_light_later(opened, hall, receive):
    number = receive().number
    async with opened(number) as (pilot, screen):
        await more(pilot, "conditions")
        await pilot.press("enter")
        await pilot.pause()
        pilot.app.screen.field.value = "代办人到场"
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        told = screen.query_one(StatusLine).text
        assert "3 materials on the checklist have no mark" in told
        assert "No agent is recorded yet" in told or len(told) < 90
    assert [m.code for m in requests.get(hall, number).materials] == ["A1", "A2", "A3"]
