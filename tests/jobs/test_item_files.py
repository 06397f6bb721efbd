"""What people do to a catalogue file, in each format that is read: told by row and column, nothing taken in."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest

from hallclient import language
from hallclient.errors import BadInput
from hallclient.jobs.imports.outcome import Outcome
from hallclient.jobs.imports.run import import_file
from hallclient.services import catalogue, item_versions
from hallclient.services.hall import Hall

TITLES = (
    "事项编码", "事项名称", "部门", "类型", "法定天数", "承诺天数", "天数单位", "依据", "法律路径", "逾期结案依据",
    "别名", "情形", "情形关系", "联办部门", "启用", "生效日期", "材料编码", "材料名称", "要求", "原件份数",
    "复印件份数", "适用情形", "可容缺", "常见问题",
)  # fmt: skip
FIRST = dict(zip(TITLES, ("SX1", "老年证", "县民政局", "即办件", "5", "1", "工作日", "办法"), strict=False))
FIRST |= {"情形": "a=委托代办；b=企业", "材料编码": "M1", "材料名称": "身份证", "原件份数": "1"}
SECOND = {"事项编码": "SX1", "材料编码": "M2", "材料名称": "委托书", "适用情形": "委托代办"}
TOML = """[[item]]
code = "SX1"
name = "老年证"
department = "县民政局"
kind = "instant"
statutory_days = 5
promised_days = 1
unit = "workday"
basis = "办法"
conditions = { a = "委托代办", b = "企业" }

[[item.material]]
code = "M1"
name = "身份证"
originals = 1

[[item.material]]
code = "M2"
name = "委托书"
condition = "a"
"""
Row = dict[str, object]
TakeIn = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def chinese() -> None:
    """As the people who edit such files."""
    language.use("zh_CN")


@pytest.fixture
def table(hall: Hall, people: SimpleNamespace, tmp_path: Path) -> TakeIn:
    """Imports rows in a form, CSV or XLSX."""

    def run(form: str, *rows: Row, titles: tuple[str, ...] = TITLES, **options: bool) -> Outcome:
        path = tmp_path / f"items.{form}"
        cells = [titles, *([row.get(title) for title in titles] for row in rows)]
        if form == "csv":
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(cells)
        else:
            book = openpyxl.Workbook()
            for row in cells:
                book.active.append(list(row))
            book.save(path)
        return import_file(hall, people.admin, "items", path, **options)

    return run


@pytest.fixture
def toml(hall: Hall, people: SimpleNamespace, tmp_path: Path) -> TakeIn:
    """Imports the file with one thing in it replaced."""

    def run(old: str = "", new: str = "", **options: bool) -> Outcome:
        assert old in TOML
        path = tmp_path / "items.toml"
        path.write_text(TOML.replace(old, new, 1), encoding="utf-8")
        return import_file(hall, people.admin, "items", path, **options)

    return run


BOTH = pytest.mark.parametrize("form", ["csv", "xlsx"])


@BOTH
@pytest.mark.parametrize(
    ("first", "second", "row", "column", "words"),
    [
        ({"承诺天数": "6"}, {}, 2, "F 承诺天数", "more than the statutory 5"),
        ({"天数单位": "月"}, {}, 2, "G 天数单位", "“月” is none of 工作日、"),
        ({"类型": "快办件"}, {}, 2, "D 类型", "“快办件” is none of 即办件"),
        ({"法定天数": "五"}, {}, 2, "E 法定天数", "not a whole number"),
        ({"法定天数": "99999"}, {}, 2, "E 法定天数", "from 0 to 3650"),
        ({"依据": "法" * 2000}, {}, 2, "H 依据", "2000 characters"),
        ({"别名": "名" * 2000}, {}, 2, "K 别名", "2000 characters"),
        ({"情形": "a=委托代办；a=企业"}, {}, 2, "L 情形", "condition a stands there twice"),
        ({"情形": "a=" + "甲" * 2000}, {}, 2, "L 情形", "2000 characters"),
        ({"法律路径": "行政许可", "逾期结案依据": "办法"}, {}, 2, "J 逾期结案依据", "licence never lapses"),
        ({"情形关系": "a 包含 b；b 包含 a"}, {}, 2, "M 情形关系", "委托代办 → 企业 → 委托代办"),
        ({"情形关系": "a 包含 c"}, {}, 2, "M 情形关系", "“c” is not one of the item"),
        ({"联办部门": "县残联（残疾人）"}, {}, 2, "N 联办部门", "县残联"),
        ({"启用": "也许"}, {}, 2, "O 启用", "neither yes nor no"),
        ({"生效日期": "明年"}, {}, 2, "P 生效日期", "not a date"),
        ({}, {"材料编码": "M1"}, 3, "Q 材料编码", "stands twice"),
        ({}, {"材料名称": ""}, 3, "R 材料名称", "must not be empty"),
        ({}, {"要求": "求" * 2000}, 3, "S 要求", "2000 characters"),
        ({}, {"原件份数": "1份"}, 3, "T 原件份数", "not a whole number"),
        ({}, {"常见问题": "错" * 2000}, 3, "X 常见问题", "2000 characters"),
        ({}, {"部门": "县司法局"}, 3, "C 部门", "says otherwise"),
    ],
)  # fmt: skip
def test_a_table_is_refused_with_row_and_column(
    hall: Hall, table: TakeIn, form: str, first: Row, second: Row, row: int, column: str, words: str
) -> None:
    outcome = table(form, {**FIRST, **first}, {**SECOND, **second})
    (problem,) = outcome.problems
    assert (problem.row, problem.column) == (row, column)
    assert words in str(problem.message)
    assert not outcome.imported and "SX1" not in [item.code for item in catalogue.everything(hall)]
    assert outcome.problem_file is not None and column in outcome.problem_file.read_text("utf-8-sig")


@BOTH
def test_the_same_item_twice(table: TakeIn, form: str) -> None:
    other = {**FIRST, "事项编码": "SX2"}
    (problem,) = table(form, FIRST, other, {**FIRST, "材料编码": "M9"}).problems
    assert (problem.row, problem.column) == (4, "A 事项编码")
    assert "row 2 already" in str(problem.message)


@BOTH
def test_a_column_that_is_not_known_is_told_and_the_rest_taken_in(hall: Hall, table: TakeIn, form: str) -> None:
    outcome = table(form, {**FIRST, "承诺天": "3"}, titles=(*TITLES, "承诺天"))
    assert outcome.imported and outcome.problems == ()
    assert [(slip.row, slip.column) for slip in outcome.remarks] == [(1, "Y 承诺天")]
    assert catalogue.get(hall, "SX1").promised_days == 1


@BOTH
def test_an_item_without_materials_is_remarked_on(table: TakeIn, form: str) -> None:
    outcome = table(form, {**FIRST, "材料编码": "", "材料名称": "", "原件份数": ""})
    assert outcome.imported
    assert [(slip.row, slip.column) for slip in outcome.remarks] == [(2, "Q 材料编码")]


@BOTH
def test_a_table_that_holds_and_once_more(hall: Hall, table: TakeIn, form: str) -> None:
    dry = table(form, FIRST, SECOND, dry_run=True)
    assert [(one.code, one.added) for one in dry.changes] == [("SX1", True)]
    assert [d.after for d in dry.changes[0].differences if d.field == "promised_days"] == ["1"]
    assert table(form, FIRST, SECOND).added == 1
    assert table(form, FIRST, SECOND).same == 1
    item = catalogue.get(hall, "SX1")
    assert [(m.code, m.condition) for m in item.materials] == [("M1", ""), ("M2", "a")]


def test_dates_as_a_spreadsheet_has_them(hall: Hall, table: TakeIn) -> None:
    first: Row = {**FIRST, "生效日期": datetime.fromisoformat("2027-01-01")}
    assert table("xlsx", first, SECOND).added == 1
    assert [one.item.starts for one in item_versions.of_item(hall, "SX1")] == [date(2027, 1, 1)]
    (problem,) = table("xlsx", {**FIRST, "承诺天数": datetime.fromisoformat("2026-01-05")}).problems
    assert (problem.column, "2026-01-05" in str(problem.message)) == ("F 承诺天数", True)


def test_formulas(hall: Hall, table: TakeIn, people: SimpleNamespace, tmp_path: Path) -> None:
    (problem,) = table("xlsx", {**FIRST, "承诺天数": "=1+1"}, SECOND).problems
    assert (problem.row, problem.column) == (2, "F 承诺天数")
    assert "no result" in str(problem.message)
    import xlsxwriter

    for value, expected in ((2, 2), ("#REF!", None)):
        path = tmp_path / "worked.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, TITLES)
            sheet.write_row(1, 0, [FIRST.get(title, "") for title in TITLES])
            sheet.write_formula(1, TITLES.index("承诺天数"), "=1+1", None, value)
        outcome = import_file(hall, people.admin, "items", path)
        if expected:
            assert catalogue.get(hall, "SX1").promised_days == expected
        else:
            assert "F 承诺天数" in [problem.column for problem in outcome.problems]
            assert any("#REF!" in str(problem.message) for problem in outcome.problems)


def test_merged_cells_of_the_first_sheet_whatever_its_file_is_called(
    hall: Hall, people: SimpleNamespace, tmp_path: Path
) -> None:
    path = tmp_path / "items.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "说明"
    book.active.merge_cells("A1:C1")
    sheet = book.create_sheet("事项", 0)
    for row in (TITLES, *([row.get(title) for title in TITLES] for row in (FIRST, SECOND))):
        sheet.append(list(row))
    sheet.merge_cells("A2:A3")
    book.save(path)
    (problem,) = import_file(hall, people.admin, "items", path).problems
    assert (problem.row, problem.column) == (2, "A 事项编码")
    assert "A2:A3" in str(problem.message)


def test_the_wrong_sheet_in_front(hall: Hall, people: SimpleNamespace, tmp_path: Path) -> None:
    path = tmp_path / "items.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["填写说明", "一行一份材料"])
    book.create_sheet("事项").append(list(TITLES))
    book.save(path)
    with pytest.raises(BadInput, match=r"first sheet of items\.xlsx has no column") as caught:
        import_file(hall, people.admin, "items", path)
    assert "Only the first sheet" in str(caught.value.remedy)


@pytest.mark.parametrize("name", ["items.csv", "items.toml"])
def test_an_empty_file(hall: Hall, people: SimpleNamespace, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("\n", encoding="utf-8")
    with pytest.raises(BadInput, match="is empty"):
        import_file(hall, people.admin, "items", path)
    book = openpyxl.Workbook()
    book.save(tmp_path / "items.xlsx")
    with pytest.raises(BadInput, match="has no column"):
        import_file(hall, people.admin, "items", tmp_path / "items.xlsx")


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "words"),
    [
        ("promised_days = 1", "promised_days = 6", 7, "promised_days", "more than the statutory 5"),
        ('"workday"', '"month"', 8, "unit", "“month” is none of workday, day"),
        ('"instant"', '"fast"', 5, "kind", "“fast” is none of instant"),
        ("statutory_days = 5", 'statutory_days = "5"', 6, "statutory_days", "not a whole number"),
        ("statutory_days = 5", "statutory_days = true", 6, "statutory_days", "not a whole number"),
        ("statutory_days = 5", "colour = 5", 6, "colour", "no key"),
        ('name = "老年证"\n', "", 1, "name", "must not be empty"),
        ('"办法"', f'"{"法" * 2000}"', 9, "basis", "2000 characters"),
        ('"办法"', '["办法"]', 9, "basis", "text in quotation marks"),
        ('"办法"', '"办法"\nactive = "no"', 10, "active", "true or false"),
        ('"办法"', '"办法"\naliases = "老人证"', 10, "aliases", "list of texts"),
        ('"办法"', '"办法"\naliases = ["老人证；优待证"]', 10, "aliases", "parts values"),
        ('"办法"', '"办法"\nstarts = "2027"', 10, "starts", "not a date"),
        ('"办法"', '"办法"\nlegal_path = "licence"\nlapse_basis = "x"', 11, "lapse_basis", "never lapses"),
        (
            '"办法"', '"办法"\ncondition_rules = [["a", "implies", "b"], ["b", "implies", "a"]]', 10,
            "condition_rules", "circle",
        ),
        ('code = "M2"', 'code = "M1"', 18, "material_code", "stands twice"),
        ('name = "委托书"', 'name = ""', 19, "material_name", "must not be empty"),
        ('condition = "a"', 'condition = "c"', 20, "condition", "not one of the item"),
        ("originals = 1", 'originals = "1"', 15, "originals", "not a whole number"),
        ("originals = 1", "deferable = true", 15, "deferable", "no key"),
        ("[[item.material]]", "[[item.paper]]", 1, "paper", "no key"),
    ],
)  # fmt: skip
def test_a_toml_file_is_refused_with_line_and_key(
    hall: Hall, toml: TakeIn, old: str, new: str, line: int, key: str, words: str
) -> None:
    outcome = toml(old, new)
    problem = outcome.problems[0]
    assert (problem.row, problem.field) == (line, key)
    assert words in language.say(problem.message) or words in str(problem.message)
    assert not outcome.imported and "SX1" not in [item.code for item in catalogue.everything(hall)]


def test_a_toml_file_that_holds_and_once_more(hall: Hall, toml: TakeIn) -> None:
    assert toml(dry_run=True).changes[0].added
    assert toml().added == 1
    assert toml().same == 1
    dry = toml("promised_days = 1", "promised_days = 2", dry_run=True)
    assert [(d.field, d.before, d.after) for d in dry.changes[0].differences] == [("promised_days", "1", "2")]
    assert catalogue.get(hall, "SX1").promised_days == 1
    assert [slip.row for slip in toml(TOML[TOML.index("[[item.material]]") :], "", dry_run=True).remarks] == [1]


def test_tables_that_are_no_items(toml: TakeIn) -> None:
    (problem,) = toml("[[item]]", "[[matter]]").problems
    assert "[[item]]" in str(problem.message)


@BOTH
def test_everything_that_is_wrong_is_told_at_once(table: TakeIn, form: str) -> None:
    first = {**FIRST, "类型": "快办件", "承诺天数": "6", "备注二": "x"}
    outcome = table(form, first, {**SECOND, "材料名称": "", "适用情形": "外星人"}, titles=(*TITLES, "备注二"))
    assert [(p.row, p.column) for p in outcome.problems] == [(2, "D 类型"), (2, "F 承诺天数"), (3, "R 材料名称")]
    assert [slip.column for slip in outcome.remarks] == ["Y 备注二"]
