"""Load as the database counts it equals the plain rules over every request and every part of a visit."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import IntegerField
from support.hall import NOW

from db.models.request import Request
from db.models.visit import Visit, VisitRequest, VisitSpan
from hallclient.clock import FixedClock
from hallclient.rules import load as rules
from hallclient.rules.figures import finish
from hallclient.rules.load import Case
from hallclient.rules.visit_times import Stretch, visit_times
from hallclient.services import load

FIRST, LAST = date(2026, 3, 27), date(2026, 3, 30)
"""Berlin's clocks go forward in between, Lord Howe's back a week later, by half an hour."""

BASE = int(datetime(2026, 3, 25, tzinfo=UTC).timestamp())
MOMENTS = st.integers(0, 8 * 86400).map(lambda seconds: BASE + seconds)
DAYS = st.dates(date(2026, 3, 24), date(2026, 4, 3))
PLACES = {"window": st.integers(0, 3), "staff": st.sampled_from(("1003", "1004", '"\x1f,'))}
DEPARTMENTS = st.sampled_from(("县民政局", '县"医保"局,', "县公安局"))

REQUESTS = st.lists(
    st.fixed_dictionaries(
        {
            "received_at": MOMENTS,
            "received_on": DAYS,
            "window": PLACES["window"],
            "first_asked": PLACES["staff"],
            "department": DEPARTMENTS,
            "state": st.sampled_from(("registered", "decided", "delivered", "withdrawn", "answered")),
            "decided_at": st.none() | MOMENTS,
            "closed_at": st.none() | MOMENTS,
            "delivered_at": st.none() | MOMENTS,
            "promised_due": st.none() | DAYS,
        }
    ),
    max_size=12,
)
SPANS = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(("waiting", "called", "serving", "serving", "parked")),
            **PLACES,
            "began_at": MOMENTS,
            "lasted": st.none() | st.integers(-100, 2000),
            "void": st.sampled_from((False, False, True)),
            "resumed": st.booleans(),
        }
    ),
    max_size=6,
)
ORDINARY = st.builds(
    lambda at, waited, served, window, staff: [
        {"kind": "waiting", "window": 0, "staff": "", "began_at": at, "lasted": waited},
        {"kind": "serving", "window": window, "staff": staff, "began_at": at + waited, "lasted": served},
    ],
    MOMENTS, st.integers(0, 2000), st.integers(0, 2000), PLACES["window"], PLACES["staff"],
)  # fmt: skip
VISITS = st.lists(st.tuples(ORDINARY | SPANS, st.lists(st.integers(0, 11), max_size=3, unique=True)), max_size=12)


REST = {
    field.name: 0 if isinstance(field, IntegerField) else ""
    for field in Request._meta.sorted_fields
    if not field.null and field.default is None
}
"""What the load does not read."""


def fill(requests, visits) -> None:
    for model in (VisitRequest, VisitSpan, Visit, Request):
        model.delete().execute()
    spans = [
        {
            "terminal": "t", "visit": ident, "kind": span["kind"], "window": span["window"], "staff": span["staff"],
            "began_at": span["began_at"], "void": span.get("void", False), "resumed": span.get("resumed", False),
            "ended_at": None if span["lasted"] is None else span["began_at"] + span["lasted"],
        }
        for ident, (parts, _) in enumerate(visits, 1)
        for span in parts
    ]  # fmt: skip
    links = [
        {"visit": ident, "request": request + 1, "purpose": "receive"}
        for ident, (_, about) in enumerate(visits, 1)
        for request in about
        if request < len(requests)
    ]
    visit = {"terminal": "t", "day": FIRST, "window": 1, "staff": "1003", "arrived_at": BASE}
    for model, rows in (
        (Request, [{**REST, **row, "id": n, "number": f"N{n}"} for n, row in enumerate(requests, 1)]),
        (Visit, [{**visit, "id": ident} for ident in range(1, len(visits) + 1)]),
        (VisitSpan, spans),
        (VisitRequest, links),
    ):
        if rows:
            model.insert_many(rows).execute()


def by_the_rules(clock, requests, visits):
    """As ``rules/load.py`` and ``rules/visit_times.py`` say, with a datetime for every moment."""
    cases = []
    for row in requests:
        over = finish(row["state"], row["decided_at"], row["closed_at"], row["delivered_at"], row["received_at"])
        cases.append(
            Case(
                row["window"], row["first_asked"], row["department"], clock.local(row["received_at"]).hour,
                row["received_on"], None if over is None else clock.local(over).date(),
                row["decided_at"] is not None, row["promised_due"],
            )
        )  # fmt: skip
    # What was received after the period is not in it, whenever a wrong clock says that it was decided.
    cases = [case for case in cases if case.received <= LAST]
    stretches = []
    for ident, (spans, about) in enumerate(visits, 1):
        names = tuple(dict.fromkeys(requests[n]["department"] for n in about if n < len(requests)))
        for span in sorted(spans, key=lambda one: one["began_at"]):
            local = clock.local(span["began_at"])
            if span.get("void") or span["lasted"] is None or not FIRST <= local.date() <= LAST:
                continue
            began = span["began_at"]
            stretches.append(
                Stretch(
                    ident,
                    span["kind"],
                    span["window"],
                    span["staff"],
                    began,
                    began + span["lasted"],
                    local.hour,
                    names,
                )
            )
    return rules.parts(cases, FIRST, LAST), visit_times(stretches)


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Europe/Berlin", "Australia/Lord_Howe"])
def test_the_database_counts_as_the_rules_do(hall, zone):
    hall.clock = FixedClock(NOW, zone)

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(REQUESTS, VISITS)
    def compare(requests, visits):
        with hall.db.bind_ctx([Request, Visit, VisitSpan, VisitRequest]), hall.db.atomic() as together:
            fill(requests, visits)
            found = load.facts(hall, FIRST, LAST)
            behind = load.behind(hall, FIRST, LAST, "hour", 9)
            together.rollback()
        parts, times = by_the_rules(hall.clock, requests, visits)
        assert found.parts == parts
        assert found.times == times
        assert len(behind) == rules.grouped(parts, "hour").get(9, rules.Tally()).received
        opened = defaultdict(set)
        for row in requests:
            if FIRST <= row["received_on"] <= LAST:
                opened[row["window"]].add(row["received_on"])
        assert found.open_days == opened

    compare()


def test_the_offsets_of_a_zone_are_those_of_its_clock():
    clock = FixedClock(NOW, "Europe/Berlin")
    found = clock.offsets()
    changes = [datetime.fromtimestamp(moment, UTC) for moment, _ in found if moment > BASE - 366 * 86400]
    assert changes[:2] == [datetime(2025, 3, 30, 1, tzinfo=UTC), datetime(2025, 10, 26, 1, tzinfo=UTC)]
    for moment, ahead in found[1:]:
        assert clock.local(moment).utcoffset() == timedelta(seconds=ahead)
        assert clock.local(moment - 1).utcoffset() != timedelta(seconds=ahead)
    assert FixedClock(NOW).offsets()[-1][1] == 8 * 3600
