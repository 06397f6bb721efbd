"""What does not hold in an item is named with its place, and what differs between two, field by field."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hallclient.rules import item_check, item_diff, item_terms
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


def test_differences_are_in_words():
    after = replace(ITEM, condition_rules=(("a", "implies", "b"),), departments=(("县残联", "a"),))
    assert [(d.field, d.after) for d in item_diff.differences(ITEM, after)] == [
        ("departments", "县残联（甲）"),
        ("condition_rules", "甲 包含 乙"),
    ]
    assert str(item_terms.in_words("kind", "instant")) == "Instant matter"
    assert str(item_terms.in_words("citywide", "no")) == "no"
    assert item_terms.in_words("basis", "instant") == "instant"


def test_what_differs_in_two_long_texts_is_seen():
    before, after = "甲" * 300 + "十五日", "甲" * 300 + "十日"
    assert item_diff.excerpts(before, after, 40) == ("..." + "甲" * 9 + "十五日", "..." + "甲" * 9 + "十日")
    assert item_diff.excerpts("一" * 50, "", 40)[0] == "一" * 37 + "..."
    assert item_diff.excerpts("短", "长", 40) == ("短", "长")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"aliases": ("老人证；优待证",)}, "aliases"),
        ({"departments": (("县局（分局）", ""),)}, "departments"),
        ({"conditions": (("a=b", "甲"), ("b", "乙"), ("a", "丙"))}, "conditions"),
        ({"code": ""}, "code"),
        ({"code": "x" * 33}, "code"),
        ({"kind": "express"}, "kind"),
        ({"statutory_days": 5000, "promised_days": None}, "statutory_days"),
        ({"legal_path": "licence", "lapse_basis": "法"}, "lapse_basis"),
    ],
)
def test_what_no_cell_can_hold_and_what_no_item_may_say(change, field):
    assert field in [found.field for found in item_check.problems(replace(ITEM, **change))]
