"""The figures that every hall publishes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from hallclient.reports.day import day_table
from hallclient.rules.figures import FINISHED, day_figures, percent
from hallclient.rules.request import RATINGS, Person, Request

ZONE = timezone(timedelta(hours=8))
DAY = date(2026, 11, 20)
STATES = sorted(FINISHED | {"registered", "awaiting_supplement", "accepted", "in_review"})


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


BASE = Request(
    number="370784-20261120-030012",
    terminal="t1",
    version=1,
    state="registered",
    received_at=at(DAY),
    window=3,
    item="GA01",
    item_name="最低生活保障",
    department="民政",
    kind="promised",
    legal_path="other",
    unit="workday",
    statutory_days=30,
    promised_days=20,
    applicant=Person("张三丰"),
    first_asked="1003",
    owner="1003",
)


def test_a_day_with_nothing_is_zeros():
    figures = day_figures([], DAY)
    assert (figures.received, figures.completed, figures.in_progress, figures.rated) == (0, 0, 0, 0)
    assert figures.completion_rate is figures.promise_rate is figures.satisfaction_rate is None
    values = {row[0].code: row[1] for row in day_table(figures).rows}
    assert values["received"] == 0
    assert values["completion_rate"] == values["satisfaction_rate"] == "—"


def test_thirty_four_are_twenty_nine_and_five():
    done = replace(BASE, state="decided", decided_at=at(DAY, 15), result="granted")
    figures = day_figures([done] * 29 + [BASE] * 5, DAY)
    assert (figures.received, figures.completed, figures.in_progress) == (34, 29, 5)
    assert figures.completion_rate == Decimal("85.29")
    assert str(figures.as_dict()["completion_rate"]) == "85.29"


def test_what_is_done_today_counts_today_whenever_it_came():
    earlier = DAY - timedelta(days=9)
    request = replace(
        BASE,
        state="delivered",
        received_at=at(earlier),
        accepted_on=earlier,
        promised_due=DAY,
        decided_at=at(DAY),
        delivered_at=at(DAY, 16),
        result="granted",
        rating="4",
    )
    figures = day_figures([request], DAY)
    assert (figures.received, figures.decided, figures.delivered, figures.accepted) == (0, 1, 1, 0)
    assert (figures.promise_due, figures.promise_kept, figures.promise_rate) == (1, 1, Decimal("100.00"))
    assert figures.satisfaction_rate == Decimal("100.00")
    late = day_figures([replace(request, promised_due=DAY - timedelta(days=1))], DAY)
    assert late.promise_rate == Decimal("0.00")


def test_the_rating_belongs_to_the_day_of_delivery():
    request = replace(
        BASE,
        state="delivered",
        decided_at=at(DAY),
        delivered_at=at(DAY + timedelta(days=2)),
        rating="1",
    )
    assert day_figures([request], DAY).rated == 0
    figures = day_figures([request], DAY + timedelta(days=2))
    assert (figures.rated, figures.satisfaction_rate) == (1, Decimal("0.00"))


def test_a_past_day_shows_how_it_stood_at_its_end():
    request = replace(BASE, state="decided", decided_at=at(DAY + timedelta(days=3)))
    figures = day_figures([request], DAY)
    assert (figures.received, figures.completed, figures.in_progress, figures.open) == (1, 0, 1, 1)
    assert day_figures([request], DAY - timedelta(days=1)).received == 0


def test_who_declines_is_not_rated():
    requests = [replace(BASE, state="answered", closed_at=at(DAY), rating=r) for r in ("5", "3", "2", "declined")]
    figures = day_figures(requests, DAY)
    assert (figures.rated, figures.satisfaction_rate, figures.answered) == (3, Decimal("66.67"), 4)


def test_overdue_begins_the_day_after():
    request = replace(BASE, state="accepted", accepted_on=DAY, promised_due=DAY + timedelta(days=5))
    assert day_figures([request], DAY, soon=DAY + timedelta(days=3)).due_soon == 0
    assert day_figures([request], DAY, soon=DAY + timedelta(days=5)).due_soon == 1
    on_the_day = day_figures([request], DAY + timedelta(days=5))
    assert (on_the_day.due_soon, on_the_day.overdue) == (1, 0)
    assert day_figures([request], DAY + timedelta(days=6)).overdue == 1


def test_not_told_in_time_is_its_own_figure():
    request = replace(BASE, notice_due=DAY)
    assert day_figures([request], DAY).notice_overdue == 0
    figures = day_figures([request], DAY + timedelta(days=1))
    assert (figures.notice_overdue, figures.overdue) == (1, 0)
    waiting = replace(request, state="awaiting_supplement")
    figures = day_figures([waiting], DAY + timedelta(days=1))
    assert (figures.notice_overdue, figures.awaiting) == (0, 1)


def test_every_no_is_a_refusal():
    requests = [
        replace(BASE, state="not_accepted", closed_at=at(DAY)),
        replace(BASE, state="rejected_wrong_body", closed_at=at(DAY)),
        replace(BASE, state="decided", decided_at=at(DAY), result="refused"),
    ]
    assert day_figures(requests, DAY).refused == 3


def test_what_the_caller_counts_is_taken_over_and_shown():
    figures = day_figures([], DAY, notices=3, parked=2, unprinted=1)
    values = {row[0].code: row[1] for row in day_table(figures).rows}
    assert (values["notices"], values["parked"], values["unprinted"]) == (3, 2, 1)


def test_a_period_has_both_its_ends():
    last = DAY + timedelta(days=10)
    requests = [replace(BASE, received_at=at(day)) for day in (DAY - timedelta(days=1), DAY, last)]
    figures = day_figures(requests, DAY, last=last)
    assert (figures.received, figures.open) == (2, 3)
    assert day_table(figures).subtitle == "2026-11-20 – 2026-11-30"
    assert day_table(day_figures([], DAY)).subtitle == "2026-11-20"


def test_halves_go_up():
    assert percent(1, 8) == Decimal("12.50")
    assert percent(1, 32) == Decimal("3.13")
    assert percent(0, 0) is None


days = st.integers(-3, 3).map(lambda n: DAY + timedelta(days=n))


@st.composite
def some_requests(draw: st.DrawFn) -> Request:
    received = draw(days)
    moment = st.one_of(st.none(), days.map(at))
    return replace(
        BASE,
        state=draw(st.sampled_from(STATES)),
        received_at=at(received),
        accepted_on=draw(st.one_of(st.none(), days)),
        promised_due=draw(st.one_of(st.none(), days)),
        decided_at=draw(moment),
        delivered_at=draw(moment),
        closed_at=draw(moment),
        rating=draw(st.sampled_from(["", *RATINGS])),
    )


@given(st.lists(some_requests(), max_size=12))
def test_received_is_completed_and_in_progress(requests):
    figures = day_figures(requests, DAY)
    assert figures.received == figures.completed + figures.in_progress
    assert figures.received == sum(r.received_on == DAY for r in requests)
    assert 0 <= figures.promise_kept <= figures.promise_due <= figures.decided
    assert figures.overdue + figures.due_soon + figures.awaiting <= figures.open + figures.awaiting
    # One day after another is the whole period.
    singles = [day_figures(requests, DAY + timedelta(days=n)) for n in range(-3, 4)]
    period = day_figures(requests, DAY - timedelta(days=3), last=DAY + timedelta(days=3))
    for name in ("received", "accepted", "decided", "delivered", "answered", "refused", "rated"):
        assert getattr(period, name) == sum(getattr(single, name) for single in singles)
