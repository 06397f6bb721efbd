"""The two limits of a request, each coloured for itself: a missed promise never looks like a broken law."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hallclient.screens.request import facts
from hallclient.screens.request.facts import Shown
from hallclient.services import desk, requests
from hallclient.services.request_actions import act


@pytest.fixture
def shown(hall, clerk, receive):
    number = receive("SC001").number
    act(hall, clerk, number, "accept")
    request = replace(
        requests.get(hall, number),
        promised_days=5,
        promised_due=date(2026, 11, 27),
        statutory_days=10,
        statutory_due=date(2026, 12, 4),
    )
    standing = desk.Standing("decide", "running", request.promised_due, 0)

    def at(today: date, days: int, urgency: str) -> Shown:
        return Shown(
            request=request,
            standing=replace(standing, days=days, urgency=urgency),
            names={},
            timeline=(),
            notices=(),
            unprinted=frozenset(),
            today=today,
        )

    return at


def styles(lines):
    return {
        name: line.style for line in lines for name in ("promised", "statutory") if line.text.startswith(f"{name} ")
    }


@pytest.mark.parametrize(
    ("today", "days", "urgency", "promised", "statutory"),
    [
        (date(2026, 11, 27), 0, "today", "due", "strong"),
        (date(2026, 11, 30), -1, "overdue", "overdue", "strong"),
        (date(2026, 12, 7), -6, "overdue", "overdue", "overdue"),
    ],
)
def test_each_limit_has_its_own_colour(shown, today, days, urgency, promised, statutory):
    assert styles(facts.head(shown(today, days, urgency), 78)) == {"promised": promised, "statutory": statutory}
