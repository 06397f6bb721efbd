"""The forms of a document (text, slips, HTML, PDF) as they were first made, so that a reprint is the same bytes."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass

from db.queries import documents as queries
from hallclient.errors import Conflict
from hallclient.services.hall import Hall


@dataclass(frozen=True, slots=True)
class Form:
    """A form as first made. ``content`` is None where the bytes are a file; ``made_with`` is what they rest on."""

    content: bytes | None
    sha256: str
    made_with: str


def form(hall: Hall, ident: str, name: str) -> Form | None:
    """A form as it was first made; None before."""
    row = queries.form(hall.db, ident, name)
    if row is None:
        return None
    content = zlib.decompress(bytes(row.content)) if row.content is not None else None
    return Form(content, row.sha256, row.made_with)


def keep_form(hall: Hall, ident: str, name: str, content: bytes, made_with: str, *, inside: bool) -> None:
    """Keep a form that was made for the first time; ``inside`` its bytes too, else only their digest."""
    values = {
        "document": ident,
        "form": name,
        "kept_at": hall.clock.now(),
        "made_with": made_with,
        "content": zlib.compress(content, 9) if inside else None,
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    try:
        with hall.write():
            queries.add_form(hall.db, values)
    except Conflict:
        if form(hall, ident, name) is None:  # another process was first; its bytes are the same
            raise


def problems(hall: Hall) -> list[str]:
    """Ids of documents, and of their kept forms, that are no longer what was issued."""
    bad = [ident for ident, body, digest in queries.bodies(hall.db) if _sha256(body.encode()) != digest]
    for ident, name, content, digest in queries.contents(hall.db):
        try:
            whole = _sha256(zlib.decompress(bytes(content))) == digest
        except zlib.error:
            whole = False
        if not whole:
            bad.append(f"{ident} ({name})")
    return bad


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
