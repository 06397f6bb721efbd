"""Which dates of a request are provisional while the holidays of a year are not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hallclient.language import say
from hallclient.rules import provisional
from hallclient.rules.task import Task
from hallclient.services import requests
from hallclient.services.request_actions import act

SURE, GUESSED = date(2026, 12, 18), date(2027, 1, 4)


@pytest.fixture
def accepted(hall, clerk, receive):
    """Promised in a known year, the statutory limit in one that is not."""
    request = act(hall, clerk, receive().number, "accept").request
    assert (request.promised_due, request.statutory_due) == (SURE, date(2027, 1, 1))
    return request


def test_the_limit_that_ends_in_a_known_year_is_certain(accepted):
    assert accepted.provisional
    assert say(provisional.due(accepted, accepted.promised_due)) == "2026-12-18"
    assert say(provisional.due(accepted, accepted.statutory_due)) == "2027-01-01 (provisional)"
    assert provisional.due(accepted, None) == ""


def test_a_ledger_that_was_taken_over_explains_nothing_and_is_doubted(accepted):
    bare = replace(accepted, explanation=())
    assert provisional.is_provisional(bare, SURE) and provisional.is_provisional(bare, GUESSED)
    assert not provisional.is_provisional(replace(bare, provisional=False), GUESSED)


@pytest.mark.parametrize(
    ("flag", "due", "statutory", "expected"),
    [
        (True, SURE, GUESSED, False), (True, GUESSED, GUESSED, True), (True, GUESSED, None, True),
        (True, None, GUESSED, False), (False, GUESSED, GUESSED, False),
    ],
)  # fmt: skip
def test_a_line_of_a_list_goes_by_the_years(flag, due, statutory, expected):
    assert provisional.is_listed_provisional(flag, due, statutory) is expected


def test_a_part_is_as_certain_as_what_it_is_due_by(accepted):
    with_request = Task(1, "民政局", "1001", due_on=accepted.statutory_due)
    named = replace(with_request, named_due=with_request.due_on)
    assert say(provisional.part_due(accepted, with_request)).endswith("(provisional)")
    assert say(provisional.part_due(accepted, named)) == "2027-01-01"
    counted_on = replace(named, explanation=accepted.explanation)
    assert say(provisional.part_due(accepted, counted_on)).endswith("(provisional)")
    assert provisional.part_due(accepted, replace(named, due_on=None)) == ""


def test_before_acceptance_the_day_for_the_notice_is_marked(hall, receive, clock):
    clock.set(clock.now().replace(month=12, day=29))
    request = receive()
    assert say(provisional.due(request, request.notice_due)) == "2027-01-05 (provisional)"
    assert requests.is_deemed(hall, request) is False
