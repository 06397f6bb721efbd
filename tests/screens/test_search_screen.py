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
    return numbers(screen)


def numbers(screen):
    return [row.line.number for row in screen.list.source.fetch(limit=500)]


async def test_number_name_matter_initials_and_last_four_find(searching, receive):
    wanted = receive(name="欧阳修", id_type="passport", id_number="E1234567", phone="13912349876")
    receive("SC001", name="李四")
    async with searching() as (pilot, screen):
        for text in (wanted.number, "03-0001", "欧阳", "修", "最低生活", "zdsh", "9876", "4567"):
            assert await look_for(pilot, screen, text) == [wanted.number], text
        assert await look_for(pilot, screen, "没有这个人") == []


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
        assert len(numbers(screen)) == 1, "everything is listed again"


def told(screen):
    return screen._count.text


async def test_with_nothing_typed_everything_is_listed(searching, receive):
    made = [receive().number for _ in range(3)]
    async with searching() as (_, screen):
        assert numbers(screen) == made[::-1]
        assert told(screen) == "3 requests, the newest first"
        assert screen.subject() == made[-1]


async def test_narrowed_by_state_days_window_and_owner(searching, hall, clerk, people, receive, clock):
    from datetime import timedelta

    from support.hall import NOW

    from hallclient.services.request_actions import act

    old = receive(name="李四")
    clock.set(NOW + timedelta(days=3))
    done = receive("SC001", name="李五")
    act(hall, clerk, done.number, "accept")
    other = receive(actor=people.other_clerk, name="王五")
    async with searching() as (pilot, screen):
        assert numbers(screen) == [other.number, done.number, old.number]
        await pilot.press("ctrl+s", "2")
        await pilot.pause(0.1)
        assert "State: Every open state" in told(screen)
        assert len(numbers(screen)) == 3
        await pilot.press("ctrl+s", "down", "down", "down", "down", "enter")
        await pilot.pause(0.1)
        assert numbers(screen) == [done.number], told(screen)
        await pilot.press("ctrl+s", "1")
        await pilot.press("ctrl+r", *"2026-11-20", "enter")
        await pilot.pause(0.1)
        assert numbers(screen) == [old.number]
        assert "Received: 2026-11-20" in told(screen)
        assert await look_for(pilot, screen, "李") == [old.number], "matches are narrowed too"
        assert await look_for(pilot, screen, "王") == []
        await pilot.press("ctrl+u")
        assert numbers(screen) == [other.number, done.number, old.number]
        await pilot.press("ctrl+y")
        await pilot.pause(0.1)
        assert numbers(screen) == [done.number, old.number]
        await pilot.press("ctrl+w", "4", "enter")
        await pilot.pause(0.1)
        assert numbers(screen) == []
        assert told(screen) == "0 requests, the newest first  Window: 4  Only mine"


async def test_what_is_no_period_is_said_and_nothing_is_lost(searching, receive):
    receive()
    async with searching() as (pilot, screen):
        await pilot.press("ctrl+r", "x", "enter")
        await pilot.pause(0.2)
        assert pilot.app.screen is not screen
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is screen and len(numbers(screen)) == 1


@pytest.mark.parametrize("typed", ["11-20", "1120", "20", "11-01..11-20", "11月20日", "今天"])
async def test_the_days_are_read_as_other_dates_are(searching, receive, clock, typed):
    from datetime import timedelta

    from support.hall import NOW

    old = receive(name="李四")
    clock.set(NOW + timedelta(days=25))  # into December: the last such day is in November
    new = receive(name="王五")
    wanted = new if typed == "今天" else old
    async with searching() as (pilot, screen):
        await pilot.press("ctrl+r", *typed, "enter")
        await pilot.pause(0.1)
        assert numbers(screen) == [wanted.number], told(screen)
        await pilot.press("ctrl+r", "enter")
        await pilot.pause(0.1)
        assert numbers(screen) == [wanted.number], "what it says now means the same again"


async def test_what_is_no_day_is_told_with_examples(searching, receive):
    receive()
    async with searching() as (pilot, _):
        await pilot.press("ctrl+r", *"1340", "enter")
        await pilot.pause()
        said = str(pilot.app.screen.field.problem)
        assert "1120, 11-20, 2026-11" in said and "11-01..11-20" in said
        assert pilot.app.screen.field.value == "1340"
        await pilot.press("escape")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1", "One character finds names only"),
        ("z", "One character finds names only"),
        ("低", "One character finds names only"),
        ("03-", "03-0012"),
        ("3-12", "03-0012"),
        ("110105", "last four digits"),
        ("139 0000 2222", "Nothing was found."),
        ("没有这个人", "Nothing was found."),
    ],
)
async def test_the_empty_list_says_what_to_type(searching, receive, typed, words):
    receive(name="欧阳修", phone="13900001111")
    async with searching() as (pilot, screen):
        assert await look_for(pilot, screen, typed) == []
        assert words in screen.list.render_line(1).text
        await pilot.press("ctrl+u", "ctrl+w", "9", "enter")
        await pilot.pause(0.1)
        assert "Ctrl+U" in screen.list.render_line(1).text


async def test_what_another_ledger_left_awaiting_says_no_number_of_papers(searching, hall, receive):
    from db.models.request import Request

    receive()
    with hall.write():
        Request.update({"state": "awaiting_supplement"}).execute(hall.db)
    async with searching() as (_, screen):
        assert screen.list.cells(screen.list.row)[-1][0] == "Awaiting papers"


async def test_before_the_first_request_the_list_says_how_to_begin(searching):
    async with searching() as (_, screen):
        assert "F2" in screen.list.render_line(1).text


async def test_a_long_list_pages_both_ways(searching, hall, receive):
    from db.models.request import Request
    from db.queries import bulk

    one = receive()
    row = next(iter(Request.select().where(Request.number == one.number).dicts().execute(hall.db)))
    more = [{**row, "id": row["id"] + n, "number": f"370784-20261120-99{n:04d}"} for n in range(1, 1500)]
    with hall.write():
        bulk.insert(hall.db, Request, more)
    async with searching() as (pilot, screen):
        assert told(screen) == "More than 1000 requests, the newest first"
        newest = screen.subject()
        assert newest == more[-1]["number"]
        await pilot.press("ctrl+end")
        assert screen.subject() == one.number
        for _ in range(20):
            await pilot.press("pageup")
        assert screen.subject() == more[20 * (screen.list.size.height - 2) - 1]["number"]
        await pilot.press("ctrl+home")
        assert screen.subject() == newest
        for _ in range(30):
            await pilot.press("pagedown")
        assert screen.subject() == more[-1 - 30 * (screen.list.size.height - 2)]["number"]
        assert len(screen.list._window.rows) <= 700, "what is far away is forgotten"


@pytest.fixture
def many(hall, receive):
    """1,500 requests of one applicant; those in the window 9 are the oldest five."""
    from db.models.request import Request
    from db.queries import bulk, grams

    one = receive()
    row = next(iter(Request.select().where(Request.number == one.number).dicts().execute(hall.db)))
    more = [
        {**row, "id": row["id"] + n, "number": f"370784-20261120-99{n:04d}", "window": 9 if n < 6 else 3}
        for n in range(1, 1500)
    ]
    with hall.write():
        bulk.insert(hall.db, Request, more)
        grams.add_many(hall.db, [(row["id"], row["received_on"], row["name"]) for row in more])
    return [one.number, *(row["number"] for row in more)]


async def test_matches_page_both_ways(searching, many):
    async with searching() as (pilot, screen):
        await look_for(pilot, screen, "张三")
        assert told(screen) == "More than 1000 matches, the newest first"
        assert screen.subject() == many[-1]
        await pilot.press("ctrl+end")
        assert screen.subject() == many[0]
        step = screen.list.size.height - 2
        for _ in range(20):
            await pilot.press("pageup")
        assert screen.subject() == many[20 * step]
        await pilot.press("ctrl+home")
        for _ in range(30):
            await pilot.press("pagedown")
        assert screen.subject() == many[-1 - 30 * step]
        screen.reload()
        assert screen.subject() == many[-1 - 30 * step], "the cursor stays on its row"


async def test_few_that_fit_among_many_matches_are_looked_for_until_the_end(searching, many, monkeypatch):
    """Piece by piece, without a key, however little is looked through at once."""
    from db.queries import narrowed_matches

    monkeypatch.setattr(narrowed_matches, "FIRST", 10)
    monkeypatch.setattr(narrowed_matches, "MOST", 100)
    monkeypatch.setattr(narrowed_matches, "LISTED", 2)
    monkeypatch.setattr(narrowed_matches, "FEW", 0)
    async with searching() as (pilot, screen):
        await look_for(pilot, screen, "张三")
        await pilot.press("ctrl+w", "9", "enter")
        for _ in range(100):
            if not screen.list.held.unfinished:
                break
            await pilot.pause(0.02)
        assert told(screen) == "Matches: 5  Window: 9", "who has seen the end knows how many there are"
        assert screen.list._window.rows[0].line.number == many[5] == screen.subject()
        await pilot.press("ctrl+end")
        assert screen.subject() == many[1]


def test_what_was_not_all_looked_at_is_said():
    from hallclient.language import say
    from hallclient.screens.search.screen import _told
    from hallclient.services.search import Counted

    assert say(_told(Counted(7, False))) == "At least 7 matches; there may be older ones, PgDn looks further"
    assert say(_told(Counted(7, True))) == "Matches: 7"
    assert say(_told(Counted(1001, False))) == "More than 1000 matches, the newest first"


async def test_the_last_matches_are_found_from_below_in_pieces(searching, many, monkeypatch):
    from db.queries import narrowed_matches

    monkeypatch.setattr(narrowed_matches, "FIRST", 10)
    monkeypatch.setattr(narrowed_matches, "MOST", 100)
    monkeypatch.setattr(narrowed_matches, "LISTED", 2)
    monkeypatch.setattr(narrowed_matches, "FEW", 0)
    async with searching() as (pilot, screen):
        await look_for(pilot, screen, "张三")
        await pilot.press("ctrl+w", "3", "enter")
        await pilot.press("ctrl+end")
        assert screen.subject() == many[0]
        shown = [screen.subject()]
        for _ in range(250):
            await pilot.press("up")
            shown.append(screen.subject())
        assert shown == [many[0], *many[6:256]]
