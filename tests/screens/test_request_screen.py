"""One request: what is shown of it, and each step by its letter."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager

import pytest
from support.printed import printed

from hallclient import language
from hallclient.app import HallApp
from hallclient.dialogs.choose import Choose
from hallclient.dialogs.confirm import Confirm
from hallclient.dialogs.notice import Notice
from hallclient.dialogs.tick import Tick
from hallclient.jobs import papers
from hallclient.rules.message import Message
from hallclient.services import documents, notices, request_actions, requests
from hallclient.widgets.status_line import StatusLine

MISSING = {"A1": ("missing", ""), "A2": ("missing", "")}


@pytest.fixture
def opened(hall, clerk):
    """The application with one request in front."""

    @asynccontextmanager
    async def begin(number, size=(80, 24), actor=clerk):
        app = HallApp(hall, actor=actor, first=None)
        async with app.run_test(size=size) as pilot:
            app.go("request", number=number)
            await pilot.pause()
            await pilot.pause()
            yield pilot, app.screen

    return begin


@pytest.fixture
def accepted(hall, clerk, receive):
    """An accepted request."""
    return request_actions.act(hall, clerk, receive().number, "accept").request


def told(screen):
    return screen.query_one(StatusLine).text


async def settled(pilot):
    for _ in range(4):
        await pilot.pause()


async def test_both_limits_the_people_and_masked_papers_are_shown(opened, accepted):
    async with opened(accepted.number) as (_, screen):
        page = screen.page.text
        assert "promised 2026-12-18 (20 working days) 20 wd left" in page
        assert "statutory 2027-01-01 (30 working days) (provisional)" in page
        assert "张三丰" in page and "110105********002X" in page and "138****5678" in page
        assert "王芳" in page
        assert "is not counted (Civil Code, article 201)" in page


async def test_where_the_guide_names_no_limit_the_page_says_so(opened, receive):
    async with opened(receive("MZ002").number, size=(120, 36)) as (_, screen):
        assert "promised none set" in screen.page.text and "statutory none set" in screen.page.text


async def test_accepting_asks_once_about_unmarked_materials_then_shows_the_dates(opened, hall, receive):
    number = receive().number
    async with opened(number) as (pilot, screen):
        await pilot.press("a")
        assert isinstance(pilot.app.screen, Confirm)
        assert str(pilot.app.screen.question).startswith("2 materials are not checked yet")
        await pilot.press("enter")
        await settled(pilot)
        assert requests.get(hall, number).state == "accepted"
        assert "Accepted on 2026-11-20. Promised 2026-12-18, statutory" in told(screen)
        assert "2026-12-18" in screen.page.text


async def test_accepting_marked_materials_asks_nothing(opened, hall, clerk, receive):
    number = receive().number
    request_actions.mark(hall, clerk, number, {"A1": ("ok", ""), "A2": ("ok", "")})
    async with opened(number) as (pilot, _):
        await pilot.press("a")
        await settled(pilot)
        assert requests.get(hall, number).state == "accepted"


async def test_the_longest_mark_is_apart_from_its_material(opened, hall, clerk, receive):
    language.use("zh_CN")
    request = receive()
    request_actions.mark(hall, clerk, request.number, {"A1": ("defective", "照片不清")})
    async with opened(request.number) as (_, screen):
        assert re.search(f"不符合要求 +{request.materials[0].name}", screen.page.text)


async def test_marks_one_after_the_other_are_one_line_of_what_happened(opened, hall, clerk, receive):
    number = receive().number
    for marks in ({"A1": ("ok", "")}, {"A2": ("missing", "")}, {"A2": ("ok", "")}):
        request_actions.mark(hall, clerk, number, marks)
    request_actions.act(hall, clerk, number, "accept", {})
    async with opened(number) as (_, screen):
        told = screen.page.text
        assert told.count("Mark materials") == 1 and "王芳  ×3" in told
        assert told.index("Mark materials") < told.index("Accept  王芳")


async def test_one_key_checks_everything_off_and_accepts(opened, hall, clerk, receive):
    number = receive().number
    notices.issue(hall, clerk, number, MISSING)
    async with opened(number) as (pilot, screen):
        await pilot.press("s")
        await settled(pilot)
        assert requests.get(hall, number).state == "accepted"
        assert "Accepted on" in told(screen)


async def test_a_part_is_ticked_and_the_rest_still_awaited(opened, hall, clerk, receive):
    number = receive().number
    notices.issue(hall, clerk, number, MISSING)
    async with opened(number) as (pilot, screen):
        await pilot.press("b")
        assert isinstance(pilot.app.screen, Tick)
        await pilot.press("2", "enter")
        await settled(pilot)
        request = requests.get(hall, number)
        assert (request.state, [m.mark for m in request.materials]) == ("awaiting_supplement", ["missing", "ok"])
        assert "1 materials are still awaited" in told(screen)


async def test_a_dim_key_says_why(opened, receive):
    async with opened(receive().number) as (pilot, screen):
        await pilot.press("d")
        assert "does not follow on" in told(screen)
        assert screen.reason_disabled("deliver") is not None


async def test_a_clerk_does_not_decide(opened, accepted):
    async with opened(accepted.number) as (pilot, screen):
        await pilot.press("d")
        assert "chief representative" in told(screen)


async def test_deciding_delivering_rating_takes_two_keys_each(opened, hall, people, accepted):
    async with opened(accepted.number, actor=people.chief) as (pilot, _):
        for keys, state in ((("d", "1"), "decided"), (("o", "1"), "delivered"), (("r", "1"), "delivered")):
            await pilot.press(*keys)
            await settled(pilot)
            assert requests.get(hall, accepted.number).state == state
        request = requests.get(hall, accepted.number)
        assert (request.result, request.rating, request.delivered_to) == ("granted", "5", "the applicant")


async def test_a_refusal_of_the_matter_needs_its_reason(opened, hall, people, accepted):
    async with opened(accepted.number, actor=people.chief) as (pilot, screen):
        await pilot.press("d", "3", "enter")
        assert requests.get(hall, accepted.number).state == "accepted"
        pilot.app.screen.field.value = "收入超过标准"
        await pilot.press("enter")
        await settled(pilot)
        request = requests.get(hall, accepted.number)
        assert (request.state, request.result, request.result_reason) == ("decided", "refused", "收入超过标准")
        assert "收入超过标准" in screen.page.text


async def test_acceptance_is_refused_by_another_statute_with_its_article(opened, hall, people, receive):
    number = receive().number
    async with opened(number, actor=people.chief) as (pilot, screen):
        await pilot.press("x")
        await settled(pilot)
        await pilot.press("1")
        assert "no licence" in str(pilot.app.screen.options[0].reason), "not offered for this item"
        await pilot.press("2")
        await settled(pilot)
        law, reason = pilot.app.screen.fields
        law.value, reason.value = "某条例", "非本地户籍"
        await pilot.press("ctrl+s")
        assert law.has_class("-wrong")
        law.value = "《某条例》第七条"
        await pilot.press("ctrl+s")
        await settled(pilot)
        await pilot.press("y")
        await settled(pilot)
        assert requests.get(hall, number).legal_basis == "《某条例》第七条"
        assert "《某条例》第七条" in screen.page.text


async def test_declining_to_rate_is_the_sixth_digit(opened, hall, accepted):
    async with opened(accepted.number) as (pilot, _):
        await pilot.press("r", "6")
        await settled(pilot)
        assert requests.get(hall, accepted.number).rating == "declined"


async def test_handing_over_and_taking_up(opened, hall, people, accepted):
    async with opened(accepted.number) as (pilot, screen):
        await pilot.press("h")
        dialog = pilot.app.screen
        place = [option.value for option in dialog.options].index(("to", "1004"))
        await pilot.press(str(place + 1))
        await settled(pilot)
        assert pilot.app.screen.heading == Message("Hand over to {name}", name="孙丽"), "seen before it is done"
        await pilot.press("enter")
        await settled(pilot)
        assert not requests.get(hall, accepted.number).pending, "nothing is handed over without a reason"
        await pilot.press(*"外出", "enter")
        await settled(pilot)
        assert "Handed to 孙丽" in told(screen)
        assert "not taken up yet" in screen.page.text
    async with opened(accepted.number, actor=people.other_clerk) as (pilot, _):
        await pilot.press("t")
        assert requests.get(hall, accepted.number).owner == "1004"


async def test_redirecting_names_body_and_phone(opened, hall, receive):
    number = receive("ZB001").number
    async with opened(number) as (pilot, _):
        await pilot.press("w")
        pilot.app.screen.field.value = "县公安局"
        await pilot.press("enter")
        await settled(pilot)
        pilot.app.screen.field.value = "户政科"
        await pilot.press("enter")
        await settled(pilot)
        pilot.app.screen.field.value = "0536-1234567"
        await pilot.press("enter")
        await settled(pilot)
        request = requests.get(hall, number)
        assert (request.state, request.result_reason) == ("rejected_wrong_body", "县公安局 户政科 0536-1234567")
        await printed(pilot)
        (slip,) = (path.read_text("utf-8") for path in papers.folder(hall, number).glob("guide-*.txt"))
        assert "户政科" in slip and "0536-1234567" in slip


async def test_withdrawing_is_not_confirmed_by_habit(opened, hall, receive):
    number = receive().number
    async with opened(number) as (pilot, _):
        await pilot.press("u", "enter")
        await settled(pilot)
        await pilot.press("enter")
        assert requests.get(hall, number).state == "registered"
        await pilot.press("y")
        await settled(pilot)
        assert requests.get(hall, number).state == "withdrawn"


async def test_answer_and_note(opened, hall, receive):
    number = receive("TS001", matter="等候太久").number
    async with opened(number) as (pilot, screen):
        for key, words in (("n", "已电话联系"), ("y", "已增开窗口")):
            await pilot.press(key)
            pilot.app.screen.field.value = words
            await pilot.press("enter")
            await settled(pilot)
        assert requests.get(hall, number).answer == "已增开窗口"
        assert "已电话联系" in screen.page.text


async def test_i_reveals_with_a_record_and_masks_again(opened, hall, receive):
    request = receive()
    async with opened(request.number) as (pilot, screen):
        await pilot.press("i")
        assert "11010519491231002X" in screen.page.text and "13812345678" in screen.page.text
        assert [e.action for e in requests.timeline(hall, request)] == ["receive", "reveal"]
        await pilot.press("i")
        assert "11010519491231002X" not in screen.page.text


async def test_papers_are_written_and_a_notice_counts_as_printed(opened, hall, clerk, receive):
    number = receive().number
    notices.issue(hall, clerk, number, MISSING)
    async with opened(number) as (pilot, screen):
        await pilot.press("p")
        assert isinstance(pilot.app.screen, Choose)
        assert pilot.app.screen.options[1].reason is not None
        await pilot.press("6")
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        await printed(pilot)
        folder = hall.home.exports / "papers" / number
        assert {path.suffix for path in folder.iterdir()} == {".txt", ".html"}
        assert f"exports/papers/{number}" in told(screen).replace("\\", "/")
        assert notices.unprinted(hall) == []
        assert documents.prints(hall, documents.of_request(hall, number)[0].id)[0].copy == "applicant"


async def test_what_somebody_else_changed_is_noticed_and_nothing_overwritten(opened, hall, people, receive):
    number = receive().number
    async with opened(number) as (pilot, screen):
        await pilot.press("a")
        request_actions.act(hall, people.other_clerk, number, "note", {"words": "先别受理"})
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Notice)
        assert requests.get(hall, number).state == "registered"
        await pilot.press("enter")
        await settled(pilot)
        assert "先别受理" in screen.page.text


@pytest.mark.parametrize("name", ["[/]", "[bold]红", "\x1b[31m张三", "𠮷田秀", "长" * 60])
async def test_odd_names_show_harmlessly(opened, receive, name):
    for size in ((80, 24), (120, 36)):
        async with opened(receive(name=name).number, size=size) as (_, screen):
            assert "\x1b" not in screen.page.text
            assert name.replace("\x1b", "")[:6] in screen.page.text


async def test_f4_is_about_this_request(opened, receive):
    number = receive().number
    async with opened(number) as (_, screen):
        assert screen.subject() == number
