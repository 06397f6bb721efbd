"""Finding requests by what a clerk remembers of them, and never failing on what was typed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.hall import ID_NUMBER, NOW, applicant

from db.queries import grams
from hallclient.services import intake, item_editing
from hallclient.services.intake import Intake
from hallclient.services.search import search

PASSPORT = {"id_type": "passport"}


@pytest.fixture
def some(receive):
    """Three requests: 张三丰 for the allowance, 欧阳娜娜 and an English name for others."""
    return [
        receive(),
        receive("MZ002", name="欧阳娜娜", id_number="E12340001", phone="0536-2158000", **PASSPORT),
        receive("SC001", name="Anna O'Brien", id_number="AB-77", phone="", **PASSPORT),
    ]


def found(hall, text, limit=50):
    return [r.number[-4:] for r in search(hall, text, limit)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("370784-20261120-030002", ["0002"]),
        ("３７０７８４－20261120-030002", ["0002"]),
        ("370784-20261120", ["0003", "0002", "0001"]),
        ("03-0001", ["0001"]),
        ("3-1", ["0001"]),
        ("030001", ["0001"]),
        ("03-2", ["0002"]),
        ("3-10001", []),
        ("002X", ["0001"]),
        ("002x", ["0001"]),
        ("5678", ["0001"]),
        ("8000", ["0002"]),
        (ID_NUMBER, ["0001"]),
        ("e12340001", ["0002"]),
        ("ab-77", ["0003"]),
        ("张", ["0001"]),
        ("三丰", ["0001"]),
        ("张三丰", ["0001"]),
        ("张丰", []),
        ("娜娜", ["0002"]),
        ("欧阳娜娜", ["0002"]),
        ("anna", ["0003"]),
        ("ANNA OBRIEN", ["0003"]),
        ("o'brien", ["0003"]),
        ("低保", ["0001"]),
        ("dbsq", ["0001"]),
        ("SC001", ["0003"]),
        ("高龄津贴", ["0002"]),
        ("03-0009", []),
        ("没有这个人", []),
        ("", []),
        ("   \n", []),
    ],
)
def test_what_finds_what(hall, some, text, numbers):
    assert found(hall, text) == numbers


def test_requests_of_an_item_that_was_withdrawn_are_found_by_its_words(hall, some, people):
    item_editing.withdraw(hall, people.admin, "MZ001")
    assert [found(hall, text) for text in ("低保", "dbsq", "MZ001", "最低生活")] == [["0001"]] * 4


def test_requests_of_an_item_are_found_once_its_withdrawal_that_was_prepared_is_in_force(hall, some, people, clock):
    item_editing.withdraw(hall, people.admin, "MZ001", NOW.date() + timedelta(days=1))
    clock.set(NOW + timedelta(days=2))
    assert found(hall, "低保") == ["0001"]


def test_the_newest_come_first_and_no_more_than_asked_for(hall, receive):
    for _ in range(4):
        receive()
    assert found(hall, "张三丰") == ["0004", "0003", "0002", "0001"]
    assert found(hall, "张三丰", 2) == ["0004", "0003"]


def test_last_digits_are_not_lost_among_numbers_that_begin_so(hall, clerk, receive, clock):
    """The hall code begins with 3707 too, so every number of the hall matches those digits."""
    wanted = receive(phone="13800003707")
    for day in range(1, 4):
        clock.set(NOW + timedelta(days=day))
        receive(phone="")
    assert wanted.number in [r.number for r in search(hall, "3707", 3)]


@pytest.mark.parametrize(
    "name",
    [
        "[bold]张三[/bold]",
        "𠮷野",
        "\U00030000\U00030001",
        "阿依古丽·买买提",
        "Éva Ödön",
        "ﾊﾝｶｸ",
        "張\u9fec",
        "3号",
        "½甲",
    ],
)
def test_rare_names_are_found_by_any_part(hall, receive, name):
    receive(name="王五")
    wanted = receive(name=name)
    letters = grams.letters(name)
    for text in (name, letters, letters[0], letters[-1], letters[-2:]):
        assert wanted.number in [r.number for r in search(hall, text)], text


def test_a_name_is_found_without_its_dot_or_blank(hall, receive):
    receive(name="阿依古丽·买买提")
    assert found(hall, "古丽买买") == ["0001"]
    assert found(hall, "古丽 · 买买") == ["0001"]


@pytest.mark.parametrize(
    "text",
    [
        '"', '""', "*", "(", ")", "-", '" * ( ) -', "张*", '张"三', "三 OR 丰", "NOT", "AND", "NEAR(张 三)",
        "grams:张", "^张", "%", "_", "\\", "'", "';--", "\x00", "\ud800", "1\U0010ffff", "1\ud7ff", "²", "①",
        "-1", "03-", "--",
        "a" * 5000, "9" * 5000, "张" * 300, "\u202e", "[bold]", "{name}", "١٢٣٤",
    ],
)  # fmt: skip
def test_nothing_that_can_be_typed_raises(hall, some, text):
    search(hall, text)


def test_wildcards_mean_themselves(hall, some):
    assert found(hall, "%") == found(hall, "_") == found(hall, "张%丰") == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=12))
def test_no_text_raises(hall, text):
    search(hall, text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="张王李三四娜𠮷\U00030000 ·aBé1", min_size=1, max_size=6), st.data())
def test_a_name_is_found_by_every_piece_of_it(hall, clerk, name, data):
    """Against the slow oracle: a piece of the letters is in the letters."""
    letters = grams.letters(name)
    if not letters:
        return
    made = intake.receive(hall, clerk, Intake("MZ002", applicant(name=name, id_number="P1", **PASSPORT))).request
    start = data.draw(st.integers(0, len(letters) - 1))
    piece = letters[start : data.draw(st.integers(start + 1, len(letters)))]
    hits = search(hall, piece, 10_000)
    assert made.number in [r.number for r in hits]
    by_name = [r for r in hits if r.item == "MZ002" and piece in grams.letters(r.applicant.name)]
    assert by_name, "and it says why"


@pytest.mark.parametrize("typed", ["13812345678", " 138 1234 5678", "0536-2158000", "05362158000"])
def test_a_whole_phone_number_is_found_as_it_is_dictated(hall, receive, typed):
    mobile, line = receive(phone="13812345678"), receive("SC001", phone="0536-2158000")
    receive(name="李四", phone="13912345678")
    wanted = line if typed.startswith("0536") else mobile
    assert [hit.number for hit in search(hall, typed)] == [wanted.number]


def test_letters_are_what_is_compared(hall):
    assert grams.letters("阿依·古丽 [B] Éa-1") == "阿依古丽béa1"


def test_a_renamed_request_can_leave_the_index(hall, receive):
    from db.queries import requests as queries

    row = queries.get(hall.db, receive(name="张三").number).id
    with hall.write():
        grams.remove(hall.db, NOW.date(), row, "张三")
        grams.add(hall.db, NOW.date(), row, "李四")
    rows = "SELECT rowid FROM request_grams WHERE request_grams MATCH ?"
    assert hall.db.execute_sql(rows, (grams.match("张三"),)).fetchall() == []
    assert hall.db.execute_sql(rows, (grams.match("李四"),)).fetchall() == [(grams.place(NOW.date(), row),)]
