"""Finding a request by what people know of it."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest

from hallclient.app import HallApp
from hallclient.screens.request.screen import RequestScreen


@pytest.fixture
def searching(hall, clerk):
    """The application with the search in front."""

    @asynccontextmanager
    async def begin(size=(80, 24)):
        app = HallApp(hall, actor=clerk, first=None)
        async with app.run_test(size=size) as pilot:
            app.go("search")
            await pilot.pause()
            await pilot.pause()
            yield pilot, app.screen

    return begin


async def look_for(pilot, screen, text):
    screen.field.input.value = text
    await pilot.pause(0.2)
    return [row.number for row in screen._source.rows]


async def test_number_name_matter_initials_and_last_four_find(searching, receive):
    wanted = receive(name="欧阳修", id_type="passport", id_number="E1234567", phone="13912349876")
    receive("SC001", name="李四")
    async with searching() as (pilot, screen):
        for text in (wanted.number, "03-0001", "欧阳", "修", "最低生活", "zdsh", "9876", "4567"):
            assert await look_for(pilot, screen, text) == [wanted.number], text
        assert await look_for(pilot, screen, "没有这个人") == []
        assert await look_for(pilot, screen, "") == []


async def test_enter_opens_also_in_one_burst_with_the_text(searching, receive):
    wanted = receive(name="欧阳修")
    receive(name="李四")
    async with searching() as (pilot, _):
        await pilot.press("欧", "阳", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, RequestScreen)
        assert pilot.app.screen.subject() == wanted.number


async def test_the_arrows_move_in_the_list_while_the_field_keeps_the_keys(searching, receive):
    first, second = receive(), receive()
    async with searching() as (pilot, screen):
        await look_for(pilot, screen, "张")
        assert screen.subject() == second.number
        await pilot.press("down")
        assert screen.subject() == first.number
        assert screen.focused is screen.field.input
        await pilot.press("escape")


@pytest.mark.parametrize("text", ["[/]", "%", "'\"*", "\x1b[31m", "𠮷", "-", "OR", "(", "03-"])
async def test_nothing_that_is_typed_does_harm(searching, receive, text):
    receive(name="𠮷[/]")
    async with searching(size=(120, 36)) as (pilot, screen):
        await look_for(pilot, screen, text)
        assert pilot.app.screen is screen


async def test_lists_are_masked(searching, receive):
    receive()
    async with searching(size=(120, 36)) as (pilot, screen):
        await look_for(pilot, screen, "张")
        line = screen.list.render_line(1).text
        assert "张*丰" in line and "110105********002X" in line


async def test_ctrl_u_begins_anew(searching, receive):
    receive()
    async with searching() as (pilot, screen):
        await look_for(pilot, screen, "张")
        await pilot.press("ctrl+u")
        assert screen.field.value == ""
        assert screen._source.rows == []
