from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hallclient.rules import text

anything = st.text(alphabet=st.characters(codec=None))


@given(anything)
@example("a\u200b \n\u200b b")
@example(" \x1f\n ")
def test_clean_text_stays_clean(given_text):
    once = text.clean(given_text)
    assert text.clean(once) == once
    assert text.one_line(text.one_line(given_text)) == text.one_line(given_text)
    assert not any(unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs") for c in once)
    once.encode("utf-8")


def test_no_control_or_format_character_of_unicode_survives():
    left = [
        hex(point)
        for point in range(sys.maxunicode + 1)
        if unicodedata.category(chr(point)) in ("Cc", "Cf", "Cs", "Zl", "Zp")
        and text.clean(f"a{chr(point)}b").strip("ab ")
    ]
    assert left == []


@pytest.mark.parametrize(
    "name", ["𠮷野家", "[bold]张三[/]", "[/]", "阿依古丽·买买提", "John Smith", "葛\U000e0100", "=1+1", "\ue863"]
)
def test_what_people_are_called_survives(name):
    assert text.clean(name) == name


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("王\n芳", "王 芳"),
        ("王 \r\n\t 芳", "王 芳"),
        ("王\u2028芳", "王 芳"),
        ("\x1b[31m王芳\x1b[0m", "[31m王芳[0m"),
        ("王\x9b31m芳", "王31m芳"),
        ("\u202e芳王\u202c", "芳王"),
        ("\ufeff王\u200b芳\u200d", "王芳"),
        ("\u3000王芳 \n", "王芳"),
        ("a  b", "a  b"),
    ],
)
def test_clean(given_text, expected):
    assert text.clean(given_text) == expected


def test_one_line_makes_every_run_of_blanks_one():
    assert text.one_line(" 王\u3000\u3000芳  等 \n三人") == "王 芳 等 三人"


def test_limit_says_that_something_was_cut():
    assert text.limit("一二三四五", 5) == "一二三四五"
    assert text.limit("一二三四五六", 5) == "一二..."
    assert [len(text.limit("一二三四五六", n)) for n in range(6)] == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("１１０１０５ １９４９１２３１ ００２ｘ", "11010519491231002X"),
        ("110105-19491231—002x", "11010519491231002X"),
        ("e1234 5678", "E12345678"),
        ("jl-2020-0012", "JL-2020-0012"),
        ("军字第１２３号", "军字第123号"),
        ("\u200b\t", ""),
    ],
)
def test_identifier(given_text, expected):
    assert text.identifier(given_text) == expected


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("１３８ １２３４ １２３４", "13812341234"),
        ("138-1234-1234", "13812341234"),
        ("+86 138 1234 1234", "13812341234"),
        ("0086-13812341234", "13812341234"),
        ("05362158000", "0536-2158000"),
        ("（0536）２１５８０００转801", "0536-2158000-801"),
        ("010－62158000", "010-62158000"),
        ("02162158000", "021-62158000"),
        ("+86 10 62158000", "010-62158000"),
        ("400-812-3456", "4008123456"),
        ("12345", "12345"),
        ("没有手机", "没有手机"),
    ],
)
def test_phone(given_text, expected):
    assert text.phone(given_text) == expected


@given(anything)
def test_spellings_are_stable(given_text):
    number = text.identifier(given_text)
    assert text.identifier(number) == number


@given(st.text(alphabet="0123456789-+() 转x", max_size=16))
def test_the_spelling_of_a_phone_is_stable(given_text):
    assert text.phone(text.phone(given_text)) == text.phone(given_text)
