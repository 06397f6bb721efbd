"""The four formats: typed cells, harmless text, whole files or none."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from datetime import date, datetime, time, timedelta, timezone
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hallclient import language
from hallclient.errors import BadInput, HallError
from hallclient.exports import formats, xlsx_file
from hallclient.exports.csv_file import harmless
from hallclient.reports.table import Column, Rows, Table, Term
from hallclient.rules.message import Message

ZONE = timezone(timedelta(hours=8))
NAME60 = "阿卜杜勒" * 15
COLUMNS = (
    Column("number", Message("Request number"), "id"),
    Column("name", Message("Applicant")),
    Column("window", Message("Window"), "int"),
    Column("accepted_on", Message("Accepted on"), "date"),
    Column("in", Message("First sign-in"), "time"),
    Column("received_at", Message("Received at"), "instant"),
    Column("state", Message("State"), "code", paper=Message("Item")),
    Column("verdicts", Message("Verdict")),
    Column("corrected", Message("Corrected")),
)


def a_row(name="张三"):
    return (
        "012345678901234567",
        name,
        3,
        date(2026, 11, 20),
        time(8, 30, 1),
        datetime(2026, 11, 20, 9, 31, 5, 7, tzinfo=ZONE),
        Term("accepted", Message("Accepted")),
        (Term("late", Message("Late")), Term("missing_out", Message("Sign-out missing"))),
        True,
    )


def a_table(*names, **more):
    return Table(
        "requests", Message("Ledger of requests"), "2026-11", COLUMNS, [a_row(name) for name in names], **more
    )


def export(table, tmp_path, name):
    path = tmp_path / f"out.{name}"
    formats.find(name).write(table, path, hall="某县政务服务中心", made="2026-11-20 17:05 王芳")
    return path


def read_csv(path):
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    text = raw.decode("utf-8-sig")
    assert text.count("\n") == text.count("\r\n")
    return list(csv.reader(text.splitlines()))


class Texts(HTMLParser):
    """All tags with their attributes, and the texts of the cells."""

    def __init__(self):
        super().__init__()
        self.tags, self.cells, self._inside = [], [], False

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "td":
            self._inside = True
            self.cells.append("")

    def handle_endtag(self, tag):
        self._inside = self._inside and tag != "td"

    def handle_data(self, data):
        if self._inside:
            self.cells[-1] += data


def read_html(path):
    page = Texts()
    page.feed(path.read_text("utf-8"))
    page.close()
    return page


@pytest.fixture
def chinese():
    language.use("zh_CN")
    yield
    language.use("en")


HOSTILE = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "＝1＋1", "＋1", "－1", "＠x", "\t=1+1", "\r=1", "  =1"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_a_formula(tmp_path, text):
    table = a_table(text)
    cell = read_csv(export(table, tmp_path, "csv"))[1][1]
    assert cell.startswith("'")
    sheet = openpyxl.load_workbook(export(table, tmp_path, "xlsx")).active
    assert sheet["B2"].data_type == "s"
    assert sheet["B2"].value == text.strip()


@pytest.mark.parametrize("number", ["-3", "+12", "-3.50", "-0.5%"])
def test_a_plain_number_is_left_alone_but_not_as_an_identifier(number):
    assert harmless(number) == number
    assert harmless(number, number=False) == "'" + number


@given(st.text(max_size=20))
@example("")
@example("=")
def test_harmless_text_begins_with_no_sign(text):
    safe = harmless(text, number=False)
    assert not safe.lstrip().startswith(tuple("=+-@＝＋－＠"))
    assert safe in (text, "'" + text)


def test_csv_holds_codes_and_english_keys_in_english(tmp_path):
    header, row = read_csv(export(a_table("张三"), tmp_path, "csv"))
    assert header == [column.key for column in COLUMNS]
    assert row == [
        *("012345678901234567", "张三", "3", "2026-11-20", "08:30:01", "2026-11-20T09:31:05+08:00", "accepted"),
        *("Late Sign-out missing", "yes"),
    ]


def test_csv_headers_are_chinese_in_chinese(tmp_path, chinese):
    header, row = read_csv(export(a_table("张三"), tmp_path, "csv"))
    assert header[:4] == ["受理编号", "申请人", "窗口", "受理日期"]
    assert row[6:] == ["accepted", "迟到 缺签退", "是"]


def test_xlsx_cells_have_types(tmp_path, chinese):
    book = openpyxl.load_workbook(export(a_table("张三", "李四"), tmp_path, "xlsx"))
    sheet = book.active
    first = [cell.value for cell in sheet[2]]
    instant = datetime(2026, 11, 20, 9, 31, 5, tzinfo=ZONE).replace(tzinfo=None)
    assert first == [
        *("012345678901234567", "张三", 3, datetime.combine(instant, time()), time(8, 30, 1)),
        *(instant, "已受理", "迟到 缺签退", "是"),
    ]
    assert [cell.value for cell in sheet[1]][6] == "事项"
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.title == "业务办理台账"
    assert "某县政务服务中心" in sheet.oddHeader.left.text
    assert sheet.column_dimensions["A"].width > 18


def test_xlsx_widths_are_terminal_cells_within_bounds(tmp_path):
    sheet = openpyxl.load_workbook(export(a_table(NAME60), tmp_path, "xlsx")).active
    assert 48 <= sheet.column_dimensions["B"].width < 49
    assert sheet["B2"].value == NAME60


def test_xlsx_turns_to_a_new_sheet_before_rows_are_lost(tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx_file, "ROWS_A_SHEET", 4)
    names = [f"n{i}" for i in range(10)]
    table = a_table(*names, notes=(Message("No entries"),))
    book = openpyxl.load_workbook(export(table, tmp_path, "xlsx"))
    assert len(book.sheetnames) == 3
    assert [row[1].value for sheet in book for row in sheet.iter_rows(min_row=2) if row[1].value] == names


def test_totals_and_notes_stand_below(tmp_path):
    totals = (Message("Total"), *([None] * 1), 6, *([None] * 6))
    table = a_table("a", "b", totals=totals, notes=(Message("No entries"),))
    sheet = openpyxl.load_workbook(export(table, tmp_path, "xlsx")).active
    assert (sheet["A4"].value, sheet["C4"].value, sheet["A6"].value) == ("Total", 6, "No entries")
    plain = json.loads(export(table, tmp_path, "json").read_text("utf-8"))
    assert (plain["totals"]["number"], plain["totals"]["window"], plain["notes"]) == ("Total", 6, ["No entries"])
    assert len(read_csv(export(table, tmp_path, "csv"))) == 3
    assert "Total" in read_html(export(table, tmp_path, "html")).cells


def test_json_is_typed(tmp_path):
    plain = json.loads(export(a_table("张三", "𠮷野"), tmp_path, "json").read_text("utf-8"))
    assert plain["report"] == "requests"
    assert plain["rows"][1]["name"] == "𠮷野"
    row = plain["rows"][0]
    assert (row["window"], row["state"], row["verdicts"], row["corrected"], row["in"]) == (
        *(3, "accepted", ["late", "missing_out"], True),
        "08:30:01",
    )
    assert row["received_at"] == "2026-11-20T09:31:05+08:00"


@pytest.mark.parametrize("name", sorted(formats.FORMATS))
def test_an_empty_table_is_a_whole_file(tmp_path, name):
    path = export(a_table(), tmp_path, name)
    if name == "csv":
        assert len(read_csv(path)) == 1
    elif name == "json":
        assert json.loads(path.read_text("utf-8"))["rows"] == []
    elif name == "xlsx":
        assert openpyxl.load_workbook(path).active.max_row == 1
    else:
        assert read_html(path).cells == ["No entries"]


STRANGE = ["[bold]王[/bold]", "[/]", "𠮷野家", "<script>alert(1)</script>", 'a"b,c&amp;', NAME60, "%s {x} {0}"]


@pytest.mark.parametrize("name", sorted(formats.FORMATS))
def test_strange_names_come_through_unchanged(tmp_path, name):
    path = export(a_table(*STRANGE), tmp_path, name)
    if name == "csv":
        names = [row[1] for row in read_csv(path)[1:]]
    elif name == "json":
        names = [row["name"] for row in json.loads(path.read_text("utf-8"))["rows"]]
    elif name == "xlsx":
        names = [row[1].value for row in openpyxl.load_workbook(path).active.iter_rows(min_row=2)]
    else:
        names = read_html(path).cells[1 :: len(COLUMNS)]
    assert names == STRANGE


@pytest.mark.parametrize("name", sorted(formats.FORMATS))
def test_control_characters_never_leave(tmp_path, name):
    path = export(a_table("a\x1b[31mb\u202ec\x00\x9b2J\r\nd"), tmp_path, name)
    if name == "xlsx":
        assert openpyxl.load_workbook(path).active["B2"].value == "a[31mbc2J d"
        return
    text = path.read_text("utf-8")
    assert not set(text) & set("\x1b\x00\x9b\u202e")
    assert "a[31mbc2J d" in text


def test_the_page_is_self_contained(tmp_path, chinese):
    page = read_html(export(a_table("张三"), tmp_path, "html"))
    assert not {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "object"}
    assert not [attrs for _, attrs in page.tags if {"src", "href", "onload"} & set(attrs)]
    text = (tmp_path / "out.html").read_text("utf-8")
    assert "url(" not in text
    assert "http" not in text
    assert {"某县政务服务中心", "业务办理台账", "2026-11-20 17:05 王芳"} <= set(re.split("[<>]", text))
    for part in ("制表人：", "size: A4 landscape", "2026-11-20 09:31<"):
        assert part in text
    assert 'lang="zh-CN"' in text


def test_hall_and_title_are_escaped_too(tmp_path):
    table = Table("x", Message("Ledger of requests"), "<b>&", (Column("a", Message("Name")),), [("x",)])
    path = tmp_path / "x.html"
    formats.find("html").write(table, path, hall="</title><script>", made="<i>")
    text = path.read_text("utf-8")
    assert "<script>" not in text
    assert "<b>&<" not in text
    assert "<i>" not in text
    assert "size: A4 portrait" in text


@pytest.mark.parametrize("name", sorted(formats.FORMATS))
def test_a_failing_export_leaves_the_old_file(tmp_path, name):
    path = tmp_path / f"out.{name}"
    path.write_bytes(b"old")

    def rows():
        yield a_row()
        raise ValueError("the source broke")

    table = Table("requests", Message("Ledger of requests"), "", COLUMNS, rows())
    with pytest.raises(ValueError, match="the source broke"):
        formats.find(name).write(table, path, hall="h", made=None)
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("name", sorted(formats.FORMATS))
def test_a_folder_that_cannot_be_written_is_said(tmp_path, name):
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(HallError) as caught:
        formats.find(name).write(a_table("a"), tmp_path / "file" / "out", hall="h", made=None)
    assert caught.value.code == "not_written"


def test_a_row_of_the_wrong_length_is_an_error(tmp_path):
    table = Table("x", Message("Name"), "", COLUMNS, [("only one",)])
    for form in formats.FORMATS.values():
        with pytest.raises(ValueError, match="argument"):
            form.write(table, tmp_path / "x", hall="h", made=None)


def test_all_formats_of_one_table(tmp_path):
    table = Table("x", Message("Name"), "", COLUMNS, Rows(["a", "b"], a_row))
    paths = formats.write_all(table, tmp_path / "new", "ledger", formats.choose("csv, XLSX,html,json,csv"), hall="h")
    assert [p.name for p in paths] == ["ledger.csv", "ledger.xlsx", "ledger.html", "ledger.json"]
    assert all(p.is_absolute() and p.stat().st_size for p in paths)


@pytest.mark.parametrize("text", ["pdf", "docx", "", "csv,doc"])
def test_unknown_formats_are_refused(text):
    with pytest.raises(BadInput):
        formats.choose(text)


def test_nothing_heavy_is_imported_before_it_is_needed(tmp_path):
    code = (
        "import sys; from pathlib import Path\n"
        "from hallclient.exports import formats\n"
        "from hallclient.reports.table import Column, Table\n"
        "from hallclient.rules.message import Message\n"
        "table = Table('x', Message('Name'), '', (Column('a', Message('Name')),), [('x',)])\n"
        "[f.write for f in formats.FORMATS.values()]\n"
        f"folder = Path({str(tmp_path)!r})\n"
        "formats.write_all(table, folder, 'x', formats.choose('csv,html,json'), hall='h')\n"
        "bad = {'peewee', 'textual', 'rich', 'xlsxwriter', 'openpyxl'} & set(sys.modules)\n"
        "assert not bad, bad\n"
        "formats.write_all(table, folder, 'x', formats.choose('xlsx'), hall='h')\n"
        "bad = {'peewee', 'textual', 'openpyxl'} & set(sys.modules)\n"
        "assert not bad, bad"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
    assert len(list(Path(tmp_path).iterdir())) == 4
