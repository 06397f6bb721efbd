"""PDF: nothing is lost, nothing is blank, nothing lies outside the page, and it is the same file every time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from printing.papers import LONG_WORD, PAPERS, RARE, made, required

from hallclient.errors import Refused
from hallclient.printing import fonts, forms, layout
from hallclient.printing.paper import Entries, Fields, Paper, Paragraph

ROOT = Path(__file__).parents[2]


@pytest.fixture
def with_fonts():
    required("a Chinese TrueType font", bool(fonts.found()))


def words_of(content: bytes, tmp_path: Path) -> str:
    required("pdftotext (poppler-utils)", shutil.which("pdftotext") is not None)
    path = tmp_path / "paper.pdf"
    path.write_bytes(content)
    done = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True, timeout=60)
    return "".join(done.stdout.decode().split())


@pytest.mark.parametrize("kind", [kind for kind in PAPERS if kind != "strange"])
def test_every_word_is_in_the_pdf(with_fonts, tmp_path, kind):
    paper = PAPERS[kind]()
    words = words_of(forms.render(paper, "pdf"), tmp_path)
    for block in paper.blocks:
        if isinstance(block, Fields):
            assert [value for pair in block.pairs for value in pair if "".join(value.split()) not in words] == []
        if isinstance(block, Paragraph):
            assert "".join(block.words.split()) in words
    assert paper.title in words and paper.number in words


def test_long_words_and_rare_characters_are_whole(with_fonts, tmp_path):
    words = words_of(forms.render(PAPERS["strange"](), "pdf"), tmp_path)
    assert RARE in words
    assert words.count("材料") >= len(LONG_WORD) // 2 * 0.98  # a few are parted by a page's end
    assert words.count("A") >= 2000


@pytest.mark.parametrize("kind", PAPERS)
def test_nothing_lies_outside_the_page(kind):
    for page in layout.lay_out(PAPERS[kind](), lambda text: float(len(text))):
        for mark in page:
            assert mark.x >= 0 and 0 <= mark.y <= layout.HEIGHT - 20
            if isinstance(mark, layout.Words):
                assert mark.x + len(mark.text) * mark.size <= layout.WIDTH + 1, mark
            if isinstance(mark, layout.Box):
                assert mark.y + mark.height <= layout.HEIGHT and mark.x + mark.width <= layout.WIDTH


def test_a_row_longer_than_a_page_goes_on_under_its_heading():
    rows = (("甲" * 4000, "乙"),)
    paper = Paper("厅", "单", "1", (Entries(("名称", "情况"), rows),))
    pages = layout.lay_out(paper, lambda text: float(len(text)))
    texts = [[mark.text for mark in page if isinstance(mark, layout.Words)] for page in pages]
    assert len(pages) > 1 and all("序号" in page for page in texts)
    assert sum(text.count("甲") for page in texts for text in page) == 4000


def test_every_font_is_embedded(with_fonts):
    content = forms.render(PAPERS["strange"](), "pdf")
    assert content.count(b"/FontFile2") >= 2  # running text, and the rare characters
    assert b"Helvetica" not in content


def test_another_process_makes_the_same_file(with_fonts):
    code = (
        "import hashlib; from printing.papers import PAPERS; from hallclient.printing import forms\n"
        "print(hashlib.sha256(forms.render(PAPERS['strange'](), 'pdf')).hexdigest())"
    )
    digests = set()
    for seed in ("1", "2"):
        environ = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120, env=environ
        )
        digests.add(done.stdout)
    assert len(digests) == 1


def test_a_character_that_no_font_has_is_named(with_fonts):
    paper = Paper("厅", "单", "1", (Fields((("申请人", "张\U0003fffd\U0002fffd三"),)),))
    with pytest.raises(Refused) as refused:
        forms.render(paper, "pdf")
    assert refused.value.code == "no_glyph"
    assert "U+2FFFD" in str(refused.value.message) and "U+3FFFD" in str(refused.value.message)
    assert "张" not in str(refused.value.message)


def test_without_a_font_there_is_a_sentence_and_a_remedy(monkeypatch):
    monkeypatch.setattr(fonts, "found", tuple)
    with pytest.raises(Refused) as refused:
        forms.render(made("guide"), "pdf")
    assert refused.value.code == "no_font" and "fonts-wqy-microhei" in str(refused.value.remedy)


@pytest.mark.parametrize("content", [b"", b"true", b"OTTO" + bytes(40), b"ttcf" + bytes(4), bytes(200)])
def test_what_is_no_font_is_passed_over(tmp_path, content):
    path = tmp_path / "simfang.ttf"
    path.write_bytes(content)
    assert fonts.font_of(path) is None
    assert fonts.font_of(tmp_path / "none.ttf") is None


def test_a_font_of_the_settings_comes_first(with_fonts, tmp_path):
    own = Path(shutil.copy(fonts.found()[0], tmp_path / f"own{fonts.found()[0].suffix}"))
    assert fonts.choose(["政务"], (own,))[0].path == own
    assert fonts.choose(["政务"], (tmp_path / "missing.ttf",))[0].path == fonts.found()[0]


def test_the_characters_of_a_font_are_those_that_reportlab_finds(with_fonts):
    from reportlab.pdfbase.ttfonts import TTFont

    for path in fonts.found():
        font = fonts.font_of(path)
        assert font is not None
        theirs = set(TTFont(f"check-{path.name}", str(path)).face.charToGlyph)
        ours = {code for start, end in zip(font.starts, font.ends, strict=True) for code in range(start, end + 1)}
        assert ours - theirs == set()
        assert theirs - ours <= {0xA0}  # which reportlab adds itself


def test_who_keeps_a_copy_stands_with_the_signatures():
    """However many materials there are, no page holds the last sentence alone."""
    from printing.papers import made
    from printing.test_golden import even

    from hallclient.printing import layout, receipt, samples
    from hallclient.rules.request import RequestMaterial

    pages = set()
    for count in range(1, 45):
        papers = tuple(RequestMaterial(f"m{n}", f"材料{n}", originals=1, mark="ok") for n in range(count))
        request = replace(samples.REQUEST, materials=papers)
        laid = layout.lay_out(made("receipt", receipt.filling(request, samples.OFFICE, "1")), even)
        pages.add(len(laid))
        words = [mark.text for mark in laid[-1] if isinstance(mark, layout.Words)]
        assert any("签收时间" in text for text in words), count
        assert max(mark.y for mark in laid[-1] if isinstance(mark, layout.Words)) < layout.HEIGHT - 20
    assert pages >= {1, 2}
