"""一次告知 on the screen: marks, the notice beside them, issuing, the supplement, the acceptance."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from support.printed import printed

from hallclient.app import HallApp
from hallclient.dialogs.outcome import Outcome
from hallclient.jobs import papers
from hallclient.screens.checklist.screen import ChecklistScreen
from hallclient.screens.receive.screen import ReceiveScreen
from hallclient.services import catalogue, documents, notices, request_actions, requests
from hallclient.widgets.status_line import StatusLine


@pytest.fixture
def opened(hall, clerk):
    """Opens the checklist of a request; gives pilot and screen."""

    @asynccontextmanager
    async def begin(request, size=(80, 24)):
        app = HallApp(hall, actor=clerk, first=None)
        async with app.run_test(size=size) as pilot:
            app.go("checklist", number=request.number)
            await pilot.pause()
            await pilot.pause()
            yield pilot, app.screen

    return begin


def marks(hall, request):
    return [material.mark for material in requests.get(hall, request.number).materials]


def told(screen):
    return screen.query_one(StatusLine).text


def paper(screen):
    return "\n".join(screen._preview._lines)


async def test_one_key_a_mark_saved_at_once_and_the_cursor_moves_on(opened, receive, hall):
    request = receive(conditions=("agent",))
    async with opened(request) as (pilot, screen):
        assert screen._list.row.code == "A1"
        await pilot.press("1")
        assert marks(hall, request) == ["ok", "", ""]
        assert screen._list.row.code == "A2"
        await pilot.press("u")
        assert marks(hall, request) == ["ok", "deferred", ""]
        await pilot.press("up", "2")
        assert marks(hall, request) == ["ok", "missing", ""]
        assert screen._list.row.code == "A3"
        await pilot.press("a")
        assert marks(hall, request) == ["ok", "missing", "ok"]


async def test_the_notice_is_live_beside_it(opened, receive):
    async with opened(receive()) as (pilot, screen):
        assert "还有2项" in paper(screen)
        await pilot.press("2")
        assert "缺少" in paper(screen)
        assert "还有1项" in paper(screen)
        assert max(len(line.encode("gb18030")) for line in paper(screen).splitlines()) <= 40


async def test_a_defect_asks_for_words(opened, receive, hall):
    request = receive()
    async with opened(request) as (pilot, screen):
        await pilot.press("3")
        await pilot.pause()
        pilot.app.screen.field.value = "没有签名 [/]"
        await pilot.press("enter")
        await pilot.pause()
        first = requests.get(hall, request.number).materials[0]
        assert (first.mark, first.words) == ("defective", "没有签名 [/]")
        assert "没有签名 [/]" in paper(screen)


async def test_only_promisable_materials_are_promised(opened, receive, hall):
    """容缺 alone does not allow 告知承诺: the key is dimmed and says why."""
    item = catalogue.get(hall, "MZ001")
    papers = tuple(replace(m, promisable=False) for m in item.materials)
    catalogue.save(hall, "1009", [replace(item, materials=papers)])
    request = receive()
    async with opened(request) as (pilot, screen):
        await pilot.press("down")
        await pilot.pause()
        assert screen.reason_disabled("mark", ("deferred",)) is None
        await pilot.press("6")
        assert marks(hall, request) == ["", ""]
        assert "No promise takes the place of 家庭收入证明" in told(screen)


async def test_only_deferrable_materials_are_deferred(opened, receive, hall):
    request = receive()
    async with opened(request) as (pilot, screen):
        assert screen.reason_disabled("mark", ("deferred",)) is not None
        await pilot.press("7")
        assert marks(hall, request) == ["", ""]
        assert "not a deferrable" in told(screen)
        await pilot.press("down")
        await pilot.pause()
        assert screen.reason_disabled("mark", ("deferred",)) is None


async def test_nothing_is_issued_while_a_material_is_unmarked(opened, receive, hall):
    request = receive()
    async with opened(request) as (pilot, screen):
        await pilot.press("2")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ChecklistScreen)
        assert "not marked yet" in told(screen)
        assert notices.of_request(hall, request.number) == []


async def test_issue_prints_and_waits_then_supplement_and_acceptance_in_one_key(opened, receive, hall):
    request = receive()
    async with opened(request) as (pilot, screen):
        await pilot.press("2", "2", "ctrl+s")
        await pilot.pause()
        await pilot.press("enter")
        assert notices.of_request(hall, request.number) == [], "Enter does not confirm what cannot be taken back"
        await pilot.press("y")
        await pilot.pause()
        await printed(pilot)
        issued = notices.of_request(hall, request.number)[0]
        text = (papers.folder(hall, request.number) / f"notice-{issued.id}.txt").read_text("utf-8")
        assert issued.number in text
        assert notices.unprinted(hall) == []
        assert isinstance(pilot.app.screen, Outcome)
        await pilot.press("enter")
        await pilot.pause()
        assert requests.get(hall, request.number).state == "awaiting_supplement"
        assert issued.number in paper(screen)
        await pilot.press("s")
        assert "still open" in told(screen)
        await pilot.press("1", "1")
        assert screen.leaving() is not None
        await pilot.press("s")
        await pilot.pause()
        accepted = requests.get(hall, request.number)
        assert (accepted.state, accepted.visits) == ("accepted", 1), "the applicant stands there still"
        assert accepted.promised_due is not None
        await printed(pilot)
        kinds = sorted(document.kind for document in documents.of_request(hall, request.number))
        assert kinds == ["acceptance", "notice", "receipt"], "what was brought has its receipt"
        assert list(papers.folder(hall, request.number).glob("acceptance-*.txt"))
        assert isinstance(pilot.app.screen, Outcome)


async def test_what_is_only_to_be_read_gives_way_to_the_keys_of_everywhere(opened, receive, hall):
    async with opened(receive()) as (pilot, _screen):
        await pilot.press("2", "2", "ctrl+s")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        await printed(pilot)
        assert isinstance(pilot.app.screen, Outcome)
        await pilot.press("f2", "L", "i")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ReceiveScreen)
        assert pilot.app.screen.form.picker.field.value == "Li"


async def test_a_part_is_checked_off_and_the_notice_stays_open(opened, receive, hall, clerk):
    request = receive()
    notices.issue(hall, clerk, request.number, {"A1": ("missing", ""), "A2": ("missing", "")})
    async with opened(request) as (pilot, _screen):
        await pilot.press("1", "b")
        await pilot.pause()
        after = requests.get(hall, request.number)
        assert (after.state, [m.mark for m in after.materials]) == ("awaiting_supplement", ["ok", "missing"])
        assert len(notices.of_request(hall, request.number)) == 1
        await pilot.press("2")
        assert [m.mark for m in requests.get(hall, request.number).materials] == ["ok", "missing"]
        await pilot.press("a", "s")
        await pilot.pause()
        assert requests.get(hall, request.number).state == "accepted"


async def test_everything_in_order_is_accepted_at_once(opened, receive, hall):
    request = receive()
    async with opened(request) as (pilot, screen):
        assert screen.reason_disabled("accept") is not None, "not before every material was looked at"
        await pilot.press("a", "s")
        await pilot.pause()
        assert requests.get(hall, request.number).state == "accepted"


async def test_a_change_by_somebody_else_is_not_overwritten(opened, receive, hall, people):
    request = receive()
    async with opened(request) as (pilot, screen):
        request_actions.mark(hall, people.other_clerk, request.number, {"A1": ("missing", "")})
        await pilot.press("1")
        await pilot.pause()
        assert marks(hall, request) == ["missing", ""]
        await pilot.press("enter")
        await pilot.pause()
        assert screen._request.version == requests.get(hall, request.number).version


async def test_the_deadline_and_the_acceptance_by_law(opened, receive, hall, clock):
    request = receive(item="SC001")
    async with opened(request) as (_pilot, screen):
        assert "2026-11-27" in str(screen._clock.content)
    clock.set(clock.now() + timedelta(days=10))
    async with opened(request) as (pilot, screen):
        assert "by law" in str(screen._clock.content)
        assert screen.reason_disabled("issue") is not None
        await pilot.press("a", "s")
        await pilot.pause()
        accepted = requests.get(hall, request.number)
        assert accepted.by_law
        assert accepted.accepted_on == request.received_on


async def test_the_paper_can_be_read_over_the_whole_screen(opened, receive):
    async with opened(receive()) as (pilot, screen):
        await pilot.press("v")
        assert screen.focused is screen._preview
        await pilot.press("escape")
        await pilot.pause()
        assert screen.focused is screen._list


async def test_a_reprint_says_which_copy(opened, receive, hall, clerk):
    """P and Enter print both by name; one of them is one key more."""
    request = receive()
    issued = papers.issue_notice(hall, clerk, request.number, {"A1": ("ok", ""), "A2": ("missing", "")})
    async with opened(request) as (pilot, _screen):
        for keys in (("p", "enter"), ("p", "2"), ("p", "3"), ("p", "escape")):
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            await printed(pilot)
    assert [one.copy for one in documents.prints(hall, issued.id)] == ["both", "applicant", "hall"]


async def test_words_and_promise_are_there_again_when_somebody_was_quicker(opened, receive, hall, people):
    request = receive()

    async def pressed(pilot, *keys):
        for key in keys:
            await pilot.press(key)
            for _ in range(3):
                await pilot.pause()

    async with opened(request) as (pilot, _):
        await pressed(pilot, "3")
        pilot.app.screen.field.value = "没有签名"
        request_actions.act(hall, people.other_clerk, request.number, "note", {"words": "已催办"})
        await pressed(pilot, "enter", "enter", "down", "3")
        assert pilot.app.screen.field.value == "", "another material"
        await pressed(pilot, "escape", "up", "3")
        assert pilot.app.screen.field.value == "没有签名"
        await pressed(pilot, "escape", "1", "7", "s")
        pilot.app.screen.fields[1].value = "1215"
        request_actions.act(hall, people.other_clerk, request.number, "note", {"words": "再催办"})
        await pressed(pilot, "ctrl+s", "enter", "s")
        assert pilot.app.screen.fields[1].value == "1215"
        await pressed(pilot, "ctrl+s")
    assert requests.get(hall, request.number).state == "accepted"
