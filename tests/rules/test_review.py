"""Bad reviews: due dates, the order of the steps, and who may take them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallclient.rules import review as rules
from hallclient.rules.review import Done, Handler, Review, Terms
from hallclient.rules.workdays import WorkCalendar
from hallclient.services.published import published_calendar

CALENDAR: WorkCalendar = published_calendar()
TERMS = Terms(date(2026, 11, 23), date(2026, 12, 11), False, ())
REVIEW = Review(
    "370784-20261120-030001", "03aaaaaaaa", 1, "open", "2", date(2026, 11, 20), 3, "1003", "MZ001", "低保",
    "县民政局", ("1003", "1004", "1001"), TERMS,
)  # fmt: skip
SUPERVISOR = Handler("1005", "supervisor", None)


@pytest.mark.parametrize(
    ("rated", "contact", "rectify"),
    [
        # The make-up Saturday counts.
        (date(2026, 2, 27), date(2026, 2, 28), date(2026, 3, 19)),
        (date(2026, 11, 20), date(2026, 11, 23), date(2026, 12, 11)),
        # Over the National Day holidays.
        (date(2026, 9, 30), date(2026, 10, 8), date(2026, 10, 27)),
    ],
)
def test_due_dates_leave_out_the_day_itself_and_rest_days(rated, contact, rectify):
    found = rules.terms(CALENDAR, rated, 1, 15)
    assert (found.contact_due, found.rectify_due, found.provisional) == (contact, rectify, False)
    assert str(found.explanation[0]) == "Contact within 1 working days."
    assert any("Due on" in str(step) for step in found.explanation)


def test_a_year_that_is_not_known_gives_provisional_dates():
    found = rules.terms(CALENDAR, date(2026, 12, 24), 1, 15)
    assert found.contact_due == date(2026, 12, 25)
    assert found.provisional


@given(st.dates(date(2026, 1, 1), date(2026, 11, 30)), st.integers(0, 3), st.integers(0, 15))
def test_terms_against_counting_day_by_day(rated, contact, rectify):
    def count(term: int) -> date:
        day = rated
        while term or not ((day.weekday() < 5 and day not in CALENDAR.holidays) or day in CALENDAR.workdays):
            day += timedelta(days=1)
            term -= bool(term) and (day in CALENDAR.workdays or (day.weekday() < 5 and day not in CALENDAR.holidays))
        return day

    found = rules.terms(CALENDAR, rated, contact, rectify)
    assert (found.contact_due, found.rectify_due) == (count(contact), count(rectify))


@pytest.mark.parametrize(
    ("step", "state", "who", "words"),
    [
        ("contact", "open", SUPERVISOR, ""),
        ("rectify", "open", SUPERVISOR, "Contact the applicant first"),
        ("rectify", "contacted", SUPERVISOR, ""),
        ("contact", "contacted", SUPERVISOR, "contacted already"),
        ("rectify", "rectified", SUPERVISOR, "rectified already"),
        ("exclude", "rectified", SUPERVISOR, ""),
        ("exclude", "excluded", SUPERVISOR, "stays in the record"),
        ("contact", "excluded", SUPERVISOR, "stays in the record"),
        ("contact", "open", Handler("1006", "chief", 3), ""),
        ("contact", "open", Handler("1006", "chief", 2), "window 3"),
        ("contact", "open", Handler("1001", "chief", 3), "own work"),
        ("exclude", "open", Handler("1006", "chief", 3), "Only a supervisor"),
        ("exclude", "open", Handler("1009", "admin", None), "Only a supervisor"),
        ("contact", "open", Handler("1009", "admin", None), "supervisor or the chief"),
        ("contact", "open", Handler("1008", "clerk", 3), "supervisor or the chief"),
        ("contact", "open", None, "Nobody is signed on"),
    ],
)
def test_who_may_do_what_and_when(step, state, who, words):
    reason = rules.refusal(step, replace(REVIEW, state=state), who)
    assert (reason is None) if not words else words in str(reason)


def test_nobody_excludes_a_review_of_their_own_work():
    own = replace(REVIEW, concerned=("1005",))
    assert "own work" in str(rules.refusal("exclude", own, SUPERVISOR))


@given(st.lists(st.sampled_from(sorted(rules.STEPS)), max_size=8))
def test_no_sequence_of_steps_skips_one(steps):
    review, taken = REVIEW, []
    for step in steps:
        if rules.refusal(step, review, SUPERVISOR) is None:
            review = replace(review, state=rules.STEPS[step].target)
            taken.append(step)
    assert taken in [[], ["contact"], ["contact", "rectify"], ["exclude"], ["contact", "exclude"],
                     ["contact", "rectify", "exclude"]]  # fmt: skip


def test_urgency_and_order():
    today = date(2026, 11, 24)
    late = REVIEW
    later = replace(REVIEW, number="b", state="contacted")
    done = replace(REVIEW, number="c", state="rectified")
    assert [rules.urgency(r, today) for r in (late, later, done)] == ["overdue", "running", ""]
    assert rules.urgency(late, date(2026, 11, 23)) == "today"
    assert rules.by_urgency([done, later, late]) == [late, later, done]
    at = datetime(2026, 11, 23, 18, 0)  # noqa: DTZ001 - the hall's own time
    assert rules.in_time(None, TERMS.contact_due) is None
    assert rules.in_time(Done(at, "1005", ""), TERMS.contact_due) is True
    assert rules.in_time(Done(at + timedelta(days=1), "1005", ""), TERMS.contact_due) is False
