"""咨询 on the screen: four keys besides the text, and it is in the ledger."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest

from hallclient.app import HallApp
from hallclient.screens.consult.screen import ConsultScreen
from hallclient.services import catalogue_search, requests
from hallclient.widgets.status_line import StatusLine


@pytest.fixture
def opened(hall, clerk):
    """The receiving screen with a consultation over it: a question comes in between."""

    @asynccontextmanager
    async def begin():
        app = HallApp(hall, actor=clerk, first=None)
        async with app.run_test(size=(80, 24)) as pilot:
            app.go("receive")
            await pilot.pause()
            await pilot.press("ctrl+o")
            await pilot.pause()
            yield pilot, app.screen

    return begin


async def test_four_keys(opened, hall):
    async with opened() as (pilot, screen):
        assert isinstance(screen, ConsultScreen)
        await pilot.press("2")
        await pilot.pause()
        await pilot.press("enter", "enter")
        await pilot.pause()
        request = requests.listing(hall, requests.Filter())[0]
        assert (request.kind, request.state, request.item) == ("consultation", "answered", "ZX001")
        assert request.matter == "Procedure"
        assert request.answer
        assert pilot.app.screen.NAME == "receive", "back to the applicant at the window"
        assert "03-0001" in pilot.app.screen.query_one(StatusLine).text


async def test_words_and_the_matter_asked_about(opened, hall):
    async with opened() as (pilot, screen):
        await pilot.press("1")
        await pilot.pause()
        screen.picker.field.value = "最低生活保障申请"
        screen.question.value = "要带什么？"
        screen.answer.value = "身份证、申请书"
        screen.answer.focus()
        await pilot.press("enter")
        await pilot.pause()
        request = requests.listing(hall, requests.Filter())[0]
        assert request.matter == "最低生活保障申请：Materials needed：要带什么？"
        assert request.answer == "身份证、申请书"


async def test_a_letter_on_the_subjects_begins_the_question(opened):
    async with opened() as (pilot, screen):
        await pilot.press("w", "h", "y")
        await pilot.pause()
        assert screen.question.value == "why"


async def test_without_an_answer_it_stays_open(opened, hall):
    async with opened() as (pilot, screen):
        screen.question.value = "何时办结？"
        screen.answer.value = ""
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert requests.listing(hall, requests.Filter())[0].state == "registered"


async def test_a_catalogue_without_consultations_says_so_and_loses_nothing(opened, monkeypatch):
    async with opened() as (pilot, screen):
        screen.question.value = "为什么？"
        monkeypatch.setattr(catalogue_search, "find", lambda hall, text="", limit=None: [])
        await pilot.press("ctrl+s")
        await pilot.pause()
        await pilot.press("escape")
        assert screen.question.value == "为什么？"
        assert screen.leaving() is not None
