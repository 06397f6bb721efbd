"""The demo hall: everything that a newcomer should see is there, and it all holds together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from hallclient.clock import FixedClock
from hallclient.errors import HomeProblem
from hallclient.jobs.demo import make as demo_module
from hallclient.jobs.demo.make import Demo, make_demo
from hallclient.jobs.demo.people import NOTED, STAFF
from hallclient.rules import identity
from hallclient.services import (
    accounts,
    attendance,
    catalogue,
    clocks,
    day_close,
    desk,
    journal,
    pins,
    powers,
    punctuality,
    requests,
    reviews,
    windows,
)
from hallclient.services.changes.acceptance import due_values
from hallclient.services.hall import Hall, open_hall
from hallclient.services.verification import verify
from hallclient.sync.reading import read_shared
from hallclient.sync.runner import sync_once

ZONE = "Asia/Shanghai"
FRIDAY = datetime(2026, 11, 20, 15, 10, tzinfo=ZoneInfo(ZONE))
EVERYTHING = requests.Filter()
Make = Callable[..., tuple[Demo, Hall]]


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Make]:
    opened: list[Hall] = []

    def run(
        moment: datetime = FRIDAY, days: int = 10, count: int = 40, seed: int = 1, *, sync: bool = False
    ) -> tuple[Demo, Hall]:
        clock = FixedClock(moment, ZONE)
        patch.setattr(demo_module, "sync_once", sync_once if sync else lambda hall, explicit: None)
        demo = make_demo(tmp_path_factory.mktemp("demo") / "hall", days, count, seed, clock, ZONE)
        opened.append(open_hall(demo.home, clock))
        return demo, opened[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pins, "_LOG_N", 4)
        patch.setattr(catalogue, "search_text", cache(catalogue.search_text))
        yield run
    for hall in opened:
        hall.close()


@pytest.fixture(scope="module")
def made(make: Make) -> tuple[Demo, Hall]:
    return make(sync=True)


@pytest.fixture(scope="module")
def hall(made: tuple[Demo, Hall]) -> Hall:
    return made[1]


def test_what_is_said_is_there(made: tuple[Demo, Hall]) -> None:
    demo, hall = made
    everything = requests.listing(hall, EVERYTHING, 1000)
    assert demo.requests == len(everything) == 40
    assert demo.punches == len(attendance.punches(hall, date(2000, 1, 1), FRIDAY.date())) > 200
    assert demo.notices > 0
    assert demo.staff == len(accounts.everyone(hall)) == 12
    assert demo.left_out == 0
    assert len(windows.every(hall)) == 6


def test_nothing_is_amiss(hall: Hall) -> None:
    found = verify(hall)
    assert found.problems == ()
    assert found.entries > 300


def test_everyone_can_be_unlocked(hall: Hall) -> None:
    for code, role in (("1001", "chief"), ("1003", "clerk"), ("1005", "supervisor"), ("1012", "admin")):
        assert accounts.unlock(hall, code, "0000").role == role


def test_every_department_has_somebody_who_decides(hall: Hall) -> None:
    authorised = {department for worker in STAFF for department in worker.authorised if worker.role == "chief"}
    assert {item.department for item in catalogue.everything(hall)} <= authorised


def test_the_desk_has_one_of_everything(hall: Hall) -> None:
    view = desk.view(hall)
    assert view.received >= 5
    assert view.awaiting >= 2
    assert len(view.unprinted) == 1
    assert view.parked == 1
    urgencies = Counter(task.standing.urgency for task in view.tasks)
    assert urgencies["overdue"] >= 1
    assert urgencies["today"] >= 1
    assert urgencies["near"] >= 1
    assert len(day_close.prepare(hall).open.handed_over) == 1
    assert day_close.unclosed_before(hall, FRIDAY.date()) == []


def test_states_names_and_numbers(hall: Hall) -> None:
    everything = requests.listing(hall, EVERYTHING, 1000)
    assert {r.state for r in everything} == {
        "registered", "awaiting_supplement", "accepted", "in_review", "decided", "delivered", "not_accepted",
        "rejected_wrong_body", "withdrawn", "answered",
    }  # fmt: skip
    assert {NOTED[0], NOTED[1]} <= {r.applicant.name for r in everything}
    for request in everything:
        person = request.applicant
        if person.id_number:
            assert identity.check(person.id_type, person.id_number, FRIDAY.date()).valid
            assert person.id_type not in ("resident_id", "uscc") or "99000" in person.id_number
        assert identity.check_phone(person.phone) is None
        assert request.received_at <= FRIDAY


def test_due_dates_are_the_ones_that_services_count(hall: Hall) -> None:
    everything = requests.listing(hall, EVERYTHING, 1000)
    counted = [r for r in everything if r.accepted_on and not clocks.excluded(hall, r)]
    assert counted
    for request in counted:
        wanted = due_values(hall, request, request.accepted_on)
        assert (request.promised_due, request.statutory_due) == (wanted["promised_due"], wanted["statutory_due"])


def test_clocks_papers_and_parts_are_under_way(hall: Hall) -> None:
    everything = requests.listing(hall, EVERYTHING, 1000)
    moved = {r.item: r for r in everything if clocks.excluded(hall, r)}
    assert set(moved) == {"WJ-004", "RS-012"}
    assert moved["WJ-004"].paused_since is not None
    assert moved["RS-012"].paused_since is None
    assert (
        moved["RS-012"].promised_due > due_values(hall, moved["RS-012"], moved["RS-012"].accepted_on)["promised_due"]
    )
    assert [(paper.days, paper.until) for paper in clocks.deferred(hall)] == [(3, date(2026, 11, 25))]
    (joint,) = (r for r in everything if r.state == "in_review" and r.kind == "joint" and r.tasks[-1].named_due)
    assert [part.finished for part in joint.tasks] == [True, False, False]
    assert {power.state for power in powers.every(hall)} == {"in_force", "replaced"}


def test_the_board_has_something_to_show(hall: Hall) -> None:
    rows = punctuality.rows(hall, FRIDAY.date() - timedelta(days=10), FRIDAY.date())
    verdicts = Counter(verdict for row in rows for verdict in row.half_day.verdicts)
    assert verdicts["on_time"] > 100
    assert {"late", "outing", "pending"} <= verdicts.keys()
    assert any(row.half_day.excuse == "personal" for row in rows)
    assert any(row.half_day.corrected for row in rows)
    today = {
        row.staff: row.half_day for row in rows if row.half_day.day == FRIDAY.date() and row.half_day.half == "am"
    }
    assert today["1008"].verdicts == ("late",)
    assert today["1003"].verdicts == ("on_time",)
    for kind in ("leave", "correction"):
        assert {"asked", "approved"} <= {asked.state for asked in attendance.applications(hall, kind)}


def test_bad_reviews_stand_at_different_steps(hall: Hall) -> None:
    found = {review.state: review for review in reviews.listing(hall)}
    assert found["open"].due == FRIDAY.date()
    assert found["contacted"].contacted.by == "1005"
    assert found["contacted"].due > FRIDAY.date()
    assert reviews.count_due(hall, FRIDAY.date()) == (0, 1)


def test_the_share_is_whole(made: tuple[Demo, Hall]) -> None:
    demo, hall = made
    shared = read_shared(demo.home.folder / "share" / "summary.jsonl", "2026-11", hall.clock)
    assert shared.status == "ok"
    assert len(shared.recs) > 100


def test_the_same_seed_makes_the_same_past(make: Make, hall: Hall) -> None:
    def tie(other: Hall) -> str:
        return list(journal.queries.entries(other.db))[-1].hash

    assert tie(make()[1]) == tie(hall)
    assert tie(make(seed=2)[1]) != tie(hall)


@pytest.mark.parametrize(
    "moment",
    [
        "2026-11-22T22:40:00",  # a Sunday
        "2026-11-23T08:05:00",  # before the hall opens
        "2026-10-05T00:00:20",  # a holiday, just after midnight
        "2026-11-19T12:10:00",  # lunch
        "2026-02-28T16:59:00",  # a Saturday that is worked
        "2027-01-04T10:30:00",  # a year whose schedule is not known
    ],
)
def test_alive_at_any_hour(make: Make, moment: str) -> None:
    now = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(ZONE))
    demo, hall = make(now, count=60, seed=len(moment) + now.hour)
    everything = requests.listing(hall, EVERYTHING, 1000)
    assert (demo.requests, demo.left_out) == (60, 0)
    assert verify(hall).problems == ()
    assert sum(r.received_on == now.date() and r.window == 3 for r in everything) >= 5
    assert all(r.received_at <= now for r in everything)
    assert all(p.at <= now for p in attendance.punches(hall, date(2000, 1, 1), now.date()))
    view = desk.view(hall)
    assert view.overdue >= 1
    assert len(view.unprinted) == 1
    accounts.actor_of(hall, "1003")


def test_small_ones(make: Make) -> None:
    demo, hall = make(days=1, count=0)
    assert (demo.requests, demo.notices) == (0, 0)
    assert verify(hall).problems == ()
    assert make(days=1, count=1)[0].requests == 1


def test_a_home_that_exists_is_left_alone(made: tuple[Demo, Hall]) -> None:
    before = made[0].home.config.read_bytes()
    with pytest.raises(HomeProblem) as caught:
        make_demo(made[0].home.folder)
    assert caught.value.code == "home_exists"
    assert made[0].home.config.read_bytes() == before


def test_a_long_past_breaks_no_rule(make: Make) -> None:
    demo, hall = make(days=60, count=200, seed=3)
    assert demo.left_out == 0
    assert verify(hall).problems == ()
    halves = punctuality.rows(hall, FRIDAY.date() - timedelta(days=60), FRIDAY.date())
    assert any(row.half_day.verdicts == ("leave",) for row in halves)
