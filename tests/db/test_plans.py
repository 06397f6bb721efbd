"""How SQLite reads the lists, the counts and the figures of a day: by an index, with and without statistics."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import product

import pytest

from db import connection
from db.models.request import Request
from db.queries import bulk, request_pages
from db.queries.requests import Filter

DAY = date(2026, 1, 5)
STATES = ("registered", "accepted", "delivered", "answered")


def row(n):
    """Nearly all delivered, the others in every state."""
    day = date.fromordinal(DAY.toordinal() + n // 20)
    over = n % 50 != 0
    return {
        "number": f"N{n:05d}", "terminal": "t", "state": "delivered" if over else STATES[n // 50 % 4],
        "received_at": n, "received_on": day, "window": n % 7, "item": f"I{n % 9}", "item_name": "事项",
        "department": "局", "kind": "promised", "legal_path": "other", "unit": "workday", "first_asked": "1",
        "owner": f"o{n % 11}", "promised_due": day if over else None, "closed_at": n if over else None,
    }  # fmt: skip


@pytest.fixture(params=["without statistics", "with statistics"])
def database(request, tmp_path):
    opened = connection.open_database(str(tmp_path / "plans.db"))
    connection.migrate(opened)
    rows = [row(n) for n in range(2000)]
    bulk.insert(opened, Request, rows)
    if request.param == "with statistics":
        opened.execute_sql("ANALYZE")
    yield opened
    opened.close()


def plan(database, text, values):
    """The lines of the plan that read requests."""
    found = database.execute_sql(f"EXPLAIN QUERY PLAN {text}", tuple(values)).fetchall()
    return [str(row[-1]) for row in found if " request" in str(row[-1])]


def filters():
    choices = {
        "states": ((), ("delivered",), STATES[:2]),
        "owner": ("", "o1"),
        "window": (None, 3),
        "first": (None, DAY),
        "due_before": (None, date(2026, 3, 1)),
    }
    return [Filter(**dict(zip(choices, values, strict=True))) for values in product(*choices.values())]


@pytest.mark.parametrize("place", [{}, {"below": (DAY, 7)}, {"above": (DAY, 7)}])
def test_no_list_is_scanned_or_sorted_whole(database, place):
    for wanted in filters():
        text, values = request_pages.of_page(database, wanted, 100, **place)
        for line in plan(database, text, values):
            assert "INDEX" in line, (wanted, line)
        if " UNION ALL " not in text:
            whole = database.execute_sql(f"EXPLAIN QUERY PLAN {text}", tuple(values)).fetchall()
            assert not any("TEMP B-TREE" in str(found) for found in whole), wanted


def test_what_touches_a_day_is_looked_up_by_the_index_of_each_moment(database):
    text, values = request_pages.of_touching(DAY, DAY, STATES[:2], datetime(2026, 1, 5, tzinfo=UTC))
    lines = plan(database, text, values)
    assert len(lines) == 7
    assert all(line.startswith("SEARCH request USING") for line in lines), lines
