"""A ledger with problems: all or nothing, or what holds; the problems as a file that opens in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest

from hallclient import language
from hallclient.jobs.imports import problem_list, requests, staging
from hallclient.jobs.imports.outcome import Outcome
from hallclient.jobs.imports.run import import_file
from hallclient.jobs.imports.table import open_source
from hallclient.services import journal, search
from hallclient.services import requests as request_service
from hallclient.services.hall import Hall

HEADER = "受理编号,收件时间,事项编码,申请人,证件号码,窗口,首问,状态,备注"
TakeIn = Callable[..., Outcome]


def row(number: int, name: str = "张三", item: str = "MZ001", state: str = "delivered") -> str:
    return f"L-{number:05d},2026-11-02 9:31,{item},{name},,3,1003,{state},x"


def listed(path: Path) -> list[list[str]]:
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), "spreadsheet programs take it for UTF-8 only with its mark"
    assert b"\r\n" in data
    return list(csv.reader(data.decode("utf-8-sig").splitlines()))


def count(hall: Hall) -> int:
    return request_service.count(hall, request_service.Filter())


def test_one_bad_row_keeps_everything_out(hall: Hall, take_in: TakeIn) -> None:
    outcome = take_in("requests", HEADER, row(1), row(2, item="NONE"), row(3))
    assert (outcome.imported, outcome.read, outcome.added, outcome.problem_count) == (False, 3, 0, 1)
    assert count(hall) == 0
    assert outcome.problem_file is not None
    header, bad = listed(outcome.problem_file)
    assert header[:4] == ["Row", "What is wrong", "number", "received_at"]
    assert bad[:3] == ["3", "C 事项编码: There is no item with the code NONE.", "L-00002"]


def test_what_holds_is_taken_in_and_the_rest_listed(hall: Hall, take_in: TakeIn) -> None:
    rows = [row(1), row(2, item="NONE", state="gone"), row(3), row(1, item="MZ002"), row(3)]
    outcome = take_in("requests", HEADER, *rows, skip_bad=True)
    assert (outcome.imported, outcome.read, outcome.added, outcome.same) == (True, 5, 2, 1)
    assert [(problem.row, problem.field) for problem in outcome.problems] == [
        (3, "item"),
        (3, "state"),
        (5, "number"),
    ]
    assert outcome.problem_file is not None
    assert [line[0] for line in listed(outcome.problem_file)] == ["Row", "3", "5"], "one line a row"
    again = take_in("requests", HEADER, *rows, skip_bad=True)
    assert (again.added, again.same) == (0, 3)
    assert count(hall) == 2


def test_the_list_can_be_put_right_and_imported(
    hall: Hall, people: SimpleNamespace, take_in: TakeIn, tmp_path: Path
) -> None:
    outcome = take_in("requests", HEADER, row(1), row(2, "=李四", item="NONE"), skip_bad=True)
    assert outcome.problem_file is not None
    mended = tmp_path / "mended.csv"
    text = outcome.problem_file.read_text(encoding="utf-8-sig")
    assert "'=李四" in text
    mended.write_text(text.replace("NONE", "MZ001"), encoding="utf-8-sig")
    assert import_file(hall, people.supervisor, "requests", mended).added == 1
    assert [hit.name for hit in search.search(hall, "李四")] == ["=李四"]


def test_a_long_number_survives_the_spreadsheet_program(
    hall: Hall, people: SimpleNamespace, take_in: TakeIn, tmp_path: Path
) -> None:
    """As a number it would be shown as 3.30102E+17, and saved so."""
    outcome = take_in("requests", HEADER, row(1, item="NONE").replace(",,3", ",330102199803070009,3"), skip_bad=True)
    assert outcome.problem_file is not None
    assert listed(outcome.problem_file)[1][6] == "'330102199803070009"
    mended = tmp_path / "mended.csv"
    mended.write_text(outcome.problem_file.read_text(encoding="utf-8-sig").replace("NONE", "MZ001"), encoding="utf-8")
    taken = import_file(hall, people.supervisor, "requests", mended)
    assert taken.added == 1, taken.problems
    assert request_service.get(hall, "L-00001").applicant.id_number == "330102199803070009"


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("已办结", "delivered"),
        ("办结", "delivered"),
        ("在办", "in_review"),
        ("受理", "accepted"),
        ("退件", "not_accepted"),
    ],
)
def test_words_of_other_ledgers_are_understood(hall: Hall, take_in: TakeIn, said: str, state: str) -> None:
    assert take_in("requests", f"{HEADER},受理日期", f"{row(1, state=said)},2026-11-02").added == 1
    assert request_service.get(hall, "L-00001").state == state


def test_a_row_with_nothing_but_a_remark_is_none(take_in: TakeIn) -> None:
    """A total or a note below the table, in a column that the import does not know."""
    outcome = take_in("requests", HEADER, row(1), ",,,,,,,,合计1件", "")
    assert (outcome.read, outcome.added, outcome.problem_count) == (1, 1, 0)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", " =", "\t="])
def test_the_list_holds_no_formulas(take_in: TakeIn, sign: str) -> None:
    outcome = take_in("requests", HEADER, row(1, f"{sign}HYPERLINK(1)", item=f"{sign}1"))
    assert outcome.problem_file is not None
    for cell in (cell for line in listed(outcome.problem_file) for cell in line):
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝")), cell


def test_headers_are_in_the_language_in_use(take_in: TakeIn) -> None:
    language.use("zh_CN")
    outcome = take_in("requests", HEADER, row(1, item="NONE"))
    assert outcome.problem_file is not None
    assert listed(outcome.problem_file)[0][:4] == ["行号", "问题", "受理编号", "收件时间"]


def test_of_very_many_problems_the_first_are_told_and_all_listed(
    take_in: TakeIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(problem_list, "MOST_KEPT", 10)
    outcome = take_in("requests", HEADER, *(row(n, item="NONE") for n in range(40)))
    assert (len(outcome.problems), outcome.problem_count) == (10, 40)
    assert outcome.problem_file is not None
    assert len(listed(outcome.problem_file)) == 41
    assert outcome.as_dict(str)["problem_count"] == 40


def test_other_kinds_have_their_list_too(take_in: TakeIn) -> None:
    outcome = take_in("punches", "工号,时间,类别", "9999,2026-11-19 8:35,in", "1003,never,in")
    assert outcome.problem_file is not None
    assert [line[0] for line in listed(outcome.problem_file)] == ["Row", "2", "3"]


def test_nothing_wrong_no_list(hall: Hall, take_in: TakeIn) -> None:
    assert take_in("requests", HEADER, row(1)).problem_file is None
    assert not list(hall.home.exports.glob("import-*"))


def test_many_parts_are_one_import(hall: Hall, take_in: TakeIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """Checked and stored a part at a time, in the order of the file, with one entry in the journal."""
    monkeypatch.setattr(requests, "_PART", 7)
    monkeypatch.setattr(requests, "_STORED", 5)
    entries = journal.check(hall).entries
    rows = [row(n, f"王{chr(0x4E00 + n)}", state="registered" if n % 9 == 0 else "delivered") for n in range(50)]
    assert take_in("requests", HEADER, *rows, row(3, "王三")).added == 50
    assert journal.check(hall).entries == entries + 1
    numbers = [r.number for r in request_service.listing(hall, request_service.Filter())]
    assert numbers == [f"L-{n:05d}" for n in reversed(range(50))]
    assert [m.code for m in request_service.get(hall, "L-00009").materials] == ["A1", "A2"]
    assert [hit.number for hit in search.search(hall, f"王{chr(0x4E00 + 30)}")] == ["L-00030"]
    assert take_in("requests", HEADER, *rows).same == 50


def test_a_failure_while_storing_leaves_nothing(hall: Hall, take_in: TakeIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "_STORED", 5)
    whole = staging.Staging.parts

    def breaking(self: staging.Staging, size: int) -> object:
        yield next(iter(whole(self, size)))
        raise RuntimeError("power")

    with monkeypatch.context() as patch:
        patch.setattr(staging.Staging, "parts", breaking)
        with pytest.raises(RuntimeError):
            take_in("requests", HEADER, *(row(n) for n in range(20)))
    assert count(hall) == 0
    assert take_in("requests", HEADER, *(row(n) for n in range(20))).added == 20


def test_a_spreadsheet_says_the_same(hall: Hall, people: SimpleNamespace, tmp_path: Path) -> None:
    from datetime import datetime

    book = openpyxl.Workbook()
    book.active.append(HEADER.split(","))
    for n in range(30):
        cells: list[object] = [*row(n).split(",")]
        cells[1], cells[5], cells[6] = datetime.fromisoformat("2026-11-02 09:31"), 3, 1003
        book.active.append(cells)
    book.save(tmp_path / "ledger.xlsx")
    assert import_file(hall, people.supervisor, "requests", tmp_path / "ledger.xlsx").added == 30
    text = tmp_path / "ledger.csv"
    text.write_text("\n".join([HEADER, *(row(n) for n in range(30))]), encoding="gb18030")
    assert import_file(hall, people.supervisor, "requests", text).same == 30


def test_how_far_it_has_come_is_told(hall: Hall, people: SimpleNamespace, tmp_path: Path) -> None:
    path = tmp_path / "ledger.csv"
    path.write_text("\n".join([HEADER, *(row(n) for n in range(3000))]), encoding="utf-8")
    told: list[tuple[str, float]] = []
    import_file(hall, people.supervisor, "requests", path, watch=lambda step, done: told.append((step, done)))
    assert [step for step, _ in told] == sorted(step for step, _ in told), "first read, then store"
    for step in ("read", "store"):
        parts = [done for name, done in told if name == step]
        assert parts == sorted(parts)
        assert parts[0] >= 0 and parts[-1] <= 1
    assert told[-1] == ("store", 1.0)


def test_the_digest_is_that_of_the_whole_file(tmp_path: Path) -> None:
    import hashlib

    path = tmp_path / "big.csv"
    data = (HEADER + "\n").encode() * 60_000
    path.write_bytes(data)
    source = open_source(path)
    assert (source.digest, source.size) == (hashlib.sha256(data).hexdigest(), len(data))
