"""Clarifying a disclosure request (政府信息公开条例 §30): seven days to tell, the reply counted anew, told once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from support.hall import applicant

from hallclient.errors import Refused
from hallclient.language import say
from hallclient.rules.item import Item, ItemMaterial
from hallclient.rules.once import Second
from hallclient.services import catalogue, clocks, intake, notices, request_actions, requests, supplement
from hallclient.services.intake import Intake
from hallclient.services.verification import verify

ITEM = Item(
    "XXGK", "政府信息公开申请", "县人民政府办公室", "disclosure", "disclosure", 20, 15,
    materials=(ItemMaterial("Q1", "申请公开的内容描述", "名称、文号或者便于查询的特征"),),
)  # fmt: skip
UNCLEAR = {"Q1": ("defective", "未写明年度和文件名称")}
STILL = Second("new_fact", "补正后的文件名称有两份同名", "补正之前看不出有两份")


@pytest.fixture
def asked(hall, clerk, clock):
    """Receives a disclosure request on a day."""
    catalogue.save(hall, "1009", [ITEM])

    def receive(day: date):
        clock.set(datetime.combine(day, clock.now().timetz()))
        return intake.receive(hall, clerk, Intake("XXGK", applicant(), matter="预算")).request

    return receive


def dates(request):
    return request.promised_due, request.statutory_due


def test_seven_days_to_tell_and_twenty_to_reply_from_the_receipt(hall, asked):
    """The table of the domain: received Mon 2026-02-09, reply due Fri 2026-03-13, over the Spring Festival."""
    request = asked(date(2026, 2, 9))
    assert request.statutory_due == date(2026, 3, 13)
    assert request.notice_due == date(2026, 2, 25), "9 February and seven working days; Saturday the 14th is one"
    words = " ".join(say(step) for step in clocks.explain(hall, request))
    assert "within 7 working days" in words and "Due on 2026-03-13." in words


def test_the_reply_counts_anew_from_each_correction(hall, clerk, people, asked, clock):
    number = asked(date(2026, 3, 2)).number
    assert dates(requests.get(hall, number)) == (date(2026, 3, 23), date(2026, 3, 30))
    notices.issue(hall, clerk, number, UNCLEAR)
    assert dates(requests.get(hall, number)) == (None, None), "nothing runs while the correction is awaited"
    clock.set(clock.now() + timedelta(days=8))
    request_actions.act(hall, clerk, number, "supplement")
    once_corrected = requests.get(hall, number)
    assert (once_corrected.corrected_on, *dates(once_corrected)) == (
        date(2026, 3, 10),
        date(2026, 3, 31),
        date(2026, 4, 8),
    )
    with pytest.raises(Refused, match="told once"):
        notices.issue(hall, clerk, number, UNCLEAR)
    again = notices.issue(hall, clerk, number, UNCLEAR, second=STILL, agreed=people.supervisor)
    assert (again.cause, dates(requests.get(hall, number))) == ("new_fact", (None, None))
    clock.set(clock.now() + timedelta(days=6))
    accepted = supplement.check_off(hall, clerk, number).request
    clock.set(clock.now() + timedelta(days=1))
    assert (accepted.corrected_on, accepted.statutory_due) == (date(2026, 3, 16), date(2026, 4, 14))
    assert "2026-03-16" in say(accepted.explanation[0])
    assert verify(hall).problems == ()


def test_what_is_taken_up_later_still_counts_from_the_receipt(hall, clerk, asked, clock):
    number = asked(date(2026, 3, 2)).number
    clock.set(clock.now() + timedelta(days=3))
    accepted = request_actions.act(hall, clerk, number, "accept").request
    assert (accepted.accepted_on, accepted.statutory_due) == (date(2026, 3, 5), date(2026, 3, 30))


def test_a_letter_to_a_third_party_is_left_out_of_the_reply(hall, clerk, asked, clock):
    """§32: the opinion of a third party is excluded, counted from the receipt as before."""
    number = asked(date(2026, 3, 2)).number
    request_actions.act(hall, clerk, number, "accept")
    letter = {"kind": "third_party", "letter": "征询1号", "letter_date": "2026-03-02"}
    request_actions.act(hall, clerk, number, "exclude-start", letter)
    clock.set(clock.now() + timedelta(days=7))
    ended = request_actions.act(hall, clerk, number, "exclude-end", {"result_date": "2026-03-09"}).request
    assert ended.statutory_due == date(2026, 4, 7), "five working days later, over 清明"


def test_a_year_that_is_not_known_makes_the_reply_provisional(hall, asked):
    assert asked(date(2026, 12, 16)).provisional
