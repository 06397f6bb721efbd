"""The forms that a paper is printed in: each name with its file suffix and the bytes that it gives."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hallclient.printing import large, page, text
from hallclient.printing.paper import Paper

FORMS = {
    "text": ".txt",
    "text32": ".32.txt",
    "escpos": ".prn",
    "html": ".html",
    "pdf": ".pdf",
    "large-text": "-large.txt",
    "large-html": "-large.html",
}
"""Form → suffix of its file."""

LARGE = ("large-text", "large-html")
"""In large print (大字版)."""

REPRODUCED = frozenset({"pdf"})
"""Forms whose bytes rest on the fonts of the machine; the others are the same everywhere."""


def render(paper: Paper, form: str, fonts: Sequence[Path] = ()) -> bytes:
    """The bytes of ``paper``. The same paper gives the same bytes, whenever it is printed.

    Raises :class:`~hallclient.errors.Refused` for a PDF that the machine's fonts cannot draw whole.
    """
    match form:
        case "text":
            return text.render(paper).encode()
        case "text32":
            return text.render(paper, text.SLIP).encode()
        case "html":
            return page.render(paper).encode()
        case "escpos":
            from hallclient.printing import escpos

            return escpos.render(paper)
        case "large-text":
            return large.text(paper).encode()
        case "large-html":
            return large.page(paper).encode()
        case "pdf":
            from hallclient.printing import pdf

            return pdf.render(paper, fonts)
        case _:
            raise ValueError(form)


def made_with(paper: Paper, form: str, fonts: Sequence[Path] = ()) -> str:
    """What the bytes of a form rest on besides the paper itself; empty where on nothing."""
    if form != "pdf":
        return ""
    from hallclient.printing import pdf

    return pdf.made_with(paper, fonts)
