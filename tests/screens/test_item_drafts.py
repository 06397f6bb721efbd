"""Unsaved edits of an item: kept as typed, offered when it is opened again, gone once saved or thrown away."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import replace

import pytest
from screens.test_catalogue_screens import opened, told  # noqa: F401 - a fixture
from support.pilots import in_front
from support.terminal import Terminal

from hallclient.dialogs.confirm import Confirm
from hallclient.screens.catalogue.screen import CatalogueScreen
from hallclient.screens.item.material import MaterialForm
from hallclient.screens.item.saving import Saving
from hallclient.screens.item.screen import ItemScreen
from hallclient.services import catalogue, desk, drafts, item_editing, leaving

_PROGRAM = """
import sys
from pathlib import Path
from hallclient import language
language.use("en")
from hallclient.paths import Home
from hallclient.services import accounts
from hallclient.services.hall import open_hall
from hallclient.app import HallApp
hall = open_hall(Home(Path(sys.argv[1])))
HallApp(hall, actor=accounts.actor_of(hall, "1009"), first="catalogue").run()
"""


def kept(hall, code="MZ001"):
    return drafts.every(hall, drafts.of_item(code))


async def edit(pilot, screen):
    """Half a change, wrong as it stands, and a material less."""
    screen.form.parts["remark"].value = "一半"
    screen.form.parts["promised_days"].value = "31"
    screen.form.parts["kind"].put("joint")
    screen.list.focus()
    await pilot.press("delete")
    screen._keep_now()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_killed_program_leaves_the_edits_and_offers_them(home, hall):
    def terminal():
        return Terminal([sys.executable, "-c", _PROGRAM, str(home.folder)])

    with terminal() as shown:
        shown.wait("items")
        shown.press("MZ001")
        shown.wait("1 items")
        shown.press("enter")
        shown.wait("version 1")
        shown.settle()
        shown.press("end", "之二", "tab", "、half")
        shown.wait("half")
        shown.settle(1.6)
        os.kill(shown.process.pid, signal.SIGKILL)
    (draft,) = kept(hall)
    assert draft.form["name"] == "最低生活保障申请之二" and "half" in draft.form["aliases"]
    with terminal() as shown:
        shown.wait("items")
        shown.press("MZ001")
        shown.wait("1 items")
        shown.press("enter")
        shown.wait("Unsaved edits")
        shown.press("f10")
        shown.wait("最低生活保障申请之二")


async def test_kept_as_typed_and_brought_back(opened, hall, clerk):  # noqa: F811
    async with opened("item", code="MZ001") as (pilot, screen):
        await edit(pilot, screen)
        edits = screen.edits
    assert catalogue.get(hall, "MZ001").promised_days == 20
    assert desk.view(hall).parked == 0 and leaving.open_points(hall, clerk) == [], "no applicant's draft"
    async with opened("item", code="MZ001") as (pilot, screen):
        await pilot.pause()
        assert "F10" in told(pilot) and not screen.changed
        await pilot.press("f10")
        assert screen.edits == edits and len(screen._materials) == 2
        screen.form.parts["promised_days"].value = "19"
        await pilot.press("ctrl+s")
        await in_front(pilot, Saving)
        await pilot.press("enter")
        await in_front(pilot, CatalogueScreen)
        assert kept(hall) == []
        assert (catalogue.get(hall, "MZ001").promised_days, catalogue.get(hall, "MZ001").remark) == (19, "一半")


async def test_the_form_of_a_material_comes_back_as_well(opened, hall):  # noqa: F811
    async with opened("item", code="MZ001") as (pilot, screen):
        await pilot.press("ctrl+b", "enter")
        form = await in_front(pilot, MaterialForm)
        form.requirement.value, form.copies.value = "原件核验，复印件两", "x"
        form.deferrable.put("yes")
        form.on_field_changed(None)
        screen._keep_now()
    async with opened("item", code="MZ001") as (pilot, screen):
        await pilot.press("f10")
        form = await in_front(pilot, MaterialForm)
        assert (form.code.value, form.requirement.value, form.copies.value) == ("A1", "原件核验，复印件两", "x")
        form.copies.value = "2"
        await pilot.press("ctrl+s")
        await in_front(pilot, ItemScreen)
        first = screen._materials[0]
        assert (first.requirement, first.copies, first.deferrable) == ("原件核验，复印件两", 2, True)
        assert screen.edits.material == {} and len(screen._materials) == 3
        await pilot.press("ctrl+b", "n")
        form = await in_front(pilot, MaterialForm)
        form.on_field_changed(None)
        await pilot.press("escape")
        await in_front(pilot, ItemScreen)
        assert screen.edits.material == {}, "Esc takes back what the form of a material said"


async def test_leaving_on_purpose_throws_them_away_and_f10_does_not(opened, hall):  # noqa: F811
    async with opened("item", code="MZ001") as (pilot, screen):
        await edit(pilot, screen)
        await pilot.press("f10")
        await in_front(pilot, CatalogueScreen)
        assert len(kept(hall)) == 1
        await pilot.press(*"MZ001", "enter")
        screen = await in_front(pilot, ItemScreen)
        await pilot.press("f10", "escape")
        await in_front(pilot, Confirm)
        await pilot.press("n")
        assert (await in_front(pilot, ItemScreen)).changed and len(kept(hall)) == 1
        await pilot.press("escape")
        await in_front(pilot, Confirm)
        await pilot.press("y")
        await in_front(pilot, CatalogueScreen)
        assert kept(hall) == []


async def test_what_is_put_back_is_no_draft(opened, hall):  # noqa: F811
    async with opened("item", code="") as (_pilot, screen):
        screen.form.parts["code"].value = "XX1"
        screen._keep_now()
        assert [draft.form["code"] for draft in kept(hall, "")] == ["XX1"]
        screen.form.parts["code"].value = ""
        screen._keep_now()
        assert kept(hall, "") == [] and screen.leaving() is None


async def test_edits_of_an_item_that_was_changed_since(opened, hall, people):  # noqa: F811
    async with opened("item", code="MZ001") as (pilot, screen):
        await edit(pilot, screen)
    item_editing.change(hall, people.admin, replace(catalogue.get(hall, "MZ001"), fee="10元", promised_days=18))
    async with opened("item", code="MZ001") as (pilot, screen):
        await pilot.press("f10")
        await pilot.pause()
        assert "changed since" in told(pilot)
        screen.form.parts["promised_days"].value = "18"
        await pilot.press("ctrl+s")
        dialog = await in_front(pilot, Saving)
        assert ("fee", "10元", "不收费") in [(d.field, d.before, d.after) for d in dialog._differences]


async def test_only_who_may_save_has_drafts(opened, hall):  # noqa: F811
    async with opened("item", who="supervisor", code="MZ001") as (pilot, screen):
        screen.form.parts["remark"].value = "x"
        await pilot.pause(0.3)
        assert screen._draft_timer is None and kept(hall) == []


async def test_esc_in_the_form_of_a_material_asks_where_something_was_typed(opened, hall):  # noqa: F811
    async with opened("item", code="MZ001") as (pilot, screen):
        await pilot.press("ctrl+b", "enter")
        await in_front(pilot, MaterialForm)
        await pilot.press("escape")
        await in_front(pilot, ItemScreen)
        screen.list.focus()
        await pilot.press("enter")
        form = await in_front(pilot, MaterialForm)
        form.requirement.value = "原件核验并留存"
        await pilot.press("escape")
        await in_front(pilot, Confirm)
        await pilot.press("n")
        assert (await in_front(pilot, MaterialForm)).requirement.value == "原件核验并留存", "nothing typed is lost"
        await pilot.press("escape")
        await in_front(pilot, Confirm)
        await pilot.press("y")
        await in_front(pilot, ItemScreen)
        assert screen._materials[0].requirement != "原件核验并留存" and screen.edits.material == {}
