"""Templates that an administrator may change: plain, safe, and never the reason for a paper that lacks something."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printing.papers import NOWHERE

from hallclient.printing import samples, template, template_files, text
from hallclient.printing.filling import Filling
from hallclient.printing.kinds import KINDS
from hallclient.printing.paper import Code, Entries, Fields, Paragraph, Places, Seal
from hallclient.printing.template import BadTemplate

HEAD = "标题：单\n机关：{甲}\n文号：{乙}\n"
FILLING = Filling(
    {"甲": "厅", "乙": "1", "空": ""}, {"清单": Entries(("名",), (("材料",),)), "空": Entries(("名",), ())}
)


def filled(body: str):
    return template.fill(template.parse(HEAD + body), FILLING)


def test_every_section_becomes_its_block():
    paper = filled(
        "# 说明\n[栏目]\n标签：{甲}：{乙}\n没有：{空}\n[正文]\n{空}\n一段{甲}\n[重点]\n重\n"
        "[表 清单]\n共一项：\n[表 空]\n不印\n[二维码]\n{乙}\n[印章]\n{甲}（印章）\n{乙}\n[签名]\n签字\n"
    )
    assert (paper.hall, paper.title, paper.number) == ("厅", "单", "1")
    assert paper.blocks == (
        Fields((("标签", "厅：1"),)),
        Paragraph("一段厅"),
        Paragraph("重", strong=True),
        Paragraph("共一项：", strong=True),
        Entries(("名",), (("材料",),)),
        Code("1"),
        Seal("厅（印章）", "1"),
        Places(("签字",)),
    )


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("[栏木]\n", "栏木"),
        ("[表]\n", "[表 名称]"),
        ("[正文 甲]\n", "[表 名称]"),
        ("[栏目]\n没有冒号\n", "标签"),
        ("[正文]\n{甲\n", "brace"),
        ("[正文]\n甲}\n", "brace"),
        ("[正文]\n{甲{乙}}\n", "brace"),
        ("[正文]\n{不知道}\n", "不知道"),
        ("[正文]\n{甲.__class__}\n", "__class__"),
        ("[正文]\n{}\n", "“”"),
        ("[表 没有]\n", "没有"),
        ("[正文]\n" + "长" * 100_001, "longer"),
    ],
)
def test_what_does_not_hold_is_named_with_its_line(body, named):
    with pytest.raises(BadTemplate) as bad:
        filled(body)
    assert named in str(bad.value.message)


@pytest.mark.parametrize("head", ["", "标题：单\n", "别的：单\n", "标题\n", "[正文]\n甲\n"])
def test_a_template_needs_its_head(head):
    with pytest.raises(BadTemplate):
        template.parse(head)


def test_what_is_put_in_is_never_looked_at_again():
    words = {"甲": "{乙}", "乙": "[正文]\n{甲}"}
    paper = template.fill(template.parse(HEAD + "[栏目]\n甲：{甲}\n[正文]\n{乙}\n"), Filling(words))
    assert paper.blocks == (Fields((("甲", "{乙}"),)), Paragraph("[正文]\n{甲}"))


@given(st.text(max_size=200))
def test_any_text_is_a_template_or_a_sentence(raw):
    try:
        template.fill(template.parse(HEAD + raw), FILLING)
    except BadTemplate as bad:
        assert str(bad.message)


@pytest.mark.parametrize("kind", KINDS)
def test_the_built_in_ones_hold_and_leave_nothing_out(kind):
    own = template_files.built_in(kind)
    assert KINDS[kind].required <= own.names()
    assert template_files.make(NOWHERE, kind, samples.of(kind)).problem is None


@pytest.mark.parametrize("kind", KINDS)
def test_no_word_of_a_document_is_left_unused_by_mistake(kind):
    """What a document says and its template does not print is said nowhere."""
    spare = {"大厅印章", "出具日期", "出具时间", "经办人", "实施机关", "受理机关", "份数", "办件编号", "申请人"}
    unused = set(samples.of(kind).words) - template_files.built_in(kind).names() - spare
    assert unused <= {"联系方式", "收件说明", "有权机关"}


def test_a_hall_has_its_own(tmp_path):
    own = (
        template_files.built_in_text("guide").replace("标题：引导单", "标题：便民引导单")
        + "\n[正文]\n祝您办事顺利。\n"
    )
    (tmp_path / "guide.txt").write_text("\ufeff" + own, "utf-8")
    made = template_files.make(tmp_path, "guide", samples.of("guide"))
    assert made.problem is None
    printed = text.render(made.paper)
    assert "便民引导单" in printed and "祝您办事顺利。" in printed


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "head"),
        (b"\xff\xfe\x00", "UTF-8"),
        ("标题：x\n机关：{大厅}\n文号：{文号}\n[正文]\n{不知道}\n".encode(), "leave out"),
        (template_files.built_in_text("notice").replace("[表 需补正的材料]", "").encode(), "表 需补正的材料"),
        (template_files.built_in_text("notice").replace("监督电话：{监督电话}", "").encode(), "{监督电话}"),
        ((template_files.built_in_text("notice") + "[正文]\n{没有}\n").encode(), "没有"),
    ],
)
def test_a_broken_one_gives_way_to_the_built_in_and_says_so(tmp_path, content, why):
    (tmp_path / "notice.txt").write_bytes(content)
    made = template_files.make(tmp_path, "notice", samples.of("notice"))
    assert made.paper == template_files.make(NOWHERE, "notice", samples.of("notice")).paper
    assert made.problem is not None and "notice.txt" in str(made.problem) and why in str(made.problem)


def test_a_change_of_the_file_counts_at_once(tmp_path):
    path = tmp_path / "guide.txt"
    for title in ("甲引导单", "乙引导单（新）"):
        path.write_text(template_files.built_in_text("guide").replace("标题：引导单", f"标题：{title}"), "utf-8")
        assert template_files.make(tmp_path, "guide", samples.of("guide")).paper.title == title
    path.unlink()
    assert template_files.make(tmp_path, "guide", samples.of("guide")).paper.title == "引导单"
