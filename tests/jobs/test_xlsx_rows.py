"""Reading workbooks: whatever programs write, against openpyxl as the slow oracle."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from hallclient.errors import BadInput
from hallclient.jobs.imports.table import open_source, read_sheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def read(path: Path) -> list[tuple[int, tuple[str, ...]]]:
    sheet = read_sheet(open_source(path))
    return [(1, sheet.header), *sheet.rows]


def workbook(path: Path, sheet: str, strings: str = "", prefix: str = "") -> Path:
    """The least that a workbook is made of."""
    p = f"{prefix}:" if prefix else ""
    name = f"xmlns:{prefix}" if prefix else "xmlns"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "xl/workbook.xml",
            f'<{p}workbook {name}="{MAIN}" xmlns:r="{LINKS}"><{p}sheets><{p}sheet name="a" r:id="rId7"/></{p}sheets>'
            f"</{p}workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships xmlns="x"><Relationship Id="rId7" Target="worksheets/first.xml"/></Relationships>',
        )
        body = sheet.replace("<", f"<{p}").replace(f"<{p}/", f"</{p}")
        archive.writestr("xl/worksheets/first.xml", f'<{p}worksheet {name}="{MAIN}">{body}</{p}worksheet>')
        if strings:
            archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{strings}</sst>')
    return path


def test_values_of_every_kind(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    values = [
        1, 1.5, -3, 0, 123456789012345678, True, False, "text", " blanks ", "=literal", date(2026, 11, 20),
        datetime.fromisoformat("2026-11-20 09:31:05"), time(8, 30), None, "𠮷", "",
    ]  # fmt: skip
    book.active.append([f"c{n}" for n in range(len(values))])
    book.active.append(values)
    book.active["J2"].data_type = "s"
    book.save(tmp_path / "a.xlsx")
    ((_, header), (number, row)) = read(tmp_path / "a.xlsx")
    assert (len(header), number) == (16, 2)
    assert row[:9] == ("1", "1.5", "-3", "0", "1.23457E+17", "1", "0", "text", "blanks")
    assert row[9:13] == ("=literal", "2026-11-20 00:00:00", "2026-11-20 09:31:05", "08:30:00")
    assert row[14] == "𠮷"


@pytest.mark.parametrize("epoch", [False, True])
@pytest.mark.parametrize("shown", ["yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "[$-804]yyyy/m/d;@", "m/d/yy h:mm", "d-mmm"])
def test_dates_in_any_format(tmp_path: Path, shown: str, epoch: bool) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx", {"date_1904": epoch}) as book:
        style = book.add_format({"num_format": shown})
        sheet = book.add_worksheet()
        sheet.write(0, 0, "day")
        sheet.write_datetime(1, 0, datetime.fromisoformat("2026-11-20 09:31"), style)
        sheet.write_number(2, 0, 45981)
    assert [row[1] for row in read(tmp_path / "a.xlsx")[1:]] == [("2026-11-20 09:31:00",), ("45981",)]


def test_rows_and_cells_that_are_left_out(tmp_path: Path) -> None:
    sheet = (
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>code</t></is></c>'
        '<c r="C1" t="str"><v>name</v></c></row>'
        '<row r="5"><c r="C5"><v>7</v></c></row><row><c><v>8</v></c><c><v>9</v></c></row></sheetData>'
    )
    assert read(workbook(tmp_path / "a.xlsx", sheet)) == [
        (1, ("code", "", "name")),
        (5, ("", "", "7")),
        (6, ("8", "9")),
    ]


def test_names_with_a_prefix(tmp_path: Path) -> None:
    sheet = '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>'
    assert read(workbook(tmp_path / "a.xlsx", sheet, "<si><t>code</t></si>", "x")) == [(1, ("code",))]


def test_texts_in_parts_and_with_a_reading_aid(tmp_path: Path) -> None:
    strings = "<si><r><t>张</t></r><r><t>三</t></r><rPh><t>zhang</t></rPh></si><si><t>a_x0041_b</t></si><si/>"
    cells = "".join(f'<c t="s"><v>{n}</v></c>' for n in (0, 1, 2, 0))
    found = read(workbook(tmp_path / "a.xlsx", f"<sheetData><row>{cells}</row></sheetData>", strings))
    assert found == [(1, ("张三", "aAb", "", "张三"))]


BROKEN = {
    "a text that is not there": '<sheetData><row><c t="s"><v>7</v></c></row></sheetData>',
    "a column beyond the last": '<sheetData><row><c r="ZZZZZ1"><v>7</v></c></row></sheetData>',
    "cut off": "<sheetData><row><c><v>7</v></x>",
}


@pytest.mark.parametrize("case", BROKEN)
def test_workbooks_that_do_not_hold_together(tmp_path: Path, case: str) -> None:
    with pytest.raises(BadInput, match="not a readable"):
        read(workbook(tmp_path / "a.xlsx", BROKEN[case], "<si><t>a</t></si>"))


def test_no_document_types(tmp_path: Path) -> None:
    """A type could define entities that grow without end."""
    path = workbook(tmp_path / "a.xlsx", "<sheetData/>")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", '<!DOCTYPE a [<!ENTITY b "bbbb">]><sst><si><t>&b;</t></si></sst>')
    with pytest.raises(BadInput, match="not a readable"):
        read(path)


def test_many_rows(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        for number in range(5000):
            sheet.write_row(number, 0, [f"r{number}", number, f"共{number % 7}"])
    found = read(tmp_path / "a.xlsx")
    assert found[4321] == (4322, ("r4321", "4321", f"共{4321 % 7}"))
    assert len(found) == 5000
