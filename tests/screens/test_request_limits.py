"""The two limits of a request, each coloured for itself: a missed promise never looks like a broken law."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from support.hall import ZONE, applicant

from hallclient import language
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.rules.request import TimelineEntry
from hallclient.screens.checklist import heading
from hallclient.screens.desk import summary
from hallclient.screens.request import facts
from hallclient.screens.request.facts import Shown
from hallclient.screens.request.lines import field
from hallclient.services import calendar, desk, intake, requests
from hallclient.services.request_actions import act
from hallclient.widgets.cells import cell_len


@pytest.fixture
def shown(hall, clerk, receive):
    number = receive("SC001").number
    act(hall, clerk, number, "accept")
    request = replace(
        requests.get(hall, number),
        promised_days=5,
        promised_due=date(2026, 11, 27),
        statutory_days=10,
        statutory_due=date(2026, 12, 4),
    )
    standing = desk.Standing("decide", "running", request.promised_due, 0)

    def at(today: date, days: int, urgency: str) -> Shown:
        return Shown(
            request=request,
            standing=replace(standing, days=days, urgency=urgency),
            names={},
            timeline=(),
            notices=(),
            unprinted=frozenset(),
            today=today,
        )

    return at


def styles(lines):
    return {
        name: line.style for line in lines for name in ("promised", "statutory") if line.text.startswith(f"{name} ")
    }


@pytest.mark.parametrize(
    ("today", "days", "urgency", "promised", "statutory"),
    [
        (date(2026, 11, 27), 0, "today", "due", "strong"),
        (date(2026, 11, 30), -1, "overdue", "overdue", "strong"),
        (date(2026, 12, 7), -6, "overdue", "overdue", "overdue"),
    ],
)
def test_each_limit_has_its_own_colour(shown, today, days, urgency, promised, statutory):
    assert styles(facts.head(shown(today, days, urgency), 78)) == {"promised": promised, "statutory": statutory}


@pytest.mark.parametrize(
    ("lang", "told"),
    [("zh_CN", "逾期原因：现场核查延误；责任人：孙丽"), ("en", "late: 现场核查延误; 孙丽 answers for it")],
)
def test_what_finished_late_says_why_in_the_language_of_the_screen(shown, hall, lang, told):
    language.use(lang)
    page = shown(date(2026, 11, 27), 0, "today")
    at = hall.clock.now()
    late = TimelineEntry(at, "1004", "孙丽", "finish-task", "in_review", "县城管局 符合", 7, "现场核查延误", "孙丽")
    on_time = replace(late, overdue_reason="", overdue_by="")
    pages = [facts.timeline(replace(page, timeline=(one,)), 110) for one in (on_time, late)]
    assert [told in " ".join(line.text for line in lines) for lines in pages] == [False, True]


@pytest.mark.parametrize(("lang", "width"), [("zh_CN", 10), ("en", 14)])
def test_a_label_never_touches_what_stands_beside_it(lang, width):
    language.use(lang)
    for label in ("Item", "This visit", "Excluded time", ""):
        [line] = field(Message(label), ["served 0:01"], 60)
        assert (cell_len(line.label), line.text) == (width, "served 0:01")
        assert line.label.endswith(" ")


def test_acceptance_by_law_goes_back_to_the_day_that_counts_as_that_of_receipt(reopen, people, clock):
    hall = reopen(after_hours_next_day=True)
    clock.set(datetime(2026, 11, 20, 17, 30, tzinfo=ZONE))
    number = intake.receive(hall, people.clerk, intake.Intake("SC001", applicant())).request.number
    clock.set(datetime(2026, 12, 1, 9, 0, tzinfo=ZONE))
    [task] = desk.tasks(hall)
    assert say(summary.clock(task)).endswith("accepted by law since 2026-11-23.")
    said = heading.clock(requests.get(hall, number), calendar.work_calendar(hall), date(2026, 12, 1), 3, deemed=True)
    assert "since 2026-11-23" in said.plain
