"""Ratings that were given before evaluations had a table of their own."""

from __future__ import annotations

from datetime import date

from playhouse.migrations import Runner

from db import connection
from hallclient.services import evaluation, reviews
from hallclient.services.request_actions import act

FRIDAY = date(2026, 11, 20)


def test_they_are_taken_over_without_a_follow_up(hall, people, receive):
    for rating in ("5", "1"):
        number = receive("ZX001", matter="问", answer="答").number
        act(hall, people.clerk, number, "rate", {"rating": rating})
    receive("ZX001", matter="问", answer="答")
    Runner(hall.db, str(connection.MIGRATIONS), table_name=connection.HISTORY).down("0006_evaluation")
    connection.migrate(hall.db)
    assert evaluation.ratings(hall, FRIDAY, FRIDAY) == {"5": 1, "1": 1}
    assert reviews.listing(hall) == []
