"""Punctuality on PostgreSQL: settled verdicts, what changes them, a signed month, and what is frozen."""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace

import peewee
import pytest
from support.hall import NOW, ZONE, fill, plan

from hallclient.clock import FixedClock
from hallclient.jobs import setup
from hallclient.paths import Home
from hallclient.rules.plan import Assignment
from hallclient.services import (
    accounts,
    attendance,
    months,
    patrols,
    punctuality,
    questions,
    rosters,
    settling,
    verdict_reviews,
)
from hallclient.services.verification import verify

THURSDAY = date(2026, 11, 19)


@pytest.fixture
def pg(tmp_path, postgres, pin_digest, monkeypatch, clock):
    monkeypatch.setattr(accounts, "digest_pin", lambda pin: pin_digest)
    hall = setup.make_home(Home(tmp_path / "pg"), plan(database=postgres), clock=FixedClock(NOW))
    hall.clock = clock
    fill(hall, pin_digest)
    yield hall
    hall.close()


def at(day, hour, minute=0, month=11):
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def test_from_punches_to_a_signed_month(pg, clock):
    people = SimpleNamespace(
        clerk=accounts.actor_of(pg, "1003"),
        supervisor=accounts.actor_of(pg, "1005"),
        admin=accounts.actor_of(pg, "1009"),
    )
    for hour, minute, kind in ((8, 41, "in"), (11, 30, "out"), (13, 20, "in")):
        clock.set(at(19, hour, minute))
        attendance.punch(pg, people.clerk, kind)
    clock.set(at(1, 9, month=12))
    before = punctuality.rows(pg, THURSDAY, THURSDAY)
    settling.settle(pg, date(2026, 11, 30))
    assert punctuality.rows(pg, THURSDAY, THURSDAY) == before
    asked = attendance.ask_correction(pg, people.clerk, at(19, 17, 2), "out", "忘记")
    attendance.decide(pg, people.supervisor, "correction", asked.id, approve=True)
    with pg.write():
        rosters.save_roster(pg, people.admin, {(THURSDAY, "1004"): {"off": Assignment("off")}})
    assert {change.cause for change in settling.changes(pg, THURSDAY, THURSDAY)} == {"correction", "roster"}
    verdict_reviews.decide(pg, people.supervisor, "1001", THURSDAY, "am", "confirmed")
    patrols.check(pg, people.supervisor, "1003", present=True, badge=False)
    assert questions.of_days(pg, THURSDAY, THURSDAY)
    signed = months.sign(pg, people.supervisor, "2026-11")
    assert (signed.whole, months.amended(pg, "2026-11")) == (True, [])
    assert verify(pg).problems == ()
    for table in ("verdict_change", "verdict_review", "month_signature", "patrol"):
        with pytest.raises(peewee.DatabaseError, match="append-only"), pg.db.atomic():
            pg.db.execute_sql(f"DELETE FROM {table}")
