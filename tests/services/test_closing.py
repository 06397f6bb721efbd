"""Closing a day: what is open is said, figures add up, nothing unserved becomes served."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.hall import NOW, ZONE, applicant

from db.queries import day_close as queries
from hallclient.errors import BadInput, NotAllowed, Refused
from hallclient.services import attendance, day_close, drafts, intake, journal, notices, requests, summary
from hallclient.services.intake import Intake
from hallclient.services.request_actions import act

FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)
NOTICED = {"A1": ("ok", ""), "A2": ("missing", "")}


def on(clock, day, hour=9, minute=0):
    clock.set(datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE))


def test_a_day_with_nothing_is_a_report_of_zeros(hall):
    closing = day_close.prepare(hall)
    assert closing.day == FRIDAY
    assert (closing.open.count, closing.carried_over) == (0, ())
    figures = closing.figures.as_dict()
    assert figures["completion_rate"] is figures["satisfaction_rate"] is None
    assert {v for k, v in figures.items() if isinstance(v, int)} == {0}


def test_the_future_is_not_closed(hall):
    with pytest.raises(BadInput, match="2026-11-21 has not come yet"):
        day_close.prepare(hall, FRIDAY + timedelta(days=1))


@pytest.fixture
def busy_day(hall, people, receive, clock):
    """One of each: received, waiting for the supplement, accepted, decided, answered, parked, handed over."""
    numbers = {
        "received": receive(phone="").number,
        "waiting": receive(id_number="110101199003078515").number,
        "accepted": receive("SC001").number,
        "decided": receive("MZ002").number,
        "answered": receive("ZX001", name="", id_type="", id_number="", matter="几点开门", answer="八点半").number,
    }
    attendance.punch(hall, people.clerk, "in")
    notices.issue(hall, people.clerk, numbers["waiting"], NOTICED)
    act(hall, people.clerk, numbers["accepted"], "accept")
    act(hall, people.clerk, numbers["accepted"], "hand-over", {"to": "1004"})
    act(hall, people.clerk, numbers["decided"], "accept")
    act(hall, people.chief, numbers["decided"], "decide", {"result": "granted"})
    drafts.save(hall, people.clerk, {"name": "去复印的人"}, park=True)
    return numbers


def test_everything_open_is_listed(hall, busy_day, clock):
    on(clock, FRIDAY, 17, 30)
    found = day_close.prepare(hall)
    assert found.open.as_dict() == {
        "received": [busy_day["received"]],
        "overdue": [],
        "parked": ["去*人"],
        "unprinted": ["某县政务服务中心告知〔2026〕0300001号"],
        "handed_over": [busy_day["accepted"]],
        "not_signed_out": ["1003"],
        "gaps": [f"{busy_day['received']}: phone"],
        "unserved": [],
        "parts_overdue": [],
        "parts_handed_over": [],
    }
    assert found.open.count == 6
    assert {r.number for r in found.carried_over} == {
        busy_day[name] for name in ("received", "waiting", "accepted", "decided")
    }


def test_the_figures_add_up(hall, busy_day):
    figures = day_close.prepare(hall).figures
    assert (figures.received, figures.completed, figures.in_progress) == (5, 2, 3)
    assert figures.received == figures.completed + figures.in_progress
    assert (figures.accepted, figures.decided, figures.answered, figures.notices) == (2, 1, 1, 1)
    assert (figures.open, figures.awaiting, figures.parked, figures.unprinted) == (3, 1, 1, 1)
    assert figures == day_close.figures(hall, FRIDAY)


def test_open_points_need_a_word(hall, clerk, busy_day):
    closing = day_close.prepare(hall)
    for nothing in ("", "  \n"):
        with pytest.raises(Refused) as caught:
            day_close.sign(hall, clerk, closing, nothing, ())
        assert caught.value.code == "open_points"
        assert busy_day["received"] in str(caught.value)
    assert not day_close.is_closed(hall, FRIDAY)


def test_signing_changes_no_request(hall, clerk, busy_day, tmp_path):
    before = requests.listing(hall, requests.Filter())
    signed = day_close.sign(hall, clerk, day_close.prepare(hall), "等待\n申请人", [tmp_path / "a.csv"])
    assert signed.signed_by == "1003"
    assert requests.listing(hall, requests.Filter()) == before
    assert day_close.prepare(hall).open == signed.open, "what is open stays open"
    assert [d.label for d in drafts.every(hall)] == ["去复印的人"]
    row = queries.last(hall.db, hall.terminal, FRIDAY)
    assert (row.explain, row.signed_by) == ("等待 申请人", "1003")
    assert json.loads(row.files) == [str(tmp_path / "a.csv")]
    assert json.loads(row.figures) == signed.figures.as_dict()
    assert json.loads(row.open) == signed.open.as_dict()
    assert journal.check(hall).ok


def test_a_day_can_be_signed_again_and_the_last_counts(hall, people, busy_day):
    day_close.sign(hall, people.clerk, day_close.prepare(hall), "一", ())
    day_close.sign(hall, people.supervisor, day_close.prepare(hall), "二", ())
    assert queries.last(hall.db, hall.terminal, FRIDAY).signed_by == "1005"


def test_signing_needs_a_person_and_tells_the_sync(hall, clerk):
    with pytest.raises(NotAllowed):
        day_close.sign(hall, None, day_close.prepare(hall), "", ())
    day_close.sign(hall, clerk, day_close.prepare(hall), "", ())
    assert ("window_day", "03") in {(r.kind, r.key) for r in summary.unpublished(hall) if r.day == FRIDAY}


def test_a_failure_signs_nothing(hall, clerk, monkeypatch):
    def break_down(*args: object, **more: object) -> None:
        raise RuntimeError("power")

    with monkeypatch.context() as patch:
        patch.setattr(journal, "record", break_down)
        with pytest.raises(RuntimeError):
            day_close.sign(hall, clerk, day_close.prepare(hall), "", ())
    assert not day_close.is_closed(hall, FRIDAY)


# --- an earlier day


def test_what_came_later_is_not_carried_over_from_an_earlier_day(hall, receive, clock):
    earlier = receive()
    on(clock, MONDAY)
    later = receive("SC001")
    friday, monday = day_close.prepare(hall, FRIDAY), day_close.prepare(hall, MONDAY)
    assert [r.number for r in friday.carried_over] == [earlier.number]
    assert friday.open.received == (earlier.number,)
    assert friday.figures.received == 1
    assert {r.number for r in monday.carried_over} == {earlier.number, later.number}
    assert monday.figures.received == 1


def test_days_that_nobody_signed_are_named(hall, clerk, receive, clock):
    receive()
    on(clock, MONDAY)
    receive()
    on(clock, date(2026, 11, 25))
    assert day_close.unclosed_before(hall, date(2026, 11, 25)) == [MONDAY, FRIDAY]
    day_close.sign(hall, clerk, day_close.prepare(hall, MONDAY), "补签", ())
    assert day_close.unclosed_before(hall, date(2026, 11, 25)) == [FRIDAY]
    assert day_close.unclosed_before(hall, date(2026, 11, 25), span=2) == []


def test_overdue_is_overdue_from_the_day_after(hall, clerk, receive, clock):
    number = receive("SC001").number
    due = act(hall, clerk, number, "accept").request.promised_due
    on(clock, due)
    assert day_close.prepare(hall).open.overdue == ()
    on(clock, due + timedelta(days=1))
    assert day_close.prepare(hall).open.overdue == (number,)


# --- who is still on post


@pytest.mark.parametrize(
    ("punches", "on_post"),
    [
        ((), False),
        (("8:25 in",), True),
        (("8:25 in", "11:30 out"), False),
        (("8:25 in", "11:30 out", "13:25 in"), True),
        (("8:25 in", "17:00 out"), False),
        (("8:25 in", "10:00 out", "10:20 in"), True),
        (("8:25 in", "11:30 out", "13:25 in", "15:00 out", "15:10 in"), True),
        (("17:00 out",), False),
    ],
)
def test_who_signed_in_last_has_not_signed_out(hall, clerk, clock, punches, on_post):
    for word in punches:
        time, kind = word.split()
        on(clock, FRIDAY, *map(int, time.split(":")))
        attendance.punch(hall, clerk, kind)
    on(clock, FRIDAY, 18)
    assert day_close.prepare(hall).open.not_signed_out == (("1003",) if on_post else ())


# --- gaps in the ledger


@pytest.mark.parametrize(
    ("item", "changes", "gaps"),
    [
        ("MZ001", {}, []),
        ("MZ001", {"phone": ""}, ["phone"]),
        ("MZ001", {"id_type": "", "id_number": "", "phone": ""}, ["id_number", "phone"]),
        ("ZX001", {"name": "", "id_type": "", "id_number": "", "phone": ""}, ["matter"]),
        ("ZX001", {"name": "", "id_type": "", "id_number": "", "matter": "问"}, []),
    ],
)
def test_empty_fields_of_the_ledger(hall, receive, item, changes, gaps):
    number = receive(item, **changes).number
    assert day_close.prepare(hall).open.gaps == tuple(f"{number}: {gap}" for gap in gaps)


ACTIONS = ("accept", "decide", "deliver", "withdraw", "answer", "rate", "notice")
LIVES = st.lists(
    st.tuples(
        st.sampled_from(("MZ001", "SC001", "MZ002", "TS001")),
        st.integers(0, 4),
        st.lists(
            st.sampled_from(("accept", "decide", "deliver", "withdraw", "answer", "rate", "notice")), max_size=4
        ),
    ),
    max_size=5,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LIVES)
def test_received_is_completed_and_in_progress_on_every_day(hall, people, clock, lives):
    for item, day, actions in lives:
        on(clock, FRIDAY + timedelta(days=day))
        number = intake.receive(hall, people.clerk, Intake(item, applicant())).request.number
        chief = people.other_chief if item == "SC001" else people.chief
        for step, action in enumerate(actions):
            on(clock, FRIDAY + timedelta(days=day + step))
            try:
                if action == "notice":
                    marks = {m.code: ("missing", "") for m in requests.get(hall, number).materials}
                    notices.issue(hall, people.clerk, number, marks)
                else:
                    act(hall, chief, number, action, {"result": "granted", "words": "…", "rating": "3"})
            except Refused:
                pass
    last = FRIDAY + timedelta(days=8)
    on(clock, last)
    total = 0
    for day in (FRIDAY + timedelta(days=n) for n in range(9)):
        figures = day_close.figures(hall, day)
        assert figures.received == figures.completed + figures.in_progress
        assert figures.received == requests.count(hall, requests.Filter(first=day, last=day))
        assert figures.awaiting <= figures.open
        total += figures.received
    assert total == requests.count(hall, requests.Filter())
    on(clock, NOW.date())
