"""Who is here (Ctrl+E): waiting, called, served, parked, gone; forms that come back with their visitor."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support.hall import ID_NUMBER, NOW
from support.receiving import answer, choose, fill, only, opener

from hallclient.services import drafts, visits
from hallclient.services.verification import verify
from hallclient.widgets.status_line import StatusLine


@pytest.fixture
def opened(hall, clerk):
    return opener(hall, clerk)


async def test_who_waits_with_the_number_is_served(opened, hall, clerk):
    waiting = visits.arrive(hall, clerk, "B7")
    async with opened() as (pilot, screen):
        await fill(pilot, screen)
        screen._keep_now()
        await pilot.press("alt+m")
        await choose(pilot, "1")
        await answer(pilot, "b7", "")
        await pilot.press("escape", "ctrl+s")
        await pilot.pause()
        assert only(hall).visit == waiting.id


async def test_called_undone_called_and_served(opened, hall, clerk, clock):
    visits.arrive(hall, clerk, "A1", at=NOW - timedelta(minutes=5))
    async with opened("visits") as (pilot, screen):
        await choose(pilot, "c")
        assert visits.get(hall, 1).current.kind == "called"
        await choose(pilot, "u")
        pilot.app.screen.field.value = "叫错号"
        await pilot.press("enter")
        await pilot.pause()
        assert visits.get(hall, 1).current.kind == "waiting"
        assert screen.reason_disabled("step", ("waiting",)) is not None
        await choose(pilot, "s")
        await pilot.pause()
        await fill(pilot, pilot.app.screen)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert only(hall).visit == 1


async def test_who_was_parked_brings_the_draft_back_as_it_was_typed(opened, hall, clock):
    async with opened() as (pilot, screen):
        await fill(pilot, screen, number="1101 0519", name="欧阳修")
        await pilot.press("f10")
        await pilot.pause()
        await fill(pilot, screen, name="李四")
        await pilot.press("f10")
        await pilot.pause()
        clock.set(NOW + timedelta(minutes=6))
        pilot.app.go("visits")
        await pilot.pause()
        listed = pilot.app.screen
        assert listed.people.row.current.kind == "parked"
        assert "欧*修" in listed.people.cells(listed.people.row)[-1][0], "one sees whose it is"
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        form = pilot.app.screen
        assert (form.typed.name, form.typed.number, form.typed.item) == ("欧阳修", "1101 0519", "MZ001")
        assert "Brought back: 欧阳修." in form.query_one(StatusLine).text
        assert form.keeper.visit == 1 and visits.get(hall, 1).current.kind == "serving"
        assert [draft.parked_at is None for draft in drafts.every(hall)] == [True, False]


async def test_of_several_drafts_of_a_visitor_one_is_chosen_none_is_an_empty_form(opened, hall, clerk):
    visit = visits.start(hall, clerk).id
    for name in ("王五", "王六"):
        drafts.save(hall, clerk, {"name": name, "visit": str(visit)}, park=True)
    visits.step(hall, clerk, visit, "parked")
    async with opened("visits") as (pilot, _):
        await pilot.press("enter")
        await pilot.pause()
        await choose(pilot, "2")
        await pilot.pause()
        assert pilot.app.screen.typed.name in ("王五", "王六")
        visits.step(hall, clerk, visit, "parked")
        pilot.app.go("visits")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen.typed.is_empty and pilot.app.screen.keeper.visit == visit
        assert len(drafts.every(hall)) == 2


async def test_the_draft_of_a_colleague_says_whose_it_is(opened, hall, people):
    visit = visits.start(hall, people.other_clerk).id
    drafts.save(hall, people.other_clerk, {"name": "王五", "visit": str(visit)}, park=True)
    visits.step(hall, people.other_clerk, visit, "parked")
    async with opened("visits") as (pilot, _):
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert pilot.app.screen.typed.name == "王五"
        assert f"begun by {people.other_clerk.name}" in pilot.app.screen.query_one(StatusLine).text


async def test_a_parked_visitor_whose_draft_was_thrown_away_is_told(opened, hall, clerk):
    visit = visits.start(hall, clerk).id
    drafts.discard(hall, drafts.save(hall, clerk, {"name": "王五", "visit": str(visit)}, park=True))
    visits.step(hall, clerk, visit, "parked")
    async with opened("visits") as (pilot, _):
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        form = pilot.app.screen
        assert form.typed.is_empty and form.keeper.visit == visit
        assert "Nothing is parked any more" in form.query_one(StatusLine).text


async def test_a_visitor_with_a_receipt_comes_back_for_another_matter(opened, hall, clerk, receive):
    visits.step(hall, clerk, receive().visit, "parked")
    async with opened("visits") as (pilot, _):
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        form = pilot.app.screen
        assert (form.typed.name, form.typed.number) == ("张三丰", ID_NUMBER)
        assert not form.typed.item and form.keeper.visit == 1


async def test_a_new_number_and_leaving(opened, hall):
    async with opened("visits") as (pilot, screen):
        assert screen.reason_disabled("leave") is not None
        await choose(pilot, "n")
        await answer(pilot, "C3")
        assert screen.people.row.queue == "C3"
        await choose(pilot, "l")
        assert visits.going_on(hall) == []


async def test_priority_stands_first_and_goes_into_the_form(opened, hall, clerk):
    for number in ("A1", "A2", "A3"):
        visits.arrive(hall, clerk, number)
    async with opened("visits") as (pilot, screen):
        await pilot.press("end")
        await choose(pilot, "g")
        pilot.app.screen.field.value = "孕妇"
        await pilot.press("enter")
        await pilot.pause()
        assert [row.queue for row in screen.people.source.fetch(limit=9)] == ["A3", "A1", "A2"]
        assert "孕妇" in screen.people.cells(screen.people.row)[-1][0]
        await pilot.press("home", "enter")
        await pilot.pause()
        await pilot.pause()
        assert pilot.app.screen.form.green == "孕妇"
        await fill(pilot, pilot.app.screen)
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert (only(hall).green, only(hall).visit) == ("孕妇", 3)
    assert visits.get(hall, 3).green == "孕妇"


async def test_priority_given_by_a_slip_is_taken_back(opened, hall, clerk):
    visits.arrive(hall, clerk, "A1", green="高龄")
    async with opened("visits") as (pilot, screen):
        await choose(pilot, "g")
        pilot.app.screen.field.value = ""
        await pilot.press("enter")
        await pilot.pause()
        assert screen.people.row.green == visits.get(hall, 1).green == ""
    assert verify(hall).problems == ()


async def test_who_is_left_over_from_another_day_is_listed_with_the_day(opened, hall, clerk, clock):
    visits.arrive(hall, clerk, "A1")
    clock.set(NOW + timedelta(days=1))
    async with opened("visits") as (_, screen):
        assert screen.people.cells(screen.people.row)[2] == "11-20"


async def test_who_was_said_to_have_left_by_a_slip_comes_back(opened, hall, clerk, clock):
    visits.arrive(hall, clerk, "A1", at=NOW - timedelta(minutes=5))
    visits.arrive(hall, clerk, "A2")
    async with opened("visits") as (pilot, screen):
        await choose(pilot, "l")
        assert "A1 has left" in screen.query_one(StatusLine).text
        assert [row.queue for row in screen.people.source.fetch(limit=9)] == ["A2"]
        clock.set(NOW + timedelta(minutes=2))
        await choose(pilot, "u")
        pilot.app.screen.field.value = "按错"
        await pilot.press("enter")
        await pilot.pause()
        back = visits.get(hall, 1)
        assert (back.left_at, back.current.kind) == (None, "waiting")
        assert [row.queue for row in screen.people.source.fetch(limit=9)] == ["A1", "A2"]
        assert screen.reason_disabled("undo") is not None, "once"
