"""What does not hold in an item is named with its place, and what differs between two, field by field."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hallclient.rules import item_check, item_diff
from hallclient.rules.item import Item, ItemMaterial
from hallclient.rules.item_diff import Difference

PAPER = ItemMaterial("M1", "身份证", "原件", 1, 1, "公安机关")
ITEM = Item(
    "A1",
    "事项",
    "局",
    "promised",
    statutory_days=20,
    promised_days=10,
    conditions=(("a", "甲"), ("b", "乙")),
    materials=(PAPER, ItemMaterial("M2", "委托书", condition="a")),
)


def test_a_sound_item():
    assert item_check.problems(ITEM) == ()
    assert item_check.remarks(ITEM) == ()


@pytest.mark.parametrize(
    ("item", "field", "place"),
    [
        (replace(ITEM, name=""), "name", None),
        (replace(ITEM, department=""), "department", None),
        (replace(ITEM, basis="法" * 2000), "basis", None),
        (replace(ITEM, promised_days=21), "promised_days", None),
        (replace(ITEM, condition_rules=(("a", "implies", "b"), ("b", "implies", "a"))), "condition_rules", None),
        (replace(ITEM, materials=(PAPER, replace(PAPER, name="另一")),), "material_code", 1),
        (replace(ITEM, materials=(replace(PAPER, name=""),)), "material_name", 0),
        (replace(ITEM, materials=(replace(PAPER, requirement="要" * 2000),)), "requirement", 0),
        (replace(ITEM, materials=(replace(PAPER, condition="x"),)), "condition", 0),
        (replace(ITEM, materials=(replace(PAPER, defects=("长" * 101,)),)), "defects", 0),
        (replace(ITEM, materials=(replace(PAPER, defects=("过期；模糊",)),)), "defects", 0),
        (replace(ITEM, materials=(replace(PAPER, defects=("过期",) * 21),)), "defects", 0),
    ],
)  # fmt: skip
def test_what_does_not_hold(item, field, place):
    assert [(found.field, found.place) for found in item_check.problems(item)] == [(field, place)]


def test_words_of_two_thousand_characters_are_counted():
    (found,) = item_check.problems(replace(ITEM, remark="备" * 2000))
    assert str(found.message) == "This has 2000 characters; 1000 is the most."


@pytest.mark.parametrize(
    ("kind", "active", "count"), [("promised", True, 1), ("promised", False, 0), ("consultation", True, 0)]
)
def test_an_item_without_materials_is_likely_a_slip(kind, active, count):
    assert len(item_check.remarks(replace(ITEM, kind=kind, active=active, materials=()))) == count


def test_differences_field_by_field():
    after = replace(ITEM, promised_days=8, materials=(replace(PAPER, copies=2), ItemMaterial("M3", "照片")))
    assert item_diff.differences(ITEM, after) == (
        Difference("promised_days", "10", "8"),
        Difference("copies", "1", "2", "M1"),
        Difference("", "", "照片 / 0+0", "M3"),
        Difference("", "委托书 / 0+0", "", "M2"),
    )
    assert item_diff.differences(ITEM, replace(ITEM, version=7)) == ()
    turned = replace(ITEM, materials=ITEM.materials[::-1])
    assert item_diff.differences(ITEM, turned) == (Difference("order", "M1, M2", "M2, M1"),)
    new = item_diff.differences(None, ITEM)
    assert ("promised_days", "", "10") in [(d.field, d.before, d.after) for d in new]
