"""A hall after ten years: a home whose database holds 2.9 million requests, made in a few minutes.

Run it with the interpreter of the virtual environment::

    .venv/bin/python tests/bench/volume.py FOLDER [--requests 2900000] [--open 1500]

The same seed gives the same hall, up to the day on which it is made: the last request came a moment ago. Nearly
everything is delivered or answered, the open ones are of the last weeks; names are Chinese ones of two and three
characters and some organisations. The last year has its materials, the open requests their journal, one request in
twenty a notice. Rows are written raw, without the services, and vouched for by nothing: only for measuring.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import random
import sqlite3
import time
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from db.models.document import DocumentPrint
from db.models.journal import Journal
from db.models.notice import Notice
from db.models.request import Request, RequestMaterial
from db.models.summary import SummaryRevision
from db.queries import grams
from hallclient.jobs import setup
from hallclient.paths import Home
from hallclient.rules import journal
from hallclient.rules.item import Item
from hallclient.rules.notice import Notice as PaperNotice
from hallclient.services import catalogue
from hallclient.services.hall import Hall
from hallclient.services.request_columns import series_of

YEARS = 10
WINDOWS = 30
CLERKS = 60
PIN = "0000"
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "欧阳"
)
GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂香玉萍红梅建华国志文海燕春玲飞鹏辉婷雪琳浩宇轩子涵梓"
    "欣怡晨曦博雅思远俊峰佳颖慧玲凤莲翠云振东永康福贵德胜宏斌晓光立新庆忠金生长荣树林成龙家瑞泽一诺沐可心"
    "若溪"
)
TRADES = ("餐饮", "商贸", "建材", "医药", "运输", "农业", "科技", "超市", "物业", "服装")
OPEN = ("registered", "accepted", "in_review", "awaiting_supplement", "decided")
FINAL = (("delivered", 0.93), ("not_accepted", 0.95), ("withdrawn", 0.97), ("transferred", 0.99), ("lapsed", 1.0))


def main() -> None:
    """Make the home and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--requests", type=int, default=2_900_000)
    parser.add_argument("--open", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    began = time.monotonic()
    hall = make(asked.folder, asked.requests, asked.open, asked.seed)
    size = hall.home.database.stat().st_size / 1e9
    print(f"{asked.folder}: {asked.requests} requests, {size:.2f} GB, {time.monotonic() - began:.0f} s")


def make(folder: Path, requests: int = 2_900_000, still_open: int = 1500, seed: int = 7) -> Hall:
    """A new home in ``folder`` with so many requests."""
    plan = setup.Plan(
        hall="某县政务服务中心", hall_code="370784", window=3, admin="9001", admin_name="张敏", pin=PIN,
        window_name="综合窗口", zone="Asia/Shanghai", sample_catalogue=True,
    )  # fmt: skip
    hall = setup.make_home(Home(folder), plan)
    items = [item for item in catalogue.everything(hall) if item.kind != "complaint"]
    hall.checkpoint()
    hall.close()
    db = sqlite3.connect(hall.home.database, isolation_level=None)
    people(db)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -400000", "temp_store = MEMORY"):
        db.execute(f"PRAGMA {pragma}")
    later = set_aside(db)
    db.execute("BEGIN")
    Decade(hall, db, items, requests, still_open, seed).write()
    for statement in later:
        db.execute(statement)
    recount(db)
    db.execute("COMMIT")
    db.execute("PRAGMA journal_mode = WAL")
    db.close()
    return hall


def people(db: sqlite3.Connection) -> None:
    """Clerks 1000 to 1059 and a supervisor, with the administrator's PIN."""
    (digest,) = db.execute("SELECT pin FROM staff WHERE code = '9001'").fetchone()
    columns = 'code, name, role, "window", department, backup, departments, pin, active, failed'
    rows = [(str(1000 + n), name_of(random.Random(n)), "clerk", n % WINDOWS + 1) for n in range(CLERKS)]
    for row in (*rows, ("1900", "周梅", "supervisor", None)):
        db.execute(f"INSERT INTO staff ({columns}) VALUES (?, ?, ?, ?, '', '', '', ?, 1, 0)", (*row, digest))
    for number in range(1, WINDOWS + 1):
        db.execute('INSERT OR IGNORE INTO "window" (number, name) VALUES (?, ?)', (number, f"{number}号综合窗口"))


def set_aside(db: sqlite3.Connection) -> list[str]:
    """Drop indexes and triggers for the while; returns the statements that make them again."""
    found = db.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL "
        "AND tbl_name IN ('request', 'request_material', 'notice', 'document_print', 'journal', 'summary_revision')"
    ).fetchall()
    for kind, name, _ in found:
        db.execute(f'DROP {kind} "{name}"')
    return [sql for *_, sql in found]


def recount(db: sqlite3.Connection) -> None:
    """What the triggers would have kept."""
    db.execute(
        'INSERT INTO request_tally (day, "window", state, n) '
        'SELECT received_on, "window", state, COUNT(*) FROM request GROUP BY 1, 2, 3'
    )
    db.execute(
        "INSERT INTO waiting_paper (document, terminal, kind, number, request, since, problem, job) "
        "SELECT n.id, n.terminal, 'notice', n.number, r.number, n.issued_at, '', '' FROM notice AS n "
        "JOIN request AS r ON r.id = n.request_id WHERE n.id NOT IN (SELECT document FROM document_print)"
    )


def insert(db: sqlite3.Connection, model: Any, names: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Rows of some columns; the others have their default of the model in every row."""
    given = list(names)
    columns, places = [], []
    for field in model._meta.sorted_fields:
        if field.name in given:
            columns.append(field.column_name)
            places.append(f":{given.index(field.name) + 1}")
        elif field.name != "id":
            columns.append(field.column_name)
            default = field.db_value(field.default)
            places.append("NULL" if default is None else repr(int(default) if default in (True, False) else default))
    quoted = ", ".join(f'"{column}"' for column in columns)
    text = f'INSERT INTO "{model._meta.table_name}" ({quoted}) VALUES ({", ".join(places).replace(":", "?")})'
    db.executemany(text, rows)


def name_of(chance: random.Random) -> str:
    """Two characters in a third of all names, three in the others."""
    given = chance.choices(GIVEN, k=1 if chance.random() < 0.33 else 2)
    return chance.choice(SURNAMES[: 12 if chance.random() < 0.5 else len(SURNAMES)]) + "".join(given)


@cache
def grams_of(name: str) -> str:
    """As ``grams.add`` writes them."""
    return grams.words(name)


REQUEST = (
    *("id", "number", "terminal", "version", "state", "received_at", "received_on", "window", "item", "item_name"),
    *("department", "kind", "legal_path", "unit", "statutory_days", "promised_days", "name", "id_type", "id_number"),
    *("id_tail", "phone", "phone_tail", "organisation", "channel", "first_asked", "owner", "notice_due"),
    *("supplement_due", "accepted_on", "promised_due", "statutory_due", "decided_at", "decided_by", "result"),
    *("delivered_at", "rating", "closed_at"),
)


class Decade:
    """The rows of ten years, made day by day."""

    def __init__(
        self, hall: Hall, db: sqlite3.Connection, items: list[Item], requests: int, still_open: int, seed: int
    ) -> None:
        self.db, self.items = db, items
        self.terminal = hall.terminal
        self.chance = random.Random(seed)
        self.now = hall.clock.now()
        self.end = int(self.now.timestamp())
        today = self.now.date()
        span = [today - timedelta(days=back) for back in range(YEARS * 365, -90, -1)]
        self.days = [day for day in span if day.weekday() < 5 or day == today]
        self.last = self.days.index(today)
        self.per_day = requests / (self.last + 1)
        # So steep that about so many of the last days are still open.
        self.fade = max(0.2, still_open / self.per_day / 0.9)
        self.materials: list[tuple[Any, ...]] = []
        self.notices: list[tuple[Any, ...]] = []
        self.entries: list[tuple[str, str, int]] = []

    def write(self) -> None:
        """Everything, a day at a time."""
        serial = 0
        for place in range(self.last + 1):
            count = int(self.per_day * (place + 1)) - serial
            rows = list(self._day(place, serial, count))
            insert(self.db, Request, REQUEST, rows)
            day = self.days[place]
            texts = [(grams.place(day, row[0]), grams_of(row[REQUEST.index("name")])) for row in rows]
            self.db.executemany("INSERT INTO request_grams(rowid, grams) VALUES (?, ?)", texts)
            stamp = int(self._at(place, 0).timestamp() * 1000)
            insert(
                self.db, SummaryRevision, ("terminal", "day", "kind", "key", "revision", "changed_at", "published"),
                ((self.terminal, row[6], "open_request", row[1], stamp, stamp // 1000, stamp) for row in rows),
            )  # fmt: skip
            self._papers(place)
            serial += count
        # No new request of today gets a number that is taken.
        series = series_of(self.days[self.last])
        self.db.execute("INSERT INTO serial (terminal, series, last) VALUES (?, ?, 1000)", (self.terminal, series))
        self._journal()

    def _at(self, place: int, part: float) -> datetime:
        moment = datetime.combine(self.days[place], datetime.min.time(), UTC) + timedelta(hours=0.5 + 8 * part)
        return min(moment, self.now.astimezone(UTC))

    def _day(self, place: int, before: int, count: int) -> Iterator[tuple[Any, ...]]:
        day = self.days[place]
        serials = [0] * (WINDOWS + 1)
        for n in range(count):
            window = self.chance.randrange(WINDOWS) + 1
            serials[window] += 1
            number = f"370784-{day:%Y%m%d}-{window:02d}{serials[window]:04d}"
            yield self._request(place, before + n + 1, number, window, n / count)

    def _request(self, place: int, row: int, number: str, window: int, part: float) -> tuple[Any, ...]:
        chance = self.chance
        item = chance.choice(self.items)
        day, age = self.days[place], self.last - place
        received = int(self._at(place, part).timestamp())
        clerk = str(1000 + (window - 1) + WINDOWS * chance.randrange(2))
        state = self._state(item, age)
        name, organisation = name_of(chance), chance.random() < 0.08
        if organisation:
            name = f"某县{name}{chance.choice(TRADES)}有限公司"
        ident = f"3707841{chance.randrange(10**10, 10**11)}"
        phone = f"1{chance.randrange(3 * 10**9, 10**10)}"
        accepted = day if state in ("accepted", "in_review", "decided", "delivered", "withdrawn") else None
        promised = self._due(place, item.promised_days) if accepted else None
        statutory = self._due(place, item.statutory_days) if accepted else None
        done = received + 86400 * chance.randrange(0, 12) + 3600
        done = done if done <= self.end else min(received + 3600, self.end)
        over = state in ("decided", "delivered")
        closed = done if state in ("delivered", "answered", *(name for name, _ in FINAL)) else None
        if age < 250 or closed is None:
            self.materials += [self._material(row, place, m, state) for m in enumerate(item.materials, 1)]
        supplement = None
        if chance.random() < 0.05 or state == "awaiting_supplement":
            supplement = self._due(place, 15)
            self.notices.append((f"{self.terminal}-{day.year}-{row:07d}", row, received + 1800, day, clerk, closed))
        if closed is None or age < 20:
            self.entries.append((number, clerk, received))
        return (
            row, number, self.terminal, 3, state, received, day.isoformat(), window, item.code, item.name,
            item.department, item.kind, item.legal_path, item.unit, item.statutory_days, item.promised_days, name,
            "uscc" if organisation else "resident_id", ident, ident[-4:], phone, phone[-4:], int(organisation),
            "counter" if chance.random() < 0.9 else "web", clerk, clerk, self._due(place, 5), supplement,
            accepted.isoformat() if accepted else None, promised, statutory, done if over else None,
            "1900" if over else "", "granted" if over else "", done if state == "delivered" else None,
            chance.choice(("5", "5", "4", "declined", "")) if state == "delivered" else "", closed,
        )  # fmt: skip

    def _state(self, item: Item, age: int) -> str:
        chance = self.chance.random()
        if item.kind == "consultation":
            return "answered"
        if self.chance.random() < 0.9 * math.exp(-age / self.fade) or self.chance.random() < 0.00003:
            return OPEN[int(chance * 5)]
        return next(state for state, below in FINAL if chance <= below)

    def _due(self, place: int, days: int | None) -> str | None:
        return None if days is None else self.days[min(place + days, len(self.days) - 1)].isoformat()

    def _material(self, row: int, place: int, numbered: tuple[int, Any], state: str) -> tuple[Any, ...]:
        position, paper = numbered
        mark = "missing" if state == "awaiting_supplement" and position == 1 else "ok"
        mark = "" if state == "registered" else mark
        return row, position, paper.code, paper.name, paper.requirement, paper.originals, paper.copies, mark

    def _papers(self, place: int) -> None:
        names = ("request", "position", "code", "name", "requirement", "originals", "copies", "mark")
        insert(self.db, RequestMaterial, names, self.materials)
        names = ("id", "number", "terminal", "request", "issued_at", "issued_on", "clerk", "body", "sha256")
        rows = [
            (i, f"某县告知〔{d.year}〕{i[-7:]}号", self.terminal, r, at, d.isoformat(), c, *self._body(i, d, c))
            for i, r, at, d, c, _ in self.notices
        ]
        insert(self.db, Notice, names, rows)
        # The last of a request that is still open has not been printed in one case of ten.
        printed = [(i, at, c, "html") for i, r, at, _, c, closed in self.notices if closed or r % 10]
        insert(self.db, DocumentPrint, ("document", "printed_at", "staff", "form"), printed)
        self.materials, self.notices = [], []

    def _body(self, ident: str, day: date, clerk: str) -> tuple[str, str]:
        """What the paper says, and its digest."""
        at = datetime.combine(day, datetime.min.time(), UTC).isoformat()
        values = {field.name: "" for field in fields(PaperNotice)}
        body = {
            **values, "id": ident, "clerk": clerk, "window": 3, "received_at": at, "issued_at": at, "open": [],
            "marked": [], "supplement_due": None,
        }  # fmt: skip
        text = journal.canonical(body)
        return text, hashlib.sha256(text.encode()).hexdigest()

    def _journal(self) -> None:
        """A chain that holds, of entries that vouch for no row."""
        number, tie = self.db.execute(
            "SELECT entry, hash FROM journal WHERE terminal = ? ORDER BY entry DESC", (self.terminal,)
        ).fetchone()
        rows = []
        for subject, clerk, at in self.entries:
            number += 1
            entry = journal.Entry(
                journal.VERSION, self.terminal, number, at, clerk, "receive", "request", f"{subject}@{self.terminal}",
                journal.canonical({"state": "registered"}), "", tie,
            )  # fmt: skip
            tie = journal.entry_hash(entry)
            rows.append((*(getattr(entry, name) for name in entry.__dataclass_fields__), tie))
        insert(self.db, Journal, (*journal.Entry.__dataclass_fields__, "hash"), rows)


if __name__ == "__main__":
    main()
