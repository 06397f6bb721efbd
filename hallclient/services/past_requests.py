"""The requests of a made-up past: received, told what is missing, accepted, decided, as the services do it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

from db.models.day_close import DayClose
from db.models.notice import Notice
from db.models.refusal import Refusal
from db.models.request import Request as Row
from db.models.request import RequestMaterial
from db.models.task import RequestTask
from db.queries import request_digest
from hallclient.rules import checklist, deadlines, journal, lifecycle
from hallclient.rules.figures import day_figures
from hallclient.rules.item import Item
from hallclient.rules.kinds import kind_of
from hallclient.rules.request import Person, Request
from hallclient.services import notices, past_papers, past_parts, receipt_limits, refusals, requests
from hallclient.services.accounts import Actor
from hallclient.services.calendar import work_calendar
from hallclient.services.changes.acceptance import due_values
from hallclient.services.changes.base import TO_NOBODY
from hallclient.services.day_close import OpenPoints
from hallclient.services.past import Past
from hallclient.services.past_reviews import PastReviews
from hallclient.services.past_visits import PastVisits
from hallclient.services.request_changes import CHANGES
from hallclient.services.request_columns import item_columns, material_columns, number_of, person_columns, series_of


@dataclass
class Case:
    """A request of the past: its row, materials and parts as they stand, and the item that it was received for."""

    row: dict[str, Any]
    papers: list[dict[str, Any]]
    item: Item
    parts: list[dict[str, Any]] = field(default_factory=list)
    value: Request | None = field(default=None, repr=False)


class PastRequests:
    """``left_out`` counts the steps that the rules refused."""

    def __init__(self, past: Past) -> None:
        self.cases: list[Case] = []
        self.left_out = 0
        self._past = past
        self._reviews = PastReviews(past)
        self._due: dict[tuple[str, date], dict[str, Any]] = {}
        self._changes = 0
        self._visits = PastVisits(past)
        self._closed: tuple[tuple[date, int, int], tuple[str, OpenPoints, int]] | None = None

    def receive(
        self,
        actor: Actor,
        item: Item,
        applicant: Person,
        *,
        agent: Person | None = None,
        conditions: tuple[str, ...] = (),
        channel: str = "counter",
        green: str = "",
        matter: str = "",
        answer: str = "",
        waited: timedelta = timedelta(),
    ) -> Case:
        """收件, as ``intake.receive`` does it, of somebody who ``waited`` so long."""
        now = self._past.hall.clock.now()
        papers = checklist.applicable(item.materials, conditions)
        told_by = deadlines.notice_due(work_calendar(self._past.hall), now.date(), kind_of(item.kind).notice_days)
        answered = item.kind == "consultation" and bool(answer)
        values = {
            "number": number_of(self._past.hall.config, now.date(), self._past.serial(series_of(now.date()))),
            "terminal": self._past.hall.terminal,
            "version": 1,
            "state": "answered" if answered else "registered",
            "received_at": now,
            "received_on": now.date(),
            "window": self._past.hall.config.window,
            **item_columns(item),
            **person_columns(applicant, agent),
            "channel": channel,
            "green": green,
            "conditions": json.dumps(conditions),
            "matter": matter,
            "answer": answer,
            "first_asked": actor.code,
            "owner": actor.code,
            "notice_due": told_by.day if papers else None,
            "provisional": told_by.provisional and bool(papers),
            "closed_at": now if answered else None,
            "visits": int(channel == "counter"),
            **receipt_limits.columns(self._past.hall, item, now.date()),
        }
        row = self._past.add(Row, values, whole=True)
        about = self._visits.receive(actor, row, now - waited) if channel == "counter" else {}
        marks = [{**material_columns(n, m), "request": row["id"]} for n, m in enumerate(papers, 1)]
        found = [self._past.add(RequestMaterial, values, whole=True) for values in marks]
        case = Case(row, found, item)
        self.cases.append(case)
        self._record(case, actor.code, "receive", {"item": item.code, "materials": len(found), **about})
        return case

    def value(self, case: Case) -> Request:
        """The request as services see it now."""
        if case.value is None:
            papers = cast(list[RequestMaterial], [SimpleNamespace(**paper) for paper in case.papers])
            parts = cast(list[RequestTask], [SimpleNamespace(**part) for part in case.parts])
            case.value = requests.value_of(self._past.hall, _as_row(case.row), papers, parts)
        return case.value

    def act(self, case: Case, actor: Actor, action: str, given: Mapping[str, str] | None = None) -> bool:
        """A step as ``request_actions.act`` takes it; one that the rules refuse is left out."""
        if not self._allowed(case, actor, action):
            return False
        if action == "rate" and self._reviews.is_rated(self._visits.last(case.row["id"])):
            return False
        request, settings = self.value(case), given or {}
        if action == "accept":
            values, body = self._accept(case, actor)
        elif action == "supplement":
            values, body = self._supplement(case, actor, settings)
        else:
            values, body = self._change(case, actor, action, settings)
        if refusals.is_refusal(action, values):
            self._past.add(Refusal, refusals.columns(self._past.hall, actor, case.row["id"], action, values))
        counted, about = self._visits.attended(actor, case.row, action, settings.get("way", ""))
        values, body = {**values, **counted}, {**body, **about}
        self._save(case, actor, action, {"state": lifecycle.target(action, request), **values}, body)
        if action == "rate":
            self._reviews.keep(case.row, actor, values["rating"], self._visits.last(case.row["id"]))
        return True

    def follow_up(self, case: Case, actor: Actor, step: str, words: str) -> None:
        """A step of the follow-up of a bad review, as ``reviews.follow_up`` takes it."""
        self._reviews.follow_up(case.row, actor, step, words)

    def _change(
        self, case: Case, actor: Actor, action: str, given: Mapping[str, str]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        hall, request = self._past.hall, self.value(case)
        if action != "assign" or not kind_of(request.kind).in_parts:
            return CHANGES[action](hall, actor, _as_row(case.row), request, given)
        return past_parts.give_out(self._past, case.parts, case.row["id"], actor, request, given)

    def finish_parts(self, case: Case, actors: Mapping[str, Actor], words: str) -> None:
        """Every department that has a part of a joint matter has done it."""
        for part in case.parts:
            actor = actors[part["owner"]]
            if part["state"] == "finished" or not self._allowed(case, actor, "finish-task"):
                continue
            body = past_parts.finish(self._past, part, actor, words)
            self._save(case, actor, "finish-task", {"state": case.row["state"]}, body)

    def notice(self, case: Case, actor: Actor, marks: Mapping[str, tuple[str, str]], printed: bool) -> bool:
        """A one-time notice, as ``notices.issue`` gives it; ``printed``: its paper came out at once."""
        if not self._allowed(case, actor, "notice"):
            return False
        for paper in case.papers:
            self._mark(paper, actor, *marks.get(paper["code"], ("ok", "")))
        case.value = None
        serial = self._past.serial(notices.series_of(self._past.hall.clock.today()))
        told = notices.compose(self._past.hall, actor, self.value(case), case.item.basis, serial)
        row = notices.columns(told, case.row["id"])
        self._past.add(Notice, row)
        self._past.journal(
            actor.code, "notice", "notice", told.id, {"number": told.number, "sha256": row["sha256"]}, row
        )
        change = {"state": "awaiting_supplement", "supplement_due": told.supplement_due}
        body = {"notice": told.id, "words": told.number, "open": [m.code for m in told.open]}
        self._save(case, actor, "notice", change, body)
        past_papers.came_out_or_waits(self._past, actor, told, printed)
        return True

    def _allowed(self, case: Case, actor: Actor, action: str) -> bool:
        reason = lifecycle.refusal(
            action,
            self.value(case),
            self._who(actor),
            deemed=requests.is_deemed(self._past.hall, self.value(case)),
        )
        self.left_out += reason is not None
        return reason is None

    def _who(self, actor: Actor) -> lifecycle.Who:
        windows = () if actor.window is None else (actor.window,)
        today = self._past.hall.clock.today()
        return lifecycle.Who(actor.code, actor.role, actor.departments, (), windows, actor.department, today)

    def _accept(self, case: Case, actor: Actor) -> tuple[dict[str, Any], dict[str, Any]]:
        stated = [paper for paper in case.papers if not paper["mark"]]
        for paper in stated:
            self._mark(paper, actor, "ok", "")
        today = self._past.hall.clock.today()
        key = (case.row["item"], today)
        if key not in self._due:
            self._due[key] = due_values(self._past.hall, self.value(case), today)
        return {**self._due[key], "by_law": False}, {"by_law": False, "stated": [paper["code"] for paper in stated]}

    def _supplement(
        self, case: Case, actor: Actor, given: Mapping[str, str]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        still_open = [paper for paper in case.papers if paper["mark"] in checklist.OPEN]
        brought = still_open[: int(given["first"])] if "first" in given else still_open
        for paper in brought:
            self._mark(paper, actor, "ok", "")
        left = [paper["code"] for paper in still_open if paper not in brought]
        state = "awaiting_supplement" if left else "registered"
        return {"state": state}, {"items": [paper["code"] for paper in brought], "left": left}

    def _mark(self, paper: dict[str, Any], actor: Actor, mark: str, words: str) -> None:
        here = mark not in ("", "missing")
        paper |= {
            "mark": mark,
            "words": words,
            "received_on": self._past.hall.clock.today() if here else None,
            "receiver": actor.code if here else "",
            "handed": checklist.usual_handed(paper["originals"], paper["copies"], mark),
        }

    def _save(self, case: Case, actor: Actor, action: str, values: dict[str, Any], body: Mapping[str, Any]) -> None:
        if values["state"] in lifecycle.CLOSED_STATES and case.row["closed_at"] is None:
            values = {**values, "closed_at": self._past.hall.clock.now(), **TO_NOBODY}
        case.row |= {**values, "version": case.row["version"] + 1}
        self._record(case, actor.code, action, body)

    def _record(self, case: Case, staff: str, action: str, body: Mapping[str, Any]) -> None:
        case.value = None
        self._changes += 1
        row = case.row
        self._visits.done(row["id"])
        subject = f"{row['number']}@{row['terminal']}"
        counted = request_digest.row(row, [request_digest.mark(paper) for paper in case.papers])
        self._past.journal(staff, action, "request", subject, {"state": row["state"], **body}, counted)
        self._past.touch(row["received_on"], "open_request", row["number"])
        for day in {row["received_on"], self._past.hall.clock.today()}:
            self._past.touch(day, "window_day", f"{row['window']:02d}")

    def close_day(self, by: str, explain: str) -> None:
        """The signature under today at this window, without papers."""
        day = self._past.hall.clock.today()
        figures, unclear, carried = self._closing(day)
        row = {
            "day": day,
            "terminal": self._past.hall.terminal,
            "closed_at": self._past.hall.clock.now(),
            "signed_by": by,
            "explain": explain if unclear.count else "",
            "figures": figures,
            "open": journal.canonical(unclear.as_dict()),
            "files": "[]",
        }
        self._past.add(DayClose, row)
        body = {"open": unclear.count, "carried_over": carried, **self._visits.close()}
        self._past.journal(by, "close-day", "day", day.isoformat(), body, row)
        self._past.touch(day, "window_day", f"{self._past.hall.config.window:02d}")

    def _closing(self, day: date) -> tuple[str, OpenPoints, int]:
        """Figures, open points and how much is carried over; the same for windows that close one after the other."""
        key = (day, len(self._past.rows(Notice)), self._changes)
        if self._closed is None or self._closed[0] != key:
            touching = [self.value(case) for case in self.cases if _counts_on(case.row, day)]
            received = tuple(v.number for v in touching if v.state == "registered")
            running = [v for v in touching if v.state in lifecycle.RUNNING or v.state == "registered"]
            overdue = tuple(v.number for v in running if (due := v.promised_due or v.statutory_due) and due < day)
            told = sum(row["issued_on"] == day for row in self._past.rows(Notice))
            figures = journal.canonical(
                day_figures(touching, day, notices=told, ratings=self._reviews.ratings(day)).as_dict()
            )
            carried = sum(v.state in lifecycle.OPEN_STATES for v in touching)
            self._closed = (key, (figures, OpenPoints(received=received, overdue=overdue), carried))
        return self._closed[1]


def _counts_on(row: Mapping[str, Any], day: date) -> bool:
    """Whether a request is open, or came or ended on ``day``."""
    closed: datetime | None = row["closed_at"]
    return row["received_on"] == day or closed is None or closed.date() == day


def _as_row(row: Mapping[str, Any]) -> Row:
    """A model costs twenty times as much as a namespace, and only its attributes are read."""
    return cast(Row, SimpleNamespace(**row))
