"""The checklist: known defects, words, how papers were handed in, and a second notice with a supervisor's PIN."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date

import pytest
from rich.cells import cell_len
from support.pilots import in_front

from hallclient import language
from hallclient.app import HallApp
from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.choose import Choose
from hallclient.dialogs.unlock import Unlock
from hallclient.screens.checklist import material_row
from hallclient.screens.checklist.defects import Defects
from hallclient.screens.checklist.screen import ChecklistScreen
from hallclient.services import catalogue, documents, notices, request_actions, requests
from hallclient.widgets.key_bar import KeyBar
from hallclient.widgets.status_line import StatusLine

KNOWN = ("已过有效期", "复印件不清晰", "缺少本人签名")


@pytest.fixture
def opened(hall, clerk):
    @asynccontextmanager
    async def begin(request, size=(80, 24)):
        app = HallApp(hall, actor=clerk, first=None)
        async with app.run_test(size=size) as pilot:
            app.go("checklist", number=request.number)
            await in_front(pilot, ChecklistScreen)
            yield pilot, app.screen

    return begin


@pytest.fixture
def known(hall):
    item = catalogue.get(hall, "MZ001")
    first = replace(item.materials[0], defects=KNOWN)
    catalogue.save(hall, "1009", [replace(item, materials=(first, *item.materials[1:]))])


def material(hall, request, place=0):
    return requests.get(hall, request.number).materials[place]


def told(screen):
    return screen.query_one(StatusLine).text


async def test_known_defects_are_ticked_several_at_once(opened, receive, hall, known):
    request = receive()
    async with opened(request) as (pilot, screen):
        await pilot.press("3")
        await in_front(pilot, Defects)
        (bar,) = pilot.app.screen.query(KeyBar)
        assert [one.key.key for one in bar._shown if one.reason] == [], "Space ticks from the beginning"
        await pilot.press("1", "3", "enter")
        await in_front(pilot, ChecklistScreen)
        assert material(hall, request).words == "已过有效期；缺少本人签名"
        assert "缺少本人签名" in "".join(screen._preview._lines)
        await pilot.press("up", "3")
        await in_front(pilot, Defects)
        assert pilot.app.screen.ticked == {0, 2}
        await pilot.press("3", "tab")
        pilot.app.screen.field.value = "姓名与申请书不一致"
        await pilot.press("enter")
        await in_front(pilot, ChecklistScreen)
        assert material(hall, request).words == "已过有效期；姓名与申请书不一致"


async def test_enter_alone_takes_the_highlighted_defect(opened, receive, hall, known):
    request = receive()
    async with opened(request) as (pilot, _screen):
        await pilot.press("3")
        await in_front(pilot, Defects)
        await pilot.press("down", "enter")
        await in_front(pilot, ChecklistScreen)
        assert (material(hall, request).mark, material(hall, request).words) == ("defective", "复印件不清晰")


async def test_the_defects_are_those_of_the_version_that_was_received(opened, receive, hall, known):
    request = receive()
    item = catalogue.get(hall, "MZ001")
    other = replace(item.materials[0], defects=("别的问题",))
    catalogue.save(hall, "1009", [replace(item, materials=(other, *item.materials[1:]))])
    async with opened(request) as (pilot, _screen):
        await pilot.press("3")
        await in_front(pilot, Defects)
        assert pilot.app.screen.known == list(KNOWN)


async def test_words_say_what_to_bring_and_where_to_get_it(opened, receive, hall):
    request = receive()
    async with opened(request) as (pilot, screen):
        await pilot.press("n")
        await in_front(pilot, AskText)
        pilot.app.screen.field.value = "到户籍地派出所补领，带户口簿"
        await pilot.press("enter")
        await in_front(pilot, ChecklistScreen)
        first = material(hall, request)
        assert (first.mark, first.words) == ("missing", "到户籍地派出所补领，带户口簿")
        assert "派出所" in "".join(screen._preview._lines)


async def test_how_a_paper_was_handed_in_needs_no_key_and_can_be_changed(opened, receive, hall):
    request = receive()
    async with opened(request) as (pilot, screen):
        assert screen.reason_disabled("handed") is not None
        await pilot.press("1")
        assert material(hall, request).handed == "seen", "an original and a copy: the original is given back"
        await pilot.press("up", "h")
        assert material(hall, request).handed == "original"
        assert "Original" in told(screen)
        await pilot.press("2")
        assert material(hall, request).handed == ""


async def test_a_deferrable_material_shows_it(opened, receive):
    async with opened(receive()) as (_pilot, screen):
        rows = [screen._cells(material) for material in screen._source.rows]
        assert [row[0][0] for row in rows] == ["[ ]", "[ ] DP"]


def test_who_took_a_paper_stands_there_by_name(receive):
    paper = replace(receive().materials[0], received_on=date(2026, 11, 20), receiver="1003")
    names = {"1003": "王芳"}
    assert "11-20 taken by 王芳" in str(material_row.detail(paper, 60, names))
    assert "taken by" not in str(material_row.detail(replace(paper, mark="deferred"), 60, names)), (
        "to be brought later"
    )


def test_no_line_of_the_detail_begins_with_a_closing_sign(receive):
    language.use("zh_CN")
    words = "身份证原件和复印件各一份，正反面复印在同一页；本人签名，写明“与原件一致”。未成年人由监护人签名。"
    paper = replace(receive().materials[0], requirement=words * 3, source=words, words=words)
    for width in range(24, 60):
        lines = str(material_row.detail(paper, width, {})).splitlines()
        assert all(cell_len(line) <= width for line in lines)
        assert not [line for line in lines if line[0] in "，。；：、！？）》」』】〕〉”"]


@pytest.fixture
def again(hall, clerk, receive):
    """After a first notice and its supplement, with a defect that was overlooked."""
    request = receive()
    notices.issue(hall, clerk, request.number, {"A1": ("ok", ""), "A2": ("missing", "")})
    request_actions.act(hall, clerk, request.number, "supplement")
    return request_actions.mark(hall, clerk, request.number, {"A1": ("defective", "已过有效期")})


async def fill(pilot, *lines):
    for line in lines:
        await in_front(pilot, AskText)
        pilot.app.screen.field.value = line
        await pilot.press("enter")


async def test_a_second_notice_asks_for_grounds_and_a_supervisor(opened, again, hall):
    async with opened(again) as (pilot, screen):
        assert screen.reason_disabled("issue") is None
        assert "已过有效期" in "".join(screen._preview._lines), "the draft of the second one"
        await pilot.press("ctrl+s")
        await in_front(pilot, Choose)
        await pilot.press("1")
        await fill(pilot, "身份证已过有效期", "首次核对时没有看背面")
        await in_front(pilot, Unlock)
        dialog = pilot.app.screen
        dialog.code.value, dialog.pin.value = "1003", "0000"
        await pilot.press("tab", "enter")
        for _ in range(100):
            await pilot.pause(0.02)
            if "supervisor" in str(dialog._answer.content):
                break
        assert len(notices.of_request(hall, again.number)) == 1, "a clerk's own PIN does not do"
        dialog.code.value, dialog.pin.value = "1005", "0000"
        dialog.pin.focus()
        await pilot.press("enter")
        for _ in range(200):
            await pilot.pause(0.02)
            if len(notices.of_request(hall, again.number)) == 2:
                break
        issued = notices.of_request(hall, again.number)[-1]
        assert (issued.cause, issued.agreed_by, issued.clerk) == ("oversight", "1005", "1003")
        assert documents.get(hall, issued.id).number == issued.number, "its paper is kept like that of the first"


async def test_giving_up_issues_nothing(opened, again, hall):
    async with opened(again) as (pilot, screen):
        await pilot.press("ctrl+s")
        await in_front(pilot, Choose)
        await pilot.press("escape")
        await in_front(pilot, ChecklistScreen)
        assert "No second notice" in told(screen)
        assert len(notices.of_request(hall, again.number)) == 1
