"""What is particular about a receipt, in the words of papers: authority, help, card, signature, late entry."""

from __future__ import annotations

from hallclient.printing.paper import chinese_date, chinese_time
from hallclient.rules.circumstances import Signature
from hallclient.rules.request import Request

_AUTHORITIES = {"entrusted": "委托代理", "guardian": "法定代理", "handler": "单位经办人"}
_CARDS = {"expired": "证件已过有效期", "temporary": "临时身份证"}
_SIGNED = {"signed": "签字", "fingerprint": "按手印"}


def words(request: Request) -> dict[str, str]:
    """What a template may say of it; empty in the ordinary case."""
    told, authority = request.circumstances, request.authority
    by = until = scope = relation = ""
    if request.agent and authority and authority.kind:
        by = _AUTHORITIES[authority.kind]
        scope = f"，权限：{authority.scope}" if authority.scope else ""
        until = f"，有效期至{chinese_date(authority.until)}" if authority.until else ""
    if told.contact_relation:
        relation = f"（{told.contact_relation}）"
    late = told.entered_at
    return {
        "代理权限": f"{by}{scope}{until}",
        "代为联系人": f"{told.contact_name}{relation}",
        "证件情况": _CARDS.get(told.card, ""),
        "代书代读": f"{told.scribe}，见证人：{told.scribe_witness}" if told.scribe else "",
        "补录": f"纸质单号{told.paper_serial}，{chinese_time(late)}补录" if late is not None else "",
        "签收情况": signed(told.signature),
        "代书签名": "代书（代读）人（签字）" if told.scribe else "",
        "见证签名": "见证人（签字）" if told.scribe or told.signature.kind == "refused" else "",
    }


def signed(signature: Signature) -> str:
    """How a paper was signed for."""
    if signature.kind == "refused":
        return f"拒签，理由：{signature.reason}，见证人：{signature.witness}"
    return _SIGNED.get(signature.kind, "")
