"""``item list|show``."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hallclient.services import catalogue


@pytest.mark.parametrize("typed", ["低保", "dbsq", "MZ001", "最低生活"])
def test_a_matter_is_found_by_name_alias_code_and_initials(command, typed):
    found = command("item", "list", typed).value
    assert found[0] == {
        "code": "MZ001",
        "name": "最低生活保障申请",
        "department": "县民政局",
        "kind": "promised",
    }


def test_the_whole_list_leaves_out_what_is_no_longer_on_offer(command):
    codes = [item["code"] for item in command("item", "list").value]
    assert "SC001" in codes and "TZ001" not in codes
    assert command("item", "list", "没有这个").value == []


def test_one_matter_has_limits_conditions_and_materials(command):
    item = command("item", "show", "MZ001").value
    assert (item["department"], item["promised_days"], item["statutory_days"], item["unit"]) == (
        "县民政局", 20, 30, "workday",
    )  # fmt: skip
    assert item["conditions"] == [{"code": "agent", "name": "委托他人代办"}]
    assert [(m["code"], m["name"], m["deferrable"]) for m in item["materials"]] == [
        ("A1", "居民身份证", False), ("A2", "家庭收入证明", True), ("A3", "授权委托书", False),
    ]  # fmt: skip


def test_people_read_both_limits(command):
    text = command("item", "show", "MZ002", text=True).out
    assert text.count("not set by the guide") == 2
    assert "Nothing found." in command("item", "list", "没有这个", text=True).out
    head, row = command("item", "list", "SC001", text=True).out.splitlines()
    assert head.startswith("Code") and row.startswith("SC001")


def test_everything_that_an_item_says_is_shown(command, hall):
    item = replace(
        catalogue.get(hall, "MZ001"), acceptance_conditions="户籍在本县", procedure="收件；审核", citywide=True,
        lapse_basis="办法第九条", deemed_basis="条例第八条", departments=(("县残联", "agent"),),
        conditions=(("agent", "委托他人代办"), ("firm", "企业")), condition_rules=(("firm", "implies", "agent"),),
    )  # fmt: skip
    catalogue.save(hall, "1009", [item])
    value = command("item", "show", "MZ001").value
    assert (value["acceptance_conditions"], value["procedure"]) == ("户籍在本县", "收件；审核")
    assert value["departments"] == [["县残联", "agent"]]
    text = command("item", "show", "MZ001", text=True).out
    for words in ("户籍在本县", "收件；审核", "办法第九条", "条例第八条", "县残联（agent）", "低保"):
        assert words in text
    assert "firm implies agent" in text
    assert "Any hall of the city: yes" in text and "Done in one visit" not in text


def test_an_unknown_matter(command):
    error = command("item", "show", "XX999").error
    assert error["error"] == "not_found" and "XX999" in error["message"] and error["remedy"]
