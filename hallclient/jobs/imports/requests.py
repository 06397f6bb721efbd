"""``import requests``: an older ledger, in the columns that ``export requests`` writes.

A request is known by its number; one that is there already stays as the hall has it. Numbers of papers are
checked as at the counter; masked ones (with ``*``) are taken as they are, since ledgers are exported masked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from hallclient.jobs.imports import values as values_of
from hallclient.jobs.imports.columns import Column, Line, lines
from hallclient.jobs.imports.outcome import Prepared
from hallclient.jobs.imports.people import People
from hallclient.jobs.imports.problem_list import problem_list
from hallclient.jobs.imports.request_dates import Dates
from hallclient.jobs.imports.staging import Staging
from hallclient.jobs.imports.table import Source, read_sheet
from hallclient.reports import requests as report
from hallclient.rules import checklist, deadlines, identity, terms, text
from hallclient.rules.item import Item
from hallclient.rules.kinds import kind_of
from hallclient.rules.lifecycle import CLOSED_STATES, WAITING
from hallclient.rules.message import Message
from hallclient.rules.request import Person
from hallclient.services import catalogue, taken_over
from hallclient.services.accounts import Actor
from hallclient.services.calendar import work_calendar
from hallclient.services.hall import Hall
from hallclient.services.intake import LONGEST_NAME
from hallclient.services.request_columns import item_columns, material_columns, person_columns

PERMISSION = "import_records"
_COLUMNS = (
    Column("number", "受理编号", required=True, others=("办件编号",)),
    Column("received_at", "收件时间", required=True),
    Column("item", "事项编码", required=True, others=("事项",)),
    Column("name", "申请人", required=True),
    Column("id_type", "证件类型"),
    Column("id_number", "证件号码"),
    Column("phone", "联系电话"),
    Column("window", "窗口", required=True),
    Column("first_asked", "首问", others=("首问责任人",)),
    Column("owner", "经办", others=("经办人",)),
    Column("state", "状态", required=True),
    Column("accepted_on", "受理日期"),
    Column("due_on", "应办结日"),
    Column("decided_at", "办结时间"),
    Column("result", "结果"),
    Column("rating", "评价"),
    Column("channel", "渠道"),
    Column("overdue_reason", "逾期原因"),
    Column("overdue_by", "责任人", others=("逾期责任人",)),
)
_TITLES = {c.key: tuple(t.text for t in (c.title, c.paper) if t is not None) for c in report.COLUMNS}
COLUMNS = tuple(replace(c, others=(*c.others, *_TITLES.get(c.key, ()))) for c in _COLUMNS)
"""A ledger that was exported for people has the titles of the paper."""
_ID_WORDS = {"身份证": "resident_id", "居民身份证号码": "resident_id", "营业执照": "uscc"}
_STATE_WORDS = {
    **dict.fromkeys(("收件", "登记", "已登记", "待受理"), "registered"),
    **dict.fromkeys(("补正", "补正中", "待补件", "awaiting supplement"), "awaiting_supplement"),
    **dict.fromkeys(("受理", "已经受理"), "accepted"),
    **dict.fromkeys(("在办", "办理", "审批中", "审核中"), "in_review"),
    **dict.fromkeys(("待出件", "待取件", "待领取"), "decided"),
    **dict.fromkeys(("办结", "已办结", "办毕", "已办", "完成", "已完成", "出件", "已取件", "已领取"), "delivered"),
    **dict.fromkeys(("不受理", "退件", "已退件", "退回"), "not_accepted"),
    **dict.fromkeys(("撤回", "撤件", "申请人撤回"), "withdrawn"),
    "终止": "lapsed",
    **dict.fromkeys(("移送", "已转办"), "transferred"),
    "答复": "answered",
}
"""Words of other ledgers: what they call 办结 is over, and waits for nobody to collect it."""

_RESULT_WORDS = {
    **dict.fromkeys(("同意", "予以许可", "准予", "准予许可", "批准", "通过"), "granted"),
    **dict.fromkeys(("不同意", "不予许可", "不准予", "不批准", "不通过"), "refused"),
}
_CHANNEL_WORDS = {"现场": "counter", "大厅": "counter", "网络": "web", "信函": "mail", "电话": "hotline"}
_LONGEST_NUMBER = 40
_LONGEST_REASON = 500
_LARGEST_WINDOW = 99
_CUT = re.compile(r"\d(\.\d+)?E\+\d+", re.ASCII)
_PART = 500
_STORED = 2000
_BLANK = {"statutory_due": None, "provisional": False, "explanation": "[]"}
"""Columns that only a due date which is counted here fills."""

NAMES = (
    *("number", "state", "received_at", "received_on", "window", "item", "item_name", "department", "kind"),
    *("legal_path", "unit", "statutory_days", "promised_days", "name", "id_type", "id_number", "id_tail", "phone"),
    *("phone_tail", "organisation", "channel", "first_asked", "owner", "notice_due", "accepted_on", "promised_due"),
    *("statutory_due", "provisional", "explanation", "decided_at", "result", "rating", "closed_at"),
    *("overdue_reason", "overdue_by"),
)
"""The columns that a ledger fills; the others have their default."""


class _Ledger:
    """What the rows are checked against."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self.people = People(hall)
        self.items: dict[str, Item] = {}
        for item in catalogue.everything(hall):
            for name in (item.name, item.code):
                self.items[name] = item
        self.now = hall.clock.now()
        self.dates = Dates(hall)
        self._papers: dict[str, list[dict[str, object]]] = {}

    def papers(self, item: str) -> list[dict[str, object]]:
        """The unmarked checklist of an item."""
        if item not in self._papers:
            found = checklist.applicable(self.items[item].materials, ())
            self._papers[item] = [material_columns(n, m) for n, m in enumerate(found, 1)]
        return self._papers[item]


def prepare(hall: Hall, source: Source) -> Prepared:
    """Requests by number. Those that still wait for the applicant get the checklist of their item, unmarked.

    The rows are checked a part at a time and kept in a file until they are stored: memory stays flat.
    """
    ledger = _Ledger(hall)
    staged = Staging()
    read = same = 0
    with problem_list(hall, "requests", source.digest, COLUMNS) as problems:
        rows = lines(source, read_sheet(source), COLUMNS)
        while part := list(islice(rows, _PART)):
            read += len(part)
            same += _stage(ledger, staged, part)
            for line in part:
                if line.problems:
                    problems.add(line)

    def save(hall: Hall, actor: Actor) -> None:
        taken_over.add_requests(hall, NAMES, _watched(source, staged), ledger.papers)

    return Prepared(
        read,
        problems.first,
        problem_count=problems.count,
        bad=problems.rows,
        problem_file=problems.path,
        added=staged.count,
        same=same,
        save=save,
        close=staged.close,
    )


def _stage(ledger: _Ledger, staged: Staging, part: Iterable[Line]) -> int:
    """Check some rows and keep the new ones; returns how many are there already as they are."""
    found = [(line, values) for line in part if (values := _request(ledger, line)) is not None]
    numbers = [values["number"] for _, values in found]
    if not numbers:
        return 0
    have = taken_over.requests_with(ledger.hall, numbers)
    seen = staged.known(numbers) | {number: (int(at.timestamp()), item) for number, (at, item) in have.items()}
    news, same = [], 0
    for line, values in found:
        key = (values["received_at"], values["item"])
        before = seen.setdefault(values["number"], key)
        if before is key:
            news.append((values["number"], key, tuple(values[name] for name in NAMES)))
        elif before == key:
            same += 1
        else:
            line.wrong("number", Message("Another request has the number {number}.", number=values["number"]))
    staged.add(news)
    return same


def _watched(source: Source, staged: Staging) -> Iterator[list[tuple[Any, ...]]]:
    stored = 0
    for part in staged.parts(_STORED):
        source.watch("store", stored / staged.count)
        yield part
        stored += len(part)
    source.watch("store", 1.0)


def _request(ledger: _Ledger, line: Line) -> dict[str, Any] | None:
    """The columns of a row as the table has them, or None with its problems noted."""
    hall = ledger.hall
    number = text.reference(line.needed("number", _LONGEST_NUMBER))
    received = _past_moment(ledger, line, "received_at")
    if received is None and not line.has_problem("received_at"):
        line.needed("received_at")
    item = _item(ledger, line)
    state = _needed_code(line, "state", terms.STATES, _STATE_WORDS)
    window = line.number("window", 1, _LARGEST_WINDOW)
    if window is None and not line.has_problem("window"):
        line.needed("window")
    first, owner = ledger.people.code(line, "first_asked"), ledger.people.code(line, "owner")
    if not first and not owner and not line.has_problem("first_asked") and not line.has_problem("owner"):
        line.wrong("owner", Message("A request has an owner: name who was asked first or who handles it."))
    person = _person(ledger, line, item)
    dates = ledger.dates.of(line, received, _past_moment(ledger, line, "decided_at"), item, state)
    codes = {
        "result": line.code("result", terms.RESULTS, _RESULT_WORDS),
        "rating": line.code("rating", terms.RATINGS),
        "channel": line.code("channel", terms.CHANNELS, _CHANNEL_WORDS) or "counter",
        "overdue_reason": line.text("overdue_reason", _LONGEST_REASON),
        "overdue_by": ledger.people.code(line, "overdue_by"),
    }
    if not line.ok or received is None or item is None:
        return None
    waits = state in WAITING and bool(item.materials)
    told_by = (
        deadlines.notice_due(work_calendar(hall), received.date(), kind_of(item.kind).notice_days) if waits else None
    )
    values = {
        "number": number,
        "state": state,
        "received_at": received,
        "received_on": received.date(),
        "window": window,
        **item_columns(item),
        **person_columns(person, None),
        "first_asked": first or owner,
        "owner": owner or first,
        "notice_due": told_by.day if told_by else None,
        "closed_at": (dates["decided_at"] or received) if state in CLOSED_STATES else None,
        **dates,
        **codes,
    }
    return {name: _plain(values[name]) if name in values else _BLANK[name] for name in NAMES}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return int(value.timestamp())
    return value.isoformat() if isinstance(value, date) else value


def _item(ledger: _Ledger, line: Line) -> Item | None:
    said = line.needed("item")
    item = ledger.items.get(said)
    if said and item is None:
        line.wrong("item", Message("There is no item with the code {code}.", code=said))
    return item


def _needed_code(line: Line, key: str, table: Mapping[str, Message], also: Mapping[str, str]) -> str:
    code = line.code(key, table, also)
    if not code and not line.has_problem(key):
        line.needed(key)
    return code


def _past_moment(ledger: _Ledger, line: Line, key: str) -> datetime | None:
    """A moment that has passed; a ledger that knows only the day means its beginning."""
    said = line.text(key)
    day = values_of.parse_day(said)
    moment = datetime.combine(day, time()) if day is not None else line.moment(key)
    if moment is None:
        return None
    at = ledger.hall.clock.at(moment).replace(microsecond=0)
    if at > ledger.now:
        line.wrong(key, Message("{time} lies in the future.", time=f"{at:%Y-%m-%d %H:%M}"))
    return at


def _person(ledger: _Ledger, line: Line, item: Item | None) -> Person:
    name = line.text("name", LONGEST_NAME)
    if not name and (item is None or item.kind != "consultation") and not line.has_problem("name"):
        line.needed("name")
    said = line.text("id_number", _LONGEST_NUMBER)
    number = text.identifier(said)
    id_type = line.code("id_type", terms.ID_TYPES, _ID_WORDS)
    if number and not id_type and not line.has_problem("id_type"):
        id_type = "resident_id" if "*" in number and len(number) == 18 else identity.kind_of(number)
        id_type = "other" if id_type == "unknown" else id_type
    if _CUT.fullmatch(number):
        line.wrong(
            "id_number",
            Message("The spreadsheet has cut the number to {number}: format the column as text.", number=said),
        )
    elif number and id_type and "*" not in number:
        problem = identity.check(id_type, number, ledger.now.date()).problem
        if problem is not None:
            line.wrong("id_number", problem)
    phone = text.phone(line.text("phone", _LONGEST_NUMBER))
    return Person(name, id_type if number else "", number, phone, id_type == "uscc")
