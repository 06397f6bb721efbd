"""Handing over and taking up: with a version, a reason, and always one owner."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest

from hallclient.app import HallApp
from hallclient.services import request_actions, requests
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
        names = [str(option.value) for option in screen.app.screen.options]
        assert people.clerk.code not in names
        await pilot.press(str(names.index(people.other_clerk.code) + 1))
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
        assert screen.list.row.to == people.other_clerk.code
        assert "goes back" in told(screen)
        await pilot.press("r")
        assert "Before acceptance" in told(screen)
    request_actions.act(hall, people.other_clerk, number, "take-up")
    assert requests.get(hall, number).owner == people.other_clerk.code


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
