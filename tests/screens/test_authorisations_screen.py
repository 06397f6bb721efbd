"""Authorisations of chief representatives by keyboard: who has none, given, expired, revoked with a reason."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import date, timedelta

import pytest
from screens.test_catalogue_screens import told
from support.hall import CIVIL, MARKET, NOW
from support.pilots import in_front

from hallclient.app import HallApp
from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.choose import Choose
from hallclient.dialogs.form import Form
from hallclient.screens.authorisations.screen import AuthorisationsScreen
from hallclient.screens.desk.screen import DeskScreen
from hallclient.services import accounts, authorisations, powers

TODAY = NOW.date()


@pytest.fixture
def opened(hall, people):
    @asynccontextmanager
    async def begin(who="admin"):
        app = HallApp(hall, actor=getattr(people, who), first="desk")
        async with app.run_test(size=(80, 24)) as pilot:
            await in_front(pilot, DeskScreen)
            await pilot.press("a")
            yield pilot, await in_front(pilot, AuthorisationsScreen)

    return begin


def shown(screen):
    return [
        (row.person.code, row.authorisation and row.authorisation.number, row.state) for row in screen._source.rows
    ]


async def test_one_is_entered_and_takes_the_place_of_the_staff_list(opened, hall):
    async with opened() as (pilot, screen):
        assert shown(screen) == [("1001", "", "in_force"), ("1002", "", "in_force")]
        await pilot.press("n")
        await in_front(pilot, Choose)
        await pilot.press("1")
        form = await in_front(pilot, Form)
        values = {str(field.id): field for field in form.fields}
        assert values["department"].value == CIVIL
        values["number"].value, values["items"].value = "安民授〔2026〕1号", "MZ001，MZ002"
        values["department"].value = "县民政"
        await pilot.press("ctrl+s")
        assert values["department"].has_class("-wrong"), "nothing could be decided under it"
        values["department"].value, values["until"].value = MARKET, "1231"
        await pilot.press("ctrl+s")
        assert values["items"].has_class("-wrong"), "these are items of another department"
        values["department"].value = CIVIL
        await pilot.press("ctrl+s")
        await in_front(pilot, AuthorisationsScreen)
        assert "安民授〔2026〕1号" in told(pilot)
        (given,) = authorisations.of_staff(hall, "1001")
        assert (given.items, given.valid_from, given.expires) == (("MZ001", "MZ002"), TODAY, date(2026, 12, 31))
        await pilot.press("v")
        assert ("1001", "", "replaced") in shown(screen)


async def test_who_has_none_stands_first_and_an_expired_one_is_marked(opened, hall, people):
    authorisations.give(hall, people.admin, "1002", MARKET, "市监1号", (), TODAY - timedelta(9), TODAY - timedelta(1))
    async with opened() as (_, screen):
        assert shown(screen) == [("1002", None, "none"), ("1001", "", "in_force"), ("1002", "市监1号", "ended")]
        assert "钱敏" in str(screen.query_one("#head").render())
        assert screen.reason_disabled("withdraw") is not None, "the first line is no authorisation"


async def test_revoked_with_a_reason_it_does_not_fall_back_on_the_staff_list(opened, hall, people):
    authorisations.give(hall, people.admin, "1001", CIVIL, "民1号")
    async with opened() as (pilot, screen):
        await pilot.press("w")
        dialog = await in_front(pilot, AskText)
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, AskText), "it needs a reason"
        dialog.field.value = "轮岗"
        await pilot.press("enter")
        await in_front(pilot, AuthorisationsScreen)
        assert shown(screen)[0] == ("1001", None, "none")
        assert authorisations.every(hall) == authorisations.every(hall)[:1], "only the other one is left"
        await pilot.press("v")
        (gone,) = [one for one in powers.every(hall) if one.state == "withdrawn"]
        assert (gone.reason, gone.by, gone.at.date()) == ("轮岗", "1009", TODAY)
        assert accounts.actor_of(hall, "1001").departments == ()


async def test_others_see_them_and_change_nothing(opened, people, hall):
    async with opened("supervisor") as (pilot, screen):
        for action in ("give", "withdraw"):
            assert "administrator" in str(screen.reason_disabled(action))
        await pilot.press("n", "w")
        await pilot.pause()
        assert pilot.app.screen is screen


def test_an_item_of_another_department_and_the_same_one_twice_are_refused(hall, people):
    from hallclient.errors import BadInput, Refused

    with pytest.raises(BadInput, match="belongs to"):
        authorisations.give(hall, people.admin, "1001", CIVIL, "1号", ("SC001",))
    authorisations.give(hall, people.admin, "1001", CIVIL, "1号")
    with pytest.raises(Refused, match="already"):
        authorisations.give(hall, people.admin, "1001", CIVIL, "1号")
