"""Getting an issued document on paper: its bytes, its files, its printer, and the log of it.

What the same bytes rest on: text, slips, ESC/POS and HTML are kept with the document when they are first made, so a
reprint needs nothing else. A PDF is kept as a file in the folder of papers, its digest with the document; where the
file has gone it is made again and compared, and where this machine's fonts or library give other bytes, it is
refused with the reason rather than being another paper.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from hallclient import files
from hallclient.errors import HallError, Refused
from hallclient.jobs import paper_office, papers, printers
from hallclient.jobs.printers import PrinterProblem, Way
from hallclient.language import sentences
from hallclient.printing import forms, snapshot
from hallclient.rules.message import Message
from hallclient.services import accounts, document_forms, documents, requests
from hallclient.services.accounts import Actor
from hallclient.services.document_forms import Form
from hallclient.services.documents import Document
from hallclient.services.hall import Hall

_ALWAYS = ("text", "html")
"""Forms that every paper has in its folder, whatever the printer takes."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What came out, how, and where its file is."""

    document: Document
    form: str
    way: Way
    file: Path


FOLDER = Way("folder")
"""Where the paper of a step goes that a script took: nobody stands at a printer then."""


def put_out(
    hall: Hall,
    actor: Actor | None,
    ident: str,
    *,
    copies: int | None = None,
    copy: str = "",
    form: str = "",
    to: Way | None = None,
) -> Printed:
    """Print a document by the way of the settings, once more where it has been printed before.

    ``copy`` is the one that is wanted (``applicant``, ``hall``; empty for all of them): the log names it, or says
    that it was both, and a slip of one copy is the applicant's. ``form`` overrides the one that fits the printer,
    ``to`` the way of the settings. Raises HallError when the paper does not come out: the document is kept, waits
    (待打印) with the reason, and this can be called again.
    """
    actor = accounts.demand(actor, "handle")
    document = papers.by_ident(hall, actor, ident)
    to = to or printers.way(hall.config, document.kind)
    form = form or form_for(hall, to)
    job = next((waiting.job for waiting in documents.waiting(hall) if waiting.id == document.id), "")
    try:
        printers.cancel(job)
        for always in (*_ALWAYS, *_large(hall, document)):
            write(hall, document, always)
        file = write(hall, document, form)
        count = copies or _copies(hall, document.kind, copy)
        printers.send(to, file, title=document.number, copies=count)
    except HallError as error:
        left = error.job if isinstance(error, PrinterProblem) else ""
        why = sentences(error.message, error.remedy)
        documents.note_failure(hall, actor, document.id, form, way=str(to), why=why, job=left)
        raise
    documents.note_print(hall, actor, document.id, form, way=str(to), copy=copy or which(count))
    return Printed(document, form, to, file)


def which(count: int) -> str:
    """What the log calls so many copies of which none was chosen."""
    return "applicant" if count == 1 else "both" if count == 2 else "all"


def write(hall: Hall, document: Document, form: str) -> Path:
    """The file of a form in the folder of papers, written where it is not there as it should be."""
    path = papers.file_of(hall, document, forms.FORMS[form])
    content = content_of(hall, document, form)
    if _digest_of(path) != hashlib.sha256(content).hexdigest():
        files.save_bytes(path, content)
    return path


def content_of(hall: Hall, document: Document, form: str) -> bytes:
    """The bytes of a form: as they were first made, or made now and kept. Raises as :func:`forms.render` does, and
    :class:`Refused` (``not_same_bytes``) where a PDF cannot be made again as it was."""
    kept = document_forms.form(hall, document.id, form)
    if kept is not None and kept.content is not None:
        return kept.content
    path = papers.file_of(hall, document, forms.FORMS[form])
    if kept is not None and _digest_of(path) == kept.sha256:
        return path.read_bytes()
    paper = snapshot.load(document.body)
    fonts = paper_office.fonts(hall)
    content = forms.render(paper, form, fonts)
    made_with = forms.made_with(paper, form, fonts)
    if kept is not None:
        _demand_same(document, kept, content, made_with)
        return content
    inside = form not in forms.REPRODUCED
    if not inside:
        files.save_bytes(path, content)
    document_forms.keep_form(hall, document.id, form, content, made_with, inside=inside)
    return content


def _demand_same(document: Document, kept: Form, content: bytes, made_with: str) -> None:
    if hashlib.sha256(content).hexdigest() != kept.sha256:
        raise Refused(
            Message(
                "The PDF of {number} cannot be made again as it was: it was made with {before}, here is {now}.",
                number=document.number,
                before=kept.made_with,
                now=made_with,
            ),
            Message("Print it as text or HTML, which are kept, or put its file back into the folder of papers."),
            code="not_same_bytes",
        )


def form_for(hall: Hall, to: Way) -> str:
    """What the way takes: ESC/POS, HTML for the viewer, PDF for a printer, text where no font can be embedded."""
    if to.kind == "slip":
        return "escpos"
    if to.kind != "cups":
        return "html"
    if hall.config.print_form:
        return hall.config.print_form
    from hallclient.printing import fonts

    usable = any(fonts.font_of(path) for path in (*paper_office.fonts(hall), *fonts.found()))
    return "pdf" if usable else "text"


def _large(hall: Hall, document: Document) -> tuple[str, ...]:
    """Large print too where the applicant needs it."""
    if not document.request or not requests.get(hall, document.request).circumstances.large_print:
        return ()
    return forms.LARGE


def _copies(hall: Hall, kind: str, copy: str) -> int:
    """Both copies of what has two; one of a slip, of a consultation, or when only one of the two is wanted."""
    return 1 if copy or kind in ("guide", "consultation") else hall.config.copies


def _digest_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
