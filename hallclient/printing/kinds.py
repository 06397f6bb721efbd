"""The kinds of papers: what each is called, which word numbers it, and what no template may leave out."""

from __future__ import annotations

from dataclasses import dataclass

from hallclient.rules.message import Message


@dataclass(frozen=True, slots=True)
class Kind:
    """``name`` is also that of the template file; ``word`` stands in the document number (某政服 *告知* 〔2026〕…);
    ``required`` are names that a template must put in, lists as ``表 名称``."""

    name: str
    label: Message
    word: str
    required: frozenset[str]


_REQUEST = frozenset({"文号", "申请人", "事项"})
_TOLD = frozenset(
    {"收件时间", "告知说明", "再次告知说明", "表 需补正的材料", "法律依据", "补正期限", "经办人", "监督电话", "份数"}
)

KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "receipt",
            Message("Receipt for papers"),
            "收件",
            _REQUEST | {"收件时间", "收件人", "表 收到的材料", "表 未核对的材料"},
        ),
        Kind("notice", Message("One-time notice"), "告知", _REQUEST | _TOLD),
        Kind("correction", Message("Notice to correct"), "告知", _REQUEST | _TOLD),
        Kind(
            "refusal",
            Message("Refusal to accept"),
            "不予受理",
            _REQUEST | {"不予受理决定", "不予受理理由", "有权机关", "救济途径", "决定日期", "决定机关印章"},
        ),
        Kind(
            "acceptance",
            Message("Notice of acceptance"),
            "受理",
            _REQUEST | {"受理日期", "受理决定", "法定办结日期", "承诺办结日期", "受理机关印章"},
        ),
        Kind("guide", Message("Guide slip"), "引导", frozenset({"事项", "办理单位", "首问责任人"})),
        Kind(
            "consultation",
            Message("Consultation notice"),
            "咨询",
            frozenset({"事项", "办理依据", "表 申请材料", "收费", "法定时限", "承诺时限", "咨询电话"}),
        ),
        Kind("return", Message("Papers given back"), "退还", _REQUEST | {"退还原因", "表 退还的材料"}),
    )
}
"""Kind → what it is."""
