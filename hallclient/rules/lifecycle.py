"""The steps that a request may take, as a table: no state can be skipped, every refusal has its reason."""

from __future__ import annotations

from dataclasses import dataclass

from hallclient.rules import checklist, roles
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.rules.terms import ACTIONS, STATES

WAITING = frozenset({"registered", "awaiting_supplement"})
RUNNING = frozenset({"accepted", "in_review"})
OPEN_STATES = WAITING | RUNNING | {"decided"}
"""In progress; every other state is completed. received = completed + in progress."""

CLOSED_STATES = frozenset(STATES) - OPEN_STATES

_ANSWERED_KINDS = frozenset({"consultation", "complaint"})


@dataclass(frozen=True, slots=True)
class Step:
    """``sources`` are the states it leads from, ``target`` the one it leads to, None where it stays."""

    action: str
    sources: frozenset[str]
    target: str | None
    permission: str = "handle"


STEPS = {
    step.action: step
    for step in (
        Step("mark", WAITING, None),
        Step("notice", frozenset({"registered"}), "awaiting_supplement"),
        Step("supplement", frozenset({"awaiting_supplement"}), "registered"),
        Step("accept", frozenset({"registered"}), "accepted"),
        Step("refuse", frozenset({"registered"}), "not_accepted", "decide"),
        Step("redirect", frozenset({"registered"}), "rejected_wrong_body"),
        Step("answer", frozenset({"registered", "accepted", "in_review"}), "answered"),
        Step("hand-over", OPEN_STATES, None),
        Step("take-up", OPEN_STATES, "in_review"),
        Step("assign", RUNNING, "in_review"),
        Step("decide", RUNNING, "decided", "decide"),
        Step("deliver", frozenset({"decided"}), "delivered"),
        Step("withdraw", WAITING | RUNNING, "withdrawn"),
        Step("rate", (OPEN_STATES | CLOSED_STATES) - WAITING, None),
        Step("note", OPEN_STATES | CLOSED_STATES, None),
        Step("external", OPEN_STATES | CLOSED_STATES, None),
        Step("sign", OPEN_STATES | CLOSED_STATES, None),
    )
}


@dataclass(frozen=True, slots=True)
class Who:
    """The person who would act. ``departments`` are those authorised for, for a chief representative."""

    code: str
    role: str
    departments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """An action with the reason why it cannot be taken now, None where it can."""

    action: str
    reason: Message | None

    @property
    def allowed(self) -> bool:
        """Whether the action can be taken now."""
        return self.reason is None


def refusal(
    action: str, request: Request, who: Who | None, *, deemed: bool = False, pending_owner: str = ""
) -> Message | None:
    """Why ``who`` cannot take ``action`` now, or None.

    ``deemed`` tells that five working days passed without a notice (行政许可法 §32(1)(4)): then neither notice nor
    refusal of acceptance is possible any more, and acceptance whatever is missing. ``pending_owner`` is the
    person that the request was handed to and who has not taken it.
    """
    step = STEPS[action]
    if request.state not in step.sources:
        return Message(
            "“{action}” does not follow on “{state}”.", action=ACTIONS[action], state=STATES[request.state]
        )
    return (
        _kind_refusal(action, request)
        or _paper_refusal(action, request, deemed)
        or _person_refusal(step, request, who, pending_owner)
    )


def _kind_refusal(action: str, request: Request) -> Message | None:
    if request.kind == "handed_on" and action in ("notice", "accept", "supplement"):
        return Message("Another body takes this matter: redirect the applicant there.")
    if action == "answer" and request.kind not in _ANSWERED_KINDS:
        return Message("Only consultations, complaints and suggestions are answered.")
    if action in ("notice", "mark") and not request.materials:
        return Message("The item asks for no materials.")
    if action == "rate" and request.rating:
        return Message("This visit has been rated already.")
    return None


def _paper_refusal(action: str, request: Request, deemed: bool) -> Message | None:
    if action in ("notice", "refuse") and deemed and request.legal_path == "licence":
        return Message(
            "Accepted by law since {day}: five working days passed without a notice (行政许可法 §32).",
            day=request.received_on.isoformat(),
        )
    if action == "notice" and request.supplement_due is not None:
        return Message("The applicant has been given a notice already; everything is told once.")
    still_open = checklist.open_materials(request.materials)
    if action == "accept" and still_open and not deemed:
        return Message("{count} materials are missing or defective: issue a notice.", count=len(still_open))
    return None


def _person_refusal(step: Step, request: Request, who: Who | None, pending_owner: str) -> Message | None:
    if who is None:
        return Message("Nobody is signed on: say who acts.")
    if step.permission == "decide":
        if not roles.may_decide(who.role, who.departments, request.department):
            return roles.why_not("decide")
    elif not roles.may(who.role, step.permission):
        return roles.why_not(step.permission)
    if step.action == "take-up" and pending_owner not in ("", who.code):
        return Message("The request was handed to {owner}.", owner=pending_owner)
    if step.action == "take-up" and not pending_owner and request.state not in RUNNING:
        return Message("Nobody has handed this request over.")
    return None


def target(action: str, request: Request) -> str:
    """The state after ``action``; a step without a target leaves the state as it is."""
    if action == "take-up" and request.state not in RUNNING:
        return request.state
    return STEPS[action].target or request.state


def offers(request: Request, who: Who | None, *, deemed: bool = False, pending_owner: str = "") -> tuple[Offer, ...]:
    """Every action with the reason why not, in the order of the table."""
    return tuple(
        Offer(action, refusal(action, request, who, deemed=deemed, pending_owner=pending_owner)) for action in STEPS
    )
