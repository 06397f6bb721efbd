"""Somebody else was quicker: what was typed for a step is there when the step is taken again, in every form."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime

import pytest
from support.hall import ZONE, applicant

from hallclient.app import HallApp
from hallclient.dialogs.form import Form
from hallclient.dialogs.notice import Notice
from hallclient.errors import NotAllowed
from hallclient.screens.request.correcting import CorrectForm
from hallclient.services import catalogue, intake, request_actions, requests, staff_status


@pytest.fixture
def opened(hall, people):
    @asynccontextmanager
    async def begin(number, actor=people.clerk):
        app = HallApp(hall, actor=actor, first=None)
        async with app.run_test(size=(80, 24)) as pilot:
            app.go("request", number=number)
            await settled(pilot)
            yield pilot, app.screen

    return begin


@pytest.fixture
def quicker(hall, people):
    def change(number):
        request_actions.act(hall, people.other_clerk, number, "note", {"words": "已催办"})

    return change


async def settled(pilot):
    for _ in range(4):
        await pilot.pause()


async def pressed(pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def choose(pilot, screen, action):
    assert screen.reason_disabled(action) is None
    pilot.app.screen.run_worker(pilot.app.run_action(action, screen))
    await settled(pilot)


async def told_and_left(pilot):
    assert isinstance(pilot.app.screen, Notice) and "changed by 孙丽" in str(
        pilot.app.screen.query_one(".text").content
    )
    await pressed(pilot, "enter")


async def test_a_refusal(opened, hall, people, receive, quicker):
    number = receive().number
    async with opened(number, people.chief) as (pilot, _):
        await pressed(pilot, "x", "2")
        for field, text in zip(pilot.app.screen.fields, ("《某条例》第七条", "非本地户籍"), strict=True):
            field.value = text
        quicker(number)
        await pressed(pilot, "ctrl+s", "y")
        await told_and_left(pilot)
        await pressed(pilot, "x", "2")
        assert [field.value for field in pilot.app.screen.fields] == ["《某条例》第七条", "非本地户籍"]
        await pressed(pilot, "ctrl+s", "y")
    assert requests.get(hall, number).state == "not_accepted"


async def test_being_late(opened, hall, people, receive, quicker, clock):
    number = receive("SC001").number
    request_actions.act(hall, people.clerk, number, "accept")
    clock.set(datetime(2026, 12, 10, 9, 0, tzinfo=ZONE))
    async with opened(number, people.other_chief) as (pilot, _):
        await pressed(pilot, "d", "1")
        why, who = pilot.app.screen.fields
        why.value, who.value = "现场核查延误", "1004"
        quicker(number)
        await pressed(pilot, "ctrl+s")
        await told_and_left(pilot)
        await pressed(pilot, "d", "1")
        assert [field.value for field in pilot.app.screen.fields] == ["现场核查延误", "1004"]
        await pressed(pilot, "ctrl+s")
    assert requests.get(hall, number).overdue_by == "1004"


async def test_where_the_applicant_is_to_go(opened, hall, receive, quicker):
    number = receive().number
    async with opened(number) as (pilot, _):
        await pressed(pilot, "w", "1", *"县局", "enter", *"老赵", "enter", *"12345")
        quicker(number)
        await pressed(pilot, "enter")
        await told_and_left(pilot)
        await pressed(pilot, "w", "1")
        for text in ("县局", "老赵", "12345"):
            assert pilot.app.screen.field.value == text
            await pressed(pilot, "enter")
    assert requests.get(hall, number).guided.phone == "12345"


async def test_a_delivery(opened, hall, people, receive, quicker):
    number = receive().number
    request_actions.act(hall, people.clerk, number, "accept")
    request_actions.act(hall, people.chief, number, "decide", {"result": "granted"})
    async with opened(number) as (pilot, _):
        await pressed(pilot, "o", "3", *"EMS9")
        quicker(number)
        await pressed(pilot, "enter", "enter")
        await told_and_left(pilot)
        await pressed(pilot, "o", "3")
        assert pilot.app.screen.fields["number"].value == "EMS9"
        await pressed(pilot, "enter", "enter")
    assert requests.get(hall, number).delivery.number == "EMS9"


async def test_a_correction_puts_only_its_own_changes_over_what_the_other_did(opened, hall, people, receive, quicker):
    number = receive().number
    async with opened(number) as (pilot, screen):
        await choose(pilot, screen, "correct")
        form = pilot.app.screen
        form.picker.choose("MZ001", "最低生活保障申请")
        form.fields["name"].value, form.reason.value = "李四", "录错"
        form.choices["id_type"].put("other")
        other = {"phone": "13900000000", "reason": "号码不对"}
        request_actions.act(hall, people.other_clerk, number, "correct", other)
        await pressed(pilot, "ctrl+s")
        await told_and_left(pilot)
        await choose(pilot, screen, "correct")
        again = pilot.app.screen
        assert isinstance(again, CorrectForm) and again is not form
        assert (again.fields["name"].value, again.reason.value) == ("李四", "录错")
        assert (again.picker.code, again.choices["id_type"].value) == ("MZ001", "other")
        await pressed(pilot, "ctrl+s")
    person = requests.get(hall, number).applicant
    assert (person.name, person.id_type, person.phone) == ("李四", "other", "13900000000")


async def test_a_sitting_that_the_law_makes_late_asks_why_and_who(opened, hall, people, receive, clock):
    item = replace(catalogue.get(hall, "SC001"), kind="instant", statutory_days=5, promised_days=3)
    catalogue.save(hall, "1009", (item,))
    number = receive("SC001").number
    clock.set(datetime(2026, 12, 10, 9, 0, tzinfo=ZONE))
    async with opened(number, people.other_chief) as (pilot, _):
        await pressed(pilot, "g", "y")
        assert isinstance(pilot.app.screen, Form), "not the command line's remedy"
        why, who = pilot.app.screen.fields
        assert who.value == "1003"
        why.value = "漏办"
        await pressed(pilot, "ctrl+s")
    done = requests.get(hall, number)
    assert (done.state, done.by_law, done.overdue_reason) == ("delivered", True, "漏办")


async def test_who_has_left_meanwhile_is_told_once(opened, hall, people, receive):
    number = receive().number
    async with opened(number) as (pilot, screen):
        await pressed(pilot, "n", *"核实")
        staff_status.disable(hall, people.admin, "1003", to="1004", reason="调离")
        await pressed(pilot, "enter")
        assert isinstance(pilot.app.screen, Notice)
        await pressed(pilot, "enter")
        assert pilot.app.screen is screen, "no second notice"
        assert "does not work here any more" in str(screen.reason_disabled("note"))
    with pytest.raises(NotAllowed, match="does not work here any more"):
        intake.receive(hall, people.clerk, intake.Intake("MZ001", applicant()))
