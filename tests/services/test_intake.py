"""收件: what is refused at the counter, what only warns, and that names and numbers are kept as they are."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta

import pytest
from support.hall import ID_NUMBER, NOW, ZONE, applicant

from db.models.request import Request as Row
from db.queries import requests as queries
from hallclient.errors import BadInput, NotAllowed, NotFound, Refused
from hallclient.services import catalogue, intake, journal, requests, summary
from hallclient.services.intake import Intake

NAME60 = "买买提·阿卜杜勒" * 7 + "阿卜杜勒"


def test_papers_are_received_and_nothing_more(receive):
    request = receive(item="MZ001")
    assert request.number == "370784-20261120-030001"
    assert request.short_number == "03-0001"
    assert (request.state, request.version) == ("registered", 1)
    assert request.received_at == NOW
    assert request.first_asked == request.owner == "1003"
    assert request.accepted_on is request.promised_due is request.statutory_due is None
    assert request.notice_due == date(2026, 11, 27), "five working days, the day of receipt not counted"
    assert not request.provisional
    assert (request.promised_days, request.statutory_days) == (20, 30), "a copy of the item of that day"
    assert [(m.code, m.mark) for m in request.materials] == [("A1", ""), ("A2", "")]


def test_conditions_decide_which_materials_apply(receive):
    assert [m.code for m in receive(conditions=("agent",)).materials] == ["A1", "A2", "A3"]


def test_an_item_without_materials_needs_no_notice(receive):
    assert receive(item="MZ002").notice_due is None


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ((2026, 2, 12), (2026, 2, 26)),  # the spring festival and its make-up days between
        ((2026, 10, 4), (2026, 10, 13)),  # received on a holiday: the day of receipt is that day
        ((2026, 11, 21), (2026, 11, 27)),  # on a Saturday
    ],
)
def test_the_notice_is_due_as_the_table_has_it(receive, clock, day, due):
    clock.set(datetime(*day, 10, 0, tzinfo=ZONE))
    request = receive()
    assert request.received_on == date(*day)
    assert request.notice_due == date(*due)


def test_a_date_that_reaches_into_an_unknown_year_is_provisional(receive, clock):
    clock.set(datetime(2026, 12, 30, 10, 0, tzinfo=ZONE))
    request = receive()
    assert request.provisional
    assert request.notice_due == date(2027, 1, 6)


# --- numbers


def test_numbers_are_unique_by_terminal_and_day(receive, clock):
    assert [receive().number[-6:] for _ in range(3)] == ["030001", "030002", "030003"]
    clock.set(NOW + timedelta(days=3))
    assert receive().number == "370784-20261123-030001"


def test_the_second_machine_of_a_window_starts_at_5001(reopen, people):
    hall = reopen(serial_start=5001)
    numbers = [intake.receive(hall, people.clerk, Intake("MZ002", applicant())).request.number for _ in range(2)]
    assert [n[-6:] for n in numbers] == ["035001", "035002"]


def test_two_machines_of_one_window_share_a_database(reopen, people):
    """The key is number and terminal, so that equal numbers never mix."""
    first, second = reopen(installation="aaaaaaaa"), reopen(installation="bbbbbbbb")
    one = intake.receive(first, people.clerk, Intake("MZ002", applicant())).request
    two = intake.receive(second, people.clerk, Intake("MZ002", applicant(name="李四"))).request
    assert one.number == two.number
    assert (one.terminal, two.terminal) == ("03aaaaaaaa", "03bbbbbbbb")
    assert requests.get(second, two.number).applicant.name == "李四"
    assert requests.get(first, one.number).applicant.name == "张三丰"
    assert journal.check(first).ok


@pytest.mark.parametrize("code", ["3707", "3", "ABC123"])
def test_a_number_is_found_whatever_the_hall_code_is(reopen, people, code):
    """With a code of four characters the number has eighteen, like an identity number."""
    hall = reopen(hall_code=code)
    made = intake.receive(hall, people.clerk, Intake("MZ002", applicant())).request
    assert made.number == f"{code}-20261120-030001"
    assert requests.get(hall, f" {made.number.lower()} ").number == made.number


def test_the_9999th_of_a_day_is_the_last(reopen, people):
    hall = reopen(serial_start=9999)
    intake.receive(hall, people.clerk, Intake("MZ002", applicant()))
    with pytest.raises(Refused, match="used up"):
        intake.receive(hall, people.clerk, Intake("MZ002", applicant()))
    assert requests.count(hall, requests.Filter()) == 1


# --- refusals


def refused(hall, actor, error, words, item="MZ001", **changes):
    own = {name: changes.pop(name) for name in tuple(changes) if name in Intake.__dataclass_fields__}
    with pytest.raises(error) as caught:
        intake.receive(hall, actor, Intake(item, applicant(**changes), **own))
    assert words in str(caught.value)
    assert str(caught.value.remedy)
    assert requests.count(hall, requests.Filter()) == 0
    return caught.value


def test_without_a_person_nothing_is_received(hall):
    refused(hall, None, NotAllowed, "needs a person")


def test_an_unknown_item(hall, clerk):
    refused(hall, clerk, NotFound, "XX999", item="XX999")


def test_an_item_that_is_no_longer_on_offer(hall, clerk):
    refused(hall, clerk, Refused, "停办事项 is no longer on offer", item="TZ001")


@pytest.mark.parametrize("name", ["", "   ", "\n\t", "\x1b\x07\u200b"])
def test_a_name_is_needed(hall, clerk, name):
    refused(hall, clerk, BadInput, "name is missing", name=name)


def test_a_name_has_an_end(hall, clerk):
    refused(hall, clerk, BadInput, "longer than 120", name="长" * 121)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("110105194912310021", "check digit"),
        ("11010519491331002X", "13"),
        ("11010520990101001X", ""),
        ("1101051949123100", ""),
        ("130503670401001", "15 digits"),
        ("ABCDEF194912310021", ""),
    ],
)
def test_a_wrong_identity_number(hall, clerk, number, words):
    refused(hall, clerk, BadInput, words, id_number=number)


def test_an_identity_card_without_number(hall, clerk):
    refused(hall, clerk, BadInput, "number of the paper is missing", id_number="")


def test_an_unknown_type_of_paper(hall, clerk):
    refused(hall, clerk, BadInput, "library_card", id_type="library_card")


def test_an_unknown_condition(hall, clerk):
    error = refused(hall, clerk, BadInput, "“minor”", conditions=("minor",))
    assert "agent" in str(error.remedy)


def test_an_unknown_channel(hall, clerk):
    refused(hall, clerk, BadInput, "“fax”", channel="fax")


def test_the_agent_is_checked_too(hall, clerk):
    refused(hall, clerk, BadInput, "check digit", agent=applicant(id_number="110105194912310021"))
    refused(hall, clerk, BadInput, "name is missing", agent=applicant(name=""))


# --- what only warns


def warnings_of(hall, actor, item="MZ001", **changes):
    return [str(m) for m in intake.receive(hall, actor, Intake(item, applicant(**changes))).warnings]


def test_a_good_applicant_gets_no_warning(hall, clerk):
    assert warnings_of(hall, clerk) == []


def test_a_credit_code_that_fails_the_check_warns(hall, clerk):
    (warning,) = warnings_of(hall, clerk, id_type="uscc", id_number="91350100M000100Y44", organisation=True)
    assert "check" in warning


def test_an_odd_phone_warns(hall, clerk):
    assert len(warnings_of(hall, clerk, phone="1234")) == 1


def test_the_same_person_and_item_twice_a_day_warns(hall, clerk, clock):
    assert warnings_of(hall, clerk) == []
    (warning,) = warnings_of(hall, clerk)
    assert "370784-20261120-030001" in warning
    assert warnings_of(hall, clerk, item="MZ002") == [], "another item"
    assert warnings_of(hall, clerk, id_type="passport", id_number="E12345678") == [], "another person"
    clock.set(NOW + timedelta(days=1))
    assert warnings_of(hall, clerk) == [], "another day"


# --- text from outside


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("[bold]张三[/bold]", "[bold]张三[/bold]"),
        ("[link=http://a]点我[/]", "[link=http://a]点我[/]"),
        ("张\x1b[31m三\x07", "张[31m三"),
        ("张\u202e三", "张三"),
        ("张三\n李四", "张三 李四"),
        ("\t 张三 \r\n", "张三"),
        ("𠮷野家", "𠮷野家"),
        ("\U00030000", "\U00030000"),
        (NAME60, NAME60),
        ("O'Brien; DROP TABLE request--", "O'Brien; DROP TABLE request--"),
        ("张\x00三", "张三"),
        ("李\ud800四", "李四"),
    ],
)
def test_names_are_kept_as_they_are_and_harmless(receive, hall, typed, kept):
    request = receive(name=typed)
    assert request.applicant.name == kept
    assert requests.get(hall, request.number).applicant.name == kept


def test_full_width_digits_and_groups_become_one_spelling(receive):
    request = receive(id_number="１１０１０５ 19491231 002ｘ", phone="＋86 138-1234-5678")
    assert request.applicant.id_number == ID_NUMBER
    assert request.applicant.phone == "13812345678"


def test_a_foreign_paper_has_a_free_number(receive):
    request = receive(id_type="passport", id_number="e1234-5678")
    assert (request.applicant.id_type, request.applicant.id_number) == ("passport", "E1234-5678")


def test_a_number_without_a_type_is_an_identity_number(hall, clerk, receive):
    assert receive(id_type="").applicant.id_type == "resident_id"
    with pytest.raises(BadInput):
        receive(id_type="", id_number="123")


def test_somebody_without_papers_is_received_and_shows_at_the_close(receive):
    request = receive(id_type="", id_number="", phone="")
    assert (request.applicant.id_type, request.applicant.id_number) == ("", "")


def test_pasted_line_breaks_become_blanks(receive):
    request = receive(item="ZX001", matter="第一行\r\n第二行\n\n第三行", answer="\n好\n")
    assert request.matter == "第一行 第二行 第三行"
    assert request.answer == "好"


# --- consultations


def test_a_consultation_with_its_answer_is_answered_at_once(receive):
    request = receive(item="ZX001", name="", id_type="", id_number="", phone="", matter="几点开门", answer="八点半")
    assert request.state == "answered"
    assert request.closed_at == NOW
    assert request.notice_due is None


def test_a_consultation_without_answer_waits(receive):
    request = receive(item="ZX001", name="", id_type="", id_number="", matter="几点开门", answer="  ")
    assert (request.state, request.closed_at) == ("registered", None)


def test_a_complaint_has_a_name(hall, clerk):
    refused(hall, clerk, BadInput, "name is missing", item="TS001", name="")


# --- what is stored with it


def test_tails_agent_and_conditions_are_stored(hall, receive):
    agent = applicant(name="李四", id_type="passport", id_number="E00001234", phone="0536-2158000")
    request = receive(agent=agent, conditions=("agent",), green=" 高龄 \n 老人 ", channel="web")
    row = queries.get(hall.db, request.number)
    assert (row.id_tail, row.phone_tail) == ("002X", "5678")
    assert request.agent == agent
    assert (request.green, request.channel, request.conditions) == ("高龄 老人", "web", ("agent",))


def test_the_journal_entry_has_no_personal_data(hall, receive):
    request = receive()
    (entry,) = requests.timeline(hall, request)
    assert (entry.action, entry.staff, entry.state) == ("receive", "1003", "registered")
    from db.queries import journal as journal_queries

    (row,) = journal_queries.of_subject(hall.db, "request", f"{request.number}@{hall.terminal}")
    assert json.loads(row.body) == {"state": "registered", "item": "MZ001", "materials": 2, "visit": 1}
    assert re.fullmatch("[0-9a-f]{64}", row.row)


def test_a_failure_leaves_neither_request_nor_entry_nor_number(hall, clerk, receive, monkeypatch):
    before = journal.check(hall).entries

    def break_down(*args: object) -> None:
        raise RuntimeError("power")

    with monkeypatch.context() as patch:
        patch.setattr(requests, "record", break_down)
        with pytest.raises(RuntimeError):
            receive()
    assert requests.count(hall, requests.Filter()) == 0
    assert journal.check(hall).entries == before
    assert receive().number.endswith("030001")


def test_receiving_raises_what_the_sync_publishes(hall, receive):
    before = summary.waiting(hall)
    request = receive()
    kinds = {(r.kind, r.key) for r in summary.unpublished(hall)}
    assert {("open_request", request.number), ("window_day", "03")} <= kinds
    assert summary.waiting(hall) > before


def test_a_later_edit_of_the_item_changes_nothing(hall, receive):
    request = receive()
    item = catalogue.get(hall, "MZ001")
    from dataclasses import replace

    catalogue.save(hall, "1009", [replace(item, name="改名", promised_days=1, statutory_days=1, materials=())])
    again = requests.get(hall, request.number)
    assert again == request
    assert (Row.select().execute(hall.db)[0].item_name, again.promised_days) == ("最低生活保障申请", 20)


def test_what_comes_back_is_what_was_stored(hall, receive):
    """The receipt's request is made of what was inserted and not read again."""
    for changes in (
        {"conditions": ("agent",), "agent": applicant(name="李四")},
        {"item": "SC001", "green": "老人", "phone": ""},
        {"item": "ZX001", "matter": "问", "answer": "答"},
        {"item": "TS001", "matter": "投诉"},
    ):
        made = receive(**changes)
        assert made == requests.get(hall, made.number)
