"""How a request ends: refused, redirected, answered, decided (here or above), withdrawn."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from db.models.request import Request as Row
from hallclient.errors import BadInput
from hallclient.rules import refusal
from hallclient.rules.guidance import FromAbove, Guidance
from hallclient.rules.kinds import kind_of
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.rules.terms import REFUSAL_GROUNDS, RESULTS
from hallclient.services.accounts import Actor
from hallclient.services.changes.base import Change, Changer, Settings, day_given, needed, window_given
from hallclient.services.hall import Hall

_RESULTS = tuple(code for code in RESULTS if code)


def _refuse(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    """Only where 行政许可法 §32(1)(1) or another statute says so (``ground`` and ``law``)."""
    words = needed(given, "reason")
    basis = _basis(request, given)
    values = {"result_reason": words, "legal_basis": basis, "decided_at": hall.clock.now(), "decided_by": actor.code}
    return values, {"words": f"{words} {basis}".strip()}


def _basis(request: Request, given: Settings) -> str:
    """Law and article; empty where no ground is given and the paper leaves a place for them."""
    ground = given.get("ground") or ("other" if given.get("law") else "")
    problem = refusal.ground_problem(request, ground)
    if problem is not None:
        raise BadInput(problem, Message("Grounds are {grounds}.", grounds=", ".join(REFUSAL_GROUNDS)))
    if ground == "not_required":
        return refusal.NO_LICENCE
    if not ground:
        return ""
    law = needed(given, "law")
    problem = refusal.law_problem(law)
    if problem is not None:
        raise BadInput(problem, Message("Give law and article with --set law=《…》第…条."))
    return law


def _redirect(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    """The applicant is guided to another window of the hall (``window``), which takes the matter in itself, or to
    another body (``unit``); with whom to ask for there (``name``, ``phone``) and the matter."""
    guided = _guidance(hall, request, given)
    parts = (guided.unit, guided.floor, guided.name, guided.phone)
    words = " ".join(part for part in parts if part)
    values: dict[str, Any] = {
        "result_reason": words,
        "guided": json.dumps(asdict(guided), ensure_ascii=False),
        "state": "rejected_wrong_body" if guided.window is None else "transferred",
    }
    return values, {"words": words, "matter": guided.matter, "window": guided.window}


def _guidance(hall: Hall, request: Request, given: Settings) -> Guidance:
    matter = given.get("matter") or request.item_name
    if not given.get("window"):
        unit = needed(given, "unit")
        return Guidance(unit, None, given.get("name", ""), given.get("phone", ""), matter)
    place = window_given(hall, given["window"])
    unit = given.get("unit") or place.title
    return Guidance(unit, place.number, given.get("name", ""), given.get("phone") or place.phone, matter, place.floor)


def _answer(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    return {"answer": needed(given, "words")}, {}


def _decide(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    result = needed(given, "result")
    if result not in _RESULTS:
        raise BadInput(
            Message("“{result}” is not a result.", result=result),
            Message("Results are {results}.", results=", ".join(_RESULTS)),
        )
    reason = needed(given, "reason") if result != "granted" else given.get("reason", "")
    values: dict[str, Any] = {
        "result": result,
        "result_reason": reason,
        "decided_at": hall.clock.now(),
        "decided_by": actor.code,
    }
    body: dict[str, Any] = {"result": result, "words": reason}
    if kind_of(request.kind).from_above:
        above = _from_above(hall, request, given)
        values["above"] = json.dumps(asdict(above), ensure_ascii=False)
        body["above"] = asdict(above)
    return values, body


def _from_above(hall: Hall, request: Request, given: Settings) -> FromAbove:
    """What the body above decided: its name, the date and the number of its document (上报件)."""
    body, document = needed(given, "body"), needed(given, "document")
    on = day_given(given, "date")
    if not request.received_on <= on <= hall.clock.today():
        raise BadInput(
            Message("The body above cannot have decided on {day}.", day=on.isoformat()),
            Message("Give a date from the day of receipt until today."),
        )
    return FromAbove(body, on.isoformat(), document, request.above.sent if request.above else "")


def _pass_up(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    """The matter goes to the body above (行政许可法 §43), with the number of the hall's letter."""
    above = FromAbove(needed(given, "body"), "", given.get("document", ""), hall.clock.today().isoformat())
    words = f"{above.body} {above.document}".strip()
    return {"above": json.dumps(asdict(above), ensure_ascii=False)}, {"words": words}


def _withdraw(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    return {"result_reason": given.get("reason", "")}, {"words": given.get("reason", "")}


CHANGES: dict[str, Changer] = {
    "refuse": _refuse,
    "redirect": _redirect,
    "answer": _answer,
    "decide": _decide,
    "pass-up": _pass_up,
    "withdraw": _withdraw,
}
