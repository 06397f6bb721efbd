"""Issuing the papers of a request: composed by their templates, numbered and kept as documents.

A paper that has been issued is not issued again while what it says is still so: printing it once more is a reprint.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from hallclient.errors import NotFound, Refused
from hallclient.jobs.paper_office import office, paper
from hallclient.printing import acceptance as acceptance_paper
from hallclient.printing import consultation as consultation_paper
from hallclient.printing import guide as guide_paper
from hallclient.printing import notice as notice_paper
from hallclient.printing import receipt as receipt_paper
from hallclient.printing import refusal as refusal_paper
from hallclient.printing import returned as returned_paper
from hallclient.printing import snapshot
from hallclient.printing.filling import Filling
from hallclient.printing.kinds import KINDS
from hallclient.printing.paper import Paper, window_of
from hallclient.rules.guidance import Guidance
from hallclient.rules.item import Item
from hallclient.rules.message import Message
from hallclient.rules.notice import Notice
from hallclient.rules.request import Request
from hallclient.rules.text import one_line
from hallclient.services import accounts, catalogue, documents, guidance, notices, requests, visit_requests
from hallclient.services.accounts import Actor
from hallclient.services.documents import Document
from hallclient.services.hall import Hall
from hallclient.services.windows import Window

_ADDRESS = re.compile(r"地址[:：]([^；;）)]+)")
_PHONE = re.compile(r"电话[:：]([^；;）)]+)")
_FACTS = {
    "receipt": (),
    "acceptance": ("受理日期", "受理决定", "法定办结日期", "承诺办结日期"),
    "refusal": ("不予受理理由", "有权机关", "决定日期"),
    "return": ("退还原因",),
    "guide": ("事项", "办理单位", "办理窗口"),
}
"""The words that make a paper another one when they change; its lists always do."""


def receipt(hall: Hall, actor: Actor, request: Request) -> Document:
    """收件凭证, in the name of the person who took the papers in, whoever prints it; it lists everything that was
    received in the visit."""
    receiver = accounts.names(hall).get(request.first_asked, request.first_asked)
    issuer = office(hall, actor, receiver, request.first_asked)
    also = visit_requests.received_with(hall, request)
    return _issued(
        hall, actor, "receipt", request, lambda number: receipt_paper.filling(request, issuer, number, also)
    )


def supplement(hall: Hall, actor: Actor, request: Request, brought: Sequence[str]) -> Document:
    """收件凭证 for what a supplement brought, in the name of who took it; each supplement has its own."""
    issuer = office(hall, actor)
    told = notices.of_request(hall, request.number)
    asked = f"{notice_paper.title(request.legal_path)}（{told[-1].number}）" if told else ""

    def write(number: str) -> str:
        filled = receipt_paper.of_supplement(request, issuer, number, brought, asked)
        return snapshot.dump(paper(hall, "receipt", filled))

    return documents.issue(hall, actor, "receipt", KINDS["receipt"].word, write, request=request)


def acceptance(hall: Hall, actor: Actor, request: Request) -> Document:
    """受理通知书. Raises :class:`Refused` for a request that has not been accepted."""
    issuer = office(hall, actor)
    return _issued(
        hall, actor, "acceptance", request, lambda number: acceptance_paper.filling(request, issuer, number)
    )


def refusal(hall: Hall, actor: Actor, request: Request) -> Document:
    """不予受理通知书. Raises :class:`Refused` for a request that was not refused."""
    issuer = office(hall, actor)
    return _issued(hall, actor, "refusal", request, lambda number: refusal_paper.filling(request, issuer, number))


def returned(hall: Hall, actor: Actor, request: Request, reason: str = "") -> Document:
    """材料退还单. Raises :class:`Refused` where nothing was received."""
    issuer = office(hall, actor)
    return _issued(
        hall, actor, "return", request, lambda number: returned_paper.filling(request, issuer, number, reason)
    )


def guide(hall: Hall, actor: Actor, item: Item, request: Request | None = None) -> Document:
    """引导单 to the body whose matter it is; without a request, recorded as guidance by the person first asked."""
    config = hall.config
    address, phone = _found(_ADDRESS, item.remark), _found(_PHONE, item.remark)
    slip = guide_paper.Guidance(
        hall=config.hall,
        matter=item.name,
        unit=item.department,
        window="",
        floor="",
        address=address,
        phone=phone,
        guided_by=f"{actor.name}（工号{actor.code}）",
        guided_by_phone=config.hall_phone,
        at=hall.clock.now(),
        applicant=request.applicant.name if request else "",
        contact=request.applicant.phone if request else "",
        request=request.number if request else "",
        consultation_phone=config.consultation_phone,
        supervision_phone=config.supervision_phone,
    )
    with hall.write():
        if request is None:
            guidance.record(hall, actor, Guidance(item.department, None, "", phone, item.name))
        return _issued(hall, actor, "guide", request, lambda number: guide_paper.filling(slip, number))


def redirect(hall: Hall, actor: Actor, request: Request) -> Document:
    """引导单 of a request that was redirected: the window or body, whom to ask for there, and the matter.

    Raises :class:`Refused` for a request that was not redirected."""
    to, config = request.guided, hall.config
    if to is None:
        raise Refused(Message("The applicant has not been sent elsewhere."), Message("Redirect the request first."))
    slip = guide_paper.Guidance(
        hall=config.hall,
        matter=to.matter or request.item_name,
        unit=to.unit if to.window is None else config.hall,
        window=to.unit if to.window is not None else "",
        floor=to.floor,
        phone=" ".join(part for part in (to.name, to.phone) if part),
        guided_by=f"{actor.name}（工号{actor.code}）",
        guided_by_phone=config.hall_phone,
        at=request.closed_at or request.received_at,
        applicant=request.applicant.name,
        contact=request.applicant.phone,
        request=request.number,
        consultation_phone=config.consultation_phone,
        supervision_phone=config.supervision_phone,
    )
    return _issued(hall, actor, "guide", request, lambda number: guide_paper.filling(slip, number))


def guide_to_window(hall: Hall, actor: Actor, window: Window, matter: str = "") -> Document:
    """引导单 to another window of this hall; recorded as guidance by the person first asked."""
    with hall.write():
        unit, matter = "、".join(window.departments), one_line(matter)
        to = Guidance(window.title, window.number, "", window.phone, matter, window.floor)
        at = guidance.record(hall, actor, to)
        slip = guide_paper.Guidance(
            hall=hall.config.hall,
            matter=matter,
            unit=unit,
            window=window_of(window.number, window.name),
            floor=window.floor,
            phone=window.phone,
            guided_by=f"{actor.name}（工号{actor.code}）",
            guided_by_phone=hall.config.hall_phone,
            at=at,
            consultation_phone=hall.config.consultation_phone,
            supervision_phone=hall.config.supervision_phone,
        )
        return _issued(hall, actor, "guide", None, lambda number: guide_paper.filling(slip, number))


def consultation(hall: Hall, actor: Actor, code: str) -> Document:
    """咨询告知单: everything about a matter, without a request. Raises :class:`NotFound`."""
    item, issuer = catalogue.get(hall, code), office(hall, actor)
    return _issued(hall, actor, "consultation", None, lambda number: consultation_paper.filling(item, issuer, number))


def issue_notice(
    hall: Hall,
    actor: Actor | None,
    number: str,
    marks: Mapping[str, tuple[str, str]] | None = None,
    seen: int | None = None,
    **more: Any,
) -> Notice:
    """Issue the one-time notice and keep its paper: both or neither. ``more`` is passed on to ``notices.issue``."""
    actor = accounts.demand(actor, "handle")
    with hall.write():
        issued = notices.issue(hall, actor, number, marks, seen, **more)
        notice(hall, actor, issued)
    return issued


def notice(hall: Hall, actor: Actor, issued: Notice) -> Document:
    """一次性告知书, for a disclosure request 补正告知书, kept once."""

    def write() -> str:
        notice_paper.require_whole(issued)
        return snapshot.dump(notice_of(hall, issued))

    return documents.of_notice(hall, actor, issued, _kind_of(hall, issued), write)


def notice_of(hall: Hall, issued: Notice) -> Paper:
    """The paper of a notice, or of the draft of one."""
    return paper(hall, _kind_of(hall, issued), notice_paper.filling(issued))


def _kind_of(hall: Hall, issued: Notice) -> str:
    return "correction" if requests.row_of(hall, issued.request).legal_path == "disclosure" else "notice"


def by_ident(hall: Hall, actor: Actor, ident: str) -> Document:
    """A document by id or number; of a notice that was issued without one, its paper is kept now."""
    try:
        return documents.get(hall, ident)
    except NotFound as unknown:
        try:
            issued = notices.get(hall, ident)
        except NotFound:
            raise unknown from None
    return notice(hall, actor, issued)


def _issued(
    hall: Hall, actor: Actor, kind: str, request: Request | None, filling: Callable[[str], Filling]
) -> Document:
    """The last document of this kind where it still says what is so, else a new one."""
    accounts.demand(actor, "handle")
    facts = None
    if request is not None:
        filled = filling("")
        facts = [[filled.words[word] for word in _FACTS[kind]], {n: t.rows for n, t in filled.tables.items()}]
        digest = documents.facts_digest(facts)
        for before in reversed(documents.of_request(hall, request.number)):
            if before.kind == kind and before.facts == digest:
                return before

    def write(number: str) -> str:
        return snapshot.dump(paper(hall, kind, filling(number)))

    return documents.issue(hall, actor, kind, KINDS[kind].word, write, request=request, facts=facts)


def folder(hall: Hall, number: str) -> Path:
    """Where the papers of a request lie."""
    return hall.home.exports / "papers" / number


def file_of(hall: Hall, document: Document, suffix: str) -> Path:
    """The file of a document: with its request, or by kind and day."""
    where = document.request or f"{document.kind}-{document.issued_at:%Y%m%d}"
    name = document.id.replace(f"-{document.kind}-", "-")
    return folder(hall, where) / f"{document.kind}-{name}{suffix}"


def _found(pattern: re.Pattern[str], words: str) -> str:
    match = pattern.search(words)
    return match[1].strip() if match else ""
