"""收件 on the screen: the item as it is typed, the number checked, the request received, drafts kept."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from support.hall import ID_NUMBER
from support.printed import printed

from hallclient import language
from hallclient.app import HallApp
from hallclient.errors import HallError
from hallclient.jobs import papers
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.screens.receive.paper_type import settled
from hallclient.screens.receive.received import Received
from hallclient.screens.receive.screen import ReceiveScreen
from hallclient.services import catalogue, documents, drafts, requests
from hallclient.widgets.status_line import StatusLine

CREDIT_CODE = "91350100M000100Y43"


@pytest.fixture
def opened(hall, clerk):
    """Opens the screen over an empty stack; gives pilot and screen."""

    @asynccontextmanager
    async def begin(size=(80, 24), **values):
        app = HallApp(hall, actor=clerk, first=None)
        async with app.run_test(size=size) as pilot:
            app.go("receive", **values)
            await pilot.pause()
            await pilot.pause()
            yield pilot, app.screen

    return begin


async def pick(pilot, screen, text):
    """Type into the field of the matter and press Enter."""
    screen.form.picker.field.input.value = text
    screen.form.picker.field.focus()
    await pilot.press("enter")
    await pilot.pause()


async def fill(pilot, screen, item="dbsq", name="张三", number=ID_NUMBER, phone="13812345678"):
    """A whole form."""
    await pick(pilot, screen, item)
    screen.form.name_field.value = name
    screen.form.number.value = number
    screen.form.phone.value = phone
    await pilot.pause()


def told(screen):
    return screen.query_one(StatusLine).text


async def test_initials_find_the_item_and_the_cursor_goes_to_the_name(opened):
    async with opened() as (pilot, screen):
        await pick(pilot, screen, "dbsq")
        assert screen.form.picker.code == "MZ001"
        assert screen.focused is screen.form.name_field.input
        await pilot.press("tab")
        assert screen.focused is screen.form.number.input


async def test_an_item_that_is_not_there_says_so_and_keeps_the_cursor(opened):
    async with opened() as (pilot, screen):
        await pick(pilot, screen, "没有这一项")
        assert screen.form.picker.code == ""
        assert screen.focused is screen.form.picker.field.input
        assert screen.form.picker.field.has_class("-wrong")


async def test_one_key_receives_prints_and_forgets_the_draft(opened, hall):
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        screen._keep_now()
        assert len(drafts.every(hall)) == 1
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Received)
        request = requests.listing(hall, requests.Filter())[0]
        assert (request.applicant.name, request.first_asked, request.state) == ("张三", "1003", "registered")
        await printed(pilot)
        (paper,) = documents.of_request(hall, request.number)
        assert "收件凭证" in papers.file_of(hall, paper, ".txt").read_text("utf-8")
        assert papers.file_of(hall, paper, ".html").exists()
        assert documents.waiting(hall) == ()
        assert drafts.every(hall) == []
        await pilot.press("f2")
        assert screen.typed.is_empty


async def test_same_person_goes_on_with_another_matter(opened):
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        await pilot.press("ctrl+s")
        await pilot.pause()
        await pilot.press("c")
        await pilot.pause()
        assert (screen.form.name_field.value, screen.form.picker.code) == ("张三", "")


async def test_enter_in_the_last_field_saves_where_there_are_no_conditions(opened, hall):
    async with opened() as (pilot, screen):
        await fill(pilot, screen, item="MZ002")
        screen.form.phone.focus()
        await pilot.press("enter")
        await pilot.pause()
        assert requests.count(hall, requests.Filter()) == 1


async def test_conditions_decide_the_materials_beside_them(opened, hall):
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        screen.form.phone.focus()
        await pilot.press("enter")
        await pilot.pause()
        assert screen.focused is screen.conditions
        assert "授权委托书" not in str(screen.materials.content)
        await pilot.press("1")
        assert screen.conditions.ticked == ("agent",)
        assert "授权委托书" in str(screen.materials.content)
        await pilot.press("enter")
        await pilot.pause()
        assert [m.code for m in requests.listing(hall, requests.Filter())[0].materials] == ["A1", "A2", "A3"]


async def test_a_condition_ticks_what_it_implies_and_unticks_what_it_excludes(opened, hall):
    item = catalogue.get(hall, "MZ001")
    conditions = (*item.conditions, ("firm", "企业"), ("minor", "未成年人"))
    rules = (("firm", "implies", "agent"), ("minor", "excludes", "firm"))
    catalogue.save(hall, "1009", [replace(item, conditions=conditions, condition_rules=rules)])
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        screen.conditions.focus()
        await pilot.press("2")
        assert screen.conditions.ticked == ("agent", "firm")
        assert "授权委托书" in str(screen.materials.content)
        await pilot.press("3")
        assert screen.conditions.ticked == ("minor",), "the agent came with the company and goes with it"
        await pilot.press("2", "2")
        assert screen.conditions.ticked == ()
        await pilot.press("1", "2", "2")
        assert screen.conditions.ticked == ("agent",), "ticked by itself it stays"
        await pilot.press("2")
        await pilot.press("f10", "f10")
        await pilot.pause()
        screen.conditions.focus()
        assert screen.conditions.ticked == ("agent", "firm")
        await pilot.press("3")
        assert screen.conditions.ticked == ("agent", "minor"), "also after it was parked"
        await pilot.press("2")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert requests.listing(hall, requests.Filter())[0].conditions == ("agent", "firm")


async def test_an_agent_who_leaves_does_not_take_away_what_implies_one(opened, hall):
    item = catalogue.get(hall, "MZ001")
    item = replace(
        item, conditions=(*item.conditions, ("firm", "企业")), condition_rules=(("firm", "implies", "agent"),)
    )
    catalogue.save(hall, "1009", [item])
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        screen.conditions.tick("firm")
        await pilot.press("ctrl+b")
        await pilot.pause()
        await pilot.press("ctrl+b")
        await pilot.pause()
        assert screen.conditions.ticked == ("agent", "firm")
        screen.conditions.tick("firm", False)
        assert screen.conditions.ticked == ()


async def test_an_agent_ticks_the_condition(opened, hall):
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        await pilot.press("ctrl+b")
        await pilot.pause()
        assert screen.focused is screen.form.agent_name.input
        assert screen.conditions.ticked == ("agent",)
        screen.form.agent_name.value = "李四"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert requests.listing(hall, requests.Filter())[0].agent.name == "李四"


async def test_a_wrong_check_digit_stops_and_everything_stays(opened, hall):
    async with opened() as (pilot, screen):
        await fill(pilot, screen, number="110105194912310020")
        assert screen.form.number.has_class("-wrong")
        before = screen.typed
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert requests.count(hall, requests.Filter()) == 0
        assert screen.typed == before
        assert screen.focused is screen.form.number.input


async def test_what_is_cut_beside_the_number_is_told_in_full_until_it_is_right(opened):
    language.use("en")
    wrong = Message(
        "The check digit is wrong: these 17 digits need {expected}, not {found}.", expected="X", found="9"
    )
    async with opened() as (pilot, screen):
        screen.form.number.focus()
        await pilot.press(*ID_NUMBER[:-1], "9", "tab")
        await pilot.pause()
        assert told(screen) == say(wrong)
        screen.form.number.focus()
        await pilot.press("end", "backspace", "X", "tab")
        await pilot.pause()
        assert told(screen) != say(wrong)
    async with opened(size=(120, 36)) as (pilot, screen):
        screen.form.number.focus()
        await pilot.press(*ID_NUMBER[:-1], "9", "tab")
        await pilot.pause()
        assert told(screen) != say(wrong), "it stands beside the number"


async def test_full_width_digits_are_one_number(opened, hall):
    async with opened() as (pilot, screen):
        await fill(pilot, screen, number="１１０１０５１９４９１２３１００２Ｘ")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert requests.listing(hall, requests.Filter())[0].applicant.id_number == ID_NUMBER


async def test_a_credit_code_makes_an_organisation(opened, hall):
    async with opened() as (pilot, screen):
        await fill(pilot, screen, name="某公司", number=CREDIT_CODE)
        screen.form.settle_type()
        assert screen.form.id_type == "uscc"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert requests.listing(hall, requests.Filter())[0].applicant.organisation


async def test_a_passport_is_chosen_by_its_digit(opened, hall):
    async with opened() as (pilot, screen):
        await fill(pilot, screen, name="John [/] Smith", number="E-1234/5")
        await pilot.press("ctrl+y")
        await pilot.pause()
        await pilot.press("3")
        await pilot.pause()
        assert screen.form.id_type == "passport"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert requests.listing(hall, requests.Filter())[0].applicant.id_number == "E-1234/5"


@pytest.mark.parametrize("name", ["[/]", "[bold]红[/bold]", "\x1b[31m王\x1b[0m五", "𠮷野家", "买" * 60])
async def test_strange_names_are_harmless(opened, hall, name):
    async with opened() as (pilot, screen):
        await fill(pilot, screen, name=name)
        assert screen.park()
        await pilot.pause()
        assert screen.park()
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        stored = requests.listing(hall, requests.Filter())[0].applicant.name
        assert "\x1b" not in stored
        assert stored.endswith(name[-1])


async def test_a_returning_applicant_is_recognised(opened, receive):
    receive(item="SC001", name="张三丰", phone="13900001111")
    async with opened() as (pilot, screen):
        screen.form.number.value = ID_NUMBER
        screen._look_up()
        assert "食品经营许可" in screen.form.earlier.text
        assert "13900001111" not in screen.form.earlier.text
        await pilot.press("ctrl+n")
        assert (screen.form.name_field.value, screen.form.phone.value) == ("张三丰", "13900001111")


async def test_the_same_matter_twice_today_warns_and_stops_nothing(opened, receive, hall):
    receive(item="MZ001")
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        screen._look_up()
        assert "03-0001" in told(screen)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert requests.count(hall, requests.Filter()) == 2


async def test_a_matter_of_another_body_gets_the_guide_slip(opened, hall):
    async with opened() as (pilot, screen):
        await pick(pilot, screen, "ZB001")
        assert "县公安局" in told(screen)
        screen.form.name_field.value = "张三"
        await pilot.press("ctrl+s")
        await pilot.pause()
        request = requests.listing(hall, requests.Filter())[0]
        assert request.state == "rejected_wrong_body"
        await printed(pilot)
        (paper,) = documents.of_request(hall, request.number)
        assert "引导单" in papers.file_of(hall, paper, ".txt").read_text("utf-8")


async def test_without_a_name_the_slip_enters_nothing(opened, hall):
    async with opened() as (pilot, screen):
        await pick(pilot, screen, "ZB001")
        await pilot.press("ctrl+s")
        assert requests.count(hall, requests.Filter()) == 0
        await printed(pilot)
        assert list((hall.home.exports / "papers").glob("guide-20261120/*.txt"))


async def test_parked_and_brought_back(opened, hall):
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        screen.conditions.tick("agent")
        before = screen.typed
        await pilot.press("f10")
        assert screen.typed.is_empty
        assert [d.parked_at is not None for d in drafts.every(hall)] == [True]
        await pilot.press("f10")
        await pilot.pause()
        assert screen.typed == before
        assert [d.parked_at for d in drafts.every(hall)] == [None]


async def test_several_parked_ones_are_chosen_from(opened, hall, clerk):
    for name in ("张三丰", "李四"):
        drafts.save(hall, clerk, {"name": name}, park=True)
    async with opened(resume=True) as (pilot, chooser):
        options = [str(option.label) for option in chooser.options]
        assert any("张*丰" in label for label in options), "lists show masks"
        await pilot.press("1")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ReceiveScreen)
        assert pilot.app.screen.form.name_field.value in ("张三丰", "李四")


async def test_what_was_not_finished_is_offered_and_nothing_is_asked_on_leaving(opened, hall):
    async with opened() as (pilot, screen):
        await fill(pilot, screen, name="赵六")
        assert screen.leaving() is None
    async with opened() as (pilot, screen):
        assert "赵*" in told(screen)
        await pilot.press("f10")
        await pilot.pause()
        assert screen.form.name_field.value == "赵六"


async def test_what_was_rubbed_out_leaves_no_draft(opened, hall):
    async with opened() as (_pilot, screen):
        screen.form.name_field.value = "赵六"
        screen._keep_now()
        assert len(drafts.every(hall)) == 1
        screen.form.name_field.value = ""
        screen._keep_now()
        assert drafts.every(hall) == []


async def test_an_error_of_the_service_leaves_the_form(opened, hall, monkeypatch):
    def refuse(*_values):
        raise HallError(Message("The disk is full."))

    monkeypatch.setattr("hallclient.screens.receive.saving.intake.receive", refuse)
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        before = screen.typed
        await pilot.press("ctrl+s")
        await pilot.pause()
        await pilot.press("escape")
        assert screen.typed == before


async def test_a_receipt_that_cannot_be_printed_does_not_lose_the_request(opened, hall):
    (hall.home.exports).mkdir(exist_ok=True)
    (hall.home.exports / "papers").write_text("in the way")
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Received)
        assert requests.count(hall, requests.Filter()) == 1


@pytest.mark.parametrize(
    ("before", "number", "after"),
    [
        ("resident_id", ID_NUMBER, "resident_id"),
        ("resident_id", CREDIT_CODE, "uscc"),
        ("resident_id", "9135M", "uscc"),
        ("uscc", ID_NUMBER, "resident_id"),
        ("passport", ID_NUMBER, "passport"),
        ("", "12", ""),
    ],
)
def test_the_number_tells_its_paper(before, number, after):
    assert settled(before, number) == after
