"""Papers as an HTML page for A4: self-contained, no scripts, nothing from elsewhere, all text escaped."""

from __future__ import annotations

from html import escape

from hallclient.printing import qr
from hallclient.printing.paper import Block, Code, Entries, Fields, Paper, Paragraph, Places, Seal
from hallclient.rules.text import clean

_QUIET = 2
"""Light squares around a code on white paper."""

_STYLE = """
@page { size: A4 portrait; margin: 18mm 20mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 12mm; max-width: 210mm; color: #000; background: #fff;
  font: 12pt/1.5 FangSong_GB2312, FangSong, STFangsong, "Noto Serif CJK SC", "Source Han Serif SC", SimSun,
  HanaMinA, HanaMinB, serif; }
h1, .hall { margin: 0; text-align: center; font-family: "Noto Sans CJK SC", SimHei, STHeiti, sans-serif; }
.hall { font-size: 14pt; }
h1 { font-size: 20pt; letter-spacing: 2pt; }
.number { margin: 4px 0 8px; text-align: right; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; margin: 6px 0; }
th, td { border: 1px solid #000; padding: 2px 6px; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
thead { display: table-header-group; }
tr, .sign, .seal { break-inside: avoid; }
table.fields th { width: 9em; font-weight: normal; background: #f3f3f3; }
table.entries { font-size: 11pt; }
table.entries :is(th, td) { min-width: 4em; }
table.entries :is(th, td):first-child { width: 3.2em; min-width: 0; white-space: nowrap; text-align: center; }
p { margin: 8px 0; text-indent: 2em; overflow-wrap: anywhere; }
p.strong { font-weight: bold; text-indent: 0; }
.sign { display: flex; flex-wrap: wrap; gap: 4mm 10mm; margin-top: 8mm; }
.sign span { flex: 1 1 60mm; border-bottom: 1px solid #000; }
.seal { margin: 6mm 0 4mm auto; width: 95mm; min-height: 40mm; padding-top: 12mm; text-align: center; }
.code { float: left; width: 40mm; margin: 6mm 0 0 4mm; font-size: 8pt; line-height: 1.2; text-align: center;
  overflow-wrap: anywhere; break-inside: avoid; }
.code svg { width: 24mm; height: 24mm; }
.sign, .after { clear: both; }
@media print { body { padding: 0; max-width: none; } table.fields th { background: none; } }
"""


def render(paper: Paper) -> str:
    """The whole page. The same paper gives the same bytes."""
    number = f'<div class="number">{_safe(paper.number)}</div>\n' if paper.number else ""
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{_safe(paper.title)} {_safe(paper.number)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<div class="hall">{_safe(paper.hall)}</div>\n<h1>{_safe(paper.title)}</h1>\n{number}'
        + "".join(map(_block, paper.blocks))
        + "</body>\n</html>\n"
    )


def _safe(text: str) -> str:
    return escape(clean(text))


def _block(block: Block) -> str:
    match block:
        case Fields():
            rows = (f'<tr><th scope="row">{_safe(a)}</th><td>{_safe(b)}</td></tr>\n' for a, b in block.pairs)
            return f'<table class="fields">\n{"".join(rows)}</table>\n'
        case Paragraph():
            start = '<p class="strong">' if block.strong else "<p>"
            return f"{start}{_safe(block.words)}</p>\n"
        case Entries():
            return _entries(block)
        case Places():
            places = "".join(f"<span>{_safe(label)}：</span>" for label in block.labels)
            return f'<div class="sign">{places}</div>\n'
        case Code():
            return _code(block)
        case Seal():
            return f'<div class="seal">{_safe(block.words)}<br>{_safe(block.dated)}</div>\n'


def _entries(block: Entries) -> str:
    head = "".join(f'<th scope="col">{_safe(column)}</th>' for column in ("序号", *block.columns))
    rows = ""
    for number, row in enumerate(block.rows, 1):
        cells = "".join(f"<td>{_safe(cell)}</td>" for cell in row)
        rows += f"<tr><td>{number}</td>{cells}</tr>\n"
    return f'<table class="entries">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n'


def _code(block: Code) -> str:
    """Drawn in the page itself: nothing is fetched from elsewhere."""
    squares = qr.squares(block.data)
    side = len(squares) + 2 * _QUIET
    path = "".join(
        f"M{x + _QUIET} {y + _QUIET}h{length}v1h-{length}z"
        for y, row in enumerate(squares)
        for x, length in qr.runs(row)
    )
    return (
        f'<div class="code"><svg viewBox="0 0 {side} {side}" role="img" aria-label="{_safe(block.data)}" '
        f'shape-rendering="crispEdges"><path d="{path}"/></svg><br>{_safe(block.data)}</div>\n'
    )
