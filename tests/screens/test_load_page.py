"""The page of the load: bars by window, person, department and hour, for any days, and the requests behind them."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import date, datetime

import pytest
from support.hall import ZONE

from db.queries import windows as window_queries
from hallclient.app import HallApp
from hallclient.screens.supervise.load_words import clock as minutes
from hallclient.screens.supervise.period import Period, around, problem, read
from hallclient.services.request_actions import act
from hallclient.widgets.bar import Bar
from hallclient.widgets.cells import cell_len
from hallclient.widgets.status_line import StatusLine

FRIDAY = date(2026, 11, 20)


@pytest.fixture
def busy(hall, people, receive, clock):
    """Three requests of Friday at window 3, one of the day before."""
    clock.set(datetime(2026, 11, 19, 10, 0, tzinfo=ZONE))
    receive()
    clock.set(datetime(2026, 11, 20, 9, 0, tzinfo=ZONE))
    for item in ("ZX001", "MZ001"):
        receive(item, matter="问", answer="答" if item == "ZX001" else "")
    receive("SC001", actor=people.other_clerk)
    return hall


@pytest.fixture
def looking(hall, people):
    @asynccontextmanager
    async def begin(size=(80, 24)):
        app = HallApp(hall, actor=people.supervisor, first="supervise")
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            await pilot.press("5")
            await settled(pilot)
            yield pilot, app.screen

    return begin


async def settled(pilot):
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def told(screen):
    return screen.query_one(StatusLine).text


def rows(screen):
    """Name, bar, received, completed, in progress."""
    found = []
    for row in screen.load_pane.source.rows:
        cells = screen.load_pane.list.cells(row)
        found.append([c if isinstance(c, str | Bar) else c[0] for c in cells][:5])
    return found


async def test_today_by_window_person_department_and_hour(looking, busy):
    async with looking() as (pilot, screen):
        assert rows(screen) == [["#3 综合窗口", Bar(1, 2, 3), "3", "1", "2"]]
        assert "received 3 = completed 1 + in progress 2" in str(screen.load_pane.figures.render())
        await pilot.press("g")
        assert [(row[0], row[2]) for row in rows(screen)] == [("王芳", "2"), ("孙丽", "1")]
        await pilot.press("g")
        assert {row[0] for row in rows(screen)} == {"县民政局", "县市场监督管理局", "县政务服务中心"}
        await pilot.press("g")
        assert [(row[0], row[2]) for row in rows(screen)] == [("09:00-10:00", "3")]
        await pilot.press("g")
        assert rows(screen)[0][0] == "#3 综合窗口"


async def test_other_days_by_key(looking, busy):
    async with looking() as (pilot, screen):
        pane = screen.load_pane
        await pilot.press("right")
        assert "not come yet" in told(screen)
        await pilot.press("left")
        await settled(pilot)
        assert (pane.period, rows(screen)[0][2]) == (around("day", date(2026, 11, 19)), "1")
        await pilot.press("w")
        await settled(pilot)
        assert (pane.period.first, rows(screen)[0][2]) == (date(2026, 11, 16), "4")
        await pilot.press("m")
        await settled(pilot)
        await pilot.press("left")
        await settled(pilot)
        assert pane.period == Period("month", date(2026, 10, 1), date(2026, 10, 31))
        assert rows(screen)[0][2] == "0"
        await pilot.press("d")
        await pilot.pause()
        pilot.app.screen.field.value = "2026-11-19..2026-11-20"
        await pilot.press("enter")
        await settled(pilot)
        assert rows(screen)[0][2] == "4"
        await pilot.press("t")
        await settled(pilot)
        assert rows(screen)[0][2] == "3"


async def test_the_requests_behind_a_bar_and_back(looking, busy):
    async with looking() as (pilot, screen):
        await pilot.press("g")
        await pilot.press("enter")
        await settled(pilot)
        behind = pilot.app.screen
        assert behind.NAME == "requests"
        assert behind.list.row.item == "MZ001"
        await pilot.press("end")
        assert behind.list.row.item == "ZX001"
        number = behind.subject()
        await pilot.press("enter")
        await settled(pilot)
        assert pilot.app.screen.subject() == number
        await pilot.press("escape")
        await settled(pilot)
        assert pilot.app.screen is behind
        assert behind.subject() == number
        await pilot.press("escape")
        await settled(pilot)
        assert (pilot.app.screen, screen.page, screen.load_pane.group) == (screen, 5, "staff")


async def test_an_empty_bar_has_nothing_behind_it(looking, hall):
    async with looking() as (pilot, screen):
        await pilot.press("enter")
        assert "Nothing was received here" in told(screen)


async def test_forty_windows_at_both_sizes(looking, hall, busy):
    with hall.write():
        for number in range(1, 41):
            window_queries.save(hall.db, {"number": number, "name": "市场监管综合服务", "kind": "special"})
    for size in ((80, 24), (120, 36)):
        async with looking(size) as (pilot, screen):
            pane = screen.load_pane
            assert len(pane.source.rows) == 40
            await pilot.press("end")
            assert pane.list.row.key == 40
            await pilot.press("s")
            assert pane.list.row.key == 3
            lines = [pane.list.render_line(y) for y in range(pane.list.size.height)]
            assert {cell_len(line.text) for line in lines} == {size[0]}
            assert "not open" in [c if isinstance(c, str) else c[0] for c in pane.cells(pane.source.rows[-1])[-1:]]


async def test_the_files_of_the_period(looking, busy, hall):
    async with looking() as (pilot, screen):
        await pilot.press("e")
        await settled(pilot)
        assert "load-2026-11-20-03.xlsx" in told(screen)
    assert {path.suffix for path in hall.home.exports.glob("load-*")} == {".xlsx", ".html", ".csv"}


async def test_decisions_change_the_figures_when_one_comes_back(looking, busy, people):
    async with looking() as (pilot, screen):
        await pilot.press("enter")
        await settled(pilot)
        act(busy, people.clerk, pilot.app.screen.list.source.fetch(limit=2)[1].number, "withdraw", {"reason": "撤"})
        await pilot.press("escape")
        await settled(pilot)
        assert rows(screen)[0][3:] == ["2", "1"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2026-11-20", Period("day", FRIDAY, FRIDAY)),
        ("2026/11/19 2026-11-20", Period("span", date(2026, 11, 19), FRIDAY)),
        ("2026-11-19至2026-11-20", Period("span", date(2026, 11, 19), FRIDAY)),
        ("2026-11-20..2026-11-19", None),
        ("gestern", None),
        ("", None),
        ("2026-11-18 2026-11-19 2026-11-20", None),
    ],
)
def test_periods_as_typed(text, wanted):
    assert read(text, FRIDAY) == wanted


def test_what_is_wrong_with_a_period():
    assert problem("2026-11-01..2026-11-20", FRIDAY) is None
    assert "Write a day" in str(problem("x", FRIDAY))
    assert "not come yet" in str(problem("2026-11-21", FRIDAY))
    assert "366" in str(problem("2024-01-01..2026-01-01", FRIDAY))


def test_periods_move_by_their_length():
    assert around("month", date(2026, 3, 31)).shift(-1) == Period("month", date(2026, 2, 1), date(2026, 2, 28))
    assert around("week", FRIDAY).shift(1).first == date(2026, 11, 23)
    assert Period("span", date(2026, 11, 1), date(2026, 11, 10)).shift(-1).first == date(2026, 10, 22)
    assert minutes(400) == "6:40"


@pytest.mark.parametrize(
    ("seconds", "said"), [(None, ""), (59, "0:59"), (5999, "99:59"), (6000, "1h40"), (27639, "7h40")]
)
def test_times_fit_their_column(seconds, said):
    assert minutes(seconds) == said
