"""The catalogue as TOML and as a table with one row a material."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from hallclient.jobs.imports.outcome import Outcome
from hallclient.jobs.imports.run import import_file
from hallclient.services import catalogue, catalogue_search
from hallclient.services.catalogue import SAMPLE
from hallclient.services.hall import Hall

HEADER = (
    "事项编码,事项名称,部门,类型,法定天数,承诺天数,天数单位,收费,依据,别名,"
    "材料编码,材料名称,要求,原件份数,复印件份数,来源,适用情形,可容缺"
)
TakeIn = Callable[..., Outcome]


def _counts(outcome: Outcome) -> tuple[int, int, int, int]:
    return outcome.read, outcome.added, outcome.changed, outcome.same


ROWS = (
    "SX1,老年证,县民政局,即办件,5,1,工作日,不收费,办法,老人证；优待证,M1,身份证,原件,1,1,自备,,否",
    ",,,,,,,,,,M2,委托书,,1,,自备,委托代办,是",
    "SX2,高龄补贴,县民政局,承诺件,,15,自然日,,,,,,,,,,,",
)


def test_a_table_with_one_row_a_material(hall: Hall, take_in: TakeIn) -> None:
    assert _counts(take_in("items", HEADER, *ROWS)) == (2, 2, 0, 0)
    item = catalogue.get(hall, "SX1")
    assert (item.kind, item.legal_path, item.promised_days, item.unit) == ("instant", "other", 1, "workday")
    assert item.aliases == ("老人证", "优待证")
    assert item.conditions == (("委托代办", "委托代办"),)
    assert [(m.code, m.originals, m.copies, m.condition, m.deferrable) for m in item.materials] == [
        ("M1", 1, 1, "", False),
        ("M2", 1, 0, "委托代办", True),
    ]
    assert catalogue.get(hall, "SX2").unit == "day"
    assert [hit.code for hit in catalogue_search.find(hall, "lrz")] == ["SX1"]
    assert _counts(take_in("items", HEADER, *ROWS)) == (2, 0, 0, 2)


def test_what_the_table_does_not_say_stays(hall: Hall, take_in: TakeIn) -> None:
    before = catalogue.get(hall, "SC001")
    header = "code,name,department,kind,promised_days,material_code,material_name,originals,copies"
    rows = (
        "SC001,食品经营许可（新办）,县市场监督管理局,promised,8,B1,食品经营许可申请书,1,",
        "SC001,,,,,B2,营业执照,0,1",
    )
    assert _counts(take_in("items", header, *rows)) == (1, 0, 1, 0)
    after = catalogue.get(hall, "SC001")
    assert (after.legal_path, after.statutory_days, after.promised_days) == ("licence", before.statutory_days, 8)
    assert after.materials == before.materials


@pytest.mark.parametrize("header", ["逾期依据", "逾期结案依据", "lapse_basis"])
def test_the_basis_for_closing_has_several_headings(hall: Hall, take_in: TakeIn, header: str) -> None:
    take_in("items", f"事项编码,事项名称,部门,类型,{header}", "SX3,补贴,县民政局,承诺件,办法第九条")
    assert catalogue.get(hall, "SX3").lapse_basis == "办法第九条"


def test_known_conditions_keep_their_code(hall: Hall, take_in: TakeIn) -> None:
    header = "code,name,department,kind,material_code,material_name,condition"
    take_in("items", header, "MZ001,最低生活保障申请,县民政局,promised,A3,授权委托书,委托他人代办")
    item = catalogue.get(hall, "MZ001")
    assert item.conditions == (("agent", "委托他人代办"),)
    assert item.materials[0].condition == "agent"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ((",无编码,部门,即办件,,,,,,,,,,,,,,",), [(2, "code")]),
        (("SX1,,县民政局,即办件,,,,,,,,,,,,,,",), [(2, "name")]),
        (("SX1,证,县民政局,快办件,,,,,,,,,,,,,,",), [(2, "kind")]),
        (("SX1,证,县民政局,即办件,5,6,,,,,,,,,,,,",), [(2, "promised_days")]),
        (("SX1,证,县民政局,即办件,五,,,,,,,,,,,,,",), [(2, "statutory_days")]),
        ((ROWS[0], "SX1,老年证,县司法局,,,,,,,,M2,委托书,,,,,,"), [(3, "department")]),
        ((ROWS[0], "SX1,,,,,,,,,,M1,委托书,,,,,,"), [(3, "material_code")]),
        ((ROWS[0], ",,,,,,,,,,M2,,,,,,,也许"), [(3, "material_name"), (3, "deferrable")]),
        ((f"{'X' * 33},证,县民政局,即办件,,,,,,,,,,,,,,",), [(2, "code")]),
    ],
)
def test_bad_rows(hall: Hall, take_in: TakeIn, rows: tuple[str, ...], found: list[tuple[int, str]]) -> None:
    outcome = take_in("items", HEADER, *rows)
    assert [(problem.row, problem.field) for problem in outcome.problems] == found
    assert not outcome.imported


def test_the_sample_as_a_file(hall: Hall, people: SimpleNamespace) -> None:
    path = SAMPLE / "social_assistance.toml"
    outcome = import_file(hall, people.admin, "items", path)
    assert outcome.added == outcome.read > 0
    assert _counts(import_file(hall, people.admin, "items", path)) == (outcome.read, 0, 0, outcome.read)


def test_toml_entries_that_do_not_hold(hall: Hall, people: SimpleNamespace, tmp_path: Path) -> None:
    path = tmp_path / "items.toml"
    path.write_text(
        """
[[item]]
code = "T1"
name = "好"
department = "县民政局"
kind = "instant"
[[item]]
code = "T2"
name = 5
department = "县民政局"
kind = "instant"
[[item]]
code = "T3"
name = "无部门"
kind = "instant"
[[item]]
code = "T1"
name = "又一个"
department = "县民政局"
kind = "instant"
[[item]]
code = "T4"
name = "键"
department = "县民政局"
kind = "instant"
colour = "red"
[[item]]
code = "T5"
name = "键"
department = "县民政局"
kind = "instant"
material = ["paper"]
""",
        encoding="utf-8",
    )
    outcome = import_file(hall, people.admin, "items", path, skip_bad=True)
    assert (outcome.read, outcome.added) == (6, 1)
    assert [(problem.row, problem.field) for problem in outcome.problems] == [
        (9, "name"), (12, "department"), (17, "code"), (26, "colour"), (32, "material"),
    ]  # fmt: skip
    assert catalogue.get(hall, "T1").name == "好"


def test_who_takes_part_in_a_joint_matter(hall: Hall, take_in: TakeIn) -> None:
    header = "code,name,department,kind,联办部门,material,material_name,condition"
    row = "LB9,一件事,县市场监督管理局,联办件,县民政局；县消防救援大队（公众聚集场所）,M1,消防意见,公众聚集场所"
    assert _counts(take_in("items", header, row)) == (1, 1, 0, 0)
    assert catalogue.get(hall, "LB9").departments == (("县民政局", ""), ("县消防救援大队", "公众聚集场所"))
    assert _counts(take_in("items", header, row)) == (1, 0, 0, 1)
    wrong = take_in("items", header, row.replace("（公众聚集场所）", "（别的情形）"))
    assert "县消防救援大队" in str(wrong.problems[0].message)


def test_a_promise_is_a_mark_of_its_own(hall: Hall, take_in: TakeIn) -> None:
    """A table without the column is of the time when 可容缺 allowed both; one with it says each."""

    def marks() -> list[tuple[bool, bool]]:
        return [(m.deferrable, m.promisable) for m in catalogue.get(hall, "SX1").materials]

    take_in("items", HEADER, *ROWS)
    assert marks() == [(False, False), (True, True)]
    both = tuple(f"{row},{said}" for row, said in zip(ROWS, ("是", "否", ""), strict=True))
    assert _counts(take_in("items", f"{HEADER},可告知承诺", *both)) == (2, 0, 1, 1)
    assert marks() == [(False, True), (True, False)]
    assert _counts(take_in("items", HEADER, *ROWS)) == (2, 0, 0, 2), "what the table does not say stays"
    assert marks() == [(False, True), (True, False)]
    take_in("items", HEADER, ROWS[0].replace(",否", ",是"), *ROWS[1:])
    assert marks() == [(True, True), (True, False)]
