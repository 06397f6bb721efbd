"""The papers of a made-up past: a notice that was printed at once, or one that still waits for its paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.models.document import DocumentPrint, WaitingPaper
from hallclient.rules.notice import Notice
from hallclient.services.accounts import Actor
from hallclient.services.documents import OUT

if TYPE_CHECKING:
    from hallclient.services.past import Past


def came_out_or_waits(past: Past, actor: Actor, told: Notice, printed: bool) -> None:
    """As ``documents.wait`` and ``documents.note_print`` leave it."""
    if printed:
        done = {"form": "html", "way": "folder", "copy": "", "outcome": OUT, "words": ""}
        at = past.hall.clock.now()
        past.add(DocumentPrint, {"document": told.id, "printed_at": at, "staff": actor.code, **done})
        past.journal(actor.code, "print", "document", told.id, done)
        return
    row = {"document": told.id, "terminal": past.hall.terminal, "kind": "notice", "number": told.number}
    past.add(WaitingPaper, {**row, "request": told.request, "since": told.issued_at})
