"""The guide slip (引导单): who came to the wrong window takes the right one home in writing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hallclient.printing.filling import Filling
from hallclient.printing.paper import BY_HAND, chinese_time


@dataclass(frozen=True, slots=True)
class Guidance:
    """Where the applicant is sent: unit, window, floor, phone, for which matter, and who said so (首问责任人)."""

    hall: str
    matter: str
    unit: str
    window: str
    floor: str
    phone: str
    guided_by: str
    at: datetime
    guided_by_phone: str = ""
    applicant: str = ""
    contact: str = ""
    request: str = ""
    address: str = ""
    consultation_phone: str = ""
    supervision_phone: str = ""


def filling(guidance: Guidance, number: str) -> Filling:
    """What the slip says; a place to write where something is not known."""
    words = {
        "大厅": guidance.hall,
        "文号": number,
        "申请人": guidance.applicant,
        "联系方式": guidance.contact,
        "办件编号": guidance.request,
        "事项": guidance.matter or BY_HAND,
        "办理单位": guidance.unit or BY_HAND,
        "办理窗口": guidance.window or BY_HAND,
        "楼层": guidance.floor or BY_HAND,
        "地址": guidance.address,
        "办理电话": guidance.phone or BY_HAND,
        "首问责任人": guidance.guided_by or BY_HAND,
        "首问电话": guidance.guided_by_phone or BY_HAND,
        "引导时间": chinese_time(guidance.at),
        "咨询电话": guidance.consultation_phone or BY_HAND,
        "监督电话": guidance.supervision_phone or BY_HAND,
    }
    return Filling(words)
