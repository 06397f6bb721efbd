"""The papers for the applicant: what they say, and what they refuse to say."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from printing.papers import PAPERS, flat, made
from rich.cells import cell_len

from hallclient.errors import Refused
from hallclient.printing import (
    acceptance,
    consultation,
    guide,
    large,
    notice,
    page,
    receipt,
    refusal,
    returned,
    snapshot,
    text,
)
from hallclient.printing.samples import GUIDANCE, ITEM, NOTICE, OFFICE, REFUSED, REQUEST
from hallclient.rules.circumstances import Authority, Circumstances, Signature
from hallclient.rules.notice import OpenMaterial
from hallclient.rules.request import Person, RequestMaterial

NAME60 = "阿卜杜勒·买买提" * 7 + "阿卜杜勒"


def told(changed, width=text.WIDTH):
    """The text of a notice."""
    return text.render(made("notice", notice.filling(changed)), width)


def told_page(changed):
    """The page of a notice."""
    return page.render(made("notice", notice.filling(changed)))


def received(request):
    return text.render(made("receipt", receipt.filling(request, OFFICE, "1")))


def accepted(request):
    return text.render(made("acceptance", acceptance.filling(request, OFFICE, "1")))


def test_the_notice_has_every_field():
    fields = (
        *(
            "一次性告知书",
            "某政服告知〔2026〕0300012号",
            "张三丰",
            "13812341234",
            "最低生活保障",
            "2026年11月20日 09:31",
        ),
        *("家庭成员收入证明", "由就业单位出具并加盖公章，载明近12个月的收入", "未提交", "原件1份，复印件2份"),
        *("公安派出所", "缺少索引页，增减页没有复印", "《社会救助暂行办法》第十一条", "2026年12月4日", "王芳"),
        *("0536-2158000", "0536-2158001", "0536-12345", "印章", "申请人（签字）", "签收时间", "一式两份", "各执一份"),
        *("残疾人证", "家庭成员中没有残疾人", "免提交"),
    )
    for printed in (told(NOTICE, 200), told_page(NOTICE)):
        assert [field for field in fields if field not in printed] == []


@pytest.mark.parametrize("kind", [kind for kind in PAPERS if kind not in ("strange", "guide", "consultation")])
def test_every_paper_of_a_request_has_these(kind):
    printed = flat(PAPERS[kind]())
    for field in (
        "2026〕0300012号",
        "申请人：",
        "联系方式：13812341234",
        "申请事项：",
        "办件编号：370784-20261120-030012",
        "2026年11月20日09:31",
        "王芳（工号1003）",
        "联系电话：0536-2158000",
        "咨询电话：0536-2158001",
        "监督电话：0536-12345",
        "一式两份",
        "（签字）",
        "签收时间" if kind != "return" else "领取时间",
    ):
        assert field in printed, field
    assert "<svg" in page.render(PAPERS[kind]())


def test_without_a_period_the_notice_says_so():
    assert "未规定补正期限" in told(replace(NOTICE, supplement_due=None))


@pytest.mark.parametrize(("copies", "words"), [(1, "一式一份"), (3, "一式三份"), (12, "一式12份")])
def test_copies_are_counted(copies, words):
    assert words in told(replace(NOTICE, copies=copies))


@pytest.mark.parametrize("kind", PAPERS)
def test_a_paper_comes_back_from_its_snapshot(kind):
    paper = PAPERS[kind]()
    kept = snapshot.dump(paper)
    assert snapshot.load(kept) == paper
    assert snapshot.dump(snapshot.load(kept)) == kept


UNMARKED = replace(NOTICE, marked=(*NOTICE.marked, ("m6", "银行流水", "", "")))
UNSAID = replace(NOTICE, open=NOTICE.open[:1])


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
def test_what_is_not_the_whole_truth_is_not_printed(wrong):
    with pytest.raises(Refused):
        notice.require_whole(wrong)
    notice.require_whole(NOTICE)


def preview(draft):
    return notice.preview(draft, made("notice", notice.filling(draft)))


def test_the_draft_shows_what_is_unmarked():
    draft = preview(replace(UNMARKED, number=""))
    assert draft.startswith("【草稿】还有1项材料未核对")
    assert "银行流水：未核对" in draft
    assert "可以出具" in preview(NOTICE)
    nothing = replace(NOTICE, open=(), marked=NOTICE.marked[2:])
    assert "没有需要补正的材料" in preview(nothing)
    assert "0项" not in preview(nothing)


def test_the_preview_is_quick_and_narrow():
    preview(NOTICE)
    best = 1.0
    for _ in range(20):
        start = time.perf_counter()
        printed = preview(NOTICE)
        best = min(best, time.perf_counter() - start)
    assert best < 0.02  # about 1.5 ms on a quiet machine; 3 ms is the aim
    assert max(map(cell_len, printed.splitlines())) <= 38


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
@pytest.mark.parametrize("width", [32, 38, 80])
def test_strange_names_are_whole_and_harmless(name, width):
    strange = replace(NOTICE, applicant=name, hall=name, department=name)
    printed = told(strange, width)
    assert max(map(cell_len, printed.splitlines())) <= width
    squeezed = "".join(printed.split())
    assert squeezed.count("".join(name.split())) == 4  # heading, applicant, body, seal
    cells = Cells()
    cells.feed(told_page(strange))
    assert cells.texts.count(name) >= 3
    assert not {tag for tag, _ in cells.tags} & {"script", "link", "img", "bold"}


@pytest.mark.parametrize("kind", PAPERS)
def test_pages_are_self_contained(kind):
    cells = Cells()
    printed = page.render(PAPERS[kind]())
    cells.feed(printed)
    assert not {tag for tag, _ in cells.tags} & {"script", "link", "img", "iframe"}
    assert not [a for _, attrs in cells.tags for a, _ in attrs if a in ("src", "href") or a.startswith("on")]
    assert "http" not in printed
    assert "url(" not in printed
    assert "size: A4" in printed


@pytest.mark.parametrize("make", [told, told_page])
def test_control_characters_never_leave(make):
    hostile = "a\x1b[31mb\u202ec\x00\x9b2J\r\nd"
    text = make(replace(NOTICE, applicant=hostile, basis=hostile, clerk_name=hostile))
    assert not set(text) & set("\x1b\x00\x9b\u202e\r")
    assert "a[31mbc2J d" in text


def test_receipt_is_not_acceptance():
    text = received(REQUEST)
    assert "收件不等于受理" in text
    assert "2026年11月27日" in text
    assert "逾期不告知的，自收到申请材料之日起即为受理" in "".join(text.split())
    other = received(replace(REQUEST, legal_path="other"))
    assert "即为受理" not in "".join(other.split())


def test_receipt_never_claims_what_was_not_looked_at():
    materials = (RequestMaterial("m1", "申请书", originals=1), RequestMaterial("m2", "身份证", copies=1, mark="ok"))
    text = received(replace(REQUEST, materials=materials))
    assert "收到下列材料1项" in text
    assert "申请书：未核对" in text
    none = received(replace(REQUEST, materials=()))
    assert "未收取材料" in none


def test_a_supplement_is_dated_when_it_came():
    late = RequestMaterial("m1", "申请书", originals=1, mark="missing", received_on=date(2026, 11, 24))
    text = received(replace(REQUEST, materials=(late,)))
    assert "收到日期：2026年11月24日" in text
    assert "未收到" not in text


def test_acceptance_shows_both_dates_and_the_seal_of_the_deciding_body():
    text = accepted(REQUEST)
    assert "法定办结日期：2026年12月18日（20个工作日）" in text
    assert "承诺办结日期：2026年12月2日（8个工作日）" in text
    assert "某县市场监督管理局（本行政机关专用印章）" in text
    assert "健康证明：容缺受理" in text


def test_acceptance_of_what_is_no_licence_names_no_licence_law():
    plain = replace(REQUEST, legal_path="other", statutory_days=None, statutory_due=None)
    text = accepted(plain)
    assert "行政许可法" not in text
    assert "法定办结日期：未规定" in text


def test_acceptance_by_law_says_why():
    text = "".join(accepted(replace(REQUEST, by_law=True)).split())
    assert "第四项，本申请自收到申请材料之日（2026年11月20日）起即为受理" in text


def test_a_provisional_date_is_marked():
    text = accepted(replace(REQUEST, provisional=True))
    assert "（8个工作日，暂定）" in text
    assert "放假安排" in text


def test_what_is_not_accepted_has_no_acceptance():
    with pytest.raises(Refused):
        acceptance.filling(replace(REQUEST, accepted_on=None), OFFICE, "1")


def test_the_slip_names_window_floor_and_phone():
    slip = flat(made("guide"))
    for part in ("21号窗口", "二楼东侧", "0536-2158021", "机动车驾驶证补领", "首问责任人：王芳（工号1003）"):
        assert part in slip
    assert "楼层：____" in flat(made("guide", guide.filling(replace(GUIDANCE, floor=""), "1")))


def test_printing_needs_neither_a_database_nor_a_screen():
    code = (
        "import sys\n"
        "from hallclient.printing import acceptance, forms, guide, notice, receipt, template_files\n"
        "bad = {'peewee', 'textual', 'rich', 'reportlab', 'segno', 'hallclient.services'} & set(sys.modules)\n"
        "assert not bad, bad"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_a_refusal_names_reason_remedy_date_and_seal():
    printed = flat(made("refusal"))
    for part in (
        "决定不予受理",
        "不予受理理由：《食品经营许可和备案管理办法》第四条第二款",
        "六十日内向某县人民政府申请行政复议",
        "六个月内向某县人民法院提起行政诉讼",
        "某县市场监督管理局（本行政机关专用印章）2026年11月20日",
    ):
        assert part in printed
    assert "不予受理依据" not in printed, "the article stands in the reason"
    unnamed = refusal.filling(replace(REFUSED, result_reason="不需要许可"), OFFICE, "1")
    assert "不予受理依据：____" in flat(made("refusal", unnamed))
    assert "向____________申请行政复议" in flat(
        made("refusal", refusal.filling(REFUSED, replace(OFFICE, reconsideration=""), "1"))
    )


def test_a_wrong_body_is_told_the_right_one():
    wrong = replace(REFUSED, state="rejected_wrong_body", result_reason="某县公安局 0536-110")
    printed = flat(made("refusal", refusal.filling(wrong, OFFICE, "1")))
    assert "有权机关：某县公安局0536-110" in printed and "第三十二条第一款第二项" in printed


def test_only_what_was_refused_has_a_refusal():
    with pytest.raises(Refused):
        refusal.filling(REQUEST, OFFICE, "1")


def test_a_department_may_have_its_own_words_for_the_seal():
    own = replace(OFFICE, seals={"某县市场监督管理局": "某县市场监督管理局行政审批专用章"})
    assert "某县市场监督管理局行政审批专用章2026" in flat(made("acceptance", acceptance.filling(REQUEST, own, "1")))


def test_papers_are_given_back_with_their_number_and_reason():
    printed = flat(made("return"))
    assert "退还原因：申请人撤回申请" in printed and "不计算办理期限" in printed
    assert "食品经营许可申请书" in printed and "营业执照" not in printed
    asked = returned.filling(replace(REQUEST, state="registered"), OFFICE, "1", "申请人取回")
    assert "退还原因：申请人取回" in flat(made("return", asked))
    assert "请再次提交" in flat(made("return", asked))
    with pytest.raises(Refused):
        returned.filling(replace(REQUEST, materials=()), OFFICE, "1")


def test_a_consultation_says_everything_about_a_matter():
    printed = flat(made("consultation"))
    for part in (
        "办理依据：《中华人民共和国食品安全法》第三十五条",
        "受理条件：",
        "办理流程：收件；受理；审查；决定；送达",
        "申请材料3项",
        "份数：复印件2份",
        "材料要求：标明设备布局",
        "适用情形：委托他人代为申请",
        "可以容缺",
        "收费：不收费",
        "法定时限：20个工作日",
        "承诺时限：8个工作日",
        "咨询电话：0536-2158001",
        "不是受理或者不予受理的决定",
    ):
        assert part in printed, part
    empty = flat(
        made("consultation", consultation.filling(replace(ITEM, materials=(), statutory_days=None), OFFICE, "1"))
    )
    assert "未列明申请材料" in empty and "法定时限：未规定" in empty


def test_the_items_own_conditions_and_procedure_go_before_those_of_its_kind():
    own = replace(ITEM, acceptance_conditions="有固定场所。", procedure="收件；现场核查。")
    own = replace(own, done_once=True, citywide=True)
    printed = flat(made("consultation", consultation.filling(own, OFFICE, "1")))
    assert "受理条件：有固定场所。" in printed and "职权范围" not in printed
    assert "办理流程：收件；现场核查。" in printed and "五个工作日内一次性告知" not in printed
    assert "办理方式：一次办好、全市通办" in printed
    assert "办理方式" not in flat(made("consultation"))


def test_a_correction_has_the_law_of_disclosure():
    printed = flat(made("correction"))
    assert "补正告知书" in printed and "政府信息公开条例》第三十条" in printed and "视为放弃申请" in printed


# --- what is particular about a receipt


def test_a_receipt_says_who_acts_and_who_helped():
    particular = replace(
        REQUEST,
        agent=Person("李四"),
        authority=Authority("entrusted", "代为申请", date(2026, 12, 31)),
        circumstances=Circumstances(
            contact_name="王家村村委会",
            contact_relation="村",
            scribe="赵六",
            scribe_witness="钱七",
            signature=Signature("refused", "不认可", "钱七"),
            card="expired",
            paper_serial="0007",
            entered_at=REQUEST.received_at,
        ),
    )
    words = received(particular)
    for part in (
        "代理权限：委托代理，权限：代为申请，有效期至2026年12月31日",
        "代为联系人：王家村村委会（村）",
        "证件情况：证件已过有效期",
        "代书（代读）：赵六，见证人：钱七",
        "签收情况：拒签，理由：不认可，见证人：钱七",
        "补录：纸质单号0007",
        "见证人（签字）",
        "代书（代读）人（签字）",
    ):
        assert part in words
    usual = received(REQUEST)
    assert not any(part in usual for part in ("代理权限", "证件情况", "代书", "补录", "签收情况", "见证人"))


def test_one_receipt_lists_everything_of_the_visit():
    other = replace(REQUEST, number="370784-20261120-030013", item="MZ02", item_name="临时救助")
    words = flat(made("receipt", receipt.filling(REQUEST, OFFICE, "1", [other])))
    assert "本次到场另收：1.临时救助（MZ02）办件编号：370784-20261120-030013" in words


def test_large_print_has_the_same_words():
    paper = made("receipt", receipt.filling(REQUEST, OFFICE, "1"))
    assert "".join(large.text(paper).split()) == flat(paper, large.WIDTH)
    assert all(cell_len(line) <= large.WIDTH for line in large.text(paper).splitlines())
    enlarged = large.page(paper)
    assert '<body class="large">' in enlarged and "font-size: 20pt" in enlarged
    usual = page.render(paper)
    assert enlarged.partition("<body")[2].replace(' class="large"', "", 1) == usual.partition("<body")[2]
