"""The consultation notice (咨询告知单): everything about a matter, before there is a request.

Basis, conditions, procedure, materials with copies and requirements, fees, limits, phones: what 行政许可法 §30 has
put on display. Conditions and procedure are the item's own words, or follow from its kind where it has none. The
notice promises nothing and starts no clock.
"""

from __future__ import annotations

from hallclient.printing.filling import Filling
from hallclient.printing.office import Office
from hallclient.printing.paper import BY_HAND, Entries, matter, pieces
from hallclient.rules.item import Item, ItemMaterial

_UNIT_WORDS = {"workday": "个工作日", "day": "个自然日"}
_GRANTED_HERE = ("promised", "instant", "joint", "passed_up")
_STEPS = {
    "instant": "收件；当场审查、当场决定；出件",
    "joint": "收件；受理；各部门并联审批；决定；送达",
    "passed_up": "收件；受理；初步审查；上报有权机关决定；送达",
    "consultation": "提问；答复",
    "complaint": "登记；转办；办理；答复",
    "disclosure": "登记；审查；答复",
    "handed_on": "请到实施机关申请",
}


def filling(item: Item, office: Office, number: str) -> Filling:
    """What the notice says of ``item``."""
    words = {
        **office.words(),
        "文号": number,
        "事项": matter(item.name, item.code),
        "实施机关": item.department or office.hall,
        "办理依据": item.basis or "未载明",
        "受理条件": item.acceptance_conditions or _conditions(item),
        "办理流程": item.procedure or _procedure(item),
        "办理方式": "、".join(words for words, on in _marks(item) if on),
        "特别说明": item.remark,
        "收费": item.fee or "未载明",
        "法定时限": _limit(item, item.statutory_days),
        "承诺时限": _limit(item, item.promised_days),
        "材料项数": str(len(item.materials)),
        "材料说明": "" if item.materials else "办事指南未列明申请材料。",
    }
    columns = ("材料名称", "份数", "材料要求", "取得方式", "适用情形", "说明")
    labels = dict(item.conditions)
    rows = tuple(_row(material, labels) for material in item.materials)
    return Filling(words, {"申请材料": Entries(columns, rows)})


def _row(material: ItemMaterial, labels: dict[str, str]) -> tuple[str, ...]:
    return (
        material.name,
        pieces(material.originals, material.copies) or BY_HAND,
        material.requirement,
        material.source or "由申请人自备",
        labels.get(material.condition, material.condition) or "均须提交",
        "，".join(
            word for may, word in ((material.deferrable, "可以容缺"), (material.promisable, "可以告知承诺")) if may
        ),
    )


def _conditions(item: Item) -> str:
    if item.kind not in _GRANTED_HERE:
        return "不限"
    return f"属于{item.department or '本机关'}职权范围，申请材料齐全、符合法定形式；其他条件以办理依据为准。"


def _procedure(item: Item) -> str:
    steps = _STEPS.get(item.kind, "收件；受理；审查；决定；送达")
    if item.kind not in _GRANTED_HERE:
        return steps + "。"
    return steps + "。材料不齐全或者不符合要求的，收件之日起五个工作日内一次性告知需要补正的全部内容。"


def _marks(item: Item) -> tuple[tuple[str, bool], ...]:
    return ("一次办好", item.done_once), ("全市通办", item.citywide)


def _limit(item: Item, days: int | None) -> str:
    return "未规定" if days is None else f"{days}{_UNIT_WORDS.get(item.unit, '日')}（自受理之日的次日起计算）"
