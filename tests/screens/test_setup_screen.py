"""The first start: every field explained, an error keeps the form, a hall is made."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest

from hallclient.clock import FixedClock
from hallclient.paths import Home
from hallclient.rules.message import Message
from hallclient.screens.setup import checks
from hallclient.screens.setup.app import SetupApp
from hallclient.services import accounts
from hallclient.services.hall import open_hall
from hallclient.widgets.status_line import StatusLine


@pytest.fixture
def fresh(tmp_path):
    """A home that is not there yet."""
    return Home(tmp_path / "new")


@pytest.fixture
def setting_up(fresh, monkeypatch, pin_digest):
    """The set-up application with its form in front."""
    monkeypatch.setattr(accounts, "digest_pin", lambda pin: pin_digest)

    @asynccontextmanager
    async def begin(size=(80, 24), choice="2"):
        from support.hall import NOW

        app = SetupApp(fresh, FixedClock(NOW))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await pilot.pause()
            screen = app.screen_stack[1]
            if choice:
                await pilot.press(choice)
                await pilot.pause()
            yield pilot, screen

    return begin


def fill_in(screen):
    screen.hall.value = "某县[/]政务服务中心"
    screen.code.value = "３７０７８４"
    screen.admin_name.value = "吴伟"
    screen.pin.value = screen.again.value = "0000"
    screen.sample.action_toggle()


async def settled(pilot):
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def test_a_hall_is_made_from_the_form(setting_up, fresh, tmp_path):
    async with setting_up() as (pilot, screen):
        fill_in(screen)
        screen.shared.value = str(tmp_path / "summary.jsonl")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert pilot.app.return_value == fresh
    hall = open_hall(fresh)
    assert hall.config.hall == "某县[/]政务服务中心"
    assert (hall.config.hall_code, hall.config.window) == ("370784", 1)
    assert accounts.actor_of(hall, "1000").role == "admin"
    assert (tmp_path / "hallclient.id").exists()
    hall.close()


async def test_every_field_is_explained_and_wrong_ones_say_why(setting_up, fresh):
    async with setting_up() as (pilot, screen):
        fill_in(screen)
        assert "sign" in screen.hall.query_one(".message").text
        screen.again.value = "0001"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "The two PINs differ." in screen.query_one(StatusLine).text
        assert screen.focused is screen.again.input
    assert not fresh.exists()


async def test_a_shared_folder_that_is_not_there(setting_up, fresh, tmp_path):
    async with setting_up(size=(60, 15)) as (pilot, screen):
        fill_in(screen)
        screen.shared.value = str(tmp_path / "nowhere" / "summary.jsonl")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "is not there" in screen.shared.query_one(".message").text
        assert screen.hall.value
    assert not fresh.exists()


async def test_what_the_job_refuses_is_a_sentence_and_the_form_stays(setting_up, fresh):
    fresh.folder.write_text("a file stands in the way")
    async with setting_up() as (pilot, screen):
        fill_in(screen)
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "cannot be written" in screen.query_one(StatusLine).text
        assert screen.hall.value
        assert not screen.busy


async def test_the_demo_is_one_key_and_says_who_can_unlock(setting_up, fresh, monkeypatch, tmp_path):
    demo = Home(tmp_path / "demo")
    monkeypatch.setattr("hallclient.screens.setup.screen.make_demo", lambda: (demo, Message("1003, PIN 0000")))
    async with setting_up(choice="1") as (pilot, _):
        await pilot.pause()
        await pilot.pause()
        assert "1003" in str(pilot.app.screen.message)
        await pilot.press("enter")
        await settled(pilot)
        assert pilot.app.return_value == demo
    assert not fresh.exists()


async def test_esc_at_the_choice_ends_without_a_hall(setting_up, fresh):
    async with setting_up(choice="") as (pilot, _):
        await pilot.press("escape")
        await settled(pilot)
        assert pilot.app.return_value is None
    assert not fresh.exists()


def test_a_folder_is_no_file(tmp_path):
    assert "add a file name" in str(checks.shared_file(str(tmp_path)))
    assert checks.shared_file(str(tmp_path / "x.jsonl")) is None
