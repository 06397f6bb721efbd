"""Papers in large print (大字版) for people who see badly: the same words, fewer on a line and farther apart."""

from __future__ import annotations

from hallclient.printing import page as usual_page
from hallclient.printing import text as lines
from hallclient.printing.paper import Paper

WIDTH = 40
"""Terminal cells of a line; a printer sets these lines in double width."""

_STYLE = """
body.large { font-size: 20pt; line-height: 1.8; max-width: none; }
body.large h1 { font-size: 28pt; }
body.large .hall { font-size: 22pt; }
body.large table.entries { font-size: 18pt; }
body.large table.fields th { width: 7em; }
</style>"""


def text(paper: Paper) -> str:
    """Short lines with an empty one after each."""
    return "\n\n".join(line for line in lines.render(paper, WIDTH).splitlines() if line) + "\n"


def page(paper: Paper) -> str:
    """A page for A4 with letters nearly twice as large."""
    usual = usual_page.render(paper)
    return usual.replace("</style>", _STYLE.lstrip("\n"), 1).replace("<body>", '<body class="large">', 1)
