"""Pages of a list against the slow oracle: every filter, both ways, rows in any order of receipt."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from support.hall import NOW

from db.models.request import Request
from db.queries import bulk, request_pages
from db.queries.requests import Filter
from hallclient.rules.lifecycle import OPEN_STATES
from hallclient.services import request_lines, requests

FIRST = date(2026, 11, 2)
STATES = ("registered", "accepted", "delivered", "answered")


@pytest.fixture
def rows(hall):
    """Sixty requests that were not entered in the order of their receipt."""
    values = []
    for n in range(60):
        day = FIRST + timedelta(n * 7 % 10)
        state = STATES[n % 4]
        due = day + timedelta(n % 9) if state in ("accepted", "delivered") else None
        values.append(
            {
                "number": f"X-{n:03d}",
                "terminal": "t",
                "state": state,
                "received_at": n,
                "received_on": day,
                "window": n % 3,
                "item": "I",
                "item_name": "事项",
                "department": "局",
                "kind": "promised",
                "legal_path": "other",
                "unit": "workday",
                "first_asked": "1",
                "owner": f"o{n % 5}",
                "id_number": f"p{n % 6}",
                "promised_due": due if n % 2 else None,
                "statutory_due": due,
                "closed_at": NOW + timedelta(days=n - 30) if state in ("delivered", "answered") else None,
            }
        )
    bulk.insert(hall.db, Request, values)
    return list(Request.select().execute(hall.db))


def matches(row: Request, wanted: Filter) -> bool:
    due = row.promised_due or row.statutory_due
    return (
        (not wanted.states or row.state in wanted.states)
        and (not wanted.owner or row.owner == wanted.owner)
        and (wanted.window is None or row.window == wanted.window)
        and (wanted.first is None or row.received_on >= wanted.first)
        and (wanted.last is None or row.received_on <= wanted.last)
        and (wanted.due_before is None or (due is not None and due < wanted.due_before))
        and (not wanted.id_number or row.id_number == wanted.id_number)
    )


def filters():
    choices = {
        "states": ((), ("accepted",), ("accepted", "delivered", "none")),
        "owner": ("", "o1"),
        "window": (None, 1),
        "first": (None, FIRST + timedelta(2)),
        "last": (None, FIRST + timedelta(6)),
        "due_before": (None, FIRST + timedelta(7)),
        "id_number": ("", "p3"),
    }
    return [Filter(**dict(zip(choices, values, strict=True))) for values in product(*choices.values())]


def test_every_filter_both_ways(hall, rows):
    for wanted in filters():
        expected = [r.id for r in sorted(rows, key=lambda r: (r.received_on, r.id)) if matches(r, wanted)][::-1]
        place = {row.id: (row.received_on, row.id) for row in rows}
        down, below = [], None
        while page := request_pages.page(hall.db, wanted, 4, below=below):
            down += [row.id for row in page]
            below = place[down[-1]]
        assert down == expected, wanted
        up = [line.id for line in request_lines.last_page(hall, wanted, 4)]
        while up and (page := request_pages.page(hall.db, wanted, 4, above=place[up[0]])):
            up[:0] = [row.id for row in page]
        assert up == expected, wanted
        lines = request_lines.page(hall, wanted, 9, place[expected[3]] if len(expected) > 3 else None)
        assert [line.id for line in lines] == (expected[4:13] if len(expected) > 3 else expected)
        assert request_pages.count(hall.db, wanted) == len(expected), wanted
        assert request_pages.count(hall.db, wanted, most=3) == min(3, len(expected)), wanted


@pytest.mark.parametrize("back", range(12))
def test_what_touches_a_day(hall, rows, back):
    day = NOW.date() - timedelta(back)
    start = hall.clock.at(NOW.replace(hour=0, tzinfo=None) - timedelta(back))
    found = {r.id for r in request_pages.touching(hall.db, day, day, tuple(OPEN_STATES), start)}
    for row in rows:
        on_it = row.received_on == day or row.state in OPEN_STATES
        later = row.received_on <= day and row.closed_at is not None and row.closed_at >= start
        assert (row.id in found) == (on_it or later), row.number


def test_a_line_says_what_the_request_says(hall, receive, people):
    from hallclient.services import notices
    from hallclient.services.request_actions import act

    one = receive(conditions=("agent",))
    notices.issue(hall, people.clerk, one.number, {"A1": ("ok", ""), "A2": ("missing", ""), "A3": ("missing", "")})
    two = receive("SC001")
    act(hall, people.clerk, two.number, "accept")
    lines = request_lines.page(hall, Filter(), 10)
    for line, number, missing in zip(lines, (two.number, one.number), (0, 2), strict=True):
        request = requests.get(hall, number)
        shared = {name for name in line._fields if hasattr(request, name)} - {"missing"}
        shared |= {"applicant", "received_at", "received_on", "decided_at", "delivered_at", "closed_at"}
        assert {name: getattr(line, name) for name in shared} == {name: getattr(request, name) for name in shared}
        assert line.missing == missing
