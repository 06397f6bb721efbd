"""A one-time notice (一次性告知书) as it was issued: a snapshot that never changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class OpenMaterial:
    """A material that the notice asks for: what is missing or wrong, and where to get it.

    ``mark`` is ``missing`` or ``defective``.
    """

    code: str
    name: str
    mark: str
    words: str
    requirement: str
    source: str
    originals: int = 0
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Notice:
    """Everything that the paper says. 行政许可法 §32(1)(4): once, everything.

    ``number`` is the document number (hall short name + 告知 + [year] + serial). ``marked`` holds every
    material of the checklist with its mark (code, name, mark, words), the ones in order included.
    ``item_version`` is the version of the item that the applicant was told, 0 where none was kept. A second or
    further notice names the one ``before`` it, its ``cause`` (``once.CAUSES``), ``what`` is new, ``why`` it could
    not be seen the first time, and the supervisor who agreed; ``before_number`` is the document number of that one.
    ``handed`` says of the materials that are here how each was handed in (code, code of ``checklist.HANDED``).
    """

    id: str
    number: str
    request: str
    terminal: str
    hall: str
    item: str
    item_name: str
    department: str
    basis: str
    applicant: str
    contact: str
    received_at: datetime
    issued_at: datetime
    clerk: str
    clerk_name: str
    clerk_phone: str
    window: int
    window_name: str
    open: tuple[OpenMaterial, ...]
    marked: tuple[tuple[str, str, str, str], ...]
    supplement_due: date | None
    consultation_phone: str = ""
    supervision_phone: str = ""
    copies: int = 2
    item_version: int = 0
    before: str = ""
    cause: str = ""
    what: str = ""
    why: str = ""
    agreed_by: str = ""
    agreed_name: str = ""
    before_number: str = ""
    handed: tuple[tuple[str, str], ...] = ()
