"""The slip for papers given back (材料退还单): which, how many, why, to whom and when."""

from __future__ import annotations

from hallclient.errors import Refused
from hallclient.printing import handed_in
from hallclient.printing.filling import Filling, of_request
from hallclient.printing.office import Office
from hallclient.printing.paper import BY_HAND, Entries, kept
from hallclient.rules.message import Message
from hallclient.rules.request import Request, RequestMaterial

_HELD = frozenset({"ok", "defective"})
_REASONS = {
    "withdrawn": "申请人撤回申请",
    "lapsed": "申请终止，材料退还",
    "not_accepted": "决定不予受理",
    "rejected_wrong_body": "不属于本行政机关职权范围",
}
_OVER = frozenset(_REASONS)


def filling(request: Request, office: Office, number: str, reason: str = "") -> Filling:
    """What the slip says; ``reason`` where the state of the request gives none.

    Raises :class:`Refused` when no material was received: nothing can be given back then.
    """
    papers = held(request)
    if not papers:
        raise Refused(
            Message("Not printed: request {number} has no papers to give back.", number=request.number),
            Message("Mark on the checklist what was received."),
        )
    over = request.state in _OVER
    words = {
        **office.words(),
        **of_request(request),
        "文号": number,
        "退还原因": reason or _REASONS.get(request.state, "") or BY_HAND,
        "退还项数": str(len(papers)),
        "退还说明": "上列材料已经退还，本次申请不再办理，不计算办理期限；可以重新申请。"
        if over
        else "上列材料已经退还；需要继续办理的，请再次提交。",
        "份数": kept("本退还单", office.copies, "申请人、本窗口"),
    }
    return Filling(
        words, {"退还的材料": Entries(("材料名称", "原件", "复印件", "提交方式"), tuple(map(_row, papers)))}
    )


def held(request: Request) -> list[RequestMaterial]:
    """The materials that are here and can be given back."""
    return [paper for paper in request.materials if paper.mark in _HELD or paper.received_on]


def _row(material: RequestMaterial) -> tuple[str, ...]:
    return (
        material.name,
        *handed_in.pieces(material),
        handed_in.way(material.handed),
    )
