"""How a request ends: refused, redirected, answered, decided, withdrawn."""

from __future__ import annotations

from db.models.request import Request as Row
from hallclient.errors import BadInput
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.rules.terms import RESULTS
from hallclient.services.accounts import Actor
from hallclient.services.changes.base import Change, Changer, Settings, needed
from hallclient.services.hall import Hall

_RESULTS = tuple(code for code in RESULTS if code)


def _refuse(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    words = needed(given, "reason")
    return {"result_reason": words, "decided_at": hall.clock.now(), "decided_by": actor.code}, {"words": words}


def _redirect(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    words = needed(given, "unit")
    if given.get("phone"):
        words = f"{words} {given['phone']}"
    return {"result_reason": words}, {"words": words}


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
    values = {
        "result": result,
        "result_reason": reason,
        "decided_at": hall.clock.now(),
        "decided_by": actor.code,
    }
    return values, {"result": result, "words": reason}


def _withdraw(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    return {"result_reason": given.get("reason", "")}, {"words": given.get("reason", "")}


CHANGES: dict[str, Changer] = {
    "refuse": _refuse,
    "redirect": _redirect,
    "answer": _answer,
    "decide": _decide,
    "withdraw": _withdraw,
}
