"""Handing over and taking up: with a version, a reason, and always one owner."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from db.queries import staff as staff_queries
from hallclient.app import HallApp
from hallclient.language import say
from hallclient.rules.item import Item
from hallclient.services import catalogue, request_actions, requests
from hallclient.widgets.status_line import StatusLine


@pytest.fixture
def handing(hall, clerk):
    """The application with the hand-over screen in front."""

    @asynccontextmanager
    async def begin(size=(80, 24), actor=clerk):
        app = HallApp(hall, actor=actor, first="hand_over")
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield pilot, app.screen

    return begin


async def settled(pilot):
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def told(screen):
    return screen.query_one(StatusLine).text


async def test_a_request_goes_to_a_colleague_with_a_reason(handing, hall, people, receive):
    number = receive(name="[bold]张𠮷").number
    request_actions.act(hall, people.clerk, number, "accept")
    async with handing() as (pilot, screen):
        await pilot.press("u")
        assert "Nobody has handed this request to you." in told(screen)
        await pilot.press("h")
        await pilot.pause()
        values = [option.value for option in screen.app.screen.options]
        assert ("to", people.clerk.code) not in values
        assert ("department", "县民政局") in values
        await pilot.press(str(values.index(("to", people.other_clerk.code)) + 1))
        await pilot.pause()
        screen.app.screen.field.value = "外出开会"
        await pilot.press("enter")
        await settled(pilot)
        assert screen.list.row.to == people.other_clerk.code
        assert requests.get(hall, number).owner == people.clerk.code
        await pilot.press("r")
        await settled(pilot)
        assert "called back" in told(screen)
        assert screen.list.row.to == ""


async def test_what_was_handed_to_me_is_taken_up_with_one_key(handing, hall, people, receive):
    number = receive(actor=people.other_clerk).number
    request_actions.act(hall, people.other_clerk, number, "hand-over", {"to": people.clerk.code})
    async with handing() as (pilot, screen):
        assert screen.list.row.request.number == number
        await pilot.press("u")
        await pilot.pause()
        assert requests.get(hall, number).owner == people.clerk.code


async def test_or_given_back_with_a_reason(handing, hall, people, receive):
    number = receive(actor=people.other_clerk).number
    request_actions.act(hall, people.other_clerk, number, "hand-over", {"to": people.clerk.code})
    async with handing() as (pilot, screen):
        await pilot.press("r")
        await pilot.pause()
        screen.app.screen.field.value = "不属本窗口"
        await pilot.press("enter")
        await settled(pilot)
        assert screen.list.row is None
        assert "goes back" in told(screen)
    back = requests.get(hall, number)
    assert (back.owner, bool(back.pending)) == (people.other_clerk.code, False)


async def test_everything_of_mine_in_four_keys(handing, hall, people, receive):
    numbers = [receive().number for _ in range(2)]
    with hall.write():
        staff_queries.update(hall.db, people.clerk.code, {"backup": people.other_clerk.code})
    async with handing() as (pilot, screen):
        await pilot.press("a")
        await pilot.pause()
        assert "deputy" in say(screen.app.screen.options[0].label)
        await pilot.press("1")
        await pilot.pause()
        await pilot.press("enter")
        await settled(pilot)
        assert "2 handed to 孙丽; the list to sign is in exports/papers/hand-overs-" in told(screen)
        await pilot.press("a")
        assert "no open request to hand over" in told(screen)
        await pilot.press("t")
        assert "Nothing was handed to you in person." in told(screen)
    assert {requests.get(hall, number).pending.owner for number in numbers} == {people.other_clerk.code}
    (folder,) = (hall.home.exports / "papers").glob("hand-overs-*")
    assert len(list(folder.iterdir())) == 2
    async with handing(actor=people.other_clerk) as (pilot, screen):
        await pilot.press("t")
        await settled(pilot)
        assert "2 are yours now" in told(screen)
    assert {requests.get(hall, number).owner for number in numbers} == {people.other_clerk.code}


async def test_for_a_colleague_who_is_away(handing, hall, people, receive):
    number = receive().number
    async with handing(actor=people.other_clerk) as (pilot, screen):
        await pilot.press("b")
        await settled(pilot)
        assert "Nobody whose B post you are" in told(screen)
    async with handing(actor=people.supervisor) as (pilot, screen):
        await pilot.press("b")
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        codes = [value for _, value in (option.value for option in screen.app.screen.options)]
        await pilot.press(str(codes.index(people.other_clerk.code) + 1))
        await pilot.pause()
        await pilot.press("enter")
        await settled(pilot)
    assert requests.get(hall, number).pending.owner == people.other_clerk.code


async def test_a_part_is_finished_with_its_result(handing, hall, people, receive):
    item = Item("LB001", "一件事", "县市场监督管理局", "joint", departments=(("县民政局", ""),))
    catalogue.save(hall, "1009", (item,))
    number = receive("LB001").number
    request_actions.act(hall, people.clerk, number, "accept")
    request_actions.act(hall, people.clerk, number, "assign")
    async with handing(actor=people.chief) as (pilot, screen):
        assert screen.list.row.part.department == "县民政局"
        await pilot.press("u")
        assert "Nobody has handed this request to you." in told(screen)
        await pilot.press("f")
        await pilot.pause()
        screen.app.screen.field.value = "同意"
        await pilot.press("enter")
        await settled(pilot)
        assert "is done" in told(screen)
    assert requests.get(hall, number).tasks[0].words == "同意"


async def test_a_part_that_is_late_is_finished_with_the_reason(handing, hall, people, receive, clock):
    item = Item("LB001", "一件事", "县市场监督管理局", "joint", "other", 20, 10, departments=(("县民政局", ""),))
    catalogue.save(hall, "1009", (item,))
    number = receive("LB001").number
    request_actions.act(hall, people.clerk, number, "accept")
    request_actions.act(hall, people.clerk, number, "assign")
    clock.set(clock.now() + timedelta(days=30))
    async with handing(actor=people.chief) as (pilot, screen):
        await pilot.press("f")
        await pilot.pause()
        screen.app.screen.field.value = "同意"
        await pilot.press("enter")
        await pilot.pause()
        form = screen.app.screen
        assert [field.id for field in form.fields] == ["overdue_reason", "overdue_by"]
        assert form.fields[1].value == "1001"
        form.fields[0].value = "现场核查延误"
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "is done" in told(screen)
    done = requests.get(hall, number)
    assert done.tasks[0].finished and requests.timeline(hall, done)[-1].overdue_reason == "现场核查延误"


async def test_a_part_is_handed_over_taken_up_and_given_back(handing, hall, people, receive):
    item = Item("LB001", "一件事", "县市场监督管理局", "joint", departments=(("县民政局", ""),))
    catalogue.save(hall, "1009", (item,))
    number = receive("LB001").number
    request_actions.act(hall, people.clerk, number, "accept")
    request_actions.act(hall, people.clerk, number, "assign")
    async with handing(actor=people.chief) as (pilot, screen):
        await pilot.press("h")
        await pilot.pause()
        values = [option.value for option in screen.app.screen.options]
        await pilot.press(str(values.index(("to", people.other_clerk.code)) + 1))
        await pilot.pause()
        screen.app.screen.field.value = "外出开会"
        await pilot.press("enter")
        await settled(pilot)
        assert screen.list.row.to == people.other_clerk.code
        assert "not taken up" in screen.cells(screen.list.row)[-1][0]
        await pilot.press("f")
        assert requests.get(hall, number).tasks[0].owner == people.chief.code
    async with handing(actor=people.other_clerk) as (pilot, screen):
        assert (screen.list.row.for_me, screen.list.row.part.department) == (True, "县民政局")
        await pilot.press("f")
        assert "Take the part up first" in told(screen)
        await pilot.press("t")
        await settled(pilot)
    task = requests.get(hall, number).tasks[0]
    assert (task.owner, task.pending) == (people.other_clerk.code, "")
    assert requests.get(hall, number).owner == people.clerk.code


async def test_somebody_was_quicker(handing, hall, people, receive):
    number = receive(actor=people.other_clerk).number
    request_actions.act(hall, people.other_clerk, number, "hand-over", {"to": people.clerk.code})
    async with handing() as (pilot, screen):
        request_actions.act(hall, people.other_clerk, number, "note", {"words": "x"})
        await pilot.press("u")
        await pilot.pause()
        assert screen.app.screen is not screen
        assert requests.get(hall, number).owner == people.other_clerk.code


async def test_nothing_to_hand_over(handing):
    async with handing(size=(60, 15)) as (pilot, screen):
        await pilot.press("h")
        assert "Choose a request first." in told(screen)


async def test_a_reason_is_there_again_when_somebody_was_quicker_for_its_own_request(handing, hall, people, receive):
    first, second = receive().number, receive(name="李四").number
    async with handing() as (pilot, screen):
        assert screen.list.row.request.number == second
        await pilot.press("h")
        await paused(pilot)
        await pilot.press("1")
        await paused(pilot)
        pilot.app.screen.field.value = "外出开会"
        request_actions.act(hall, people.other_clerk, second, "note", {"words": "催办"})
        for key in ("enter", "enter", "down", "h", "1"):
            await pilot.press(key)
            await paused(pilot)
        assert screen.list.row.request.number == first and pilot.app.screen.field.value == ""
        for key in ("escape", "up", "h", "1"):
            await pilot.press(key)
            await paused(pilot)
        assert pilot.app.screen.field.value == "外出开会"
        await pilot.press("enter")
        await settled(pilot)
    assert requests.get(hall, second).pending


async def paused(pilot):
    for _ in range(4):
        await pilot.pause()


async def test_the_day_tells_equal_short_numbers_apart(handing, receive, clock):
    receive()
    clock.set(clock.now() + timedelta(days=1))
    receive()
    async with handing() as (_, screen):
        cells = [screen.cells(row) for row in screen.source.rows]
    assert [(one[0], one[1][0]) for one in cells] == [("03-0001", "11-21"), ("03-0001", "11-20")]
