"""Papers as PDF for A4 with embedded TrueType fonts. Reportlab is imported with this module, so import it when used.

The same paper drawn with the same fonts by the same version of reportlab gives the same bytes: there is no date and
no random name in the file (invariant mode). Other fonts give other bytes; what that means for a reprint is decided
where the bytes are kept.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

from hallclient.errors import Refused
from hallclient.printing import fonts, layout, qr
from hallclient.printing.fonts import Font
from hallclient.printing.layout import Box, Line, Squares, Words
from hallclient.printing.paper import Paper
from hallclient.rules.message import Message

_FIVE_DIGITS = re.compile("> <([0-9A-F]{5,6})>")
_BOLD = 0.03
"""Width of the outline that makes a strong word, per point of its size: the fonts have no bold face."""


def render(paper: Paper, own: Sequence[Path] = ()) -> bytes:
    """The whole file. Raises :class:`Refused` where fonts or characters are lacking, before anything is drawn."""
    chosen = fonts.choose(layout.texts(paper), own)
    pen = _Pen(chosen)
    pages = layout.lay_out(paper, pen.width)
    out = io.BytesIO()
    # Without a first font of ours, the file would name one that is not embedded.
    canvas = Canvas(
        out, (layout.WIDTH, layout.HEIGHT), invariant=1, pageCompression=1, initialFontName=pen.first_font
    )
    canvas.setTitle(f"{paper.title} {paper.number}".strip())
    canvas.setAuthor(paper.hall)
    canvas.setLineWidth(0.6)
    for page in pages:
        for mark in page:
            pen.draw(canvas, mark)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def made_with(paper: Paper, own: Sequence[Path] = ()) -> str:
    """What the bytes rest on: reportlab's version, and the digest of each font that the paper needs."""
    files = (f"{font.path.name} {fonts.digest(font.path)[:16]}" for font in fonts.choose(layout.texts(paper), own))
    return "; ".join((f"reportlab {reportlab.__version__}", *files))


class _Pen:
    """Measures and draws in the chosen fonts; each character in the first that has it."""

    def __init__(self, chosen: Sequence[Font]) -> None:
        self._fonts = chosen
        self._names = [_registered(font) for font in chosen]
        self.first_font = self._names[0]
        self._faces = [pdfmetrics.getFont(name).face for name in self._names]
        self._known: dict[str, tuple[int, float]] = {}

    def width(self, text: str) -> float:
        """Points for a size of one point."""
        return sum(self._look(character)[1] for character in text)

    def _look(self, character: str) -> tuple[int, float]:
        found = self._known.get(character)
        if found is None:
            place = next((n for n, font in enumerate(self._fonts) if font.has(character)), 0)
            face = self._faces[place]
            found = place, face.charWidths.get(ord(character), face.defaultWidth) / 1000
            self._known[character] = found
        return found

    def draw(self, canvas: Canvas, mark: layout.Mark) -> None:
        """One mark of the layout, whose y grows downwards."""
        match mark:
            case Words():
                self._write(canvas, mark)
            case Line():
                canvas.line(mark.x, _up(mark.y), mark.x + mark.length, _up(mark.y))
            case Box():
                canvas.rect(mark.x, _up(mark.y + mark.height), mark.width, mark.height)
            case Squares():
                self._stamp(canvas, mark)

    def _write(self, canvas: Canvas, words: Words) -> None:
        text = canvas.beginText(words.x, _up(words.y))
        if words.strong:
            canvas.setLineWidth(words.size * _BOLD)
            text.setTextRenderMode(2)
        for place, run in self._runs(words.text):
            text.setFont(self._names[place], words.size)
            text.textOut(run)
        if words.strong:
            text.setTextRenderMode(0)
        canvas.drawText(text)
        canvas.setLineWidth(0.6)

    def _runs(self, text: str) -> list[tuple[int, str]]:
        runs: list[tuple[int, str]] = []
        for character in text:
            place = self._look(character)[0]
            if runs and runs[-1][0] == place:
                runs[-1] = (place, runs[-1][1] + character)
            else:
                runs.append((place, character))
        return runs

    @staticmethod
    def _stamp(canvas: Canvas, mark: Squares) -> None:
        squares = qr.squares(mark.data)
        side = mark.side / len(squares)
        for y, row in enumerate(squares):
            for x, length in qr.runs(row):
                canvas.rect(
                    mark.x + x * side, _up(mark.y + (y + 1) * side), length * side, side, stroke=0, fill=1
                )  # fmt: skip


class _Font(TTFont):  # type: ignore[misc]
    """Reportlab writes the code points beyond the BMP as five digits into the table by which text is copied and
    searched, where a reader takes four: 𠮷 would be found as another character."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's name
        super().addObjects(doc)
        for name, stream in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:"):
                stream.content = _FIVE_DIGITS.sub(_as_surrogates, stream.content)


def _as_surrogates(match: re.Match[str]) -> str:
    return f"> <{chr(int(match[1], 16)).encode('utf-16-be').hex().upper()}>"


def _up(y: float) -> float:
    return layout.HEIGHT - y


def _registered(font: Font) -> str:
    """The name that reportlab knows the font by; reading one takes a quarter of a second, once."""
    name = f"hall-{font.path.name}"
    if name not in pdfmetrics.getRegisteredFontNames():
        try:
            pdfmetrics.registerFont(_Font(name, str(font.path)))
        except (TTFError, OSError) as error:
            raise Refused(
                Message("The font {file} cannot be used: {error}.", file=font.path.name, error=str(error)),
                Message("Install another one, or name one in printing.fonts; text and HTML work without."),
                code="no_font",
            ) from error
    return name
