"""Leaving with open requests: the administrator names who takes over, and the list to sign is written."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest
from screens.test_catalogue_screens import told
from screens.test_request_kinds import JOINT
from support.pilots import in_front

from hallclient.app import HallApp
from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.choose import Choose
from hallclient.dialogs.confirm import Confirm
from hallclient.errors import Conflict
from hallclient.screens.desk.screen import DeskScreen
from hallclient.screens.staff.form import PersonForm, PinForm
from hallclient.screens.staff.screen import StaffScreen
from hallclient.services import accounts, catalogue, handover, journal, requests, staff_editing, staff_list
from hallclient.services.request_actions import act
from hallclient.services.verification import verify


@pytest.fixture
def opened(hall, people):
    @asynccontextmanager
    async def begin(who="admin"):
        app = HallApp(hall, actor=getattr(people, who), first="desk")
        async with app.run_test(size=(80, 24)) as pilot:
            await in_front(pilot, DeskScreen)
            await pilot.press("s")
            yield pilot, await in_front(pilot, StaffScreen)

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
        dialog = await in_front(pilot, Choose)
        place = [option.value for option in dialog.options].index(("to", "1004"))
        await pilot.press(str(place + 1))
        dialog = await in_front(pilot, AskText)
        dialog.field.value = "调离"
        await pilot.press("enter")
        await in_front(pilot, StaffScreen)
        assert "does not work here any more" in told(pilot)
        assert screen._source.rows[-1].code == "1003"
        (slip,) = (hall.home.exports / "papers").rglob("hand-over-1003-1004-*.txt")
        assert "2件，另联办任务1项" in slip.read_text("utf-8")
        assert {requests.get(hall, one).owner for one in (number, other)} == {"1004"}
        assert requests.get(hall, other).tasks[0].owner == "1004"
        await go_to(pilot, screen, "1003")
        assert screen.reason_disabled("leave") is not None
        await pilot.press("e")
        await in_front(pilot, Confirm)
        await pilot.press("y")
        await in_front(pilot, StaffScreen)
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


async def said(pilot, form, words):
    """The form stays and says why; nothing typed is lost."""
    for _ in range(150):
        await pilot.pause(0.02)
        if words in str(form._answer.render()):
            return
    raise AssertionError(str(form._answer.render()))


async def test_a_new_person_is_added_with_a_pin_typed_twice(opened, hall):
    async with opened() as (pilot, screen):
        await pilot.press("n")
        form = await in_front(pilot, PersonForm)
        form.fields["code"].value, form.fields["name"].value = "1003", "陈静"
        form.fields["window"].value, form.fields["backup"].value = "7", "1003"
        form.pin.value, form.again.value = "2468", "2469"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "two PINs differ" in str(form._answer.render())
        form.again.value = "2468"
        await pilot.press("ctrl+s")
        await said(pilot, form, "is taken by")
        form.fields["code"].value = "1203"
        await pilot.press("ctrl+s")
        await in_front(pilot, StaffScreen)
        assert "陈静 works here now" in told(pilot) and screen.list.row.code == "1203"
    assert accounts.unlock(hall, "1203", "2468").window == 7
    assert journal.check(hall).ok


async def test_a_person_is_changed_and_gets_a_new_pin(opened, hall):
    async with opened() as (pilot, screen):
        await go_to(pilot, screen, "1003")
        await pilot.press("c")
        form = await in_front(pilot, PersonForm)
        form.role.put("chief")
        form.fields["authorised"].value, form.fields["backup"].value = "县民政局；县残联", "1003"
        await pilot.press("ctrl+s")
        await said(pilot, form, "their own B post")
        form.fields["backup"].value = "1004"
        await pilot.press("ctrl+s")
        await in_front(pilot, StaffScreen)
        changed = accounts.actor_of(hall, "1003")
        assert (changed.role, changed.departments) == ("chief", ("县民政局", "县残联"))
        await pilot.press("p")
        form = await in_front(pilot, PinForm)
        form.pin.value = form.again.value = "97531"
        await pilot.press("ctrl+s")
        await in_front(pilot, StaffScreen)
        assert accounts.unlock(hall, "1003", "97531").code == "1003"
        await go_to(pilot, screen, "1009")
        await pilot.press("c")
        form = await in_front(pilot, PersonForm)
        form.role.put("clerk")
        await pilot.press("ctrl+s")
        await said(pilot, form, "their own role")
    async with opened("supervisor") as (_pilot, screen):
        for action in ("add", "change", "pin"):
            assert "administrator" in str(screen.reason_disabled(action))


def test_what_somebody_else_changed_is_not_overwritten(hall, people):
    before = {"code": "1003", **staff_list.stored(hall)["1003"]}
    staff_editing.change(hall, people.admin, before, {**before, "window": 9})
    with pytest.raises(Conflict, match="somebody else"):
        staff_editing.change(hall, people.admin, before, {**before, "name": "王小芳"})
