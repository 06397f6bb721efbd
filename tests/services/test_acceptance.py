"""Acceptance: by law after the fifth day (行政许可法 §32), and the two due dates that are counted from it."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from support.hall import ZONE

from hallclient.errors import NotAllowed, Refused
from hallclient.language import say
from hallclient.services import notices, request_actions, requests
from hallclient.services.request_actions import act

NOTICED = {"A1": ("ok", ""), "A2": ("missing", "近六个月")}


def after(clock, year, month, day):
    clock.set(datetime(year, month, day, 9, 0, tzinfo=ZONE))


def test_until_the_end_of_day_five_a_notice_is_possible(hall, clerk, receive, clock):
    request = receive("SC001")
    after(clock, 2026, 11, 27)
    marks = {"B1": ("ok", ""), "B2": ("missing", "")}
    assert notices.issue(hall, clerk, request.number, marks).open[0].code == "B2"


def test_after_day_five_a_licence_is_accepted_back_to_its_receipt(hall, people, receive, clock):
    request = receive("SC001")
    after(clock, 2026, 11, 28)
    with pytest.raises(Refused, match="Accepted by law since 2026-11-20"):
        notices.issue(hall, people.clerk, request.number, {"B1": ("ok", ""), "B2": ("missing", "")})
    taken = act(hall, people.clerk, request.number, "accept").request
    assert (taken.by_law, taken.accepted_on) == (True, date(2026, 11, 20))
    assert (taken.promised_due, taken.statutory_due) == (date(2026, 12, 4), date(2026, 12, 18))
    assert [m.mark for m in taken.materials] == ["", ""], "acceptance by law says nothing of the materials"


def test_acceptance_by_law_does_not_wait_for_what_is_missing(hall, people, receive, clock):
    request = receive("SC001")
    request_actions.mark(hall, people.clerk, request.number, {"B1": ("missing", "")})
    after(clock, 2026, 11, 30)
    with pytest.raises(Refused, match="Accepted by law") as caught:
        act(hall, people.other_chief, request.number, "refuse", {"reason": "材料不全"})
    assert not isinstance(caught.value, NotAllowed)
    assert act(hall, people.clerk, request.number, "accept").request.by_law


def test_never_for_an_item_with_a_basis_of_its_own(hall, people, receive, clock):
    request = receive("MZ001")
    after(clock, 2026, 12, 10)
    assert not requests.is_deemed(hall, requests.get(hall, request.number))
    notices.issue(hall, people.clerk, request.number, NOTICED)
    act(hall, people.clerk, request.number, "supplement")
    assert not act(hall, people.clerk, request.number, "accept").request.by_law


def test_never_when_the_notice_came_in_time(hall, people, receive, clock):
    request = receive("SC001")
    notices.issue(hall, people.clerk, request.number, {"B1": ("ok", ""), "B2": ("missing", "")})
    after(clock, 2026, 12, 10)
    act(hall, people.clerk, request.number, "supplement")
    taken = act(hall, people.clerk, request.number, "accept").request
    assert (taken.by_law, taken.accepted_on) == (False, date(2026, 12, 10))


# --- due dates


@pytest.mark.parametrize(
    ("day", "item", "promised", "statutory"),
    [
        ((2026, 9, 18), "SC001", (2026, 10, 9), (2026, 10, 22)),
        ((2026, 10, 4), "SC001", (2026, 10, 20), (2026, 11, 3)),
        ((2026, 2, 9), "SC001", (2026, 2, 28), (2026, 3, 13)),
        ((2026, 4, 24), "GS001", (2026, 4, 29), (2026, 5, 6)),
    ],
)
def test_both_dates_are_counted_as_the_table_has_it(hall, people, receive, clock, day, item, promised, statutory):
    after(clock, *day)
    taken = act(hall, people.clerk, receive(item).number, "accept").request
    assert (taken.promised_due, taken.statutory_due) == (date(*promised), date(*statutory))
    assert not taken.provisional
    words = [say(step) for step in taken.explanation]
    assert words[0].startswith("Promised limit: ")
    assert f"Due on {date(*promised)}." in words
    assert words[-1] == f"Due on {date(*statutory)}."


def test_an_item_without_limits_has_no_due_date(hall, clerk, receive):
    taken = act(hall, clerk, receive("MZ002").number, "accept").request
    assert (taken.promised_due, taken.statutory_due, taken.explanation) == (None, None, ())
