from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallclient.rules import masking
from hallclient.rules.request import Person


@pytest.mark.parametrize(
    ("name", "hall", "public"),
    [
        ("", "", ""),
        ("  ", "", ""),
        ("张", "张*", "张**"),
        ("张三", "张*", "张**"),
        ("张三丰", "张*丰", "张**"),
        ("欧阳娜娜", "欧*娜", "欧**"),
        ("阿依古丽·买买提", "阿*提", "阿**"),
        ("𠮷田", "𠮷*", "𠮷**"),
        ("王小𠮷", "王*𠮷", "王**"),
        ("葛\U000e0100二蛋", "葛\U000e0100*蛋", "葛\U000e0100**"),
        ("[bold]", "[*]", "[**"),
        ("张\x1b\u200b三", "张*", "张**"),
    ],
)
def test_names(name, hall, public):
    assert (masking.hall_name(name), masking.public_name(name)) == (hall, public)


@pytest.mark.parametrize(
    ("number", "hall", "public"),
    [
        ("", "", ""),
        ("11010519491231002X", "110105********002X", "110105************"),
        ("１１０１０５１９４９１２３１００２ｘ", "110105********002X", "110105************"),
        ("110105491231002", "1****2", "1****"),
        ("E12345678", "E****8", "E****"),
        ("12345", "****", "****"),
    ],
)
def test_numbers(number, hall, public):
    assert (masking.hall_id(number), masking.public_id(number)) == (hall, public)


@pytest.mark.parametrize(
    ("phone", "hall"),
    [
        ("", ""),
        ("13812341234", "138****1234"),
        ("+86 138 1234 1234", "138****1234"),
        ("010-62158000", "010****8000"),
        ("2158000", "****8000"),
        ("12345", "****"),
        ("无", "****"),
    ],
)
def test_phones(phone, hall):
    assert masking.hall_phone(phone) == hall
    assert masking.public_phone(phone) == ""


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("", ""),
        ("山东省高密市柴沟镇王家村12号", "山东省高密市柴沟镇王家村"),
        ("山东省高密市柴沟镇王家村村委会旁", "山东省高密市柴沟镇王家村"),
        ("北京市海淀区中关村街道科育社区5号楼3单元", "北京市海淀区中关村街道科育社区"),
        ("高密市密水街道利群路5号城中村3栋", "高密市密水街道"),
        ("高密市密水街道利群路十二号幸福社区", "高密市密水街道"),
        ("河南省新乡市红旗区向阳街道", "河南省新乡市红旗区向阳街道"),
        ("山东省潍坊市高密市康成大街2999号阳光小区3号楼", "山东省潍坊市高密市"),
        ("内蒙古自治区鄂托克旗乌兰镇巴音嘎查", "内蒙古自治区鄂托克旗乌兰镇巴音嘎查"),
        ("幸福路东头", "****"),
    ],
)
def test_addresses_end_at_the_village(address, shown):
    assert masking.hall_address(address) == shown
    assert masking.public_address(address) == shown


def test_a_person_is_masked_and_an_organisation_is_not():
    person = Person("张三丰", "resident_id", "11010519491231002X", "13812341234")
    assert masking.mask_person(person) == Person("张*丰", "resident_id", "110105********002X", "138****1234")
    assert masking.mask_person(person, public=True) == Person("张**", "resident_id", "110105************", "")
    firm = Person("高密市某某有限公司", "uscc", "91350100M000100Y43", "13812341234", organisation=True)
    assert masking.mask_person(firm) == Person(firm.name, "uscc", firm.id_number, "138****1234", True)
    assert masking.mask_person(firm, public=True) == Person(firm.name, "uscc", firm.id_number, "", True)


@given(st.text(alphabet="0123456789ABCDEX", min_size=1, max_size=30))
def test_a_masked_number_never_shows_more_than_ten_characters(number):
    for masked in (masking.hall_id(number), masking.public_id(number)):
        assert "****" in masked
        assert len(masked.replace("*", "")) <= 10


@given(st.text(min_size=2))
def test_a_masked_name_has_its_star(name):
    for masked in (masking.hall_name(name), masking.public_name(name)):
        assert masked == "" or "*" in masked
