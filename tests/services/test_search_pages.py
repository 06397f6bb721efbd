"""Pages of what a text finds against the slow oracle: every way of finding and every filter, both ways."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import product

import pytest

from db.models.request import Request
from db.queries import bulk, grams, match_branches, matches, narrowed_matches
from db.queries.match_branches import Sought
from db.queries.requests import Filter

FIRST = date(2026, 11, 2)
STATES = ("registered", "accepted", "delivered", "withdrawn")
SOUGHT = (
    Sought(name="王"),
    Sought(name="王伟"),
    Sought(name="建国建", items=("I1",)),
    Sought(name="3707", tail="3707", prefix="3707", province="3707"),
    Sought(name="x", items=("I1", "I2"), short="010007", prefix="01-0007"),
    Sought(name="p3", id_number="P3", prefix="P3", province="P3"),
    Sought(name="13800003707", phone="13800003707", prefix="13800003707"),
    Sought(name="没有"),
    Sought(),
)


@pytest.fixture
def rows(hall):
    """Three hundred requests, not entered in the order of their receipt."""
    chance = random.Random(1)
    values = []
    for n in range(300):
        window, serial = n % 3, n % 50
        values.append(
            {
                "number": f"{'3707' if n % 3 else 'L'}-{chance.randrange(20):02d}-{n:03d}-{window:02d}{serial:04d}",
                "terminal": "t",
                "state": STATES[3 if n % 40 == 0 else n % 3],
                "received_at": n,
                "received_on": FIRST + timedelta(chance.randrange(10)),
                "window": window,
                "item": f"I{n % 7}",
                "item_name": "事项",
                "department": "局",
                "kind": "promised",
                "legal_path": "other",
                "unit": "workday",
                "first_asked": "1",
                "owner": f"o{n % 5}",
                "name": chance.choice(("王伟", "王建国", "建国与国建", "建国建", "伟 王·王伟", "李娜X", "370-7", "")),
                "id_number": f"P{n % 90}",
                "id_tail": chance.choice(("3707", "1234", "0007")),
                "phone_tail": chance.choice(("3707", "5678", "")),
                "phone": chance.choice(("13800003707", "13900003707", "")),
                "province_number": "P3" if n == 77 else "",
            }
        )
    bulk.insert(hall.db, Request, values)
    found = list(Request.select().execute(hall.db))
    grams.add_many(hall.db, [(row.id, row.received_on, row.name) for row in found])
    return found


def part(row: Request, sought: Sought) -> int | None:
    """0, 1, or None for no match."""
    letters = grams.letters(sought.name)
    if (
        (letters and letters in grams.letters(row.name))
        or row.item in sought.items
        or (sought.tail and sought.tail in (row.id_tail, row.phone_tail))
        or (sought.short and row.number[-6:] == sought.short)
        or (sought.id_number and row.id_number == sought.id_number)
        or (sought.province and row.province_number == sought.province)
        or (sought.phone and row.phone == sought.phone and row.phone_tail == sought.phone[-4:])
    ):
        return 0
    return 1 if sought.prefix and row.number.startswith(sought.prefix) else None


def fits(row: Request, wanted: Filter) -> bool:
    return (
        (not wanted.states or row.state in wanted.states)
        and (not wanted.owner or row.owner == wanted.owner)
        and (wanted.window is None or row.window == wanted.window)
        and (wanted.first is None or row.received_on >= wanted.first)
        and (wanted.last is None or row.received_on <= wanted.last)
    )


def expected(rows: list[Request], sought: Sought, wanted: Filter) -> list[int]:
    found = {row: part(row, sought) for row in rows if fits(row, wanted)}
    first = sorted((row for row in found if found[row] == 0), key=lambda row: (row.received_on, row.id))
    then = sorted((row for row in found if found[row] == 1), key=lambda row: (row.number, row.terminal))
    return [row.id for row in first[::-1] + then[::-1]]


FILTERS = [
    Filter(**dict(zip(("states", "owner", "window", "first", "last"), values, strict=True)))
    for values in product(
        ((), ("withdrawn",), ("accepted", "delivered", "none")),
        ("", "o1"),
        (None, 1),
        (None, FIRST + timedelta(2)),
        (None, FIRST + timedelta(6)),
    )
]


def walk(db, sought: Sought, wanted: Filter, limit: int, up: bool) -> list[int]:
    """All matches, page by page, as a list asks for them."""
    found: list[int] = []
    start = None
    for _ in range(1000):
        piece = matches.page(db, sought, wanted, limit, start, up)
        assert piece.looked is None or len(piece.rows) < limit
        found += [row for row, _ in piece.rows]
        if piece.looked is None and len(piece.rows) < limit:
            return found[::-1] if up else found
        start = piece.looked or piece.rows[-1][1]
    raise AssertionError("it never ends")


@pytest.mark.parametrize(
    "most", [(1_000, 20_000, 4_000, 200), (1_000, 20_000, 4_000, 0), (5, 30, 20, 0), (1, 2, 1000, 0), (1, 2, 1, 0)]
)
def test_every_text_and_filter_both_ways(hall, rows, monkeypatch, most):
    monkeypatch.setattr(narrowed_matches, "FIRST", most[0])
    monkeypatch.setattr(narrowed_matches, "MOST", most[1])
    monkeypatch.setattr(narrowed_matches, "LISTED", most[2])
    monkeypatch.setattr(narrowed_matches, "FEW", most[3])
    for sought in SOUGHT:
        for wanted in FILTERS:
            ids = expected(rows, sought, wanted)
            for up in (False, True):
                assert walk(hall.db, sought, wanted, 7, up) == ids, (sought, wanted, up)


def test_from_any_match_up_and_down(hall, rows):
    for sought in SOUGHT[:6]:
        wanted = Filter(window=1)
        whole = matches.page(hall.db, sought, wanted, 1000).rows
        for n, (_, place) in enumerate(whole):
            assert matches.page(hall.db, sought, wanted, 3, place).rows == whole[n + 1 : n + 4]
            assert matches.page(hall.db, sought, wanted, 3, place, up=True).rows[::-1] == whole[max(0, n - 3) : n]


def test_a_page_looks_through_no_more_than_it_may(hall, rows, monkeypatch):
    """The list is as long as the matches are many: it says how far it came, and goes on from there."""
    monkeypatch.setattr(narrowed_matches, "FIRST", 2)
    monkeypatch.setattr(narrowed_matches, "MOST", 20)
    monkeypatch.setattr(narrowed_matches, "FEW", 0)
    sought, wanted = Sought(name="王"), Filter(states=("accepted", "registered"), window=0)
    piece = matches.page(hall.db, sought, wanted, 100)
    assert piece.looked is not None and 0 < len(piece.rows) <= 20
    assert piece.looked[1] <= piece.rows[-1][1][1]


@pytest.mark.parametrize("analysed", [False, True])
def test_no_branch_sorts_or_scans(hall, rows, analysed):
    """With the planner's statistics and without."""
    if analysed:
        hall.db.execute_sql("ANALYZE")
    for sought, wanted, index, up in product(SOUGHT[:-1], FILTERS, (0, 1), (False, True)):
        at = (FIRST + timedelta(5), 100) if index == 0 else ("3707-02", "t")
        found = match_branches.of_text(hall.db, sought, wanted, index)
        if index == 0 and (wanted.states or wanted.owner or wanted.window is not None):
            found += match_branches.of_list(hall.db, wanted)
        for branch in found:
            if "province_number" in branch.source:
                continue
            for text, values in (branch.rows(index, up, at, at, 7), branch.keys(index, up, at, at, 7)):
                for *_, step in hall.db.execute_sql(f"EXPLAIN QUERY PLAN {text}", values).fetchall():
                    assert "TEMP B-TREE" not in step and "SCAN request" not in step.replace("request_grams", ""), text
