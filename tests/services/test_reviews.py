"""Ratings and bad reviews: kept, followed up, excluded, vouched for by the journal, and told of at the close."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from support.hall import ZONE

from hallclient.errors import BadInput, Conflict, NotAllowed, NotFound, Refused
from hallclient.services import day_close, evaluation, requests, reviews
from hallclient.services.request_actions import act
from hallclient.services.verification import verify
from hallclient.services.visit_requests import Coming

FRIDAY = date(2026, 11, 20)


@pytest.fixture
def rated(hall, people, receive):
    """Receives and answers a complaint and rates it; gives its number."""

    def rate(rating: str, item: str = "ZX001") -> str:
        number = receive(item, matter="问").number
        act(hall, people.clerk, number, "answer", {"words": "答"})
        act(hall, people.clerk, number, "rate", {"rating": rating})
        return number

    return rate


def at(clock, day: int, hour: int = 9, month: int = 11) -> None:
    clock.set(datetime(2026, month, day, hour, tzinfo=ZONE))


def test_a_good_rating_opens_nothing(hall, rated):
    number = rated("3")
    assert evaluation.ratings(hall, FRIDAY, FRIDAY) == {"3": 1}
    assert reviews.listing(hall) == []
    with pytest.raises(NotFound, match="no bad review"):
        reviews.get(hall, number)


def test_a_bad_one_is_followed_up_step_by_step(hall, people, rated, clock):
    number = rated("2")
    found = reviews.get(hall, number)
    assert (found.state, found.rating, found.rated_on, found.window, found.staff) == ("open", "2", FRIDAY, 3, "1003")
    assert (found.terms.contact_due, found.terms.rectify_due) == (date(2026, 11, 23), date(2026, 12, 11))
    assert reviews.due(hall, FRIDAY) == []
    assert (reviews.count_due(hall, date(2026, 11, 23)), reviews.count_due(hall, date(2026, 11, 24))) == (
        (0, 1),
        (1, 0),
    )
    with pytest.raises(Refused, match="Contact the applicant first"):
        reviews.follow_up(hall, people.supervisor, number, "rectify", "改")
    with pytest.raises(BadInput, match="needs words"):
        reviews.follow_up(hall, people.supervisor, number, "contact", " ")
    at(clock, 23)
    contacted = reviews.follow_up(hall, people.supervisor, number, "contact", "电话致歉")
    assert (contacted.state, contacted.due) == ("contacted", date(2026, 12, 11))
    assert (contacted.contacted.by, contacted.contacted.words) == ("1005", "电话致歉")
    done = reviews.follow_up(hall, people.supervisor, number, "rectify", "已整改")
    assert (done.state, done.due, done.version) == ("rectified", None, 3)
    actions = [entry.action for entry in requests.timeline(hall, requests.get(hall, number))]
    assert actions[-4:] == ["rate", "review-open", "review-contact", "review-rectify"]
    assert verify(hall).problems == ()


def test_the_journal_holds_no_words_and_notices_a_change_behind_its_back(hall, people, rated):
    number = rated("1")
    reviews.follow_up(hall, people.supervisor, number, "contact", "与张三丰通话")
    bodies = [row[0] for row in hall.db.execute_sql("SELECT body FROM journal").fetchall()]
    assert not any("张三丰" in body for body in bodies)
    hall.db.execute_sql("UPDATE review SET contact_words = '未联系'")
    assert [str(problem) for problem in verify(hall).problems] == [
        f"review {number}@{hall.terminal} was changed without the program."
    ]


def test_a_rating_that_was_made_better_behind_the_journal_s_back_is_found(hall, rated):
    number = rated("1")
    assert verify(hall).problems == ()
    hall.db.execute_sql("UPDATE evaluation SET rating = '5'")
    assert [str(problem) for problem in verify(hall).problems] == [
        f"rating {number}@{hall.terminal} was changed without the program."
    ]
    hall.db.execute_sql("DELETE FROM evaluation")
    assert verify(hall).first_bad == f"rating {number}@{hall.terminal}"


def test_an_excluded_one_stays_in_the_record_and_out_of_the_rate(hall, people, rated, clock):
    number = rated("1")
    rated("5", "TS001")
    with pytest.raises(NotAllowed, match="Only a supervisor"):
        reviews.follow_up(hall, people.chief, number, "exclude", "误点")
    reviews.follow_up(hall, people.supervisor, number, "exclude", "申请人误点，已书面说明")
    assert evaluation.ratings(hall, FRIDAY, FRIDAY) == {"5": 1}
    figures = day_close.figures(hall, FRIDAY)
    assert (figures.rated, str(figures.satisfaction_rate)) == (1, "100.00")
    assert evaluation.ratings_by_window(hall, FRIDAY, FRIDAY) == {(FRIDAY, 3): {"5": 1}}
    assert requests.get(hall, number).rating == "1"
    assert reviews.listing(hall, ("excluded",))[0].excluded.words == "申请人误点，已书面说明"
    with pytest.raises(Refused, match="stays in the record"):
        reviews.follow_up(hall, people.supervisor, number, "contact", "电话")


def test_who_may_follow_up(hall, people, rated, receive):
    number = rated("2")
    for actor, words in ((people.clerk, "supervisor or the chief"), (people.admin, "supervisor or the chief")):
        with pytest.raises(NotAllowed, match=words):
            reviews.follow_up(hall, actor, number, "contact", "电话")
    with pytest.raises(NotAllowed, match="needs a person"):
        reviews.follow_up(hall, None, number, "contact", "电话")
    with pytest.raises(Refused, match="window 3"):
        reviews.follow_up(hall, people.other_chief, number, "contact", "电话")
    own = receive("ZX001", actor=people.supervisor, matter="问").number
    act(hall, people.supervisor, own, "answer", {"words": "答"})
    act(hall, people.clerk, own, "rate", {"rating": "1"})
    for step in ("contact", "exclude"):
        with pytest.raises(NotAllowed, match="own work"):
            reviews.follow_up(hall, people.supervisor, own, step, "…")
    assert {offer.step: offer.reason is None for offer in reviews.offers(reviews.get(hall, own), None)} == {
        "contact": False, "rectify": False, "exclude": False,
    }  # fmt: skip


def test_the_second_of_two_is_told(hall, people, rated):
    number = rated("2")
    seen = reviews.get(hall, number).version
    reviews.follow_up(hall, people.supervisor, number, "contact", "电话", seen)
    with pytest.raises(Conflict, match="somebody else"):
        reviews.follow_up(hall, people.supervisor, number, "exclude", "误点", seen)
    assert reviews.get(hall, number).state == "contacted"


def test_the_days_are_settings_of_the_hall(reopen, people, receive):
    hall = reopen(review_contact_days=2, review_rectify_days=5)
    number = receive("ZX001", matter="问", answer="答").number
    act(hall, people.clerk, number, "rate", {"rating": "2"})
    found = reviews.get(hall, number)
    assert (found.terms.contact_due, found.terms.rectify_due) == (date(2026, 11, 24), date(2026, 11, 27))


def test_closing_tells_of_what_is_due_and_is_not_held_up(hall, rated, clock):
    number = rated("2")
    at(clock, 23, 17)
    closing = day_close.prepare(hall)
    assert [review.number for review in closing.reviews] == [number]
    assert closing.open.count == 0


def test_a_rating_counts_on_its_own_day(hall, people, rated, receive, clock):
    number = receive("ZX001", matter="问", answer="答").number
    at(clock, 24)
    act(hall, people.clerk, number, "rate", {"rating": "4"})
    assert evaluation.ratings(hall, FRIDAY, FRIDAY) == {}
    assert day_close.figures(hall, date(2026, 11, 24)).rated == 1


def test_several_matters_of_one_visit_are_rated_once(hall, people, receive, clock):
    first = receive("MZ002")
    second = receive("ZX001", matter="问", answer="答", coming=Coming(first.visit))
    other = receive("ZX001", matter="问", answer="答")
    act(hall, people.clerk, second.number, "rate", {"rating": "5"})
    act(hall, people.clerk, first.number, "accept")
    with pytest.raises(Refused, match=f"rated with {second.number}"):
        act(hall, people.clerk, first.number, "rate", {"rating": "1"})
    offers = {offer.action: offer for offer in requests.offers(hall, requests.get(hall, first.number), people.clerk)}
    assert "rated with" in str(offers["rate"].reason)
    act(hall, people.clerk, other.number, "rate", {"rating": "declined"})
    # Collected on another day: another visit.
    act(hall, people.chief, first.number, "decide", {"result": "granted"})
    at(clock, 23)
    act(hall, people.clerk, first.number, "deliver")
    act(hall, people.clerk, first.number, "rate", {"rating": "4"})
    assert evaluation.ratings(hall, FRIDAY, date(2026, 11, 23)) == {"5": 1, "declined": 1, "4": 1}


def test_what_came_by_mail_is_rated_by_itself(hall, people, receive):
    for _ in range(2):
        number = receive("ZX001", matter="问", answer="答", channel="mail").number
        act(hall, people.clerk, number, "rate", {"rating": "5"})
    assert evaluation.ratings(hall, FRIDAY, FRIDAY) == {"5": 2}
