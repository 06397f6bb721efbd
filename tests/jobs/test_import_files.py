"""Files as offices send them: encodings, spreadsheets, and what is said of one that cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
import xlsxwriter

from hallclient.errors import BadInput, NotAllowed
from hallclient.jobs.imports import values
from hallclient.jobs.imports.columns import Column, lines
from hallclient.jobs.imports.run import import_file
from hallclient.jobs.imports.table import open_source, read_sheet
from hallclient.rules.terms import STATES
from hallclient.services.hall import Hall

COLUMNS = (Column("code", "工号", required=True), Column("name", "姓名", required=True), Column("role", "角色"))
ROWS = "工号,姓名,角色\n1101,𠮷小川,clerk\n1102,阿依古丽·买买提,\n"


def _read(path: Path) -> list[dict[str, str]]:
    source = open_source(path)
    return [dict(line.cells) for line in lines(source, read_sheet(source), COLUMNS)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_encodings_and_separators(tmp_path: Path, encoding: str, separator: str) -> None:
    path = tmp_path / "staff.csv"
    path.write_bytes(ROWS.replace(",", separator).replace("\n", "\r\n").encode(encoding))
    assert [row["name"] for row in _read(path)] == ["𠮷小川", "阿依古丽·买买提"]


def test_spreadsheets(tmp_path: Path) -> None:
    path = tmp_path / "staff.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["工号 ", "姓名（必填）", "角色"])
    book.active.append([1101, "王\x0a芳", None])
    book.active.append([None, None, None])
    book.active.append(["1102", datetime.fromisoformat("2026-11-20 09:31"), 110105194912310020])
    book.save(path)
    assert _read(path) == [
        {"code": "1101", "name": "王 芳", "role": ""},
        {"code": "1102", "name": "2026-11-20 09:31:00", "role": "1.10105E+17"},
    ]


def test_spreadsheets_written_in_one_go(tmp_path: Path) -> None:
    path = tmp_path / "other-name.dat"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([["code", "name"], ["1101", "=1+1"]]):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)
    assert _read(path) == [{"code": "1101", "name": "=1+1"}]


def test_rows_are_numbered_as_in_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_text('code,name\n\n1101,"two\nlines"\n,\n1102,x,too,many\n1103\n', encoding="utf-8")
    source = open_source(path)
    found = list(lines(source, read_sheet(source), COLUMNS))
    assert [(line.row, line.cells["name"]) for line in found] == [(3, "two lines"), (5, "x"), (6, "")]


def test_our_own_guard_against_formulas_is_taken_off(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_text("code,name\n1101,'=王芳\n1102,'quoted\n1103,[/]\x1b[31m\n", encoding="utf-8")
    assert [row["name"] for row in _read(path)] == ["=王芳", "'quoted", "[/][31m"]


def test_headers_in_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_text("Code*,姓 名,unknown\n1101,王芳,x\n", encoding="utf-8")
    assert _read(path) == [{"code": "1101", "name": "王芳"}]


_BAD = {
    "wrong columns": (b"gonghao,xingming\n1,2\n", "has no column 工号|code、姓名|name"),
    "a column twice": ("工号,code,姓名\n1,2,3\n".encode(), "has the column “code” twice"),
    "empty": (b"", "is empty"),
    "only its mark": (b"\xef\xbb\xbf\r\n", "is empty"),
    "wrong encoding": ("工号,姓名\n1101,王芳\n".encode("utf-16"), "is UTF-16 text"),
    "neither": (b"\xff\xfe\xfd,\xff\n\x80\x81\n", "UTF-16"),
    "half a character": ("工号,姓名\n1101,王".encode("gb18030")[:-1] + b"\xff\n", "neither a spreadsheet nor text"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "neither a spreadsheet nor text"),
    "old format": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "old .xls format"),
    "a broken workbook": (b"PK\x03\x04" + b"nonsense" * 9, "not a readable .xlsx workbook"),
    "a quotation mark too many": ('工号,姓名\n1101,"王"芳\n'.encode(), "not a table in line 2"),
}


@pytest.mark.parametrize("case", _BAD)
def test_bad_files_are_named_in_one_sentence(tmp_path: Path, hall: Hall, people: SimpleNamespace, case: str) -> None:
    data, words = _BAD[case]
    path = tmp_path / "table.csv"
    path.write_bytes(data)
    with pytest.raises(BadInput) as caught:
        import_file(hall, people.admin, "staff", path)
    said = str(caught.value.message)
    assert words in said
    assert "table.csv" in said
    assert "\n" not in said


def test_missing_files_and_folders(tmp_path: Path, hall: Hall, people: SimpleNamespace) -> None:
    with pytest.raises(BadInput, match="There is no file"):
        import_file(hall, people.admin, "staff", tmp_path / "none.csv")
    with pytest.raises(BadInput, match="is a folder"):
        import_file(hall, people.admin, "staff", tmp_path)


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "table.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(BadInput, match="not a readable"):
        _read(path)


@pytest.mark.parametrize("kind", ["items", "staff", "roster", "timetable", "calendar"])
def test_the_hall_itself_is_the_administrators(
    hall: Hall, people: SimpleNamespace, write: Callable[..., Path], kind: str
) -> None:
    for actor in (None, people.clerk, people.chief, people.supervisor):
        with pytest.raises(NotAllowed):
            import_file(hall, actor, kind, write("a", "b"))


@pytest.mark.parametrize("kind", ["requests", "punches"])
def test_records_are_the_supervisors_too(
    hall: Hall, people: SimpleNamespace, write: Callable[..., Path], kind: str
) -> None:
    for actor in (None, people.clerk, people.chief):
        with pytest.raises(NotAllowed):
            import_file(hall, actor, kind, write("a", "b"))
    with pytest.raises(BadInput, match="has no column"):
        import_file(hall, people.supervisor, kind, write("a", "b"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        ("2026/1/5", date(2026, 1, 5)),
        ("2026.1.5", date(2026, 1, 5)),
        ("20260105", date(2026, 1, 5)),
        ("2026年1月5日", date(2026, 1, 5)),
        ("２０２６-１１-２０", date(2026, 11, 20)),
        ("2026-11-20 00:00:00", date(2026, 11, 20)),
        ("2026-02-30", None),
        ("0001-01-01", None),
        ("5/1/2026", None),
        ("", None),
    ],
)
def test_dates(text: str, expected: date | None) -> None:
    assert values.parse_day(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8:30", time(8, 30)),
        ("08：30", time(8, 30)),
        ("08:30:05", time(8, 30, 5)),
        ("上午9:05", time(9, 5)),
        ("下午1:30", time(13, 30)),
        ("8时30分", time(8, 30)),
        ("25:00", None),
        ("8", None),
    ],
)
def test_times(text: str, expected: time | None) -> None:
    assert values.parse_time(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-20T09:31:00+08:00", "2026-11-20T09:31:00+08:00"),
        ("2026-11-20 09:31", "2026-11-20T09:31:00"),
        ("2026/1/5 9:31:07", "2026-01-05T09:31:07"),
        ("2026年1月5日 下午2:05", "2026-01-05T14:05:00"),
        ("20260105 9:31", "2026-01-05T09:31:00"),
        ("2026-11-20", None),
        ("0001-01-01T00:00:00+08:00", None),
    ],
)
def test_moments(text: str, expected: str | None) -> None:
    found = values.parse_moment(text)
    assert (found.isoformat() if found else None) == expected


def test_codes_and_the_words_for_them() -> None:
    assert values.parse_code(STATES, "Delivered") == "delivered"
    assert values.parse_code(STATES, " 已出件 ") == "delivered"
    assert values.parse_code(STATES, "DELIVERED") == "delivered"
    assert values.parse_code(STATES, "gone") is None
    assert values.parse_code(STATES, "gone", {"gone": "lapsed"}) == "lapsed"
