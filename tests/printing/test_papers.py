"""The papers for the applicant: what they say, byte for byte, and what they refuse to say.

Set ``UPDATE_GOLDEN=1`` to write the golden files anew after a change of wording, and read the difference.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rich.cells import cell_len

from hallclient import language
from hallclient.errors import Refused
from hallclient.printing import acceptance, guide, notice, receipt
from hallclient.rules.notice import Notice, OpenMaterial
from hallclient.rules.request import Person, Request, RequestMaterial

GOLDEN = Path(__file__).with_name("golden")
ZONE = timezone(timedelta(hours=8))
NAME60 = "阿卜杜勒·买买提" * 7 + "阿卜杜勒"

NOTICE = Notice(
    id="n1",
    number="某政服告知〔2026〕12号",
    request="370784-20261120-030012",
    terminal="t1",
    hall="某县政务服务中心",
    item="MZ01",
    item_name="最低生活保障",
    department="某县民政局",
    basis="《社会救助暂行办法》第十一条",
    applicant="张三丰",
    contact="13812341234",
    received_at=datetime(2026, 11, 20, 9, 31, tzinfo=ZONE),
    issued_at=datetime(2026, 11, 20, 9, 38, tzinfo=ZONE),
    clerk="1003",
    clerk_name="王芳",
    clerk_phone="0536-2158000",
    window=3,
    window_name="综合",
    open=(
        OpenMaterial(
            *("m1", "家庭成员收入证明", "missing", "未提交"),
            "由就业单位出具并加盖公章，载明近12个月的收入",
            "所在单位；没有固定单位的由本人书面声明",
            1,
            2,
        ),
        OpenMaterial("m2", "居民户口簿", "defective", "缺少索引页，增减页没有复印", "全部页", "公安派出所", 0, 1),
    ),
    marked=(
        ("m1", "家庭成员收入证明", "missing", "未提交"),
        ("m2", "居民户口簿", "defective", "缺少索引页，增减页没有复印"),
        ("m3", "居民身份证", "ok", ""),
        ("m4", "残疾人证", "not_applicable", "家庭成员中没有残疾人"),
        ("m5", "不动产权属证书", "exempt", "数据共享核验"),
    ),
    supplement_due=date(2026, 12, 4),
    consultation_phone="0536-2158001",
    supervision_phone="0536-12345",
)
REQUEST = Request(
    number="370784-20261120-030012",
    terminal="t1",
    version=3,
    state="accepted",
    received_at=datetime(2026, 11, 20, 9, 31, tzinfo=ZONE),
    window=3,
    item="SP07",
    item_name="食品经营许可（新办）",
    department="某县市场监督管理局",
    kind="promised",
    legal_path="licence",
    unit="workday",
    statutory_days=20,
    promised_days=8,
    applicant=Person("某县𠮷野餐饮店", "uscc", "91350100M000100Y43", "13812341234", True),
    first_asked="1003",
    owner="1003",
    agent=Person("李四"),
    notice_due=date(2026, 11, 27),
    accepted_on=date(2026, 11, 20),
    promised_due=date(2026, 12, 2),
    statutory_due=date(2026, 12, 18),
    materials=(
        RequestMaterial("m1", "食品经营许可申请书", originals=1, mark="ok"),
        RequestMaterial("m2", "经营场所平面图", copies=2, mark="defective", words="没有标明尺寸"),
        RequestMaterial("m3", "健康证明", copies=1, deferrable=True, mark="deferred", words="11月30日前"),
        RequestMaterial("m4", "营业执照", mark="exempt"),
        RequestMaterial("m5", "食品安全管理制度", copies=1, mark="missing"),
    ),
)
GUIDANCE = guide.Guidance(
    hall="某县政务服务中心",
    matter="机动车驾驶证补领",
    unit="某县公安局交通警察大队",
    window="21号窗口",
    floor="二楼东侧",
    phone="0536-2158021",
    guided_by="王芳（工号1003）",
    at=datetime(2026, 11, 20, 10, 2, tzinfo=ZONE),
    guided_by_phone="0536-2158000",
)
PAPERS = {
    "notice.txt": lambda: notice.as_text(NOTICE),
    "notice-narrow.txt": lambda: notice.as_text(NOTICE, 38),
    "notice.html": lambda: notice.as_html(NOTICE),
    "receipt.txt": lambda: receipt.as_text(REQUEST, hall="某县政务服务中心", receiver="王芳", phone="0536-2158000"),
    "receipt.html": lambda: receipt.as_html(REQUEST, hall="某县政务服务中心", receiver="王芳", phone="0536-2158000"),
    "acceptance.txt": lambda: acceptance.as_text(REQUEST, hall="某县政务服务中心", clerk="王芳"),
    "acceptance.html": lambda: acceptance.as_html(REQUEST, hall="某县政务服务中心", clerk="王芳"),
    "guide.txt": lambda: guide.as_text(GUIDANCE),
    "guide.html": lambda: guide.as_html(GUIDANCE),
}


@pytest.mark.parametrize("name", sorted(PAPERS))
@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_the_bytes_are_these_in_every_language(name, spoken):
    before = language.current()
    language.use(spoken)
    try:
        text = PAPERS[name]()
    finally:
        language.use(before)
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_bytes(text.encode("utf-8"))
    assert text.encode("utf-8") == path.read_bytes()


def test_the_notice_has_every_field():
    fields = (
        *("一次性告知书", "某政服告知〔2026〕12号", "张三丰", "13812341234", "最低生活保障", "2026年11月20日 09:31"),
        *("家庭成员收入证明", "由就业单位出具并加盖公章，载明近12个月的收入", "未提交", "原件1份，复印件2份"),
        *("公安派出所", "缺少索引页，增减页没有复印", "《社会救助暂行办法》第十一条", "2026年12月4日", "王芳"),
        *("0536-2158000", "0536-2158001", "0536-12345", "印章", "申请人（签字）", "签收时间", "一式两份", "各执一份"),
        *("残疾人证", "家庭成员中没有残疾人", "免提交"),
    )
    for text in (notice.as_text(NOTICE, 200), notice.as_html(NOTICE)):
        assert [field for field in fields if field not in text] == []


def test_without_a_period_the_notice_says_so():
    assert "未规定补正期限" in notice.as_text(replace(NOTICE, supplement_due=None))


@pytest.mark.parametrize(("copies", "words"), [(1, "一式一份"), (3, "一式三份"), (12, "一式12份")])
def test_copies_are_counted(copies, words):
    assert words in notice.as_text(replace(NOTICE, copies=copies))


UNMARKED = replace(NOTICE, marked=(*NOTICE.marked, ("m6", "银行流水", "", "")))
UNSAID = replace(NOTICE, open=NOTICE.open[:1])


@pytest.mark.parametrize("make", [notice.as_text, notice.as_html])
@pytest.mark.parametrize(
    "wrong",
    [
        UNMARKED,
        UNSAID,
        replace(NOTICE, marked=(*NOTICE.marked, ("m6", "银行流水", "fine", ""))),
        replace(NOTICE, open=(replace(NOTICE.open[0], mark=""), NOTICE.open[1])),
        replace(NOTICE, open=(*NOTICE.open, OpenMaterial("m3", "居民身份证", "missing", "", "", ""))),
        replace(NOTICE, open=(), marked=NOTICE.marked[2:]),
    ],
)
def test_what_is_not_the_whole_truth_is_not_printed(make, wrong):
    with pytest.raises(Refused):
        make(wrong)


def test_the_draft_shows_what_is_unmarked():
    draft = notice.preview(replace(UNMARKED, number=""))
    assert draft.startswith("【草稿】还有1项材料未核对")
    assert "银行流水：未核对" in draft
    assert "可以出具" in notice.preview(NOTICE)
    nothing = replace(NOTICE, open=(), marked=NOTICE.marked[2:])
    assert "没有需要补正的材料" in notice.preview(nothing)
    assert "0项" not in notice.preview(nothing)


def test_the_preview_is_quick_and_narrow():
    notice.preview(NOTICE)
    best = 1.0
    for _ in range(20):
        start = time.perf_counter()
        text = notice.preview(NOTICE)
        best = min(best, time.perf_counter() - start)
    assert best < 0.02  # about 1.5 ms on a quiet machine; 3 ms is the aim
    assert max(map(cell_len, text.splitlines())) <= 38


STRANGE = ["[bold]王[/bold]", "[/]", "𠮷野家", "<script>alert(1)</script>", "a&b\"c'", NAME60, "{x} %s"]


class Cells(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.texts = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, attrs))

    def handle_data(self, data):
        self.texts.append(data)


@pytest.mark.parametrize("name", STRANGE)
@pytest.mark.parametrize("width", [38, 80])
def test_strange_names_are_whole_and_harmless(name, width):
    strange = replace(NOTICE, applicant=name, hall=name, department=name)
    text = notice.as_text(strange, width)
    assert max(map(cell_len, text.splitlines())) <= width
    squeezed = "".join(text.split())
    assert squeezed.count("".join(name.split())) == 4  # heading, applicant, body, seal
    page = Cells()
    page.feed(notice.as_html(strange))
    assert page.texts.count(name) >= 3
    assert not {tag for tag, _ in page.tags} & {"script", "link", "img", "bold"}


@pytest.mark.parametrize("name", [name for name in sorted(PAPERS) if name.endswith(".html")])
def test_pages_are_self_contained(name):
    page = Cells()
    text = PAPERS[name]()
    page.feed(text)
    assert not {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe"}
    assert not [a for _, attrs in page.tags for a, _ in attrs if a in ("src", "href") or a.startswith("on")]
    assert "http" not in text
    assert "url(" not in text
    assert "size: A4" in text


@pytest.mark.parametrize("make", [notice.as_text, notice.as_html])
def test_control_characters_never_leave(make):
    hostile = "a\x1b[31mb\u202ec\x00\x9b2J\r\nd"
    text = make(replace(NOTICE, applicant=hostile, basis=hostile, clerk_name=hostile))
    assert not set(text) & set("\x1b\x00\x9b\u202e\r")
    assert "a[31mbc2J d" in text


def test_receipt_is_not_acceptance():
    text = receipt.as_text(REQUEST, hall="h", receiver="王芳")
    assert "收件不等于受理" in text
    assert "2026年11月27日" in text
    assert "逾期不告知的，自收到申请材料之日起即为受理" in "".join(text.split())
    other = receipt.as_text(replace(REQUEST, legal_path="other"), hall="h", receiver="王芳")
    assert "即为受理" not in "".join(other.split())


def test_receipt_never_claims_what_was_not_looked_at():
    materials = (RequestMaterial("m1", "申请书", originals=1), RequestMaterial("m2", "身份证", copies=1, mark="ok"))
    text = receipt.as_text(replace(REQUEST, materials=materials), hall="h", receiver="")
    assert "收到下列材料1项" in text
    assert "申请书：未核对" in text
    none = receipt.as_text(replace(REQUEST, materials=()), hall="h", receiver="")
    assert "未收取材料" in none


def test_a_supplement_is_dated_when_it_came():
    late = RequestMaterial("m1", "申请书", originals=1, mark="missing", received_on=date(2026, 11, 24))
    text = receipt.as_text(replace(REQUEST, materials=(late,)), hall="h", receiver="")
    assert "收到日期：2026年11月24日" in text
    assert "未收到" not in text


def test_acceptance_shows_both_dates_and_the_seal_of_the_deciding_body():
    text = acceptance.as_text(REQUEST, hall="某县政务服务中心", clerk="王芳")
    assert "法定办结日期：2026年12月18日（20个工作日）" in text
    assert "承诺办结日期：2026年12月2日（8个工作日）" in text
    assert "某县市场监督管理局（行政许可专用章）" in text
    assert "健康证明：容缺受理" in text


def test_acceptance_of_what_is_no_licence_names_no_licence_law():
    plain = replace(REQUEST, legal_path="other", statutory_days=None, statutory_due=None)
    text = acceptance.as_text(plain, hall="h", clerk="")
    assert "行政许可" not in text
    assert "法定办结日期：未规定" in text


def test_acceptance_by_law_says_why():
    text = "".join(acceptance.as_text(replace(REQUEST, by_law=True), hall="h", clerk="王芳").split())
    assert "第四项，本申请自收到申请材料之日（2026年11月20日）起即为受理" in text


def test_a_provisional_date_is_marked():
    text = acceptance.as_text(replace(REQUEST, provisional=True), hall="h", clerk="王芳")
    assert "（8个工作日，暂定）" in text
    assert "放假安排" in text


def test_what_is_not_accepted_has_no_acceptance():
    for make in (acceptance.as_text, acceptance.as_html):
        with pytest.raises(Refused):
            make(replace(REQUEST, accepted_on=None), hall="h", clerk="")


def test_the_slip_names_window_floor_and_phone():
    text = guide.as_text(GUIDANCE, 38)
    for part in ("21号窗口", "二楼东侧", "0536-2158021", "机动车驾驶证补领", "首问责任人：王芳（工号1003）"):
        assert part in text
    assert "____" in guide.as_text(replace(GUIDANCE, floor=""))


def test_printing_needs_neither_a_database_nor_a_screen():
    code = (
        "import sys\n"
        "from hallclient.printing import acceptance, guide, notice, receipt\n"
        "bad = {'peewee', 'textual', 'rich', 'hallclient.services', 'hallclient.exports'} & set(sys.modules)\n"
        "assert not bad, bad"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
