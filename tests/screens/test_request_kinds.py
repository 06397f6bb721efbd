"""The steps of single kinds, and what puts wrong things right, by keyboard."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest
from support.hall import CIVIL, MARKET
from support.printed import printed

from db.queries import windows as window_queries
from hallclient.app import HallApp
from hallclient.jobs import papers
from hallclient.rules.item import Item
from hallclient.screens.request.keys import MORE
from hallclient.services import catalogue, originals, request_actions, requests
from hallclient.widgets.status_line import StatusLine

JOINT = Item("LB001", "一件事", MARKET, "joint", "other", 20, 12, departments=((CIVIL, ""), ("县水利局", "")))
ABOVE = Item("SB001", "特困供养审批", CIVIL, "passed_up", "licence", 20, 20)


@pytest.fixture
def opened(hall, people):
    """The application with one request in front."""
    catalogue.save(hall, "1009", (JOINT, ABOVE))

    @asynccontextmanager
    async def begin(number, size=(80, 24), actor=people.clerk):
        app = HallApp(hall, actor=actor, first=None)
        async with app.run_test(size=size) as pilot:
            app.go("request", number=number)
            await settled(pilot)
            yield pilot, app.screen

    return begin


async def settled(pilot):
    for _ in range(4):
        await pilot.pause()


async def typed(pilot, *texts):
    """One dialog after the other; None keeps what is filled in."""
    for text in texts:
        if text is not None:
            pilot.app.screen.field.value = text
        await pilot.press("enter")
        await settled(pilot)


async def more(pilot, action):
    """A step of the list behind E."""
    await pilot.press("e")
    await settled(pilot)
    place = [key.action for key in MORE].index(action)
    assert pilot.app.screen.options[place].reason is None, pilot.app.screen.options[place].reason
    await pilot.press(*(["down"] * place), "enter")
    await settled(pilot)


def told(screen):
    return screen.query_one(StatusLine).text


async def test_an_instant_matter_takes_two_keys(opened, hall, people, receive):
    number = receive("MZ002").number
    async with opened(number) as (pilot, screen):
        await pilot.press("g")
        assert "Only the chief representative" in told(screen)
    async with opened(number, actor=people.chief) as (pilot, screen):
        await pilot.press("g", "y")
        await settled(pilot)
        assert "Decided in one sitting" in told(screen)
    assert requests.get(hall, number).state == "delivered"


async def test_it_gets_a_promised_limit(opened, hall, receive):
    number = receive("MZ002").number
    async with opened(number) as (pilot, screen):
        await more(pilot, "to_promised")
        await typed(pilot, "需上门核实", None)
        assert "promised limit of 5 days" in told(screen)
    assert requests.get(hall, number).kind == "promised"


async def test_the_parts_of_a_joint_matter(opened, hall, people, receive):
    number = receive("LB001").number
    request_actions.act(hall, people.clerk, number, "accept")
    async with opened(number) as (pilot, screen):
        await pilot.press("l")
        await settled(pilot)
        assert "With the departments: 县民政局、县水利局" in told(screen)
        assert "县水利局" in screen.page.text
        await more(pilot, "finish_task")
        await typed(pilot, "同意")
        assert "The part of 县水利局 is done" in told(screen)
        await pilot.press("l")
        await settled(pilot)
        await typed(pilot, "县城管局")
        await pilot.press("1")
        await settled(pilot)
        await typed(pilot, None)
        assert "县城管局" in told(screen)
    assert [t.department for t in requests.get(hall, number).tasks] == [CIVIL, "县水利局", "县城管局"]


async def test_up_and_back_from_the_body_above(opened, hall, people, receive):
    number = receive("SB001").number
    request_actions.act(hall, people.clerk, number, "accept")
    async with opened(number, actor=people.chief) as (pilot, screen):
        await more(pilot, "pass_up")
        await typed(pilot, "市民政局", "安民〔2026〕7号")
        assert "Passed up to 市民政局" in told(screen)
        await pilot.press("d", "1")
        await settled(pilot)
        await typed(pilot, None, "潍民批9号", None)
        assert "Decided: Granted." in told(screen)
        assert "潍民批9号" in screen.page.text
    assert requests.get(hall, number).above.body == "市民政局"


async def test_returned_and_called_back(opened, hall, people, receive):
    number = receive().number
    request_actions.act(hall, people.clerk, number, "hand-over", {"to": "1004"})
    async with opened(number, actor=people.other_clerk) as (pilot, screen):
        await more(pilot, "give_back")
        await typed(pilot, "不属本岗")
        assert "It stays with 王芳" in told(screen)
    request_actions.act(hall, people.clerk, number, "hand-over", {"department": CIVIL})
    async with opened(number) as (pilot, screen):
        assert f"to {CIVIL}, not taken up yet" in screen.page.text
        await more(pilot, "recall")
        assert "It stays with 王芳" in told(screen)


async def test_guided_to_another_window_with_the_slip(opened, hall, receive):
    with hall.write():
        window_queries.save(hall.db, {"number": 5, "name": "市场准入", "floor": "2楼", "phone": "0536-5"})
    number = receive().number
    async with opened(number) as (pilot, screen):
        await pilot.press("w")
        await settled(pilot)
        place = [option.value for option in pilot.app.screen.options].index(("window", "5"))
        await pilot.press(str(place + 1))
        await settled(pilot)
        await typed(pilot, None, None)
        assert "2楼" in screen.page.text
        await printed(pilot)
    assert requests.get(hall, number).state == "transferred"
    (slip,) = (path.read_text("utf-8") for path in papers.folder(hall, number).glob("guide-*.txt"))
    assert "市场准入" in slip and "2楼" in slip and "0536-5" in slip


async def test_a_wrong_intake_and_a_wrong_end(opened, hall, people, receive):
    number = receive().number
    async with opened(number) as (pilot, screen):
        await more(pilot, "correct")
        form = pilot.app.screen
        assert (form.fields["name"].value, form.fields["id_number"].value) == ("张三丰", "110105********002X")
        await pilot.press("ctrl+s")
        assert form.reason.has_class("-wrong"), "it needs a reason"
        form.reason.value = "录错"
        await pilot.press("ctrl+s")
        assert "Nothing was changed" in str(form._wrong.render())
        form.picker.type("外星事项")
        await pilot.press("ctrl+s")
        assert pilot.app.screen is form and form.picker.field.has_class("-wrong")
        form.picker.choose("MZ001", "最低生活保障申请")
        form.fields["name"].value, form.fields["phone"].value = "李四", "13900000000"
        form.fields["agent_name"].focus()
        form.fields["agent_name"].input.value = "王五"
        await pilot.press("tab")
        await settled(pilot)
        form.fields["agent_id"].value = "11010519491231002Y"
        assert form.conditions.ticked == ("agent",), "somebody acts for the applicant"
        await pilot.press("ctrl+s")
        assert pilot.app.screen is form and "digit or X" in str(form._wrong.render())
        assert requests.get(hall, number).version == 1
        form.fields["agent_id"].value = "11010519491231002X"
        form.choices["agent_authority"].put("entrusted")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "Corrected" in told(screen)
        assert "李四" in screen.page.text
    changed = requests.get(hall, number)
    assert (changed.applicant.id_number, changed.applicant.phone) == ("11010519491231002X", "13900000000")
    assert (changed.agent.name, changed.authority.kind, changed.conditions) == ("王五", "entrusted", ("agent",))
    assert [one.reason for one in originals.of_request(hall, number)] == ["录错"], "one correction, one reason"
    request_actions.act(hall, people.clerk, number, "withdraw")
    async with opened(number, actor=people.supervisor) as (pilot, screen):
        await more(pilot, "reopen")
        await typed(pilot, "误操作")
        assert "Reopened: Received." in told(screen)


async def test_the_list_says_why_not(opened, receive):
    async with opened(receive().number) as (pilot, _):
        await pilot.press("e")
        await settled(pilot)
        reasons = {option.value: option.reason for option in pilot.app.screen.options}
        assert "Only an instant matter" in str(reasons["to_promised"])
        assert "does not follow" in str(reasons["reopen"])
        assert reasons["correct"] is None


async def test_a_withdrawn_item_is_noted_on_the_request(opened, hall, receive):
    number = receive("LB001").number
    catalogue.save(hall, "1009", (Item("LB001", "一件事", MARKET, "joint", active=False),))
    async with opened(number) as (_, screen):
        assert "no longer on offer" in screen.page.text


async def test_a_number_of_the_other_kind_of_paper_turns_the_choice_in_a_correction(opened, receive):
    async with opened(receive().number) as (pilot, _):
        await more(pilot, "correct")
        form = pilot.app.screen
        form.fields["id_number"].focus()
        form.fields["id_number"].input.value = "91350211M000100Y43"
        await pilot.press("tab")
        await settled(pilot)
        assert pilot.app.screen is form and form.choices["id_type"].value == "uscc"
