"""The catalogue out as a workbook, edited as people edit, and in again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import load_workbook

from hallclient import language
from hallclient.errors import BadInput
from hallclient.jobs.imports.outcome import Outcome
from hallclient.jobs.imports.run import import_file
from hallclient.jobs.item_export import export
from hallclient.rules.item import Item, ItemMaterial
from hallclient.services import catalogue, item_versions
from hallclient.services.hall import Hall

Edit = Callable[..., Outcome]


def _marks(kind: type) -> dict[str, bool]:
    """Every mark of an item or material, turned round."""
    return {f.name: not f.default for f in fields(kind) if isinstance(f.default, bool) and f.name != "active"}


@pytest.fixture
def full(hall: Hall) -> Hall:
    """A catalogue with the sample and everything that an item can have."""
    catalogue.save(hall, "1009", catalogue.sample_items())
    first = catalogue.get(hall, "MZ001")
    odd = replace(
        first,
        remark='=1+1 "引号", 换行',
        aliases=("低保", "救助"),
        conditions=(("agent", "委托他人代办"), ("firm", "企业"), ("same", "企业")),
        condition_rules=(("firm", "implies", "agent"), ("same", "excludes", "firm")),
        departments=(("县残联", "firm"), ("县民政局", "")),
        in_person="guardian",
        lapse_basis="办法第九条",
        deemed_basis="条例第八条",
        acceptance_conditions="户籍在本县；收入低于标准",
        procedure="收件；审核；公示；确认",
        materials=(
            replace(first.materials[0], code="007", defects=("已过有效期", "复印件不清晰"), **_marks(ItemMaterial)),
            replace(first.materials[1], condition="same"),
        ),
        **_marks(Item),
    )
    catalogue.save(hall, "1009", [odd])
    return hall


@pytest.fixture
def edited(full: Hall, people: SimpleNamespace, tmp_path: Path) -> Edit:
    """Exports, lets ``change(sheet)`` edit the first sheet, and imports."""

    def run(change: Callable[[Any], None] = lambda sheet: None, **options: bool) -> Outcome:
        path, _ = export(full, tmp_path / "items.xlsx")
        book = load_workbook(path)
        change(book.worksheets[0])
        book.save(path)
        return import_file(full, people.admin, "items", path, **options)

    return run


def column(sheet: Any, title: str) -> int:
    return [cell.value for cell in sheet[1]].index(title) + 1


def row_of(sheet: Any, code: str) -> int:
    return next(n for n, row in enumerate(sheet.iter_rows(values_only=True), 1) if row[0] == code)


def put(sheet: Any, code: str, title: str, value: object, below: int = 0) -> None:
    sheet.cell(row_of(sheet, code) + below, column(sheet, title)).value = value


@pytest.mark.parametrize("tongue", ["zh_CN", "en"])
def test_nothing_edited_is_nothing_changed(full: Hall, edited: Edit, tongue: str) -> None:
    language.use(tongue)
    count = len(catalogue.everything(full))
    outcome = edited()
    assert outcome.problems == ()
    assert (outcome.read, outcome.added, outcome.changed, outcome.same) == (count, 0, 0, count)


def test_the_fixture_has_every_field_so_that_none_is_lost_on_the_way(full: Hall) -> None:
    item = catalogue.get(full, "MZ001")
    for value, leave in ((item, {"active", "unit", "legal_path"}), (item.materials[0], {"condition"})):
        unsaid = {f.name for f in fields(value) if f.default is not MISSING and getattr(value, f.name) == f.default}
        assert unsaid - {"version", "starts"} <= leave


def test_a_fresh_hall_takes_the_whole_file_in(
    full: Hall, people: SimpleNamespace, tmp_path: Path, reopen: Callable[..., Hall]
) -> None:
    language.use("zh_CN")
    before = catalogue.everything(full)
    path, count = export(full, tmp_path / "items.xlsx")
    full.db.execute_sql("DELETE FROM material")
    full.db.execute_sql("DELETE FROM item")
    outcome = import_file(full, people.admin, "items", path)
    assert (outcome.problems, outcome.added) == ((), count)
    assert catalogue.everything(full) == before


def test_a_dry_run_says_field_by_field_what_would_change(full: Hall, edited: Edit) -> None:
    language.use("zh_CN")

    def change(sheet: Any) -> None:
        put(sheet, "MZ001", "承诺天数", 15)
        put(sheet, "MZ001", "要求", "原件核验，退还", below=0)
        put(sheet, "MZ001", "材料名称", "收入证明", below=1)

    outcome = edited(change, dry_run=True)
    (one,) = outcome.changes
    assert (one.code, one.added, one.starts) == ("MZ001", False, None)
    found = [(d.material, d.field, d.before, d.after) for d in one.differences]
    assert found == [
        ("", "promised_days", "20", "15"),
        ("007", "requirement", "原件核验", "原件核验，退还"),
        ("A2", "name", "家庭收入证明", "收入证明"),
    ]
    assert catalogue.get(full, "MZ001").promised_days == 20, "a dry run changes nothing"


def test_a_day_prepares_a_version(full: Hall, edited: Edit) -> None:
    language.use("zh_CN")

    def change(sheet: Any) -> None:
        put(sheet, "MZ001", "承诺天数", 15)
        put(sheet, "MZ001", "生效日期", "2027-01-01")

    version = catalogue.get(full, "MZ001").version
    assert edited(change).changed == 1
    assert catalogue.get(full, "MZ001").version == version
    assert item_versions.of_item(full, "MZ001")[-1].item.promised_days == 15
    assert edited(change).changed == 0, "the same file again adds nothing"


@pytest.mark.parametrize(
    ("title", "value", "below", "field", "words"),
    [
        ("承诺天数", 31, 0, "promised_days", "more than the statutory"),
        ("依据", "法" * 2000, 0, "basis", "2000 characters"),
        ("要求", "求" * 2000, 1, "requirement", "2000 characters"),
        ("材料编码", "007", 1, "material_code", "stands twice"),
        ("情形关系", "企业 包含 agent；agent 包含 企业", 0, "condition_rules", "not one of the item"),
        ("情形关系", "firm 包含 agent；agent 包含 firm", 0, "condition_rules", "circle"),
        ("情形关系", "企业就是企业", 0, "condition_rules", "is not"),
        ("类型", "快办件", 0, "kind", "is none of"),
        ("可容缺", "也许", 1, "deferrable", "neither"),
        ("生效日期", "明年", 0, "starts", "not a date"),
    ],
)
def test_what_is_wrong_is_named_by_row_and_column(
    full: Hall, edited: Edit, title: str, value: object, below: int, field: str, words: str
) -> None:
    language.use("zh_CN")
    rows: list[int] = []

    def change(sheet: Any) -> None:
        put(sheet, "MZ001", title, value, below)
        rows.append(row_of(sheet, "MZ001") + below)

    (problem,) = edited(change).problems
    assert (problem.row, problem.field) == (rows[0], field)
    assert problem.column.endswith(title) and problem.column[0].isupper()
    assert words in str(problem.message)


def test_merged_cells_are_named(full: Hall, edited: Edit) -> None:
    language.use("zh_CN")
    places: list[str] = []

    def change(sheet: Any) -> None:
        row = row_of(sheet, "MZ001")
        sheet.merge_cells(start_row=row, end_row=row + 1, start_column=1, end_column=1)
        places.append(f"A{row}:A{row + 1}")

    outcome = edited(change)
    assert not outcome.imported
    assert [places[0] in str(problem.message) for problem in outcome.problems] == [True]
    assert outcome.problem_file is not None and places[0] in outcome.problem_file.read_text("utf-8-sig")


def test_rows_of_an_item_that_are_torn_apart(full: Hall, edited: Edit) -> None:
    language.use("zh_CN")

    def change(sheet: Any) -> None:
        sheet.append(["MZ001"])
        sheet.cell(sheet.max_row, column(sheet, "材料编码")).value = "A9"
        sheet.cell(sheet.max_row, column(sheet, "材料名称")).value = "又一份"

    (problem,) = edited(change).problems
    assert "stands in row" in str(problem.message)


def test_an_item_without_materials_is_told_and_taken(full: Hall, edited: Edit) -> None:
    language.use("zh_CN")

    def change(sheet: Any) -> None:
        row = row_of(sheet, "MZ001")
        sheet.delete_rows(row + 1)
        for place in range(column(sheet, "材料编码"), column(sheet, "常见问题") + 1):
            sheet.cell(row, place).value = None

    outcome = edited(change, dry_run=True)
    assert outcome.problems == ()
    assert any("MZ001 asks for no materials" in str(slip.message) for slip in outcome.remarks)


def test_only_a_workbook_is_written(full: Hall, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="xlsx"):
        export(full, tmp_path / "items.csv")
    assert list(tmp_path.glob("items*")) == []


def test_the_workbook_explains_itself(full: Hall, tmp_path: Path) -> None:
    language.use("zh_CN")
    path, _ = export(full, tmp_path / "items.xlsx")
    book = load_workbook(path)
    sheet, guide = book.worksheets
    assert guide.max_row > 5 and sheet.freeze_panes == "C2"
    assert len(sheet.data_validations.dataValidation) == 9
    assert sheet.cell(row_of(sheet, "MZ001"), column(sheet, "备注")).data_type == "s", "a formula stays text"
