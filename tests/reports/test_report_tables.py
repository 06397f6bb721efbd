"""The ledger and the punctuality table: what stands in which column."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone

import pytest
from openpyxl import load_workbook

from hallclient import language
from hallclient.exports import xlsx_file
from hallclient.reports.punctuality import punctuality_table
from hallclient.reports.requests import COLUMNS, requests_table
from hallclient.reports.table import Rows, Term
from hallclient.rules.attendance import PunctualityRow
from hallclient.rules.message import Message
from hallclient.rules.punctuality import HalfDay
from hallclient.rules.request import Person, Request

ZONE = timezone(timedelta(hours=8))
REQUEST = Request(
    number="370784-20261120-030012",
    terminal="t1",
    version=1,
    state="accepted",
    received_at=datetime(2026, 11, 20, 9, 31, tzinfo=ZONE),
    window=3,
    item="GA01",
    item_name="最低生活保障",
    department="民政",
    kind="promised",
    legal_path="other",
    unit="workday",
    statutory_days=30,
    promised_days=20,
    applicant=Person("张三丰", "resident_id", "11010519491231002X", "13812341234"),
    first_asked="1003",
    owner="1004",
    accepted_on=date(2026, 11, 20),
    promised_due=date(2026, 12, 18),
    statutory_due=date(2027, 1, 4),
)
CONTRACT = (
    "受理编号|number 收件时间|received_at 事项编码|item 申请人|name 证件类型|id_type 证件号码|id_number "
    "联系电话|phone 窗口|window 首问|first_asked 经办|owner 状态|state 受理日期|accepted_on "
    "应办结日|due_on 办结时间|decided_at 结果|result 评价|rating 渠道|channel"
)
LATER = (
    "到场次数|visits 省平台办件编号|province_number 送达方式|delivered_way 邮件号|delivered_number "
    "补录单号|late_entry 逾期原因|overdue_reason 逾期责任人|overdue_by "
    "领取人|delivered_to 领取人证件类型|receiver_id_type 领取人证件号码|receiver_id_number 签收|delivered_signed"
)


def cells(table):
    (row,) = table.rows
    return dict(zip([c.key for c in table.columns], row, strict=True))


def test_the_ledger_has_the_headers_that_import_reads():
    pairs = [pair.split("|") for pair in f"{CONTRACT} {LATER}".split()]
    assert [column.key for column in COLUMNS] == [english for _, english in pairs]
    language.use("zh_CN")
    try:
        assert [language.say(column.title) for column in COLUMNS] == [chinese for chinese, _ in pairs]
    finally:
        language.use("en")


def test_the_ledger_is_masked_unless_asked():
    row = cells(requests_table([REQUEST], {"1003": "王芳"}))
    assert (row["name"], row["id_number"], row["phone"]) == ("张*丰", "110105********002X", "138****1234")
    row = cells(requests_table([REQUEST], {}, masked=False))
    assert (row["name"], row["id_number"], row["phone"]) == ("张三丰", "11010519491231002X", "13812341234")


def test_an_organisation_keeps_its_name_not_its_phone():
    firm = Person("山东某某有限公司", "uscc", "91350100M000100Y43", "13812341234", organisation=True)
    row = cells(requests_table([replace(REQUEST, applicant=firm)], {}))
    assert (row["name"], row["phone"]) == ("山东某某有限公司", "138****1234")


def test_codes_come_with_their_words():
    row = cells(requests_table([REQUEST], {"1003": "王芳"}))
    assert row["first_asked"] == Term("1003", "王芳(1003)")
    assert row["owner"] == Term("1004", "1004")
    assert row["state"] == Term("accepted", Message("Accepted"))
    assert row["item"] == Term("GA01", "最低生活保障")
    assert row["result"] is row["rating"] is None


def test_a_provisional_date_says_so():
    assert cells(requests_table([REQUEST], {}))["due_on"] == date(2026, 12, 18)
    row = cells(requests_table([replace(REQUEST, provisional=True)], {}))
    assert row["due_on"].code == "2026-12-18"
    assert "provisional" in str(row["due_on"].word)


def test_a_state_without_a_word_shows_its_code():
    row = cells(requests_table([replace(REQUEST, state="legal_review")], {}))
    assert row["state"] == Term("legal_review", "legal_review")


def test_a_stream_is_read_again_when_it_can_be_opened_again():
    table = requests_table(lambda: iter([REQUEST]), {})
    assert len(list(table.rows)) == len(list(table.rows)) == 1


def test_a_bare_iterator_is_never_read_twice():
    rows = Rows(iter([1, 2]), lambda n: (n,))
    assert list(rows) == [(1,), (2,)]
    with pytest.raises(RuntimeError):
        list(rows)


def test_punctuality_has_the_columns_of_the_command():
    half = HalfDay(
        day=date(2026, 11, 20),
        half="am",
        first_in=datetime(2026, 11, 20, 8, 41, 5, tzinfo=ZONE),
        last_out=None,
        verdicts=("late", "missing_out"),
        late_minutes=12,
        corrected=True,
    )
    table = punctuality_table([PunctualityRow("1003", "王芳", 3, half)])
    row = cells(table)
    assert list(row) == [
        *("date", "staff", "name", "window", "half", "in", "out", "verdicts"),
        *("late_minutes", "early_minutes", "away_minutes", "corrected", "clock_suspect"),
    ]
    assert (row["in"], row["out"], row["corrected"], row["clock_suspect"]) == (time(8, 41, 5), None, True, False)
    assert [term.code for term in row["verdicts"]] == ["late", "missing_out"]
    assert table.totals is not None
    assert table.totals[8:11] == (12, 0, 0)
    assert punctuality_table([]).totals is None


def test_the_workbook_of_punctuality_has_colours_and_a_chart_by_person(tmp_path):
    halves = [
        HalfDay(
            day=date(2026, 11, day), half="am", first_in=None, last_out=None, verdicts=verdicts, late_minutes=late
        )
        for day, verdicts, late in ((18, ("late",), 5), (19, ("absent",), 0), (20, ("on_time",), 0))
    ]
    rows = [PunctualityRow("1003", "王芳", 3, half) for half in halves]
    rows.append(PunctualityRow("1004", "孙丽", 3, halves[2]))
    xlsx_file.write(punctuality_table(rows), tmp_path / "p.xlsx", hall="某县政务服务中心")
    by_half_day, by_person = load_workbook(tmp_path / "p.xlsx").worksheets
    assert {str(rule.sqref) for rule in by_half_day.conditional_formatting} == {"H2:H5", "I2:I5", "J2:J5", "K2:K5"}
    assert len(by_person._charts) == 1
    assert [[cell.value for cell in row] for row in by_person.iter_rows(2, 3)] == [
        ["1003", "王芳", 1, 0, 0, 1, 0],
        ["1004", "孙丽", 0, 0, 0, 0, 0],
    ]


def test_reports_need_neither_a_database_nor_a_screen():
    code = (
        "import sys, hallclient.reports.day, hallclient.reports.requests, hallclient.reports.punctuality\n"
        "bad = {'peewee', 'textual', 'rich', 'xlsxwriter', 'hallclient.services'} & set(sys.modules)\n"
        "assert not bad, bad"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
