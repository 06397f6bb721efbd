"""The catalogue: what is found by what is typed, taking items in, and files that do not hold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.hall import SMALL_CATALOGUE

from hallclient.errors import BadInput, NotFound
from hallclient.rules.item import Item, ItemMaterial
from hallclient.services import catalogue, catalogue_search, journal


def codes(hall, text, limit=None):
    return [hit.code for hit in catalogue_search.find(hall, text, limit)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("MZ001", "MZ001"),
        ("mz001", "MZ001"),
        ("最低生活", "MZ001"),
        ("低保", "MZ001"),
        ("dbsq", "MZ001"),
        ("低保申请", "MZ001"),
        ("zdshbz", "MZ001"),
        ("DBSQ", "MZ001"),
        ("食品 经营", "SC001"),
        ("食许", "SC001"),
        ("gljt", "MZ002"),
        ("zx", "ZX001"),
    ],
)
def test_an_item_is_found_as_it_is_typed(hall, text, first):
    assert codes(hall, text)[0] == first


def test_the_best_comes_first(hall):
    items = [
        Item("B1", "老年卡申请", "局", "promised"),
        Item("B2", "换领老年卡", "局", "promised"),
        Item("B3", "优待", "局", "promised", aliases=("老年卡",)),
        Item("老年卡", "别的", "局", "promised"),
    ]
    catalogue.save(hall, "1009", items)
    assert codes(hall, "老年卡") == ["老年卡", "B1", "B3", "B2"]
    assert codes(hall, "老年卡", 2) == ["老年卡", "B1"]


def test_nothing_typed_lists_what_is_on_offer(hall):
    found = codes(hall, "")
    assert found == sorted(found)
    assert "TZ001" not in found
    assert len(found) == len(SMALL_CATALOGUE) - 1
    assert codes(hall, " \n", 3) == found[:3]


@pytest.mark.parametrize("text", ["zzzz", "%", "_", "[bold]", "'", "x" * 500])
def test_what_matches_nothing(hall, text):
    assert codes(hall, text) == []


def test_an_item_reads_back_as_it_was_saved(hall):
    assert catalogue.get(hall, "MZ001") == SMALL_CATALOGUE[0]
    assert catalogue.everything(hall) == sorted(SMALL_CATALOGUE, key=lambda item: item.code)
    with pytest.raises(NotFound, match="XX"):
        catalogue.get(hall, "XX")


def test_saving_the_same_adds_nothing(hall):
    count = journal.check(hall).entries
    assert catalogue.save(hall, "1009", SMALL_CATALOGUE) == (0, 0, len(SMALL_CATALOGUE))
    assert journal.check(hall).entries == count


def test_a_changed_item_takes_the_place_of_the_old_one(hall):
    changed = replace(SMALL_CATALOGUE[0], materials=SMALL_CATALOGUE[0].materials[1:], aliases=("新低保",))
    added = Item("NEW", "新事项", "县民政局", "promised")
    assert catalogue.save(hall, "1009", [changed, added, SMALL_CATALOGUE[1]]) == (1, 1, 1)
    assert catalogue.get(hall, "MZ001") == changed
    assert codes(hall, "xdb") == ["MZ001"]


def test_all_or_nothing(hall):
    bad = Item("NEW", "新事项", "县民政局", "promised", materials=(ItemMaterial("A", "甲"), ItemMaterial("A", "乙")))
    from hallclient.errors import Conflict

    with pytest.raises(Conflict):
        catalogue.save(hall, "1009", [replace(SMALL_CATALOGUE[0], name="改名"), bad])
    assert catalogue.get(hall, "MZ001").name == "最低生活保障申请"


GOOD = {"code": "A1", "name": "甲", "department": "局", "kind": "promised", "legal_path": "other", "unit": "workday"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"code": ""}, "code"),
        ({"name": " \n"}, "name"),
        ({"code": "x" * 33}, "code"),
        ({"kind": "express"}, "express"),
        ({"legal_path": "sea"}, "sea"),
        ({"unit": "hour"}, "hour"),
        ({"promised_days": 9, "statutory_days": 8}, "9 days, more than the statutory 8"),
        ({"promised_days": -1}, "promised_days: “-1”"),
        ({"statutory_days": "20"}, "statutory_days"),
        ({"statutory_days": True}, "statutory_days"),
        ({"material": [{"code": "m", "name": "甲"}, {"code": "m", "name": "乙"}]}, "stands twice"),
        ({"material": [{"code": "m", "name": "甲", "condition": "minor"}]}, "minor"),
        ({"material": [{"code": "m", "name": "甲", "copies": "2"}]}, "copies: '2'"),
        ({"material": [{"code": "m"}]}, "name"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_an_item_that_does_not_hold_is_named(change, words):
    with pytest.raises(ValueError) as caught:
        catalogue.from_mapping({**GOOD, **change})
    assert words in str(caught.value)


def test_what_comes_from_a_file_is_cleaned():
    item = catalogue.from_mapping({**GOOD, "name": "甲\x1b\n乙", "material": [{"code": " m ", "name": "\t丙"}]})
    assert item.name == "甲 乙"
    assert item.materials[0] == ItemMaterial("m", "丙")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[[item]]\ncode = 'A1'\n", "A1"),
        (b"[[item]\n", "items.toml"),
        (b"\xff\xfe", "items.toml"),
        (b"[[item]]\ncode = 'A1'\nname = 'x'\ndepartment = 'x'\nkind = 'odd'\n", "odd"),
    ],
)
def test_a_file_that_does_not_hold_is_named(tmp_path, content, words):
    path = tmp_path / "items.toml"
    path.write_bytes(content)
    with pytest.raises(BadInput) as caught:
        catalogue.read_toml(path)
    assert words in str(caught.value)
    assert "items.toml" in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BadInput, match=r"items\.toml"):
        catalogue.read_toml(tmp_path / "items.toml")


def test_the_sample_is_taken_in_whole_and_found_at_once(hall):
    items = catalogue.sample_items()
    added, changed, same = catalogue.save(hall, "1009", items)
    assert (added + changed, same) == (len(items), 0)
    assert added >= 40
    assert catalogue.save(hall, "1009", items) == (0, 0, len(items))
    assert "低保" in catalogue.get(hall, codes(hall, "dbsq")[0]).aliases
