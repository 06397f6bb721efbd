"""The sample catalogue is data that people will copy from, so its own consistency is tested."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pytest

import db
from hallclient.rules.item import KINDS, LEGAL_PATHS, UNITS

FOLDER = Path(db.__file__).parent / "catalogue"
FILES = sorted(path for path in FOLDER.glob("*.toml") if path.name != "about.toml")

ITEM_REQUIRED = {"code", "name", "aliases", "department", "kind", "legal_path", "unit", "fee", "basis"}
ITEM_OPTIONAL = {
    "statutory_days", "promised_days", "remark", "conditions", "material", "departments", "acceptance_conditions",
    "procedure", "done_once", "citywide",
}  # fmt: skip
MATERIAL_KEYS = {
    "code",
    "name",
    "requirement",
    "originals",
    "copies",
    "source",
    "condition",
    "deferrable",
}

PICTURES = re.compile("照片|相片|证件照|合影照")

LISTED = [
    "居民身份证换领",
    "居民身份证补领",
    "出生登记",
    "户口迁移",
    "生育登记",
    "最低生活保障申请",
    "临时救助申请",
    "特困人员救助供养申请",
    "困难残疾人生活补贴和重度残疾人护理补贴申请",
    "高龄津贴申请",
    "城乡居民基本养老保险参保登记",
    "城乡居民基本养老保险待遇领取",
    "城乡居民基本医疗保险参保登记",
    "异地就医备案",
    "失业登记",
    "就业困难人员认定",
    "灵活就业人员社会保险补贴",
    "创业担保贷款申请",
    "退役军人优待证申领",
    "农村宅基地用地和建房审批",
    "农村危房改造申请",
    "林木采伐许可证核发",
    "个体工商户设立登记",
    "个体工商户变更登记",
    "个体工商户注销登记",
    "食品经营许可（新办）",
    "食品经营许可（变更）",
    "食品经营许可（延续）",
    "小餐饮登记",
    "公共场所卫生许可（新办）",
    "营业性演出审批",
    "人力资源服务许可",
    "道路货物运输经营许可（普通货运）",
    "烟草专卖零售许可证核发",
    "社会保障卡申领",
    "流动人口居住登记",
    "结婚登记",
    "离婚登记",
    "老年人优待证办理",
    "孤儿基本生活保障申请",
    "法律援助申请",
    "人民调解申请",
    "政府信息公开申请",
    "政务服务咨询",
    "政务服务投诉",
    "意见建议",
]


def load() -> list[dict[str, Any]]:
    return [item for path in FILES for item in tomllib.loads(path.read_text(encoding="utf-8"))["item"]]


ITEMS = load()
BY_CODE = {item["code"]: item for item in ITEMS}
BY_NAME = {item["name"]: item for item in ITEMS}
every_item = pytest.mark.parametrize("item", ITEMS, ids=lambda item: item["code"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_parses_is_short_and_says_that_it_is_a_sample(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert set(tomllib.loads(text)) == {"item"}
    assert text.count("\n") <= 305
    head = text.split("[[item]]", 1)[0]
    assert head.startswith("# 样例")
    assert "办事指南" in head


@pytest.mark.parametrize("path", [*FILES, FOLDER / "about.toml"], ids=lambda path: path.stem)
def test_no_control_characters(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    bad = {char for char in text if char != "\n" and unicodedata.category(char) in ("Cc", "Cf", "Co", "Cn")}
    assert not bad
    assert "\ufffd" not in text


def test_about_marks_the_catalogue_as_a_sample() -> None:
    about = tomllib.loads((FOLDER / "about.toml").read_text(encoding="utf-8"))["about"]
    assert about["sample"] is True
    assert about["compiled"] == "2026-11"
    assert "办事指南" in about["note_zh"]
    assert "local guide" in about["note_en"]


def test_enough_items_with_unique_codes_and_names() -> None:
    assert len(ITEMS) >= 48
    assert len(BY_CODE) == len(ITEMS)
    assert len(BY_NAME) == len(ITEMS)
    assert all(re.fullmatch(r"[A-Z0-9]+(-[0-9]{3})?", code) for code in BY_CODE)


def test_listed_matters_are_present() -> None:
    assert [name for name in LISTED if name not in BY_NAME] == []


def test_joint_matters_name_who_takes_part() -> None:
    for item in ITEMS:
        assert bool(item.get("departments")) is (item["kind"] == "joint"), item["code"]
        assert all(not need or need in item["conditions"] for need in item.get("departments", {}).values())


def test_every_kind_and_path_occurs() -> None:
    assert {item["kind"] for item in ITEMS} == set(KINDS)
    assert {item["legal_path"] for item in ITEMS} == set(LEGAL_PATHS)


@every_item
def test_fields(item: dict[str, Any]) -> None:
    assert set(item) >= ITEM_REQUIRED
    assert set(item) <= ITEM_REQUIRED | ITEM_OPTIONAL
    assert item["kind"] in KINDS
    assert item["legal_path"] in LEGAL_PATHS
    assert item["unit"] in UNITS
    for key in ("code", "name", "department", "fee", "basis"):
        assert item[key].strip() == item[key] != ""
    assert item["aliases"]
    assert len(set(item["aliases"])) == len(item["aliases"])
    assert all(alias.strip() == alias != "" and ";" not in alias for alias in item["aliases"])
    assert "《" in item["basis"]


@every_item
def test_limits(item: dict[str, Any]) -> None:
    statutory, promised = item.get("statutory_days"), item.get("promised_days")
    assert statutory is None or (type(statutory) is int and statutory > 0)
    assert promised is None or (type(promised) is int and promised > 0)
    if statutory is not None and promised is not None:
        assert promised <= statutory
    if item["legal_path"] == "licence":
        assert statutory is not None, "a licence has the limit of its law"
        assert item["unit"] == "workday", "行政许可法 §82"


@every_item
def test_materials(item: dict[str, Any]) -> None:
    materials = item.get("material", [])
    if item["kind"] in ("consultation", "complaint"):
        assert not materials
        return
    assert len(materials) >= 3
    codes = [material["code"] for material in materials]
    assert len(set(codes)) == len(codes)
    names = [(material["name"], material["condition"]) for material in materials]
    assert len(set(names)) == len(names)
    for material in materials:
        assert set(material) - {"defects", "promisable"} == MATERIAL_KEYS
        assert type(material.get("promisable", False)) is bool
        assert not (material.get("promisable") and PICTURES.search(material["name"])), "nobody promises a picture"
        assert all(0 < len(defect) <= 30 for defect in material.get("defects", ()))
        assert all(material[key].strip() for key in ("code", "name", "requirement", "source"))
        assert type(material["originals"]) is int
        assert type(material["copies"]) is int
        assert material["originals"] >= 0
        assert material["copies"] >= 0
        assert material["originals"] + material["copies"] > 0
        assert type(material["deferrable"]) is bool
    always = [material for material in materials if material["condition"] == "" and not material["deferrable"]]
    assert always, "something must be asked of everyone"


@every_item
def test_conditions_are_those_used(item: dict[str, Any]) -> None:
    conditions = item.get("conditions", {})
    used = {m["condition"] for m in item.get("material", []) if m["condition"]}
    assert used == set(conditions)
    assert all(re.fullmatch(r"[a-z]+", code) and label.strip() for code, label in conditions.items())


@every_item
def test_handed_on_says_who_takes_it(item: dict[str, Any]) -> None:
    if item["kind"] == "handed_on":
        assert "办理" in item["remark"]
        assert "地址" in item["remark"]
        assert "电话" in item["remark"]
        assert "promised_days" not in item, "the hall cannot promise for another body"


def test_known_limits_and_codes() -> None:
    """行政许可法 §42, 取水条例 §19, 演出条例 §13, 政府信息公开条例 §33, 法律援助法 §43, 登记条例 §19."""
    known = {
        "MZ-001": (30, "workday"),
        "SL-001": (45, "workday"),
        "WL-001": (3, "workday"),
        "LY-001": (20, "workday"),
        "ZFXXGK": (20, "workday"),
        "SF-001": (7, "day"),
        "SJ-001": (3, "workday"),
    }
    assert {c: (BY_CODE[c]["statutory_days"], BY_CODE[c]["unit"]) for c in known} == known
    assert BY_CODE["ZFXXGK"]["kind"] == BY_CODE["ZFXXGK"]["legal_path"] == "disclosure"
    assert BY_CODE["ZX"]["kind"] == "consultation"
    assert BY_CODE["TS"]["kind"] == BY_CODE["JY"]["kind"] == "complaint"
    assert BY_CODE["TS"]["promised_days"] and BY_CODE["JY"]["promised_days"]


def test_minimum_living_allowance_is_found_by_its_short_name() -> None:
    assert {"低保", "低保申请"} <= set(BY_CODE["MZ-001"]["aliases"])
