"""The staff list: people, first PINs, B posts, windows; all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from db.queries import windows
from hallclient.errors import BadInput, WrongPin
from hallclient.jobs.imports.outcome import Outcome
from hallclient.jobs.imports.run import import_file
from hallclient.services import accounts, journal
from hallclient.services.hall import Hall

HEADER = "工号,姓名,角色,窗口,部门,B岗,授权部门,初始口令"
TakeIn = Callable[..., Outcome]

pytestmark = pytest.mark.usefixtures("cheap_pins")


def _entries(hall: Hall) -> int:
    return journal.check(hall).entries


def test_people_with_pins_and_windows(hall: Hall, take_in: TakeIn) -> None:
    rows = (
        "1101,𠮷小川,窗口人员,7,县民政局,1102,,1234",
        "1102,阿依古丽·买买提,首席代表,8,县民政局,1101,县民政局；县司法局,4321",
        "1103,孙宁,supervisor,,,,,",
    )
    outcome = take_in("staff", HEADER, *rows)
    assert (outcome.read, outcome.added, outcome.changed, outcome.same) == (3, 3, 0, 0)
    assert accounts.unlock(hall, "1101", "1234").name == "𠮷小川"
    chief = accounts.unlock(hall, "1102", "4321")
    assert chief.role == "chief"
    assert chief.departments == ("县民政局", "县司法局")
    with pytest.raises(WrongPin):
        accounts.unlock(hall, "1103", "")
    assert {7, 8} <= {window.number for window in windows.every(hall.db)}
    assert journal.check(hall).ok


def test_the_same_file_again_adds_nothing(hall: Hall, take_in: TakeIn) -> None:
    row = "1101,王小明,clerk,3,县民政局,1003,,1234"
    take_in("staff", HEADER, row)
    before, digest = _entries(hall), accounts.queries.get(hall.db, "1101").pin
    outcome = take_in("staff", HEADER, row)
    assert (outcome.added, outcome.changed, outcome.same) == (0, 0, 1)
    assert _entries(hall) == before
    assert accounts.queries.get(hall.db, "1101").pin == digest


def test_changes_keep_the_pin(hall: Hall, take_in: TakeIn) -> None:
    take_in("staff", HEADER, "1101,王小明,clerk,3,县民政局,,,1234")
    outcome = take_in("staff", HEADER, "1101,王小明,chief,4,县民政局,,县民政局,9999")
    assert (outcome.added, outcome.changed, outcome.same) == (0, 1, 0)
    assert accounts.unlock(hall, "1101", "1234").role == "chief"


def test_who_left_works_here_again(hall: Hall, take_in: TakeIn) -> None:
    take_in("staff", HEADER, "1101,王小明,clerk,3,,,,1234")
    with hall.write():
        accounts.queries.update(hall.db, "1101", {"active": False})
    assert take_in("staff", HEADER, "1101,王小明,clerk,3,,,,1234").changed == 1
    assert accounts.unlock(hall, "1101", "1234").code == "1101"


BAD_ROWS = (
    "1101,王小明,clerk,3,,,,1234",
    "1102,,clerk,3,,,,1234",
    "1103,赵一,boss,100,,,,12",
    "1101,又一人,clerk,3,,,,1234",
    "1104,钱二,clerk,,,1103,,",
    "1105,孙三,clerk,,,1105,,",
    "1106,李四,clerk,,,1104,,",
)


def test_a_bad_row_keeps_everything_out(hall: Hall, take_in: TakeIn) -> None:
    before = _entries(hall)
    outcome = take_in("staff", HEADER, *BAD_ROWS)
    assert not outcome.imported
    assert (outcome.read, outcome.added) == (7, 0)
    found = [(problem.row, problem.field) for problem in outcome.problems]
    assert found == [
        (3, "name"), (4, "role"), (4, "window"), (4, "pin"), (5, "code"), (6, "backup"), (7, "backup"), (8, "backup"),
    ]  # fmt: skip
    assert "1101" not in accounts.names(hall)
    assert _entries(hall) == before


def test_skipping_bad_rows(hall: Hall, take_in: TakeIn) -> None:
    outcome = take_in("staff", HEADER, *BAD_ROWS, skip_bad=True)
    assert (outcome.imported, outcome.added, len(outcome.problems)) == (True, 1, 8)
    names = accounts.names(hall)
    assert names["1101"] == "王小明"
    assert "1104" not in names


def test_a_dry_run_changes_nothing(hall: Hall, take_in: TakeIn) -> None:
    before = _entries(hall)
    assert take_in("staff", HEADER, "1101,王小明,clerk,3,,,,1234", dry_run=True).added == 1
    assert "1101" not in accounts.names(hall)
    assert _entries(hall) == before


def test_somebody_stays_administrator(take_in: TakeIn) -> None:
    with pytest.raises(BadInput, match="nobody would be administrator"):
        take_in("staff", HEADER, "1009,吴伟,clerk,,,,,")
    assert take_in("staff", HEADER, "1009,吴伟,clerk,,,,,", "1101,王小明,管理员,,,,,").imported


def test_the_entry_names_the_file(hall: Hall, people: SimpleNamespace, write: Callable[..., Path]) -> None:
    import hashlib

    path = write(HEADER, "1101,王小明,clerk,3,,,,1234")
    import_file(hall, people.admin, "staff", path)
    entry = list(journal.queries.entries(hall.db))[-1]
    body = journal.body_of(entry.body)
    assert (entry.kind, entry.action, entry.staff) == ("import", "import", "1009")
    assert body["file"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert body["codes"] == ["1101"]
    assert "1234" not in entry.body
