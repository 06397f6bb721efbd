"""Leaving with open requests: the administrator names who takes over, and the list to sign is written."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest
from screens.test_catalogue_screens import settle, told
from screens.test_request_kinds import JOINT

from hallclient.app import HallApp
from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.choose import Choose
from hallclient.dialogs.confirm import Confirm
from hallclient.screens.desk.screen import DeskScreen
from hallclient.screens.staff.screen import StaffScreen
from hallclient.services import accounts, catalogue, handover, requests
from hallclient.services.request_actions import act
from hallclient.services.verification import verify


@pytest.fixture
def opened(hall, people):
    @asynccontextmanager
    async def begin(who="admin"):
        app = HallApp(hall, actor=getattr(people, who), first="desk")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot, DeskScreen)
            await pilot.press("s")
            yield pilot, await settle(pilot, StaffScreen)

    return begin


async def go_to(pilot, screen, code):
    await pilot.press("home", *["down"] * [person.code for person in screen._source.rows].index(code))
    await pilot.pause()


async def test_who_leaves_hands_everything_over_in_the_same_step(opened, hall, people, receive):
    catalogue.save(hall, "1009", (JOINT,))
    number, other = receive().number, receive("LB001").number
    act(hall, people.clerk, other, "accept")
    act(hall, people.clerk, other, "assign", {"department": "县水利局", "owner": "1003"})
    async with opened() as (pilot, screen):
        assert handover.count_open(hall, ["1003", "1004"]) == {"1003": 3}
        await go_to(pilot, screen, "1003")
        await pilot.press("x")
        dialog = await settle(pilot, Choose)
        place = [option.value for option in dialog.options].index(("to", "1004"))
        await pilot.press(str(place + 1))
        dialog = await settle(pilot, AskText)
        dialog.field.value = "调离"
        await pilot.press("enter")
        await settle(pilot, StaffScreen)
        assert "does not work here any more" in told(pilot)
        assert screen._source.rows[-1].code == "1003"
        (slip,) = (hall.home.exports / "papers").rglob("hand-over-1003-1004-*.txt")
        assert "2件，另联办任务1项" in slip.read_text("utf-8")
        assert {requests.get(hall, one).owner for one in (number, other)} == {"1004"}
        assert requests.get(hall, other).tasks[0].owner == "1004"
        await go_to(pilot, screen, "1003")
        assert screen.reason_disabled("leave") is not None
        await pilot.press("e")
        await settle(pilot, Confirm)
        await pilot.press("y")
        await settle(pilot, StaffScreen)
        assert all(person.active for person in accounts.everyone(hall))
    assert verify(hall).problems == ()


async def test_nobody_else_and_nobody_themselves(opened, people):
    async with opened("supervisor") as (pilot, screen):
        assert "administrator" in str(screen.reason_disabled("leave"))
        await pilot.press("x")
        await pilot.pause()
        assert pilot.app.screen is screen
    async with opened() as (pilot, screen):
        await go_to(pilot, screen, "1009")
        assert "own account" in str(screen.reason_disabled("leave"))
