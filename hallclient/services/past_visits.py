"""The visits of a made-up past: one visitor at a window after the other, as ``visit_requests`` has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from db.models.visit import Visit, VisitRequest, VisitSpan
from hallclient.rules import visit as rules
from hallclient.services.accounts import Actor
from hallclient.services.past import Past
from hallclient.services.visit_requests import NOBODY_CAME, PURPOSE_OF


@dataclass
class _Here:
    """The visitor at a window: the rows, the requests dealt with, and when something was done."""

    row: dict[str, Any]
    span: dict[str, Any]
    people: set[str] = field(default_factory=set)
    requests: set[int] = field(default_factory=set)
    moments: list[datetime] = field(default_factory=list)


class PastVisits:
    """Visits by terminal; what is asked for is a request's row as it stands."""

    def __init__(self, past: Past) -> None:
        self._past = past
        self._here: dict[str, _Here] = {}
        self._known: dict[int, list[tuple[int, str]]] = {}

    def receive(self, actor: Actor, request: dict[str, Any], arrived_at: datetime | None = None) -> dict[str, Any]:
        """The visit in which a request is received; gives what the journal says of it."""
        body = self._serve_new(actor, request["green"], arrived_at)
        request["visit"] = body["visit"]
        self._link(request, "receive")
        return body

    def attended(
        self, actor: Actor, request: dict[str, Any], action: str, way: str
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """As ``visit_requests.attended``."""
        purpose = PURPOSE_OF.get(action)
        if purpose is None or way in NOBODY_CAME:
            return {}, {}
        body = self._settle(idle_only=True)
        known = self._known.get(request["id"], [])
        here = self._here.get(self._past.hall.terminal)
        if here is not None and purpose == "supplement" and (here.row["id"], "receive") in known:
            here = None
        mine = here is not None and (request["id"] in here.requests or request["id_number"] in here.people)
        if here is None or not mine:
            body = {**body, **self._serve_new(actor)}
            here = self._here[self._past.hall.terminal]
        before = {visit for visit, _ in known}
        self._link(request, purpose)
        values = {} if here.row["id"] in before else {"visits": request["visits"] + 1}
        return values, {**body, "visit": here.row["id"]}

    def last(self, request: int) -> int | None:
        """The last visit in which a request was dealt with."""
        known = self._known.get(request)
        return known[-1][0] if known else None

    def done(self, request: int) -> None:
        """Something was done to a request; counts where its applicant stands at this window."""
        here = self._here.get(self._past.hall.terminal)
        if here is not None and request in here.requests:
            here.moments.append(self._past.hall.clock.now())

    def close(self) -> dict[str, Any]:
        """As ``visits.close_stale``: everybody here was served."""
        return self._settle()

    def _serve_new(self, actor: Actor, green: str = "", arrived_at: datetime | None = None) -> dict[str, Any]:
        body = self._settle()
        hall = self._past.hall
        now = hall.clock.now()
        arrived = arrived_at or now
        place = {"terminal": hall.terminal, "window": hall.config.window, "staff": actor.code}
        row = self._past.add(
            Visit, {**place, "day": arrived.date(), "arrived_at": arrived, "green": green}, whole=True
        )
        if arrived < now:
            span = {**place, "visit": row["id"], "kind": "waiting", "began_at": arrived, "ended_at": now}
            self._past.add(VisitSpan, span, whole=True)
        span = {**place, "visit": row["id"], "kind": "serving", "began_at": now}
        self._here[hall.terminal] = _Here(row, self._past.add(VisitSpan, span, whole=True))
        return {"visit": row["id"], **body}

    def _settle(self, *, idle_only: bool = False) -> dict[str, Any]:
        here = self._here.get(self._past.hall.terminal)
        if here is None:
            return {}
        seen = rules.last_seen(here.span["began_at"], here.moments)
        if idle_only and self._past.hall.clock.now() - seen <= rules.PAUSE:
            return {}
        here.span["ended_at"] = here.row["left_at"] = seen
        here.row["outcome"] = "served"
        del self._here[self._past.hall.terminal]
        return {"left": [here.row["id"]]}

    def _link(self, request: dict[str, Any], purpose: str) -> None:
        here = self._here[self._past.hall.terminal]
        here.requests.add(request["id"])
        if request["id_number"]:
            here.people.add(request["id_number"])
        known = self._known.setdefault(request["id"], [])
        if (here.row["id"], purpose) not in known:
            known.append((here.row["id"], purpose))
            self._past.add(
                VisitRequest, {"visit": here.row["id"], "request": request["id"], "purpose": purpose}, whole=True
            )
