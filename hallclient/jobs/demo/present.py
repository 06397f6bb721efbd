"""What is under way in the demo hall this moment: time that is excluded, papers that were promised, parts of a joint
matter, authorisations with a number. The services themselves do it, on requests of the made-up past."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from hallclient.jobs.demo.hours import Hours
from hallclient.jobs.demo.people import ADMIN
from hallclient.services import accounts, authorisations, request_actions, requests
from hallclient.services.hall import Hall

INSPECTED, HEARD, DEFERRED, JOINT = "inspected", "heard", "deferred", "joint"


def go_on(hall: Hall, hours: Hours, numbers: Mapping[str, str]) -> None:
    """``numbers`` are the requests by what shall be under way in each; one that is missing is left out."""
    for what, play in (
        (INSPECTED, _inspected), (HEARD, _heard), (DEFERRED, _deferred), (JOINT, _joint),
    ):  # fmt: skip
        if numbers.get(what):
            play(hall, hours, numbers[what])
    _authorise(hall, hours)


def _inspected(hall: Hall, hours: Hours, number: str) -> None:
    """The result of an inspection is awaited: the clock stands."""
    _exclude(hall, number, "inspection", f"卫勘〔{hours.today.year}〕12号", hours.workday(hours.today, -3))


def _heard(hall: Hall, hours: Hours, number: str) -> None:
    """A hearing is over: its days do not count."""
    _exclude(hall, number, "hearing", f"人听〔{hours.today.year}〕4号", hours.workday(hours.today, -6))
    back = hours.workday(hours.today, -2)
    _act(hall, number, "exclude-end", result_date=back.isoformat())


def _exclude(hall: Hall, number: str, kind: str, letter: str, sent: date) -> None:
    _act(hall, number, "exclude-start", kind=kind, letter=letter, letter_date=sent.isoformat())


def _deferred(hall: Hall, hours: Hours, number: str) -> None:
    """容缺受理: accepted, one paper is promised for a day to come."""
    request = requests.get(hall, number)
    paper = next(paper for paper in request.materials if paper.deferrable)
    actor = accounts.actor_of(hall, request.owner)
    request_actions.mark(hall, actor, number, {paper.code: ("deferred", "")})
    until = hours.workday(hours.today, 3).isoformat()
    _act(hall, number, "accept", promised_by=request.applicant.name, until=until)


def _joint(hall: Hall, hours: Hours, number: str) -> None:
    """One department has done its part; another was asked by hand, with a day of its own."""
    due = hours.workday(hours.today, 2).isoformat()
    _act(hall, number, "assign", department="县消防救援大队", owner="1007", due=due)
    first = requests.get(hall, number).tasks[0]
    given = {"task": str(first.id), "words": "现场核查符合要求"}
    request_actions.act(hall, accounts.actor_of(hall, first.owner), number, "finish-task", given)


def _act(hall: Hall, number: str, action: str, **given: str) -> None:
    owner = requests.get(hall, number).owner
    request_actions.act(hall, accounts.actor_of(hall, owner), number, action, given)


def _authorise(hall: Hall, hours: Hours) -> None:
    """One ends within the month, one at the end of the next year."""
    admin, today = accounts.actor_of(hall, ADMIN), hours.today
    soon, late = today + timedelta(days=20), date(today.year + 1, 12, 31)
    authorisations.give(hall, admin, "1001", "县民政局", f"民政授〔{today.year}〕1号", (), None, soon)
    authorisations.give(hall, admin, "1007", "县市场监督管理局", f"市监授〔{today.year}〕3号", (), None, late)
