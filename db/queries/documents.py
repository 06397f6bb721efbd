"""Issued documents, their forms and prints, and what waits for its paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from peewee import JOIN, Database

from db.models.document import Document, DocumentForm, DocumentPrint, WaitingPaper


def get(db: Database, ident: str) -> Document | None:
    """The document with this id or document number."""
    query = Document.select().where((Document.id == ident) | (Document.number == ident)).order_by(Document.issued_at)
    found = list(query.limit(1).execute(db))
    return found[0] if found else None


def of_request(db: Database, request: int) -> list[Document]:
    """The documents of a request, oldest first."""
    query = Document.select().where(Document.request == request).order_by(Document.issued_at, Document.id)
    return list(query.execute(db))


def newest(db: Database, terminal: str, limit: int) -> list[Document]:
    """The last documents of a terminal, newest first."""
    query = Document.select().where(Document.terminal == terminal).order_by(Document.issued_at.desc())
    return list(query.limit(limit).execute(db))


def add(db: Database, values: dict[str, Any]) -> None:
    """Keep an issued document."""
    Document.insert(values).execute(db)


def form(db: Database, document: str, name: str) -> DocumentForm | None:
    """A form as it was first made."""
    query = DocumentForm.select().where(DocumentForm.document == document, DocumentForm.form == name)
    found = list(query.execute(db))
    return found[0] if found else None


def add_form(db: Database, values: dict[str, Any]) -> None:
    """Keep a form."""
    DocumentForm.insert(values).execute(db)


def add_print(db: Database, values: dict[str, Any]) -> None:
    """Note a printing."""
    DocumentPrint.insert(values).execute(db)


def prints(db: Database, document: str) -> list[DocumentPrint]:
    """Every printing of a document, oldest first."""
    query = DocumentPrint.select().where(DocumentPrint.document == document).order_by(DocumentPrint.id)
    return list(query.execute(db))


def wait(db: Database, values: dict[str, Any]) -> None:
    """A document waits for its paper."""
    WaitingPaper.insert(values).execute(db)


def waiting(db: Database, terminal: str) -> list[WaitingPaper]:
    """What waits at a terminal, oldest first."""
    query = WaitingPaper.select().where(WaitingPaper.terminal == terminal)
    return list(query.order_by(WaitingPaper.since, WaitingPaper.document).execute(db))


def waiting_numbers(db: Database, terminal: str) -> list[tuple[str, str, str]]:
    """Id, document number and request number of what waits, oldest first."""
    query = WaitingPaper.select(WaitingPaper.document, WaitingPaper.number, WaitingPaper.request)
    query = query.where(WaitingPaper.terminal == terminal).order_by(WaitingPaper.since, WaitingPaper.document)
    return list(query.tuples().execute(db))


def still_waiting(db: Database, document: str, problem: str, job: str) -> None:
    """Why its paper is not out."""
    WaitingPaper.update(problem=problem, job=job).where(WaitingPaper.document == document).execute(db)


def came_out(db: Database, document: str) -> None:
    """Nothing waits any more."""
    WaitingPaper.delete().where(WaitingPaper.document == document).execute(db)


def bodies(db: Database) -> Iterator[tuple[str, str, str]]:
    """Id, body and digest of every document."""
    query = Document.select(Document.id, Document.body, Document.sha256).order_by(Document.id)
    yield from query.tuples().iterator(db)


def contents(db: Database) -> Iterator[tuple[str, str, Any, str]]:
    """Document, form, kept bytes and digest of every form that has bytes here."""
    query = DocumentForm.select(DocumentForm.document, DocumentForm.form, DocumentForm.content, DocumentForm.sha256)
    yield from query.where(DocumentForm.content.is_null(False)).order_by(DocumentForm.id).tuples().iterator(db)


def request_numbers(db: Database, documents: list[str]) -> dict[str, str]:
    """The number of the request of each document that has one."""
    from db.models.request import Request

    query = Document.select(Document.id, Request.number).join(Request, JOIN.INNER)
    return dict(query.where(Document.id.in_(documents)).tuples().execute(db))
