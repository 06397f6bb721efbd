"""台账导入导出: reports by key, old ledgers taken in after a check, the province's list compared."""

from __future__ import annotations

import csv
from contextlib import asynccontextmanager
from importlib import import_module

import pytest
from support.hall import ID_NUMBER, NOW
from support.pilots import in_front
from textual.widgets import Static

from hallclient.app import HallApp
from hallclient.dialogs.ask_fields import AskFields
from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.consequences import Consequences
from hallclient.dialogs.notice import Notice
from hallclient.dialogs.outcome import Outcome
from hallclient.jobs.export import REPORTS
from hallclient.jobs.imports.run import KINDS
from hallclient.language import say
from hallclient.screens.ledgers.choices import CHOICES, COMPARE, EXPORT, IMPORT
from hallclient.screens.ledgers.screen import LedgersScreen
from hallclient.services import requests
from hallclient.widgets.status_line import StatusLine

HEAD = "受理编号,收件时间,事项编码,申请人,证件类型,证件号码,窗口,首问,经办,状态"
GOOD = f"L-1,2026-11-02 09:31,MZ001,张三丰,resident_id,{ID_NUMBER},3,1003,1003,registered"
BAD = f"L-2,2026-11-02 09:31,NONE,张三丰,resident_id,{ID_NUMBER},3,1003,1003,registered"


def told(pilot):
    return pilot.app.screen.query_one(StatusLine).text


@pytest.fixture
def opened(hall, people):
    @asynccontextmanager
    async def begin(who="supervisor", size=(80, 24)):
        app = HallApp(hall, actor=getattr(people, who), first="desk")
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await pilot.press("x")
            await in_front(pilot, LedgersScreen)
            yield pilot

    return begin


async def choose(pilot, way, code):
    screen = pilot.app.screen
    place = next(n for n, one in enumerate(CHOICES) if (one.way, one.code) == (way, code))
    await pilot.press("home", *(["down"] * place))
    assert screen.list.row == CHOICES[place]
    await pilot.press("enter")


@pytest.fixture
def ledger(tmp_path):
    def write(*rows):
        path = tmp_path / "old.csv"
        path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
        return str(path)

    return write


async def fill_in(pilot, text):
    dialog = await in_front(pilot, AskText)
    dialog.field.value = text
    await pilot.press("enter")


def test_every_report_and_table_is_offered_once_for_those_who_may():
    assert [one.code for one in CHOICES if one.way == EXPORT] == list(dict.fromkeys(
        one.code for one in CHOICES if one.way == EXPORT
    ))  # fmt: skip
    assert {one.code for one in CHOICES if one.way == EXPORT} == set(REPORTS)
    # The catalogue of items has a screen of its own.
    assert {one.code for one in CHOICES if one.way == IMPORT} == set(KINDS) - {"items"}
    for one in CHOICES:
        if one.way == IMPORT:
            assert one.permission == import_module(f"hallclient.jobs.imports.{one.code}").PERMISSION, one.code


async def test_a_report_is_four_keys_from_the_desk(opened, hall, receive):
    number = receive().number
    async with opened("clerk") as pilot:
        await pilot.press("enter")
        dialog = await in_front(pilot, AskFields)
        assert dialog.fields["period"].value == f"{NOW:%Y-%m}"
        await pilot.press("enter", "enter")
        await in_front(pilot, LedgersScreen)
        assert "requests-2026-11-01_2026-11-30-03.csv" in told(pilot)
    files = sorted(path.suffix for path in hall.home.exports.glob("requests-2026-11-01_*"))
    assert files == [".csv", ".xlsx"]
    (path,) = hall.home.exports.glob("requests-2026-11-01_*.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [row["number"] for row in csv.DictReader(file)] == [number]


async def test_a_period_that_is_none_is_refused_and_stays(opened):
    async with opened("clerk") as pilot:
        await pilot.press("enter")
        dialog = await in_front(pilot, AskFields)
        dialog.fields["period"].value = "2027-05"
        dialog.fields["formats"].value = "doc"
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert pilot.app.screen is dialog and dialog.fields["period"].value == "2027-05"
        assert "not come yet" in dialog.fields["period"]._message.text
        dialog.fields["period"].value = "2026-11-20"
        await pilot.press("enter", "enter")
        assert "no format doc" in dialog.fields["formats"]._message.text
        dialog.fields["formats"].value = "json"
        await pilot.press("enter")
        await in_front(pilot, LedgersScreen)
        assert told(pilot).endswith("requests-2026-11-20-03.json")


async def test_a_ledger_is_checked_then_taken_in(opened, hall, ledger):
    async with opened() as pilot:
        await choose(pilot, IMPORT, "requests")
        await fill_in(pilot, ledger(GOOD))
        dialog = await in_front(pilot, Consequences)
        assert [say(line) for line, _ in dialog.lines] == ["Read 1: 1 added, 0 changed, 0 the same."]
        assert requests.listing(hall, requests.Filter()) == []
        await pilot.press("enter")
        await in_front(pilot, LedgersScreen)
        assert told(pilot) == "Read 1: 1 added, 0 changed, 0 the same."
        assert requests.get(hall, "L-1").applicant.name == "张三丰"
        await choose(pilot, IMPORT, "requests")
        await fill_in(pilot, ledger(GOOD))
        await in_front(pilot, Outcome)
        await pilot.press("enter")
        await in_front(pilot, LedgersScreen)
    assert len(requests.listing(hall, requests.Filter())) == 1


async def test_rows_with_mistakes_are_left_out_only_after_a_yes(opened, hall, ledger):
    async with opened() as pilot:
        await choose(pilot, IMPORT, "requests")
        await fill_in(pilot, ledger(BAD, GOOD))
        dialog = await in_front(pilot, Consequences)
        lines = [say(line) for line, _ in dialog.lines]
        assert "Leave out 1" in say(dialog.heading) and "exports/import-requests-" in lines[1]
        assert lines[2].startswith("Row 2, ") and "NONE" in lines[2]
        await pilot.press("escape")
        await in_front(pilot, LedgersScreen)
        assert told(pilot) == "Nothing was taken in." and requests.listing(hall, requests.Filter()) == []
        await choose(pilot, IMPORT, "requests")
        await fill_in(pilot, ledger(BAD, GOOD))
        await in_front(pilot, Consequences)
        await pilot.press("enter")
        await in_front(pilot, LedgersScreen)
        assert told(pilot).startswith("Taken in 1; left out with 1 mistakes: exports/import-requests-")
    assert [one.number for one in requests.listing(hall, requests.Filter())] == ["L-1"]


async def test_a_file_that_is_no_table_is_one_sentence(opened, tmp_path):
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    async with opened() as pilot:
        await choose(pilot, IMPORT, "requests")
        await fill_in(pilot, f'"{tmp_path / "nothing.csv"}"')
        dialog = await in_front(pilot, AskText)
        assert str(dialog.field._message.text) == "! There is no such file."
        dialog.field.value = f'"{tmp_path / "empty.csv"}"'
        await pilot.press("enter")
        notice = await in_front(pilot, Notice)
        assert "empty" in " ".join(str(text.content) for text in notice.query(Static))
        await pilot.press("enter")
        await in_front(pilot, LedgersScreen)


async def test_who_may_not_take_in_is_told_so(opened):
    async with opened("clerk") as pilot:
        await choose(pilot, IMPORT, "requests")
        await pilot.pause()
        assert isinstance(pilot.app.screen, LedgersScreen)
        assert "supervisor" in told(pilot)


async def test_the_province_s_list_is_compared(opened, hall, receive, tmp_path):
    number = receive().number
    path = tmp_path / "province.csv"
    path.write_text("省平台办件编号,受理编号,状态\nP1,L-404,受理\n", encoding="utf-8")
    async with opened("clerk") as pilot:
        await choose(pilot, COMPARE, "reconcile")
        dialog = await in_front(pilot, AskFields)
        dialog.fields["file"].value = str(path)
        dialog.fields["period"].value = "2026-11"
        await pilot.press("enter", "enter")
        outcome = await in_front(pilot, Outcome)
        lines = [say(line) for line in outcome._small]
        assert len(lines) == 2 and "P1" in lines[0] and number in lines[1]
        await pilot.press("enter")
        await in_front(pilot, LedgersScreen)
    (written,) = hall.home.exports.glob("differences-*.csv")
    with written.open(encoding="utf-8-sig", newline="") as file:
        found = [(row["kind"], row["number"], row["here"], row["there"]) for row in csv.DictReader(file)]
    assert found == [("missing_here", "L-404", "", "受理"), ("missing_there", number, "registered", "")]
