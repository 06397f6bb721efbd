"""The refusal to accept (不予受理通知书): reason, basis, remedy, date, a place for the seal (§32).

Missing papers are never a ground for it; the rules have seen to that before.
"""

from __future__ import annotations

from hallclient.errors import Refused
from hallclient.printing.filling import Filling, of_request
from hallclient.printing.office import Office
from hallclient.printing.paper import BY_HAND, chinese_date, kept
from hallclient.rules.message import Message
from hallclient.rules.refusal import names_article
from hallclient.rules.request import Request

STATES = frozenset({"not_accepted", "rejected_wrong_body"})
_LAW = "《中华人民共和国行政许可法》第三十二条第一款"


def filling(request: Request, office: Office, number: str) -> Filling:
    """What it says. Raises :class:`Refused` for a request that was not refused."""
    if request.state not in STATES:
        raise Refused(
            Message("Not printed: request {number} has not been refused.", number=request.number),
            Message("Refuse or redirect the request first."),
        )
    wrong_body = request.state == "rejected_wrong_body"
    ended = request.closed_at or request.decided_at or office.at
    words = {
        **office.words(),
        **of_request(request),
        "文号": number,
        "决定机关": request.department or office.hall,
        "不予受理决定": "您提出的上述申请，经审查，决定不予受理。",
        "不予受理理由": _wrong_body() if wrong_body else request.result_reason or BY_HAND,
        "有权机关": (request.result_reason or BY_HAND) if wrong_body else "",
        "不予受理依据": _basis(request, wrong_body),
        "授权文号": request.authorisation,
        "救济途径": _remedy(office),
        "决定日期": chinese_date(ended.date()),
        "决定机关印章": office.seal_of(request.department),
        "份数": kept("本通知书", office.copies, "申请人、决定机关"),
    }
    return Filling(words)


def _wrong_body() -> str:
    return "申请事项依法不属于本行政机关职权范围，请向下列有权机关申请。"


def _basis(request: Request, wrong_body: bool) -> str:
    """The law for a wrong body; else what was named; else it stands in the reason, or there is a place for it."""
    if wrong_body:
        return f"{_LAW}第二项" if request.legal_path == "licence" else ""
    return request.legal_basis or ("" if names_article(request.result_reason) else BY_HAND)


def _remedy(office: Office) -> str:
    """行政复议法 §20: sixty days; 行政诉讼法 §46: six months."""
    return (
        f"不服本决定的，可以自收到本通知书之日起六十日内向{office.reconsideration or BY_HAND}申请行政复议，"
        f"也可以自收到本通知书之日起六个月内向{office.court or BY_HAND}提起行政诉讼。"
    )
