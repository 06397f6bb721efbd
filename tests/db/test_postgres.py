"""The same hall on PostgreSQL: a day from receipt to close, what the database guards, and what it refuses."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, datetime

import peewee
import pytest
from playhouse.schema_diff import diff_models
from support.hall import ID_NUMBER, NOW, ZONE, applicant, fill, plan

from db import connection
from db.models.all import MODELS
from db.models.original import RequestOriginal
from hallclient.clock import FixedClock
from hallclient.config import load, save
from hallclient.errors import BadInput, Conflict, HallError, HomeProblem, Refused
from hallclient.jobs import day_close as close_job
from hallclient.jobs import doctor, setup
from hallclient.jobs.backup import back_up
from hallclient.jobs.restore import restore
from hallclient.paths import Home
from hallclient.rules.once import Second
from hallclient.services import (
    accounts,
    attendance,
    authorisations,
    catalogue,
    day_close,
    desk,
    drafts,
    evaluation,
    follow_up,
    handover,
    intake,
    item_editing,
    journal,
    notices,
    once_rate,
    punctuality,
    refusals,
    requests,
    reviews,
    satisfaction,
    staff_status,
    visits,
)
from hallclient.services import load as load_service
from hallclient.services.hall import open_hall
from hallclient.services.intake import Intake
from hallclient.services.request_actions import act
from hallclient.services.request_lines import Filter
from hallclient.services.search import meant, page, search
from hallclient.services.verification import verify

FRIDAY = date(2026, 11, 20)
NOTICED = {"A1": ("ok", ""), "A2": ("missing", "近六个月")}


@pytest.fixture
def pg_home(tmp_path, postgres, pin_digest, monkeypatch):
    """A home whose database is on the server, with the people and items of the tests."""
    monkeypatch.setattr(accounts, "digest_pin", lambda pin: pin_digest)
    hall = setup.make_home(Home(tmp_path / "pg"), plan(database=postgres), clock=FixedClock(NOW))
    fill(hall, pin_digest)
    hall.close()
    return hall.home


@pytest.fixture
def pg(pg_home, clock):
    hall = open_hall(pg_home, clock)
    yield hall
    hall.close()


@pytest.fixture
def people(pg):
    from types import SimpleNamespace

    codes = {"chief": "1001", "clerk": "1003", "other_clerk": "1004", "supervisor": "1005", "admin": "1009"}
    return SimpleNamespace(**{name: accounts.actor_of(pg, code) for name, code in codes.items()})


def receive(hall, actor, item="MZ001", **changes):
    own = {name: changes.pop(name) for name in tuple(changes) if name in Intake.__dataclass_fields__}
    return intake.receive(hall, actor, Intake(item, applicant(**changes), **own)).request


def test_the_models_are_what_the_migrations_made(pg):
    assert connection.pending_migrations(pg.db) == []
    found = diff_models(pg.db, list(MODELS))
    assert not found, str(found)


def test_a_day_from_receipt_to_close(pg, people, clock):
    clock.set(datetime(2026, 11, 20, 8, 20, tzinfo=ZONE))
    assert attendance.punch(pg, people.clerk, "in", badge=True).verdicts == ("pending",)
    clock.set(NOW)
    request = receive(pg, people.clerk, conditions=("agent",), agent=applicant(name="李四"))
    assert request.notice_due == date(2026, 11, 27)
    (warning,) = intake.receive(pg, people.clerk, Intake("MZ001", applicant())).warnings
    assert request.number in str(warning)
    notice = notices.issue(pg, people.clerk, request.number, {**NOTICED, "A3": ("ok", "")})
    assert notices.unprinted(pg) == [(notice.id, notice.number, request.number)]
    notices.note_print(pg, people.clerk, notice.id, "text")
    assert (notices.unprinted(pg), notices.get(pg, notice.id)) == ([], notice)
    act(pg, people.clerk, request.number, "supplement")
    taken = act(pg, people.clerk, request.number, "accept").request
    assert (taken.promised_due, taken.provisional) == (date(2026, 12, 18), True)
    act(pg, people.clerk, request.number, "hand-over", {"to": "1004"})
    act(pg, people.other_clerk, request.number, "take-up")
    act(pg, people.chief, request.number, "decide", {"result": "granted"})
    act(pg, people.clerk, request.number, "deliver", {"to": "本人"})
    done = act(pg, people.clerk, request.number, "rate", {"rating": "5"}).request
    assert (done.state, done.rating, done.owner, done.first_asked) == ("delivered", "5", "1004", "1003")
    assert len(requests.timeline(pg, done)) == 9
    drafts.save(pg, people.clerk, {"name": "王\x00五"}, park=True)
    view = desk.view(pg)
    assert (view.received, view.completed, view.parked) == (2, 1, 1)
    clock.set(datetime(2026, 11, 20, 17, 30, tzinfo=ZONE))
    with pytest.raises(Refused):
        close_job.close_day(pg, people.clerk)
    closed = close_job.close_day(pg, people.clerk, explain="明日再来")
    assert len(closed.files) == 9, "no backup: the server has its own"
    assert closed.closing.figures.received == closed.closing.figures.completed + closed.closing.figures.in_progress
    assert day_close.is_closed(pg, FRIDAY)
    found = verify(pg)
    assert (found.problems, found.first_bad) == ((), "")
    assert journal.check(pg).ok


def test_ratings_their_follow_up_and_the_load(pg, people, clock):
    asked = receive(pg, people.clerk, "ZX001", matter="问", answer="答")
    act(pg, people.clerk, asked.number, "rate", {"rating": "1"})
    receive(pg, people.clerk)
    assert reviews.follow_up(pg, people.supervisor, asked.number, "contact", "电话").state == "contacted"
    assert reviews.count_due(pg, date(2026, 12, 11)) == (0, 1)
    assert satisfaction.whole(pg, FRIDAY, FRIDAY).now.rated == 1
    assert [row.key for row in satisfaction.by(pg, FRIDAY, FRIDAY, "month")] == ["2026-11"]
    reviews.follow_up(pg, people.supervisor, asked.number, "exclude", "误点")
    assert evaluation.ratings_by_window(pg, FRIDAY, FRIDAY) == {}
    clock.set(datetime(2026, 11, 20, 9, 30, tzinfo=ZONE))
    visits.close_stale(pg, FRIDAY)
    found = load_service.facts(pg, FRIDAY, FRIDAY)
    assert (found.open_days, sum(part.tally.received for part in found.parts)) == ({3: {FRIDAY}}, 2)
    assert found.times["hall"][""][1].count == 2
    assert len(load_service.behind(pg, FRIDAY, FRIDAY, "hour", 9)) == 2


def test_owners_parts_and_what_is_put_right(pg, people):
    number = receive(pg, people.clerk).number
    act(pg, people.clerk, number, "correct", {"name": "李四", "conditions": "agent", "reason": "录错"})
    assert [r.number for r in search(pg, "李四")] == [number]
    with pytest.raises(peewee.DatabaseError, match="append-only"):
        RequestOriginal.update(body="{}").execute(pg.db)
    pg.db.rollback()
    act(pg, people.clerk, number, "hand-over", {"department": "县民政局"})
    assert [row.request.number for row in handover.waiting(pg)] == [number]
    assert [row.for_me for row in handover.of_person(pg, people.chief)] == [True]
    seen = requests.get(pg, number).version
    act(pg, people.chief, number, "take-up")
    with pytest.raises(Conflict, match="changed by 赵强"):
        act(pg, people.clerk, number, "recall", seen=seen)
    authorisations.give(pg, people.admin, "1001", "县民政局", "1号", ("MZ001",), FRIDAY, FRIDAY)
    refused = act(pg, people.chief, number, "refuse", {"reason": "不属许可"}).request
    assert (refused.state, refused.authorisation, refused.owner) == ("not_accepted", "1号", "1001")
    (row,) = refusals.listing(pg, FRIDAY, FRIDAY)
    assert (row.number, row.authorisation, row.words) == (number, "1号", "不属许可")
    act(pg, people.supervisor, number, "reopen", {"reason": "误操作"})
    instant = receive(pg, people.clerk, "MZ002").number
    with pytest.raises(Refused, match="1号 for 县民政局 does not cover"):
        act(pg, people.chief, instant, "sitting")
    left = staff_status.disable(pg, people.admin, "1003", "1004", "调离")
    assert [r.number for r in left.requests] == [instant]
    assert requests.get(pg, instant).owner == "1004"
    assert verify(pg).problems == ()


def test_search(pg, people):
    receive(pg, people.clerk)
    receive(pg, people.clerk, "MZ002", name="欧阳娜娜", id_type="passport", id_number="E1", phone="0536-2158000")
    receive(pg, people.clerk, "SC001", name="Anna O'Brien", id_type="passport", id_number="AB-77", phone="")
    for text, numbers in (
        ("370784-20261120-030001", ["0001"]),
        ("370784-2026", ["0003", "0002", "0001"]),
        ("370784", ["0003", "0002", "0001"]),
        ("03-0002", ["0002"]),
        ("002x", ["0001"]),
        ("8000", ["0002"]),
        (ID_NUMBER, ["0001"]),
        ("张", ["0001"]),
        ("三丰", ["0001"]),
        ("张丰", []),
        ("娜娜", ["0002"]),
        ("anna obrien", ["0003"]),
        ("dbsq", ["0001"]),
        ("低保", ["0001"]),
        ("%", []),
        ("_", []),
        ("\\", []),
        ('" * ( ) -', []),
        ("\x00", []),
        ("\ud800", []),
    ):
        assert [r.number[-4:] for r in search(pg, text)] == numbers, text


def test_matches_page_both_ways(pg, people):
    made = [
        receive(pg, people.clerk if n % 2 else people.other_clerk, name=f"王{'伟' if n % 3 else '芳'}")
        for n in range(9)
    ]
    for text, narrowed, numbers in (
        ("王", Filter(), [r.number for r in made[::-1]]),
        ("王伟", Filter(owner="1003", first=FRIDAY), [made[n].number for n in (7, 5, 1)]),
        ("3707", Filter(states=("registered",)), [r.number for r in made[::-1]]),
    ):
        sought = meant(pg, text)
        for up in (False, True):
            found, start = [], None
            while part := page(pg, sought, narrowed, 2, start, up).rows:
                found = [*part, *found] if up else [*found, *part]
                start = part[0 if up else -1].place
            assert [match.line.number for match in found] == numbers, (text, up)


def test_attendance(pg, people, clock):
    clock.set(datetime(2026, 11, 20, 9, 10, tzinfo=ZONE))
    attendance.punch(pg, people.clerk, "in")
    attendance.punch(pg, people.clerk, "in")
    start, end = (datetime(2026, 11, 20, hour, 0, tzinfo=ZONE) for hour in (14, 15))
    leave = attendance.ask_leave(pg, people.clerk, start, end, "事假")
    assert attendance.decide(pg, people.supervisor, "leave", leave.id, True).state == "approved"
    asked = attendance.ask_correction(pg, people.clerk, datetime(2026, 11, 20, 8, 20, tzinfo=ZONE), "in", "断电")
    attendance.decide(pg, people.supervisor, "correction", asked.id, True)
    rows = punctuality.rows(pg, FRIDAY, FRIDAY, staff="1003")
    assert [(r.half_day.verdicts, r.half_day.corrected) for r in rows] == [
        (("pending",), True),
        (("pending",), False),
    ]
    assert len(attendance.punches(pg, FRIDAY, FRIDAY)) == 2


def test_the_longest_of_everything_fits(pg, people):
    """SQLite takes any length; PostgreSQL holds to what the models say."""
    long = "长" * 120
    request = receive(
        pg, people.clerk, name=long, id_type="hk_macao_permit", id_number="H" * 300, phone="1" * 200,
        agent=applicant(name=long), green="急" * 500, matter="事" * 5000, channel="hotline",
    )  # fmt: skip
    act(pg, people.clerk, request.number, "redirect", {"unit": "局" * 500, "phone": "9" * 100})
    attendance.punch(pg, people.clerk, "away", reason="因" * 3000)
    drafts.save(pg, people.clerk, {"name": long * 5, "note": "\x00\ud800" * 100}, park=True)
    assert requests.get(pg, request.number).applicant.name == long
    assert journal.check(pg).ok


def test_versions_second_notices_and_calls(pg, people, clock):
    number = receive(pg, people.clerk).number
    item = replace(catalogue.get(pg, "MZ001"), name="改名", fee="10元")
    item_editing.change(pg, people.admin, item, date(2027, 1, 1))
    first = notices.issue(pg, people.clerk, number, NOTICED)
    follow_up.call(pg, people.clerk, first.id, True, "周五来")
    (one,) = follow_up.awaited(pg)
    assert (one.notice, one.calls[0].words) == (first.id, "周五来")
    act(pg, people.clerk, number, "supplement")
    grounds = Second("oversight", "身份证已过有效期", "首次核对没有看背面")
    marks = {"A1": ("defective", "已过有效期")}
    again = notices.issue(pg, people.clerk, number, marks, second=grounds, agreed=people.supervisor)
    assert notices.get(pg, again.id).before == first.id
    (row,) = once_rate.rows(pg, date(2026, 11, 1), date(2026, 11, 30))
    assert (row.score.told, row.score.once) == (1, 0)
    with pytest.raises(HallError), pg.write():
        pg.db.execute_sql("DELETE FROM notice_call")
    clock.set(NOW.replace(year=2027, month=1, day=4))
    assert receive(pg, people.clerk).item_version == 2
    assert requests.get(pg, number).item_version == 1
    assert verify(pg).problems == ()


def test_the_longest_codes_fit(tmp_path, postgres, pin_digest, monkeypatch, clock):
    monkeypatch.setattr(accounts, "digest_pin", lambda pin: pin_digest)
    codes = {"hall_code": "A" * setup.LONGEST_HALL_CODE, "admin": "a" * setup.LONGEST_CODE, "window": 99}
    hall = setup.make_home(Home(tmp_path / "long"), plan(database=postgres, **codes), clock=clock)
    fill_items = [item for item in catalogue.sample_items() if item.code][:3]
    catalogue.save(hall, codes["admin"], fill_items)
    actor = accounts.actor_of(hall, codes["admin"])
    request = receive(hall, actor, fill_items[0].code)
    attendance.punch(hall, actor, "in")
    assert requests.get(hall, request.number).number.startswith("A" * 12 + "-20261120-99")
    hall.close()


def test_what_was_written_is_not_changed(pg, people):
    notices.issue(pg, people.clerk, receive(pg, people.clerk).number, NOTICED)
    attendance.punch(pg, people.clerk, "in")
    for statement in (
        "UPDATE journal SET staff = 'x'",
        "DELETE FROM journal",
        "UPDATE notice SET body = ''",
        "DELETE FROM punch",
    ):
        with pytest.raises(HallError), pg.write():
            pg.db.execute_sql(statement)
        with pytest.raises(peewee.PeeweeException, match="append-only"), pg.db.atomic():
            pg.db.execute_sql(statement)
    assert journal.check(pg).ok


def test_a_failure_leaves_nothing_half(pg, people, monkeypatch):
    count = journal.check(pg).entries

    def break_down(*args: object) -> None:
        raise RuntimeError("power")

    with monkeypatch.context() as patch:
        patch.setattr(requests, "record", break_down)
        with pytest.raises(RuntimeError):
            receive(pg, people.clerk)
    assert requests.count(pg, requests.Filter()) == 0
    assert journal.check(pg).entries == count
    assert receive(pg, people.clerk).number.endswith("030001")


def test_two_people_at_once(pg, people):
    request = receive(pg, people.clerk)
    act(pg, people.other_clerk, request.number, "note", {"words": "…"})
    with pytest.raises(Conflict, match="孙丽"):
        act(pg, people.clerk, request.number, "accept", seen=request.version)


def test_two_terminals_work_side_by_side(pg, pg_home, people, tmp_path, postgres, clock):
    """Two machines, one server, no common lock: numbers, chains and punches never mix."""
    other_home = Home(tmp_path / "other")
    other_home.folder.mkdir()
    config = load(pg_home.config)
    values = {name: getattr(config, name) for name in type(config).__dataclass_fields__}
    save(type(config)(**{**values, "window": 5, "installation": "bbbbbbbb"}), other_home.config)
    other = open_hall(other_home, clock)
    problems = []

    def work(hall):
        try:
            for _ in range(10):
                request = receive(hall, people.clerk)
                act(hall, people.clerk, request.number, "accept")
        except Exception as error:  # noqa: BLE001 - shown by the assertion
            problems.append(error)
        finally:
            hall.close()

    threads = [threading.Thread(target=work, args=(hall,)) for hall in (pg, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    numbers = sorted(r.number for r in requests.stream(pg, requests.Filter()))
    assert len(set(numbers)) == 20
    check = journal.check(pg)
    assert check.ok, check
    assert verify(pg).problems == ()
    other.close()


def test_lists_are_paged_and_the_catalogue_is_whole(pg, people):
    numbers = [receive(pg, people.clerk).number for _ in range(4)]
    page = requests.listing(pg, requests.Filter(states=("registered",)), 2)
    assert [r.number for r in page] == numbers[:1:-1]
    assert requests.listing(pg, requests.Filter(), 9, after=page[-1].number)[0].number == numbers[1]
    items = catalogue.sample_items()
    catalogue.save(pg, "1009", items)
    assert catalogue.save(pg, "1009", items) == (0, 0, len(items))


def test_the_backup_is_the_servers(pg):
    with pytest.raises(BadInput, match="backed up on its server"):
        back_up(pg)


def test_a_server_that_refuses_is_said_so_without_the_password(pg_home, postgres):
    config = load(pg_home.config)
    values = {name: getattr(config, name) for name in type(config).__dataclass_fields__}
    wrong = postgres.replace(postgres.split(":")[2].split("@")[0], "geheim")
    save(type(config)(**{**values, "database": wrong}), pg_home.config)
    with pytest.raises(HomeProblem) as caught:
        open_hall(pg_home, FixedClock(NOW))
    assert caught.value.code == "database"
    assert "geheim" not in str(caught.value)
    assert "server" in str(caught.value.remedy)


def test_the_doctor_looks_at_it_and_restore_leaves_it_to_its_server(pg, pg_home, tmp_path):
    states = {check.name: check.state for check in doctor.examine(pg_home, utf8=True)}
    assert states["database"] == states["migrations"] == "ok" and "backups" not in states and "calendar" in states
    with pytest.raises(BadInput, match="PostgreSQL"):
        restore(pg_home, tmp_path / "x.db", lambda hall: None)
    save(replace(load(pg_home.config), database="postgresql://nobody@127.0.0.1:1/none"), pg_home.config)
    (away,) = [check for check in doctor.examine(pg_home, utf8=True) if check.name == "database"]
    assert away.state == "bad" and "server" in str(away.remedy) and "\n" not in str(away.message)
