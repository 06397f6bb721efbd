"""Putting the papers of a request out as files: text for a slip printer, a page for A4."""

from __future__ import annotations

import re
from pathlib import Path

from hallclient import files
from hallclient.errors import Refused
from hallclient.jobs.paper_office import office, paper
from hallclient.language import chinese
from hallclient.printing import acceptance as acceptance_paper
from hallclient.printing import forms, large
from hallclient.printing import guide as guide_paper
from hallclient.printing import hand_over as hand_over_paper
from hallclient.printing import notice as notice_paper
from hallclient.printing import receipt as receipt_paper
from hallclient.printing.paper import Paper, window_of
from hallclient.rules.item import Item
from hallclient.rules.masking import hall_name
from hallclient.rules.message import Message
from hallclient.rules.notice import Notice
from hallclient.rules.request import Request
from hallclient.rules.terms import STATES
from hallclient.services import accounts, guidance, notices, requests, visit_requests
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall
from hallclient.services.handover import HandedOver
from hallclient.services.windows import Window

_ADDRESS = re.compile(r"地址[:：]([^；;）)]+)")
_PHONE = re.compile(r"电话[:：]([^；;）)]+)")


def folder(hall: Hall, number: str) -> Path:
    """Where the papers of a request lie."""
    return hall.home.exports / "papers" / number


def receipt(hall: Hall, actor: Actor, request: Request) -> Path:
    """收件凭证, in the name of the person who took the papers in, whoever prints it again; it lists everything
    that was received in the visit.

    Gives the folder. Raises HallError (``not_written``) as all here do."""
    receiver = accounts.names(hall).get(request.first_asked, request.first_asked)
    issuer = office(hall, actor, receiver, request.first_asked)
    also = visit_requests.received_with(hall, request)
    filled = receipt_paper.filling(request, issuer, request.number, also)
    return _put(hall, request, "receipt", paper(hall, "receipt", filled))


def notice(hall: Hall, actor: Actor, issued: Notice) -> Path:
    """一次性告知书 from its snapshot: the same notice gives the same bytes. Every printing is logged."""
    request = requests.get(hall, issued.request)
    where = _put(hall, request, f"notice-{issued.id}", notice_of(hall, issued))
    for form in ("text", "html"):
        notices.note_print(hall, actor, issued.id, form)
    return where


def notice_of(hall: Hall, issued: Notice) -> Paper:
    """The paper of a notice, or of the draft of one."""
    return paper(hall, "notice", notice_paper.filling(issued))


def acceptance(hall: Hall, actor: Actor, request: Request) -> Path:
    """受理通知书. Raises :class:`Refused` for a request that has not been accepted."""
    filled = acceptance_paper.filling(request, office(hall, actor), request.number)
    return _put(hall, request, "acceptance", paper(hall, "acceptance", filled))


def guide_to_window(hall: Hall, actor: Actor, window: Window, matter: str = "") -> Path:
    """引导单 to another window of this hall; recorded as guidance by the person first asked."""
    said = guidance.to_window(hall, actor, window, matter)
    slip = guide_paper.Guidance(
        hall=hall.config.hall,
        matter=said.matter,
        unit="、".join(window.departments),
        window=window_of(window.number, window.name),
        floor=window.floor,
        phone=window.phone,
        guided_by=f"{actor.name}（工号{actor.code}）",
        guided_by_phone=hall.config.hall_phone,
        at=said.at,
        consultation_phone=hall.config.consultation_phone,
        supervision_phone=hall.config.supervision_phone,
    )
    name = f"guide-{said.at:%H%M%S}-{window.number:02d}"
    where = folder(hall, f"guides-{said.at:%Y%m%d}")
    return _save(where, name, paper(hall, "guide", guide_paper.filling(slip, "")))


def guide(hall: Hall, actor: Actor, item: Item, applicant: str = "", number: str = "") -> Path:
    """引导单 to the body whose matter it is; without a request it goes to a folder of the day."""
    now = hall.clock.now()
    slip = guide_paper.Guidance(
        hall=hall.config.hall,
        matter=item.name,
        unit=item.department,
        window="",
        floor="",
        address=_found(_ADDRESS, item.remark),
        phone=_found(_PHONE, item.remark),
        guided_by=f"{actor.name}（工号{actor.code}）",
        guided_by_phone=hall.config.hall_phone,
        at=now,
        applicant=applicant,
        request=number,
        consultation_phone=hall.config.consultation_phone,
        supervision_phone=hall.config.supervision_phone,
    )
    where = folder(hall, number or f"guides-{now:%Y%m%d}")
    name = "guide" if number else f"guide-{now:%H%M%S}"
    return _save(where, name, paper(hall, "guide", guide_paper.filling(slip, number)))


def redirect(hall: Hall, request: Request, by: str) -> Path:
    """引导单 of a request that was redirected: the window or body, whom to ask for there, and the matter.

    ``by`` is the name of who says it. Raises :class:`Refused` for a request that was not redirected."""
    to = request.guided
    if to is None:
        raise Refused(Message("The applicant has not been sent elsewhere."), Message("Redirect the request first."))
    slip = guide_paper.Guidance(
        hall=hall.config.hall,
        matter=to.matter or request.item_name,
        unit=to.unit if to.window is None else hall.config.hall,
        window=to.unit if to.window is not None else "",
        floor=to.floor,
        phone=" ".join(part for part in (to.name, to.phone) if part),
        guided_by=by,
        guided_by_phone=hall.config.hall_phone,
        at=request.closed_at or request.received_at,
        applicant=request.applicant.name,
        request=request.number,
        consultation_phone=hall.config.consultation_phone,
        supervision_phone=hall.config.supervision_phone,
    )
    made = paper(hall, "guide", guide_paper.filling(slip, request.number))
    return _save(folder(hall, request.number), "guide", made)


def hand_over(hall: Hall, done: HandedOver) -> Path:
    """办件交接清单 for both to sign; in a folder of the day."""
    names = accounts.names(hall)

    def called(code: str) -> str:
        return f"{names.get(code, code)}（工号{code}）"

    lines = tuple(
        hand_over_paper.Handed(
            request.number,
            request.item_name,
            request.applicant.name if request.applicant.organisation else hall_name(request.applicant.name),
            chinese(STATES[request.state]),
            request.promised_due or request.statutory_due,
        )
        for request in done.requests
    )
    by = "" if done.by == done.owner else called(done.by)
    made = hand_over_paper.paper(
        hand_over_paper.HandOver(
            hall.config.hall, called(done.owner), called(done.to), done.reason, done.at, by, lines
        )
    )
    where = folder(hall, f"hand-overs-{done.at:%Y%m%d}")
    name = f"hand-over-{done.owner}-{done.to}-{done.at:%H%M%S}"
    return _save(where, name, made)


def _put(hall: Hall, request: Request, name: str, made: Paper) -> Path:
    """The paper in its usual forms, and in large print too where the applicant needs it; gives the folder."""
    where = _save(folder(hall, request.number), name, made)
    if request.circumstances.large_print:
        files.save(where / f"{name}-large.txt", large.text(made))
        files.save(where / f"{name}-large.html", large.page(made))
    return where


def _save(where: Path, name: str, made: Paper) -> Path:
    for form in ("text", "html"):
        files.save_bytes(where / f"{name}{forms.FORMS[form]}", forms.render(made, form))
    return where


def _found(pattern: re.Pattern[str], words: str) -> str:
    match = pattern.search(words)
    return match[1].strip() if match else ""
