"""The hall's requests compared with a list of the province's system (省平台): what is missing where, what differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hallclient.rules.message import Message

STAGES: Mapping[str, str] = {
    "registered": "received",
    "awaiting_supplement": "supplement",
    "accepted": "handling",
    "in_review": "handling",
    "decided": "done",
    "delivered": "done",
    "answered": "done",
    "not_accepted": "refused",
    "rejected_wrong_body": "refused",
    "withdrawn": "withdrawn",
    "lapsed": "withdrawn",
    "transferred": "handling",
}
"""State → stage. The province knows fewer states than the hall, so stages are compared."""

WORDS: Mapping[str, str] = {
    "收件": "received",
    "已收件": "received",
    "待受理": "received",
    "补正": "supplement",
    "待补正": "supplement",
    "补齐补正": "supplement",
    "受理": "handling",
    "已受理": "handling",
    "办理中": "handling",
    "在办": "handling",
    "审批中": "handling",
    "办结": "done",
    "已办结": "done",
    "准予许可": "done",
    "不予许可": "done",
    "出件": "done",
    "已出件": "done",
    "不予受理": "refused",
    "退件": "refused",
    "撤件": "withdrawn",
    "撤回": "withdrawn",
    "终止": "withdrawn",
}
"""What provinces write, beside the hall's own codes and words."""


KINDS: Mapping[str, Message] = {
    "missing_here": Message("Missing here"),
    "missing_there": Message("Missing in the province's list"),
    "state": Message("States differ"),
    "number": Message("Numbers differ"),
}
"""What a difference consists in."""


@dataclass(frozen=True, slots=True)
class Ours:
    """A request of the hall: number, number in the province's system (empty where not recorded), state."""

    number: str
    province_number: str
    state: str


@dataclass(frozen=True, slots=True)
class Theirs:
    """A row of the province's list: its number, the hall's number where it names one, the state as written, and the
    stage that this means, empty where it is not understood."""

    row: int
    province_number: str
    number: str
    words: str
    stage: str


@dataclass(frozen=True, slots=True)
class Difference:
    """``kind`` is ``missing_here``, ``missing_there``, ``state`` or ``number`` (they do not belong together)."""

    kind: str
    number: str = ""
    province_number: str = ""
    here: str = ""
    there: str = ""
    row: int = 0


def differences(ours: Iterable[Ours], theirs: Iterable[Theirs], *, whole: bool = True) -> list[Difference]:
    """What does not agree, in the order of the province's rows, then what it lacks.

    Rows are matched by the province's number, else by the hall's. ``whole``: the list should have every request of
    ``ours``; without it nothing is said to be missing there.
    """
    mine = list(ours)
    by_theirs = {one.province_number: one for one in mine if one.province_number}
    by_number = {one.number: one for one in mine}
    seen: set[str] = set()
    found: list[Difference] = []
    for row in theirs:
        one = by_theirs.get(row.province_number) or by_number.get(row.number)
        if one is None:
            found.append(Difference("missing_here", row.number, row.province_number, there=row.words, row=row.row))
            continue
        seen.add(one.number)
        numbers_agree = one.province_number == row.province_number and row.number in ("", one.number)
        if not numbers_agree:
            there = " ".join(part for part in (row.province_number, row.number) if part)
            here = " ".join(part for part in (one.province_number, one.number) if part)
            found.append(Difference("number", one.number, row.province_number, here, there, row.row))
        if row.words and STAGES.get(one.state) != row.stage:
            found.append(Difference("state", one.number, row.province_number, one.state, row.words, row.row))
    if whole:
        found += [
            Difference("missing_there", one.number, one.province_number, one.state)
            for one in mine
            if one.number not in seen
        ]
    return found
