"""Every document in every form, byte for byte, whatever the language of the screen.

Set ``UPDATE_GOLDEN=1`` to write the golden files anew after a change of wording, and read the difference. A PDF's
bytes rest on the fonts and on reportlab, so what is pinned for it is where everything stands, and the digest of
the file for the fonts with which it was last written.
"""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path

import pytest
from printing.papers import PAPERS, required
from rich.cells import cell_len

from hallclient import language
from hallclient.printing import fonts, forms, layout

GOLDEN = Path(__file__).with_name("golden")


def check(name: str, content: bytes) -> None:
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_bytes(content)
    assert content == path.read_bytes()


@pytest.mark.parametrize("form", [form for form in forms.FORMS if form != "pdf"])
@pytest.mark.parametrize("kind", PAPERS)
def test_the_bytes_are_these_in_every_language(kind, form):
    paper = PAPERS[kind]()
    for spoken in language.LANGUAGES:
        language.use(spoken)
        check(f"{kind}{forms.FORMS[form]}", forms.render(paper, form))


@lru_cache(maxsize=4096)
def even(text: str) -> float:
    """A font whose wide characters are as wide as they are high, and the others half of that."""
    return cell_len(text) / 2


@pytest.mark.parametrize("kind", PAPERS)
def test_on_a_pdf_everything_stands_here(kind):
    pages = layout.lay_out(PAPERS[kind](), even)
    lines = [f"{number} {mark}" for number, page in enumerate(pages, 1) for mark in page]
    check(f"{kind}.layout.txt", ("\n".join(lines) + "\n").encode())


@pytest.mark.parametrize("kind", PAPERS)
def test_the_pdf_has_these_bytes_with_these_fonts(kind):
    required("a Chinese TrueType font", bool(fonts.found()))
    paper = PAPERS[kind]()
    content = forms.render(paper, "pdf")
    now = f"{forms.made_with(paper, 'pdf')}\n{hashlib.sha256(content).hexdigest()}\n"
    path = GOLDEN / f"{kind}.pdf.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(now, "utf-8")
    before = path.read_text("utf-8")
    assert content.startswith(b"%PDF-")
    assert now == before or now.splitlines()[0] != before.splitlines()[0]
