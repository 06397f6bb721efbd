"""The list on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events

from hallclient.rules.message import Message
from hallclient.widgets.columns import Column
from hallclient.widgets.row_list import Cell, ListSource, RowList

COLUMNS = (Column(Message("Number"), 8), Column(Message("Applicant")))


def cells(row: tuple[int, str]) -> Sequence[Cell]:
    return f"{row[0]:04d}", (row[1], "due")


def rows(count: int) -> list[tuple[int, str]]:
    return [(number, f"name {number}") for number in range(count)]


def line(found: RowList, y: int) -> str:
    return found.render_line(y).text.rstrip()


def made(count: int) -> RowList:
    return RowList(ListSource(rows(count), key=lambda row: row[0]), COLUMNS, cells, id="list")


async def test_shows_titles_and_rows(shown) -> None:
    found = made(100)
    async with shown(found) as pilot:
        assert line(found, 0).split() == ["Number", "Applicant"]
        assert line(found, 1) == ">0000     name 0"
        assert line(found, 2) == " 0001     name 1"
        assert found.has_focus
        await pilot.press("down", "end")
        assert found.row == (99, "name 99")
        assert found.position == Message("{index} of {count}", index=100, count=100)
        await pilot.press("home", "pagedown")
        assert found.row[0] == found.size.height - 2


async def test_tells_what_is_highlighted_and_chosen(shown) -> None:
    found = made(5)
    async with shown(found) as pilot:
        heard = pilot.app.screen.heard
        await pilot.press("down", "down", "enter")
        await pilot.click(found, offset=(3, 1))
        await pilot.click(found, offset=(3, 2), times=2)
        await pilot.pause()
        row = dict(enumerate(rows(5)))
        assert heard[-4:] == [("chosen", row[2]), row[0], row[1], ("chosen", row[1])]


async def test_reload_keeps_the_cursor_on_its_row(shown) -> None:
    source = ListSource(rows(50), key=lambda row: row[0])
    found: RowList = RowList(source, COLUMNS, cells)
    async with shown(found) as pilot:
        await pilot.press("pagedown", "pagedown")
        at = found.row
        source.set([(-1, "first"), *rows(50)])
        found.reload()
        assert found.row == at
        source.set([row for row in rows(50) if row != at])
        found.reload()
        assert found.row == (at[0] + 1, f"name {at[0] + 1}")
        found.reload(3)
        assert found.row[0] == 3


async def test_says_that_it_is_empty(shown) -> None:
    found: RowList = RowList(ListSource(), COLUMNS, cells, empty=Message("No requests."))
    async with shown(found) as pilot:
        assert line(found, 1) == " No requests."
        await pilot.press("down", "enter", "end", "pageup")
        assert found.row is None


async def test_names_from_outside_are_harmless_and_keep_the_columns(shown) -> None:
    names = ["[/]", "[bold]x", "\x1b[31mred\x07", "a\u202eb", "𠮷田", "名" * 60, "two\nlines"]
    source = ListSource(list(enumerate(names)), key=lambda row: row[0])
    found: RowList = RowList(source, (*COLUMNS, Column(Message("End"), 3)), lambda row: (*cells(row), "END"))
    async with shown(found):
        for y in range(1, len(names) + 1):
            strip = found.render_line(y)
            assert strip.cell_length == 80
            assert strip.text.rstrip().endswith("END")
            assert not any(ord(char) < 32 for char in strip.text)
        assert "[bold]x" in line(found, 2)
        assert "two lines" in line(found, 7)


async def test_the_wheel_moves_the_rows(shown) -> None:
    found = made(100)
    async with shown(found) as pilot:
        found.post_message(events.MouseScrollDown(found, 3, 3, 0, 0, 0, False, False, False))
        await pilot.pause()
        assert found.row[0] == 3
        found.post_message(events.MouseScrollUp(found, 3, 3, 0, 0, 0, False, False, False))
        await pilot.pause()
        assert found.row[0] == 0


async def test_keeps_working_when_the_terminal_is_tiny(shown) -> None:
    found = made(100)
    async with shown(found, size=(20, 5)) as pilot:
        await pilot.press("end", "pageup", "home", "down")
        assert found.row[0] == 1
        await pilot.resize_terminal(120, 36)
        await pilot.pause()
        assert line(found, 25).startswith(" 00")
