"""Older ledgers of requests and punches: checked, taken over once, never over what is there."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from support.hall import NOW, BootClock

from db.models.request import Request as Row
from db.queries import staff as staff_queries
from hallclient.exports.formats import choose
from hallclient.jobs.export import Period, export
from hallclient.jobs.imports.outcome import Outcome
from hallclient.jobs.imports.requests import COLUMNS
from hallclient.jobs.imports.run import import_file
from hallclient.rules.request import Request
from hallclient.services import (
    attendance,
    evaluation,
    journal,
    punctuality,
    request_actions,
    requests,
    search,
    summary,
)
from hallclient.services.hall import Hall
from hallclient.services.verification import verify

REQUESTS = (
    "受理编号,收件时间,事项编码,申请人,证件类型,证件号码,联系电话,窗口,首问,经办,状态,受理日期,应办结日,办结时间"
    ",结果,评价,渠道"
)
GOOD = (
    "370784-20261102-030001,2026-11-02T09:31:00+08:00,MZ001,欧阳𠮷,resident_id,11010519491231002X,13812345678,"
    "3,1003,1001,已出件,2026-11-02,2026-11-30,2026-11-10 10:00,准予,非常满意,窗口"
)
OPEN = "L-2,2026/11/18 9:31,食品经营许可（新办）,某公司,,91350100M000100Y43,,3,王芳,,registered,,,,,,"
RUNNING = "L-3,2026-11-18,MZ001,张*丰,居民身份证,110105********002X,138****5678,4,,王芳(1003),办理中,2026-11-18,,,,,"
TakeIn = Callable[..., Outcome]


def _counts(outcome: Outcome) -> tuple[int, int, int, int]:
    return outcome.read, outcome.added, outcome.changed, outcome.same


def test_a_request_of_another_window_of_the_same_database_is_there_already(hall: Hall, take_in: TakeIn) -> None:
    """The ledger of a hall has the requests of all its windows."""
    take_in("requests", REQUESTS, GOOD, OPEN)
    with hall.write():
        Row.update({"terminal": "0123456789"}).where(Row.number == "L-2").execute(hall.db)
    assert _counts(take_in("requests", REQUESTS, GOOD, OPEN)) == (2, 0, 0, 2)
    other = take_in("requests", REQUESTS, OPEN.replace("9:31", "9:32"))
    assert [(problem.row, problem.field) for problem in other.problems] == [(2, "number")]
    assert requests.count(hall, requests.Filter()) == 2


def test_the_english_words_of_older_ledgers_are_understood(hall: Hall, take_in: TakeIn) -> None:
    assert take_in("requests", REQUESTS, OPEN.replace("registered", "Awaiting supplement")).added == 1
    assert requests.get(hall, "L-2").state == "awaiting_supplement"


def test_a_ledger_is_taken_over_once(hall: Hall, take_in: TakeIn) -> None:
    assert _counts(take_in("requests", REQUESTS, GOOD, OPEN, RUNNING)) == (3, 3, 0, 0)
    done = requests.get(hall, "370784-20261102-030001")
    assert (done.state, done.result, done.rating, done.channel) == ("delivered", "granted", "5", "counter")
    assert (done.applicant.name, done.owner, done.first_asked) == ("欧阳𠮷", "1001", "1003")
    assert (done.accepted_on, done.promised_due) == (date(2026, 11, 2), date(2026, 11, 30))
    assert done.terminal == hall.terminal
    assert not done.materials
    assert evaluation.ratings(hall, date(2026, 11, 10), date(2026, 11, 10)) == {"5": 1}
    waiting = requests.get(hall, "L-2")
    assert (waiting.item, waiting.applicant.id_type, waiting.applicant.organisation) == ("SC001", "uscc", True)
    assert [m.code for m in waiting.materials] == ["B1", "B2"]
    assert waiting.notice_due == date(2026, 11, 25)
    running = requests.get(hall, "L-3")
    assert (running.applicant.id_number, running.owner) == ("110105********002X", "1003")
    assert running.promised_due == date(2026, 12, 16)
    assert running.explanation
    assert [hit.number for hit in search.search(hall, "欧阳")] == [done.number]
    assert _counts(take_in("requests", REQUESTS, GOOD, OPEN, RUNNING, GOOD)) == (4, 0, 0, 4)
    assert verify(hall).problems == ()


def test_what_the_hall_did_since_stays(hall: Hall, people: SimpleNamespace, take_in: TakeIn) -> None:
    take_in("requests", REQUESTS, OPEN)
    request_actions.act(hall, people.clerk, "L-2", "accept")
    assert _counts(take_in("requests", REQUESTS, OPEN)) == (1, 0, 0, 1)
    assert requests.get(hall, "L-2").state == "accepted"
    assert verify(hall).problems == ()


def test_no_new_request_gets_a_number_that_was_taken_over(
    hall: Hall, take_in: TakeIn, receive: Callable[..., Request]
) -> None:
    row = f"370784-20261120-030001,2026-11-20 8:40,{GOOD.partition(',MZ001')[2]}"
    row = row.replace("2026-11-02,2026-11-30,2026-11-10 10:00", ",,")
    take_in("requests", REQUESTS, row.replace("8:40,", "8:40,MZ001"))
    assert receive().number == "370784-20261120-030002"


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("370784-20261102-030001", "", "number"),
        ("2026-11-02T09:31:00+08:00", "", "received_at"),
        ("2026-11-02T09:31:00+08:00", "yesterday", "received_at"),
        ("2026-11-02T09:31:00+08:00", "2026-11-20T09:01:00+08:00", "received_at"),
        ("MZ001", "NONE", "item"),
        ("欧阳𠮷", "", "name"),
        ("11010519491231002X", "110105194912310021", "id_number"),
        ("11010519491231002X", "1.10105E+17", "id_number"),
        ("resident_id", "library card", "id_type"),
        (",3,1003", ",,1003", "window"),
        (",3,1003", ",300,1003", "window"),
        ("1003,1001", "9999,1001", "first_asked"),
        ("1003,1001", ",", "owner"),
        ("已出件", "finished", "state"),
        ("2026-11-02,2026-11-30", "2026-11-01,2026-11-30", "accepted_on"),
        ("2026-11-30", "2026-11-01", "due_on"),
        ("2026-11-10 10:00", "2026-11-01 10:00", "decided_at"),
        ("2026-11-10 10:00", "2026-12-01 10:00", "decided_at"),
        ("准予", "perhaps", "result"),
        ("非常满意", "6", "rating"),
        ("已出件,2026-11-02,", "办理中,,", "accepted_on"),
    ],
)
def test_bad_rows(hall: Hall, take_in: TakeIn, old: str, new: str, field: str) -> None:
    assert old in GOOD
    outcome = take_in("requests", REQUESTS, OPEN, GOOD.replace(old, new, 1))
    assert [(problem.row, problem.field) for problem in outcome.problems] == [(3, field)]
    assert not search.search(hall, "欧阳")
    assert requests.count(hall, requests.Filter()) == 0


def test_a_number_of_another_request(take_in: TakeIn) -> None:
    take_in("requests", REQUESTS, GOOD)
    outcome = take_in("requests", REQUESTS, GOOD.replace("MZ001", "MZ002"))
    assert [(problem.row, problem.field) for problem in outcome.problems] == [(2, "number")]


def test_our_own_export_comes_back(
    hall: Hall, people: SimpleNamespace, receive: Callable[..., Request], tmp_path: Path
) -> None:
    receive()
    receive(item="ZX001", id_number="", id_type="", name="", answer="说明")
    day = date(2026, 11, 20)
    files = export(hall, "requests", Period(day, day), choose("csv,xlsx"), tmp_path / "out")
    for file in files:
        outcome = import_file(hall, people.supervisor, "requests", file)
        assert (outcome.added, outcome.same, outcome.problems) == (0, 2, ())


def test_what_is_taken_in_from_our_own_export_is_what_we_export(
    hall: Hall, people: SimpleNamespace, receive: Callable[..., Request], clock: BootClock, tmp_path: Path
) -> None:
    number = receive().number
    request_actions.act(hall, people.clerk, number, "accept")
    clock.set(NOW + timedelta(days=60))
    late = {"result": "granted", "overdue_reason": "系统停机，=SUM(A1)", "overdue_by": "1003"}
    request_actions.act(hall, people.chief, number, "decide", late)
    given = {"way": "other", "to": "李四光", "id": "11010519491231002X", "signed": "signed"}
    request_actions.act(hall, people.clerk, number, "deliver", given)
    day = date(2026, 11, 20)
    for form in ("csv", "xlsx"):  # the due date in the unknown year is marked as provisional for people
        (file,) = export(hall, "requests", Period(day, day), choose(form), tmp_path / form)
        assert import_file(hall, people.supervisor, "requests", file).same == 1
    (file,) = export(hall, "requests", Period(day, day), choose("csv"), tmp_path / "first")
    (before,) = csv.DictReader(file.read_text("utf-8-sig").splitlines())
    receiver = ("delivered_to", "receiver_id_type", "receiver_id_number", "delivered_signed")
    assert [before[key] for key in receiver] == ["李*光", "resident_id", "110105********002X", "signed"]
    file.write_text(file.read_text("utf-8-sig").replace("370784-", "370785-"), "utf-8")
    assert import_file(hall, people.supervisor, "requests", file).added == 1
    taken = requests.get(hall, "370785-20261120-030001")
    assert (taken.overdue_reason, taken.overdue_by) == ("系统停机，=SUM(A1)", "1003")
    (again,) = export(hall, "requests", Period(day, day), choose("csv"), tmp_path / "second")
    rows = {row["number"]: row for row in csv.DictReader(again.read_text("utf-8-sig").splitlines())}
    after = rows["370785-20261120-030001"]
    assert {c.key: after[c.key] for c in COLUMNS if c.key != "number"} == {
        c.key: before[c.key] for c in COLUMNS if c.key != "number"
    }


def test_a_date_in_an_unknown_year_stays_provisional(hall: Hall, take_in: TakeIn) -> None:
    row = RUNNING.replace("2026-11-18,,,,,", "2026-11-18,2027-03-01,,,,")
    assert take_in("requests", REQUESTS, row).added == 1
    assert requests.get(hall, "L-3").provisional
    marked = row.replace("L-3", "L-4").replace("2027-03-01", "2027-03-01（暂定）")
    assert take_in("requests", REQUESTS, marked).added == 1
    assert requests.get(hall, "L-4").promised_due == date(2027, 3, 1)


def test_only_open_requests_and_figures_are_published(hall: Hall, take_in: TakeIn) -> None:
    take_in("requests", REQUESTS, GOOD, RUNNING)
    touched = {(row.day, row.kind, row.key) for row in summary.unpublished(hall)}
    assert (date(2026, 11, 18), "open_request", "L-3") in touched
    assert (date(2026, 11, 2), "window_day", "03") in touched
    assert not any(key == "370784-20261102-030001" for _, _, key in touched)


PUNCHES = "工号,时间,类别,原因"
DAY = (
    "1003,2026-11-19 8:35:10,签到,",
    "1003,2026-11-19T11:30:00+08:00,out,",
    "1003,2026/11/19 13:20,in,",
    "1003,2026年11月19日 17:01,下班,开会",
)


def test_punches_are_taken_over_once(hall: Hall, take_in: TakeIn) -> None:
    entries = journal.check(hall).entries
    assert _counts(take_in("punches", PUNCHES, *DAY, DAY[0])) == (5, 4, 0, 1)
    assert journal.check(hall).entries == entries + 1
    assert _counts(take_in("punches", PUNCHES, *DAY)) == (4, 0, 0, 4)
    day = date(2026, 11, 19)
    found = attendance.punches(hall, day, day, "1003")
    assert (found[0].kind, found[0].source, found[0].entered_by, found[0].window) == ("in", "import", "1009", 3)
    halves = [row.half_day for row in punctuality.rows(hall, day, day, "1003")]
    assert [half.verdicts for half in halves] == [("late",), ("on_time",)]
    assert halves[0].late_minutes == 6
    touched = {(row.kind, row.key) for row in summary.unpublished(hall) if row.day == day}
    assert {("staff_half_day", "1003/am"), ("staff_half_day", "1003/pm"), ("window_day", "03")} <= touched
    assert verify(hall).problems == ()


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("9999,2026-11-19 8:35,in,", "code"),
        (",2026-11-19 8:35,in,", "code"),
        ("1003,2026-11-19,in,", "at"),
        ("1003,2026-11-20 9:00:01,in,", "at"),
        ("1003,2026-11-19 8:35,came,", "kind"),
    ],
)
def test_bad_punches(hall: Hall, take_in: TakeIn, row: str, field: str) -> None:
    outcome = take_in("punches", PUNCHES, DAY[0], row)
    assert [(problem.row, problem.field) for problem in outcome.problems] == [(3, field)]
    assert not attendance.punches(hall, date(2026, 11, 1), date(2026, 11, 30))
    assert take_in("punches", PUNCHES, DAY[0], row, skip_bad=True).added == 1


def test_a_punch_of_the_present_moment(hall: Hall, take_in: TakeIn) -> None:
    assert hall.clock.now() == datetime.fromisoformat("2026-11-20T09:00:00+08:00")
    assert take_in("punches", PUNCHES, "1003,2026-11-20 9:00,in,").added == 1


def test_odd_punches_are_said_and_not_guessed(hall, people, tmp_path):
    with hall.write():
        staff_queries.update(hall.db, "1004", {"active": False})
    path = tmp_path / "punches.csv"
    lines = ["工号,时间,类别", "1003,2026-11-19 08:25:00,in", "1003,2026-11-19 08:25:01,in",
             "1003,2026-11-19 08:20:00,out", "1004,2026-11-19 08:25:00,in"]  # fmt: skip
    path.write_text("\n".join(lines), encoding="utf-8")
    outcome = import_file(hall, people.supervisor, "punches", path)
    assert (outcome.added, outcome.same) == (3, 1)
    assert [(note.row, note.field) for note in outcome.remarks] == [(3, "at"), (4, "at"), (5, "code")]
    again = import_file(hall, people.supervisor, "paper", path)
    assert (again.added, again.same) == (0, 4), "what is there already stays as it is marked"
