"""The windows of the hall from a table: number, name, kind, departments, floor, phone, two people."""

from __future__ import annotations

import pytest

from hallclient.errors import NotAllowed
from hallclient.jobs.imports.run import import_file
from hallclient.services import journal, windows

HEADER = "窗口号,窗口名称,窗口类型,部门,楼层,电话,允许两人"
ROWS = ("7,社保,专窗,县人社局；县医保局,二楼,0536 2158005,是", "8,综合受理,综合,,一楼,,否", "9,出件,,,,,")


def windows_of(hall):
    return {window.number: window for window in windows.every(hall)}


def test_windows_are_added_changed_and_the_same_again(hall, take_in):
    assert (take_in("windows", HEADER, *ROWS, dry_run=True).added, 7 in windows_of(hall)) == (3, False)
    assert take_in("windows", HEADER, *ROWS).added == 3
    found = windows_of(hall)
    assert found[7] == windows.Window(
        7, "社保", "二楼", "0536-2158005", "special", ("县人社局", "县医保局"), shared=True
    )
    assert (found[8].kind, found[8].shared, found[9].kind) == ("general", False, "general")
    before = journal.check(hall).entries
    again = take_in("windows", HEADER, *ROWS)
    assert (again.added, again.changed, again.same, journal.check(hall).entries) == (0, 0, 3, before)
    english = take_in("windows", "number,floor,phone", "7,三楼,")
    assert (english.changed, windows_of(hall)[7].floor, windows_of(hall)[7].phone) == (1, "三楼", "0536-2158005")


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("100,x,,,,,", "number"),
        (",x,,,,,", "number"),
        ("7,x,临时,,,,", "kind"),
        ("7,x,综合,县人社局,,,", "departments"),
        ("7,x,,,,,也许", "shared"),
        ("8,x,,,,,", "number"),
    ],
)
def test_what_does_not_hold_is_named_by_row_and_field(hall, take_in, row, field):
    outcome = take_in("windows", HEADER, ROWS[1], row)
    assert [(problem.row, problem.field) for problem in outcome.problems] == [(3, field)]
    assert 8 not in windows_of(hall)


def test_only_the_administrator_takes_them_in(hall, people, tmp_path):
    file = tmp_path / "w.csv"
    file.write_text(f"{HEADER}\n{ROWS[0]}\n", "utf-8")
    with pytest.raises(NotAllowed):
        import_file(hall, people.supervisor, "windows", file)
