"""What moves the clocks of an accepted request: excluded time and the extension."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from db.models.request import Request as Row
from db.queries import excluded as periods
from hallclient.errors import BadInput
from hallclient.rules import clocks
from hallclient.rules.clocks import Excluded, Extension, Facts
from hallclient.rules.kinds import kind_of
from hallclient.rules.lifecycle import RUNNING, WAITING
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.rules.task import unfinished
from hallclient.rules.terms import ACTIONS, EXCLUSIONS
from hallclient.services import explanation
from hallclient.services.accounts import Actor
from hallclient.services.calendar import work_calendar
from hallclient.services.changes import parts
from hallclient.services.changes.base import Change, Changer, Settings, needed, past_day
from hallclient.services.hall import Hall


def excluded_of(hall: Hall, row: int) -> tuple[Excluded, ...]:
    """The excluded time of a request, in the order in which it was recorded."""
    return tuple(
        Excluded(p.kind, p.letter, p.sent_on, p.result_on, p.reason, p.started_by, p.ended_by, p.id)
        for p in periods.of_request(hall.db, row)
    )


def as_stands(request: Request, excluded: Sequence[Excluded]) -> tuple[Excluded, ...]:
    """The excluded time as it stands for ``request``: what finishes it ends the waiting for results."""
    moment = None if request.state in WAITING | RUNNING else request.decided_at or request.closed_at
    day = moment.date() if moment is not None else None
    return tuple(replace(one, finished_on=day) if one.result_on is None else one for one in excluded)


def facts_of(request: Request, excluded: Sequence[Excluded]) -> Facts:
    """What the clocks of an accepted request are counted from."""
    excluded = as_stands(request, excluded)
    if kind_of(request.kind).replied:
        return Facts(request.counts_from, excluded=excluded, corrected_on=request.corrected_on)
    assert request.accepted_on is not None
    extension = None
    if request.extended_days and request.extension_on is not None:
        extension = Extension(
            request.extended_days, request.extension_approver, request.extension_on, request.extension_document
        )
    return Facts(
        accepted_on=request.counts_from if kind_of(request.kind).limited else request.accepted_on,
        counted_from=request.counted_from,
        received_on=request.received_on,
        by_law=request.by_law,
        excluded=excluded,
        extension=extension,
        answered=kind_of(request.kind).limited,
    )


def columns(found: clocks.Clocks, told: Sequence[Message] = ()) -> dict[str, Any]:
    """The columns of counted clocks; ``told`` is what earlier and present changes did to them."""
    return {
        "promised_due": found.promised_due,
        "statutory_due": found.statutory_due,
        "provisional": found.provisional,
        "paused_since": found.paused_since,
        "explanation": explanation.stored((*found.explanation, *told)),
    }


def counted_anew(hall: Hall, request: Request, excluded: Sequence[Excluded], cause: Message) -> dict[str, Any]:
    """The clocks from the facts as they are now, with a snapshot that says what moved and why."""
    today = hall.clock.today()
    found = clocks.run(work_calendar(hall), request, facts_of(request, excluded), today)
    old, new = (request.promised_due, request.statutory_due), (found.promised_due, found.statutory_due)
    answered = kind_of(request.kind).limited
    told = (*clocks.history(request.explanation), *clocks.moved(today, cause, old, new, answered=answered))
    return columns(found, told)


def _moved(hall: Hall, row: Row, request: Request, cause: Message) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns after a change, and what the journal says of the parts of a joint matter that moved with it."""
    counted = counted_anew(hall, request, excluded_of(hall, row.id), cause)
    return counted, parts_moved(hall, row, request, counted, cause)


def parts_moved(hall: Hall, row: Row, request: Request, counted: dict[str, Any], cause: Message) -> dict[str, Any]:
    """Count the open parts of a joint matter anew, with the dates of the request as they are ``counted`` now."""
    if not unfinished(request.tasks):
        return {}
    facts = facts_of(request, excluded_of(hall, row.id))
    moved = parts.count_anew(hall, request, counted["promised_due"] or counted["statutory_due"], facts, cause)
    return {"parts": moved} if moved else {}


def waiting_ended(
    hall: Hall, row: Row, request: Request, values: Mapping[str, Any], action: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What ``action`` does to the time that stands still; ``values`` are the columns as it leaves them.

    What finishes a request ends the waiting for results, and the dates are counted through that day; what opens it
    again makes it wait again. Nothing where no result is awaited.
    """
    awaited = [one for one in excluded_of(hall, row.id) if one.result_on is None]
    if not awaited:
        return {}, {}
    names = ("state", "decided_at", "closed_at")
    after = replace(request, **{name: values.get(name, getattr(request, name)) for name in names})
    stood, stands = (one.state in WAITING | RUNNING for one in (request, after))
    # Earlier versions left the clock standing when the work was finished.
    if stood == stands and (stands or request.paused_since is None):
        return {}, {}
    counted, moved = _moved(hall, row, after, ACTIONS[action])
    return counted, {"waits" if stands else "without_result": [one.letter for one in awaited], **moved}


def _exclude_start(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    """A letter tells the applicant that the time from the day after it does not count: 行政许可法 §45."""
    assert request.accepted_on is not None
    kind = needed(given, "kind")
    if kind not in EXCLUSIONS:
        raise BadInput(
            Message("“{kind}” is no ground on which time is excluded.", kind=kind),
            Message("Grounds are {kinds}.", kinds=", ".join(EXCLUSIONS)),
        )
    letter = needed(given, "letter")
    if any(one.letter == letter for one in excluded_of(hall, row.id)):
        raise BadInput(
            Message("The letter {letter} is recorded already.", letter=letter),
            Message("Give the number of another letter, or end the time of this one."),
        )
    sent_on = past_day(hall, given, "letter_date")
    if sent_on < request.accepted_on:
        raise BadInput(
            Message("The letter of {day} is older than the acceptance of {accepted}: before that nothing runs.",
                    day=sent_on.isoformat(), accepted=request.accepted_on.isoformat()),
            Message("Give the day on which the letter was sent, on or after the acceptance."),
        )  # fmt: skip
    values = {
        "request": row.id,
        "terminal": hall.terminal,
        "kind": kind,
        "letter": letter,
        "reason": given.get("reason", ""),
        "sent_on": sent_on,
        "started_by": actor.code,
    }
    periods.add(hall.db, values)
    body = {"kind": kind, "letter": letter, "sent_on": sent_on.isoformat(), "words": f"{letter} {sent_on}"}
    counted, moved = _moved(hall, row, request, ACTIONS["exclude-start"])
    return counted, {**body, **moved}


def _exclude_end(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    """The result has arrived: the clock goes on the day after."""
    one = _awaited(hall, row, given)
    result_on = past_day(hall, given, "result_date")
    if result_on < one.sent_on:
        raise BadInput(
            Message(
                "The result of {day} is older than its letter of {sent}.",
                day=result_on.isoformat(),
                sent=one.sent_on.isoformat(),
            ),
            Message("Give the day on which the result arrived."),
        )
    periods.end(hall.db, one.ident, result_on, actor.code)
    body = {
        "kind": one.kind,
        "letter": one.letter,
        "sent_on": one.sent_on.isoformat(),
        "result_on": result_on.isoformat(),
        "words": f"{one.letter} {one.sent_on} - {result_on}",
    }
    counted, moved = _moved(hall, row, request, ACTIONS["exclude-end"])
    return counted, {**body, **moved}


def _awaited(hall: Hall, row: Row, given: Settings) -> Excluded:
    """The letter whose result has arrived: the one named, or the only one that is open."""
    awaited = [one for one in excluded_of(hall, row.id) if one.result_on is None]
    letter = given.get("letter", "")
    found = [one for one in awaited if not letter or one.letter == letter]
    if len(found) == 1 or (letter and found):
        # Ledgers of earlier versions may hold one letter twice: the older one is ended first.
        return found[0]
    raise BadInput(
        Message("No result is awaited for the letter {letter}.", letter=letter)
        if letter and not found
        else Message("Results of {count} letters are awaited.", count=len(found)),
        Message("Name the letter with --set letter=…: {letters}.", letters=", ".join(one.letter for one in awaited)),
    )


def _extend(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    """The hall records who approved the extension, when and in which document; it decides nothing: §42."""
    assert request.accepted_on is not None and request.statutory_due is not None
    most = clocks.EXTENSION_DAYS[request.kind]
    said = needed(given, "days")
    if not (said.isascii() and said.isdigit() and 1 <= int(said[:9]) <= most):
        raise BadInput(
            Message("An extension has 1 to {most} days here, not “{days}”.", most=most, days=said),
            Message("Give the days that were approved: --set days=N."),
        )
    approver, document = needed(given, "approver"), needed(given, "document")
    approved_on = past_day(hall, given, "date")
    if approved_on < request.accepted_on:
        raise BadInput(
            Message("The approval of {day} is older than the acceptance.", day=approved_on.isoformat()),
            Message("Give the day on which the extension was approved."),
        )
    values: dict[str, Any] = {
        "extended_days": int(said),
        "extension_approver": approver,
        "extension_on": approved_on,
        "extension_document": document,
    }
    counted, moved = _moved(hall, row, replace(request, **values), ACTIONS["extend"])
    body = {"days": int(said), "approved_on": approved_on.isoformat(), "document": document, **moved}
    return {**values, **counted}, {**body, "words": f"+{said} {approver} {approved_on} {document}"}


CHANGES: dict[str, Changer] = {
    "exclude-start": _exclude_start,
    "exclude-end": _exclude_end,
    "extend": _extend,
}
