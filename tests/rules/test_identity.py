from __future__ import annotations

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallclient.rules import identity

TODAY = date(2026, 11, 22)
SAMPLE = "11010519491231002X"
CREDIT = "91350100M000100Y43"
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def problem(number: str, id_type: str = "resident_id") -> str:
    return str(identity.check(id_type, number, TODAY).problem)


def warning(number: str) -> str:
    found = identity.check("uscc", number, TODAY)
    assert found.problem is None
    assert found.valid == (found.warning is None)
    return str(found.warning)


def with_check(digits: str) -> str:
    """The whole number, its last place found by trying: modulo 11 over all 18 places is 1."""
    for last, value in zip("0123456789X", range(11), strict=True):
        values = [*map(int, digits), value]
        if sum(v * pow(2, 17 - n, 11) for n, v in enumerate(values)) % 11 == 1:
            return digits + last
    raise AssertionError(digits)


@pytest.mark.parametrize(
    "number",
    [
        SAMPLE,
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        " 110105 19491231 002X\n",
        "110105-19491231-002X",
        "34052419800101001X",
        with_check("81000019900315001"),
        with_check("82000019900315002"),
        with_check("83000020000229003"),
    ],
)
def test_good_resident_numbers(number):
    assert identity.check("resident_id", number, TODAY) == identity.Finding(True, None, None)
    assert identity.inspect(number, TODAY) == ("resident_id", identity.Finding(True, None, None))


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("", "The number of the paper is missing."),
        ("110105", "A resident identity number has 18 characters, this one has 6."),
        (SAMPLE + "1", "A resident identity number has 18 characters, this one has 19."),
        ("110105491231002", "This is an old number of 15 digits; the number of 18 characters is needed."),
        ("110105194912310O2X", "Place 16 must be a digit, not O."),
        ("11010519491231X02X", "Place 15 must be a digit, not X."),
        ("11010519491231002Y", "Place 18 must be a digit or X, not Y."),
        ("110105194902300021", "There is no such date of birth: 1949-02-30."),
        ("110105190002290026", "There is no such date of birth: 1900-02-29."),
        ("110105000000000021", "There is no such date of birth: 0000-00-00."),
        (with_check("11010520261123002"), "The date of birth 2026-11-23 lies in the future."),
        ("110105194912310029", "The check digit is wrong: these 17 digits need X, not 9."),
        ("张三", "A resident identity number has 18 characters, this one has 2."),
    ],
)
def test_what_is_wrong_with_a_resident_number_is_said_exactly(number, said):
    assert problem(number) == said
    assert not identity.check("resident_id", number, TODAY).valid


def test_born_today_is_not_the_future():
    assert identity.check("resident_id", with_check("11010520261122002"), TODAY).valid


def test_a_credit_code_warns_and_never_blocks():
    assert identity.check("uscc", CREDIT.lower(), TODAY) == identity.Finding(True, None, None)
    assert warning("91350100M000100Y44").startswith("The check character should be 3, not 4.")
    assert warning("91350100M000100I43") == "Place 16 of a unified social credit code cannot be I."
    assert warning("91350100M") == "A unified social credit code has 18 characters, this one has 9."


@pytest.mark.parametrize("id_type", ["passport", "hk_macao_permit", "taiwan_permit", "officer_id", "other"])
def test_other_papers_need_a_number_and_nothing_else(id_type):
    assert identity.check(id_type, "军字第1234567号", TODAY).valid
    assert problem(" \u200b", id_type) == "The number of the paper is missing."


def test_an_unknown_type_is_a_problem():
    assert problem(SAMPLE, "library_card") == "Unknown type of paper: library_card."


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (SAMPLE, "resident_id"),
        ("110105194912310029", "resident_id"),
        ("110105194913310021", "resident_id"),
        ("11010519491231002×", "resident_id"),
        ("110105194912310O2X", "resident_id"),
        ("110105491231002", "resident_id"),
        ("1101051949123100", "resident_id"),
        ("1101051949123100211", "resident_id"),
        (CREDIT, "uscc"),
        ("91350100M000100Y44", "uscc"),
        ("911101057461138120", "uscc"),
        ("", "unknown"),
        ("12345", "unknown"),
        ("E12345678", "unknown"),
        ("张三丰", "unknown"),
        ("一二三四五六七八九十一二三四五六七八", "unknown"),
        ("1" * 40, "unknown"),
    ],
)
def test_kind_of(number, kind):
    assert identity.kind_of(number) == kind
    assert identity.inspect(number, TODAY)[0] == kind


def test_a_credit_code_of_digits_alone_is_one_by_its_region_and_check_digit():
    found = [f"1137000074611381{n:02}" for n in range(100)]
    assert "uscc" in {identity.kind_of(number) for number in found}


def test_unknown_numbers_are_not_valid():
    kind, found = identity.inspect("12345", TODAY)
    assert (kind, found.valid, found.warning) == ("unknown", False, None)
    assert found.problem is not None


@given(st.text(alphabet=string.digits, min_size=6, max_size=6), st.dates(max_value=TODAY), st.integers(0, 999))
def test_any_number_with_its_check_digit_is_valid(region, born, order):
    number = with_check(f"{region}{born.isoformat().replace('-', '')}{order:03}")
    assert identity.check("resident_id", number, TODAY).valid


@given(st.dates(date(1900, 1, 1), TODAY), st.integers(0, 999), st.integers(0, 17), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_always_found(born, order, place, digit):
    number = with_check(f"370784{born:%Y%m%d}{order:03}")
    if number[place] != digit:
        assert not identity.check("resident_id", number[:place] + digit + number[place + 1 :], TODAY).valid


@given(st.text(alphabet=USCC_ALPHABET, min_size=17, max_size=17))
def test_exactly_one_check_character_fits_a_credit_code(body):
    fits = [last for last in USCC_ALPHABET if identity.check("uscc", body + last, TODAY).valid]
    assert len(fits) == 1
    values = [USCC_ALPHABET.index(character) for character in body]
    total = sum(value * 3**place for place, value in enumerate(values))
    assert (total + USCC_ALPHABET.index(fits[0])) % 31 == 0


@given(st.text(max_size=24))
def test_no_text_breaks_the_checks(text):
    for id_type in identity.ID_TYPES:
        identity.check(id_type, text, TODAY)
        identity.progress(id_type, text, TODAY)
    identity.inspect(text, TODAY)
    identity.check_phone(text)


def test_nothing_is_wrong_while_a_good_number_is_typed():
    for id_type, number in (("resident_id", SAMPLE), ("uscc", CREDIT), ("passport", "E12345678")):
        for length in range(len(number) + 1):
            assert identity.progress(id_type, number[:length], TODAY) is None, number[:length]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1101O5", "Place 5 must be a digit, not O."),
        ("1101051949123100X", "Place 17 must be a digit, not X."),
        ("11010519490230", "There is no such date of birth: 1949-02-30."),
        ("11010520261123", "The date of birth 2026-11-23 lies in the future."),
        ("110105491231002", "This is an old number of 15 digits; the number of 18 characters is needed."),
        ("110105194912310029", "The check digit is wrong: these 17 digits need X, not 9."),
        (SAMPLE + "1", "A resident identity number has 18 characters, this one has 19."),
    ],
)
def test_what_is_wrong_is_said_while_it_is_typed(text, said):
    assert str(identity.progress("resident_id", text, TODAY)) == said


def test_a_credit_code_is_watched_while_it_is_typed():
    assert str(identity.progress("uscc", "91O", TODAY)) == "Place 3 of a unified social credit code cannot be O."
    assert identity.progress("uscc", CREDIT[:-1] + "4", TODAY) is not None


@pytest.mark.parametrize(
    "phone",
    [
        "",
        "13812341234",
        "１３８ １２３４ １２３４",
        "+86 138-1234-1234",
        "010-62158000",
        "(0536)2158000",
        "（0536）2158000转801",
        "05362158000-12",
        "+86-536-2158000",
        "400-812-3456",
        "8008123456",
        "12345",
    ],
)
def test_good_phone_numbers(phone):
    assert identity.check_phone(phone) is None


@pytest.mark.parametrize(
    ("phone", "said"),
    [
        ("1381234123", "A mobile number has 11 digits, this one has 10."),
        ("138123412345", "A mobile number has 11 digits, this one has 12."),
        ("2158000", "The area code of the land line is missing."),
        ("12012341234", "This does not look like a phone number; please check it."),
        ("0536-1158000", "This does not look like a phone number; please check it."),
        ("138O2341234", "A phone number cannot contain O."),
        ("无", "A phone number cannot contain 无."),
    ],
)
def test_phone_numbers_that_look_wrong(phone, said):
    assert str(identity.check_phone(phone)) == said
