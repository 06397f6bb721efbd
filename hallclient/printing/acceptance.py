"""The notice of acceptance (受理通知书), dated and with a place for the seal of the deciding body."""

from __future__ import annotations

from datetime import date

from hallclient.errors import Refused
from hallclient.printing.filling import Filling, of_request
from hallclient.printing.office import Office
from hallclient.printing.paper import Entries, chinese_date, kept
from hallclient.rules.message import Message
from hallclient.rules.provisional import is_provisional
from hallclient.rules.request import Request

_LICENCE = "licence"
_UNIT_WORDS = {"workday": "个工作日", "day": "个自然日"}
_LATER = (("deferred", "容缺受理，承诺后补"), ("promised", "告知承诺，以书面承诺代替"))
_LAW = "《中华人民共和国行政许可法》第三十二条第一款"


def filling(request: Request, office: Office, number: str) -> Filling:
    """What the notice says. Raises :class:`Refused` when the request has not been accepted."""
    if request.accepted_on is None:
        raise Refused(
            Message("Not printed: request {number} has not been accepted.", number=request.number),
            Message("Accept the request first."),
        )
    later = [(m.name, words) for mark, words in _LATER for m in request.materials if m.mark == mark]
    words = {
        **office.words(),
        **of_request(request),
        "文号": number,
        "受理机关": request.department or office.hall,
        "受理日期": chinese_date(request.accepted_on),
        "受理决定": _decision(request, request.accepted_on),
        "受理依据": f"{_LAW}第{'四' if request.by_law else '五'}项" if request.legal_path == _LICENCE else "",
        "法定办结日期": _due(request, request.statutory_days, request.statutory_due),
        "承诺办结日期": _due(request, request.promised_days, request.promised_due),
        "暂定说明": _remarks(request),
        "受理机关印章": office.seal_of(request.department),
        "份数": kept("本通知书", office.copies, "申请人、受理机关"),
    }
    return Filling(words, {"后补的材料": Entries(("材料名称", "情况"), tuple(later))})


def _remarks(request: Request) -> str:
    """What else moves the dates: an extension, time that does not count, a year that is not known."""
    remarks = []
    if request.extended_days:
        remarks.append(
            f"经{request.extension_approver}批准（{request.extension_document}），"
            f"上列期限已延长{request.extended_days}{_UNIT_WORDS.get(request.unit, '日')}。"
        )
    if request.paused_since is not None:
        remarks.append("依法不计入期限的时间尚未结束，上列日期为最早办结日期。")
    if request.provisional:
        remarks.append("期限跨入放假安排尚未收录的年度，上列日期为暂定，放假安排公布后重新计算并告知。")
    return "".join(remarks)


def _decision(request: Request, accepted: date) -> str:
    """Why it is accepted: the papers, or the law itself where the hall has missed its five days (§32)."""
    if request.by_law and request.legal_path != _LICENCE:
        return (
            "受理机关未在收到申请材料后五个工作日内一次告知需要补正的全部内容，"
            f"依照{request.deemed_basis}，本申请自收到申请材料之日（{chinese_date(accepted)}）起视为受理。"
        )
    if request.by_law:
        return (
            "受理机关未在收到申请材料后五个工作日内一次告知需要补正的全部内容，"
            f"依照{_LAW}第四项，本申请自收到申请材料之日（{chinese_date(accepted)}）起即为受理。"
        )
    reason = f"，依照{_LAW}第五项" if request.legal_path == _LICENCE else ""
    return f"您提出的上述申请，经核对符合受理条件{reason}，决定予以受理。"


def _due(request: Request, days: int | None, due: date | None) -> str:
    if days is None or due is None:
        return "未规定"
    length = f"{days}{_UNIT_WORDS.get(request.unit, '日')}"
    return f"{chinese_date(due)}（{length}{'，暂定' if is_provisional(request, due) else ''}）"
