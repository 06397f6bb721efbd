"""What a document puts into its template: words by name, and lists by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hallclient.printing.paper import BY_HAND, Entries, chinese_time, matter
from hallclient.rules.request import Request


@dataclass(frozen=True, slots=True)
class Filling:
    """Every name that a document knows is there, empty where it has nothing to say."""

    words: Mapping[str, str]
    tables: Mapping[str, Entries] = field(default_factory=dict)


def of_request(request: Request) -> dict[str, str]:
    """The words that every paper of a request takes from it."""
    return {
        "申请人": request.applicant.name or BY_HAND,
        "联系方式": request.applicant.phone or "未提供",
        "代理人": request.agent.name if request.agent else "",
        "事项": matter(request.item_name, request.item),
        "实施机关": request.department,
        "办件编号": request.number,
        "收件时间": chinese_time(request.received_at),
    }
