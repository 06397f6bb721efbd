"""The catalogue and its editor by keyboard: find, edit, save from a day on, withdraw; nothing stored before that."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import fields, replace
from datetime import date

import pytest
from openpyxl import load_workbook
from support.pilots import in_front

from hallclient.app import HallApp
from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.confirm import Confirm
from hallclient.dialogs.outcome import Outcome
from hallclient.rules.item import Item
from hallclient.screens.catalogue.screen import CatalogueScreen
from hallclient.screens.item.material import MaterialForm
from hallclient.screens.item.saving import Saving
from hallclient.screens.item.screen import ItemScreen
from hallclient.services import catalogue, item_versions
from hallclient.widgets.status_line import StatusLine


@pytest.fixture
def opened(hall, people):
    @asynccontextmanager
    async def begin(name="catalogue", who="admin", size=(80, 24), **values):
        app = HallApp(hall, actor=getattr(people, who), first="desk")
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            app.go("catalogue")
            screen = await in_front(pilot, CatalogueScreen)
            if name == "item":
                app.go("item", **values)
                screen = await in_front(pilot, ItemScreen)
            yield pilot, screen

    return begin


def told(pilot):
    return pilot.app.screen.query_one(StatusLine).text


async def test_an_item_is_found_as_it_is_typed_and_opened(opened):
    async with opened() as (pilot, screen):
        assert len(screen._source.rows) == 8
        screen.field.value = "dbsq"
        screen._search()
        assert [item.code for item in screen._source.rows] == ["MZ001"]
        await pilot.press("enter")
        item = await in_front(pilot, ItemScreen)
        assert item.form.text("name") == "最低生活保障申请"
        assert item.leaving() is None


async def test_a_change_is_shown_and_saved_from_a_day_on(opened, hall):
    async with opened("item", code="MZ001") as (pilot, screen):
        screen.form.parts["promised_days"].value = "15"
        assert screen.leaving() is not None
        await pilot.press("ctrl+s")
        dialog = await in_front(pilot, Saving)
        assert [(d.field, d.before, d.after) for d in dialog._differences] == [("promised_days", "20", "15")]
        dialog.day.value = "2026-11-19"
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, Saving), "a day that has passed is refused"
        dialog.day.value = "2027-01-01"
        await pilot.press("enter")
        await in_front(pilot, CatalogueScreen)
        assert "2027-01-01" in told(pilot)
        assert catalogue.get(hall, "MZ001").promised_days == 20
        kept = item_versions.of_item(hall, "MZ001")[-1].item
        assert (kept.promised_days, kept.starts) == (15, date(2027, 1, 1))


async def test_what_does_not_hold_is_said_at_its_field(opened, hall):
    async with opened("item", code="MZ001") as (pilot, screen):
        screen.form.parts["promised_days"].value = "31"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "more than the statutory 30" in told(pilot)
        assert screen.focused is screen.form.parts["promised_days"].input
        screen.form.parts["promised_days"].value = "20"
        screen.form.parts["condition_rules"].value = "委托他人代办就是企业"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "implies" in told(pilot)
        assert len(item_versions.of_item(hall, "MZ001")) == 0


async def test_materials_are_added_edited_moved_and_removed(opened, hall):
    async with opened("item", code="MZ001") as (pilot, screen):
        assert screen.reason_disabled("add") is not None, "the keys go to the form"
        await pilot.press("ctrl+b")
        await pilot.pause()
        assert screen.list.has_focus
        await pilot.press("ctrl+b")
        assert screen.focused is screen.form.first.input
        await pilot.press("ctrl+b")
        await pilot.pause()
        await pilot.press("n")
        form = await in_front(pilot, MaterialForm)
        form.code.value, form.name_field.value, form.condition.value = "A1", "收入证明", "外星人"
        await pilot.press("ctrl+s")
        assert form.code.has_class("-wrong"), "the code is taken"
        form.code.value = "A9"
        await pilot.press("ctrl+s")
        assert form.condition.has_class("-wrong")
        form.condition.value, form.defects.value = "委托他人代办", "无签名；过期"
        await pilot.press("ctrl+s")
        await in_front(pilot, ItemScreen)
        assert [m.code for m in screen._materials] == ["A1", "A9", "A2", "A3"]
        await pilot.press("u")
        assert [m.code for m in screen._materials] == ["A9", "A1", "A2", "A3"]
        await pilot.press("down", "down", "delete")
        assert [m.code for m in screen._materials] == ["A9", "A1", "A3"]
        await pilot.press("ctrl+s")
        await in_front(pilot, Saving)
        await pilot.press("enter")
        await in_front(pilot, CatalogueScreen)
        first = catalogue.get(hall, "MZ001").materials[0]
        assert (first.code, first.condition, first.defects) == ("A9", "agent", ("无签名", "过期"))


async def test_a_new_item(opened, hall):
    async with opened() as (pilot, _screen):
        await pilot.press("ctrl+n")
        item = await in_front(pilot, ItemScreen)
        await pilot.press("ctrl+s")
        assert "needed" in told(pilot)
        parts = item.form.parts
        parts["code"].value, parts["name"].value, parts["department"].value = "XX001", "新事项", "县民政局"
        await pilot.press("ctrl+s")
        await in_front(pilot, Saving)
        await pilot.press("enter")
        await in_front(pilot, CatalogueScreen)
        assert "no materials" in told(pilot), "an item without materials is said clearly"
        assert catalogue.get(hall, "XX001").kind == "promised"


def full_item(hall):
    """Everything that an item can say."""
    return replace(
        catalogue.get(hall, "MZ001"),
        conditions=(("agent", "委托他人代办"), ("firm", "企业")), condition_rules=(("firm", "implies", "agent"),),
        departments=(("县残联", "firm"),), aliases=("低保", "救助"), in_person="guardian", done_once=True,
        citywide=True, lapse_basis="办法第九条", deemed_basis="条例第八条", acceptance_conditions="户籍在本县",
        procedure="收件；审核", remark="向户籍地提出",
    )  # fmt: skip


async def test_the_editor_has_every_field_and_changes_none_by_itself(opened, hall):
    catalogue.save(hall, "1009", [full_item(hall)])
    async with opened("item", code="MZ001") as (_pilot, screen):
        own = {field.name for field in fields(Item)} - {"code", "materials", "version", "starts"}
        assert set(screen.form.parts) == own
        assert screen.form.item(screen._materials) == catalogue.get(hall, "MZ001")
        assert not screen.changed
    async with opened("item", code="") as (_pilot, screen):
        assert set(screen.form.parts) == own | {"code"}
        assert screen.leaving() is None, "nothing was typed"


async def test_what_only_files_could_say_is_typed_in_the_editor(opened, hall):
    async with opened("item", code="MZ001") as (pilot, screen):
        parts = screen.form.parts
        parts["lapse_basis"].value, parts["deemed_basis"].value = "办法第九条", "条例第八条"
        parts["acceptance_conditions"].value, parts["procedure"].value = "户籍在本县", "收件；审核"
        parts["citywide"].focus()
        await pilot.press("space")
        await pilot.press("ctrl+s")
        await in_front(pilot, Saving)
        await pilot.press("enter")
        await in_front(pilot, CatalogueScreen)
        now = catalogue.get(hall, "MZ001")
        assert (now.lapse_basis, now.deemed_basis) == ("办法第九条", "条例第八条")
        assert (now.acceptance_conditions, now.procedure) == ("户籍在本县", "收件；审核")
        assert (now.citywide, now.done_once, now.active) == (True, False, True)


async def test_a_withdrawn_item_is_offered_again(opened, hall):
    async with opened("item", code="TZ001") as (pilot, screen):
        screen.form.parts["active"].focus()
        await pilot.press("left", "ctrl+s")
        await in_front(pilot, Saving)
        await pilot.press("enter")
        await in_front(pilot, CatalogueScreen)
        assert catalogue.get(hall, "TZ001").active


async def test_withdrawing(opened, hall):
    async with opened() as (pilot, screen):
        screen.field.value = "MZ001"
        screen._search()
        await pilot.press("ctrl+w")
        await in_front(pilot, AskText)
        await pilot.press("enter")
        await in_front(pilot, CatalogueScreen)
        assert not catalogue.get(hall, "MZ001").active
        assert "withdrawn" in told(pilot)


async def test_the_workbook(opened, hall):
    async with opened() as (pilot, _screen):
        await pilot.press("ctrl+x")
        await pilot.pause()
        assert list(hall.home.exports.glob("items-*.xlsx"))


async def test_only_the_administrator_changes_anything(opened):
    async with opened("item", who="supervisor", code="MZ001") as (pilot, screen):
        assert "administrator" in str(screen.reason_disabled("save"))
        screen.form.parts["promised_days"].value = "1"
        await pilot.press("ctrl+s")
        assert isinstance(pilot.app.screen, ItemScreen)
        assert "administrator" in told(pilot)


async def test_the_versions(opened, hall, people):
    from hallclient.services import item_editing

    item_editing.change(hall, people.admin, replace(catalogue.get(hall, "MZ001"), fee="10元"), date(2027, 1, 1))
    async with opened("item", code="MZ001") as (pilot, screen):
        assert "2027-01-01" in screen._heading()
        await pilot.press("ctrl+r")
        dialog = await in_front(pilot, Outcome)
        assert [str(line)[:9] for line in dialog._lines] == ["Version 2", "Version 1"]


async def test_a_workbook_is_taken_in_after_a_look_at_what_changes(opened, hall):
    async with opened() as (pilot, _screen):
        await pilot.press("ctrl+x")
        await pilot.pause()
        (path,) = hall.home.exports.glob("items-*.xlsx")
        for days, expected in ((99, 20), (15, 15)):
            book = load_workbook(path)
            sheet = book.worksheets[0]
            row = next(n for n, cells in enumerate(sheet.iter_rows(values_only=True), 1) if cells[0] == "MZ001")
            sheet.cell(row, [cell.value for cell in sheet[1]].index("promised_days") + 1).value = days
            book.save(path)
            await pilot.press("ctrl+r")
            await in_front(pilot, AskText)
            await pilot.press("enter")
            dialog = await in_front(pilot, Outcome)
            said = "\n".join(str(line) for line in dialog._small)
            await pilot.press("enter")
            if days == 99:
                assert f"Row {row}" in said and "more than the statutory 30" in said
            else:
                assert "20 → 15" in said
                assert catalogue.get(hall, "MZ001").promised_days == 20, "nothing before the yes"
                await in_front(pilot, Confirm)
                await pilot.press("y")
            await in_front(pilot, CatalogueScreen)
            for _ in range(100):
                await pilot.pause(0.02)
                if catalogue.get(hall, "MZ001").promised_days == expected:
                    break
            assert catalogue.get(hall, "MZ001").promised_days == expected
        assert "1 changed" in told(pilot)
