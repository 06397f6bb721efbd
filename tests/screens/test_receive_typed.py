"""Days, times and names of a receipt as they are typed, and what does not go together."""

from __future__ import annotations

import pytest
from support.hall import ID_NUMBER, NOW
from support.receiving import answer, choose, fill, opener

from hallclient.dialogs.ask_fields import AskFields
from hallclient.services import requests
from hallclient.widgets.status_line import StatusLine


@pytest.fixture
def opened(hall, clerk):
    return opener(hall, clerk)


async def test_a_day_that_has_ended_and_a_time_to_come_are_refused_at_once(opened):
    async with opened() as (pilot, _screen):
        await pilot.press("ctrl+b", "alt+m")
        await choose(pilot, "3", "1")
        await answer(pilot, "", "2026-11-19")
        assert isinstance(pilot.app.screen, AskFields), "still asked"
        await pilot.press("escape", "escape", "alt+m")
        await choose(pilot, "1")
        await answer(pilot, "A1", "09:01")
        assert isinstance(pilot.app.screen, AskFields)


@pytest.mark.parametrize("typed", ["0848", "848", "8点48分", "８：４８"])
async def test_a_time_is_read_as_it_is_typed(opened, hall, typed):
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        await pilot.press("alt+m")
        await choose(pilot, "1")
        await answer(pilot, "a12", typed)
        assert screen.form.rare.arrived_at == NOW.replace(hour=8, minute=48)


@pytest.mark.parametrize("typed", ["1119 1020", "11-19 10:20", "昨天 1020", "2026-11-19 10:20", "11月19日 10点20分"])
async def test_the_moment_of_a_late_entry_is_read_as_it_is_typed(opened, hall, typed):
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        await pilot.press("alt+m")
        await choose(pilot, "9")
        await answer(pilot, "纸0007", typed, "")
        assert screen.form.rare.received[:16] == "2026-11-19T10:20"


@pytest.mark.parametrize("typed", ["0848", "0101"])
async def test_what_has_not_come_yet_is_no_arrival_and_stays_in_the_line(opened, hall, typed, clock):
    clock.set(NOW.replace(hour=1, minute=0))
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        await pilot.press("alt+m")
        await choose(pilot, "1")
        await answer(pilot, "a12", typed)
        assert isinstance(pilot.app.screen, AskFields)
        assert pilot.app.screen.fields["arrived"].value == typed
        assert screen.form.rare.arrived == ""
        await pilot.press("escape")


async def test_the_last_day_of_an_authority_is_the_nearest(opened, hall):
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        await pilot.press("ctrl+b", "alt+m")
        await choose(pilot, "3", "1")
        await answer(pilot, "代办", "0131")
        assert screen.form.rare.until == "2027-01-31"


@pytest.mark.parametrize(
    ("digit", "typed", "key", "words"),
    [
        ("4", ("李笔", ""), "scribe_witness", "needs a witness"),
        ("4", ("", "李笔"), "scribe", "is missing"),
        ("4", ("李笔", "李笔"), "scribe_witness", "another person"),
        ("2", ("", "儿子"), "contact_name", "is missing"),
        ("9", ("", "1119 1020", ""), "paper_serial", "serial number"),
        ("9", ("纸0007", "", ""), "received", "not later than now"),
        ("9", ("纸0007", "1119 1020", "9999"), "first_asked", "9999"),
    ],
)
async def test_what_does_not_go_together_is_said_while_it_is_typed(opened, hall, digit, typed, key, words):
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        await pilot.press("alt+m")
        await choose(pilot, digit)
        await answer(pilot, *typed)
        dialog = pilot.app.screen
        assert isinstance(dialog, AskFields)
        assert words in str(dialog.fields[key].problem)
        assert tuple(field.value for field in dialog.fields.values()) == typed
        assert pilot.app.focused is dialog.fields[key].input
        await pilot.press("escape")


async def test_no_phone_that_was_a_slip_is_taken_back(opened, hall):
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        await pilot.press("alt+m")
        seen = []
        for typed in (("王主任", "村委会"), ("", ""), ("", ""), ("", "")):
            await choose(pilot, "2")
            await answer(pilot, *typed)
            seen.append((screen.form.rare.no_phone, screen.form.rare.contact_name))
        assert seen == [("1", "王主任"), ("1", ""), ("", ""), ("1", "")]


async def test_the_authority_of_a_late_entry_had_to_hold_then(opened, hall):
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        await pilot.press("ctrl+b", "alt+m")
        await choose(pilot, "9")
        await answer(pilot, "纸0007", "1110 1020", "")
        await choose(pilot, "3", "1")
        await answer(pilot, "代办", "1109")
        assert "ended" in str(pilot.app.screen.fields["until"].problem)
        await answer(pilot, "代办", "1112")
        assert screen.form.rare.until == "2026-11-12"


async def test_the_same_card_read_twice_is_no_agent(opened, hall):
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        await pilot.press("ctrl+b")
        screen.form.agent_name.value, screen.form.agent_number.value = "张三", ID_NUMBER.lower()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert requests.listing(hall, requests.Filter()) == []
        assert "own number" in screen.query_one(StatusLine).text
        assert pilot.app.focused is screen.form.agent_number.input
