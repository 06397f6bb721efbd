"""The steps that a request may take, as a table: no state can be skipped, every refusal has its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hallclient.rules import authority, checklist, reopening, roles
from hallclient.rules.authority import Authorisation
from hallclient.rules.clocks import EXTENSION_DAYS, stands
from hallclient.rules.kinds import kind_of
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.rules.task import Task, unfinished
from hallclient.rules.terms import ACTIONS, STATES

WAITING = frozenset({"registered", "awaiting_supplement"})
RUNNING = frozenset({"accepted", "in_review"})
OPEN_STATES = WAITING | RUNNING | {"decided"}
"""In progress; every other state is completed. received = completed + in progress."""

CLOSED_STATES = frozenset(STATES) - OPEN_STATES


_BY_LAW = Message("Accepted by law since {day}: five working days passed without a notice (行政许可法 §32).")


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
        Step("second-notice", frozenset({"registered"}), "awaiting_supplement"),
        Step("supplement", frozenset({"awaiting_supplement"}), "registered"),
        Step("correct", WAITING, None),
        Step("conditions", WAITING, None),
        Step("accept", frozenset({"registered"}), "accepted"),
        Step("sitting", frozenset({"registered", "accepted", "in_review"}), "delivered", "decide"),
        Step("to-promised", WAITING | RUNNING, None),
        Step("refuse", frozenset({"registered"}), "not_accepted", "decide"),
        Step("redirect", frozenset({"registered"}), "rejected_wrong_body"),
        Step("answer", frozenset({"registered", "accepted", "in_review"}), "answered"),
        Step("hand-over", OPEN_STATES, None),
        Step("take-up", OPEN_STATES, "in_review"),
        Step("return", OPEN_STATES, None),
        Step("recall", OPEN_STATES, None),
        Step("assign", RUNNING, "in_review"),
        Step("finish-task", RUNNING, None),
        Step("pass-up", RUNNING, "in_review"),
        Step("decide", RUNNING, "decided", "decide"),
        Step("deliver", frozenset({"decided"}), "delivered"),
        Step("withdraw", WAITING | RUNNING, "withdrawn"),
        Step("reopen", CLOSED_STATES, None, "review"),
        Step("rate", (OPEN_STATES | CLOSED_STATES) - WAITING, None),
        Step("note", OPEN_STATES | CLOSED_STATES, None),
        Step("external", OPEN_STATES | CLOSED_STATES, None),
        Step("sign", OPEN_STATES | CLOSED_STATES, None),
        Step("exclude-start", RUNNING, None),
        Step("exclude-end", RUNNING, None),
        Step("extend", RUNNING, None),
        Step("bring", RUNNING | {"decided", "delivered"}, None),
        Step("lapse", frozenset({"awaiting_supplement"}), "lapsed"),
    )
}

PARTS = {"sitting": ("accept", "decide", "deliver")}
"""Actions that are several steps in one transaction; a step that is behind the request already is left out."""


@dataclass(frozen=True, slots=True)
class Who:
    """The person who would act, and on which day.

    ``departments`` are those that the staff list authorises a chief representative for, ``authorisations`` those
    with a number and a term; ``windows`` where the person works, ``department`` the own one.
    """

    code: str
    role: str
    departments: tuple[str, ...] = ()
    authorisations: tuple[Authorisation, ...] = ()
    windows: tuple[int, ...] = ()
    department: str = ""
    on: date = date.max

    @property
    def granted(self) -> tuple[Authorisation, ...]:
        """Every authorisation, those of the staff list included."""
        return (*(Authorisation(department) for department in self.departments), *self.authorisations)


@dataclass(frozen=True, slots=True)
class Offer:
    """An action with the reason why it cannot be taken now, None where it can."""

    action: str
    reason: Message | None

    @property
    def allowed(self) -> bool:
        """Whether the action can be taken now."""
        return self.reason is None


def refusal(action: str, request: Request, who: Who | None, *, deemed: bool = False) -> Message | None:
    """Why ``who`` cannot take ``action`` now, or None.

    ``deemed`` tells that five working days passed without a notice (行政许可法 §32(1)(4)): then neither notice nor
    refusal of acceptance is possible any more, and acceptance whatever is missing.
    """
    step = STEPS[action]
    kind = kind_of(request.kind)
    if request.by_law and action in ("notice", "second-notice", "refuse"):
        return Message(_BY_LAW.text, day=request.counts_from.isoformat())
    if request.state not in step.sources | kind.sources.get(action, frozenset()):
        return Message(
            "“{action}” does not follow on “{state}”.", action=ACTIONS[action], state=STATES[request.state]
        )
    return (
        kind.why_not(action)
        or _stage_refusal(action, request)
        or _paper_refusal(action, request, deemed)
        or _clock_refusal(action, request, who.on if who is not None and who.on != date.max else None)
        or _person_refusal(step, request, who)
    )


def _stage_refusal(action: str, request: Request) -> Message | None:
    if action in ("notice", "second-notice", "mark") and not request.materials:
        return Message("The item asks for no materials.")
    if action == "rate" and request.rating:
        return Message("This visit has been rated already.")
    still_open = unfinished(request.tasks)
    if action in ("return", "recall") and not request.pending and not any(task.pending for task in still_open):
        return Message("This request is not on its way to anybody.")
    if action == "finish-task" and not still_open:
        return Message("No part of this matter is open.")
    if action == "decide" and kind_of(request.kind).in_parts:
        if not request.tasks:
            return Message("No department has been given its part yet: assign the parts first.")
        if still_open:
            return Message(
                "{count} parts are not finished yet: {departments}.",
                count=len(still_open), departments="、".join(task.department for task in still_open),
            )  # fmt: skip
    return None


def _paper_refusal(action: str, request: Request, deemed: bool) -> Message | None:
    if action in ("notice", "second-notice", "refuse", "conditions") and deemed and request.deemable:
        return Message(_BY_LAW.text, day=request.counts_from.isoformat())
    if action == "notice" and request.supplement_due is not None:
        return Message("The applicant has been given a notice already; everything is told once.")
    if action == "second-notice" and request.supplement_due is None:
        return Message("The applicant has been given no notice yet: issue the first one.")
    still_open = checklist.open_materials(request.materials)
    accepts = action == "accept" or (action == "sitting" and request.state == "registered")
    if accepts and still_open and not deemed:
        return Message("{count} materials are missing or defective: issue a notice.", count=len(still_open))
    if action == "bring" and not checklist.deferred(request.materials):
        return Message("No material is deferred.")
    return None


def _clock_refusal(action: str, request: Request, today: date | None) -> Message | None:
    if action == "exclude-start" and (request.due is None or request.accepted_on is None):
        return Message("The item has no limit that could stand still.")
    if action == "exclude-end" and request.paused_since is None:
        return Message("No excluded time is running.")
    if action == "extend":
        return _extension_refusal(request, today)
    return lapse_refusal(request, today) if action == "lapse" else None


def _extension_refusal(request: Request, today: date | None) -> Message | None:
    if request.extended_days:
        return Message("The limit has been extended once already (行政许可法 §42).")
    if request.kind not in EXTENSION_DAYS:
        return Message("The limit of this kind of matter is not extended.")
    if request.statutory_due is None or request.accepted_on is None:
        return Message("The item has no statutory limit to extend.")
    if (
        today is not None
        and today > request.statutory_due
        and not stands(request.statutory_due, request.paused_since)
    ):
        return Message(
            "The statutory limit ended on {day}: it is extended before that or not at all.",
            day=request.statutory_due.isoformat(),
        )
    return None


def lapse_refusal(request: Request, today: date | None) -> Message | None:
    """Why an unanswered notice does not close the request, or None: the law sets no lapse for licences (行政许可法),
    elsewhere the item must name its basis."""
    if request.legal_path == "licence":
        return Message("The law sets no lapse for licences: remind the applicant, or wait.")
    if not request.lapse_basis:
        return Message("The item names no basis for closing without a supplement: remind the applicant, or wait.")
    if today is not None and request.supplement_due is not None and today <= request.supplement_due:
        return Message("The period for the supplement runs until {day}.", day=request.supplement_due.isoformat())
    return None


def _person_refusal(step: Step, request: Request, who: Who | None) -> Message | None:
    if who is None:
        return Message("Nobody is signed on: say who acts.")
    if step.permission == "decide":
        return decision_refusal(request, who)
    if not roles.may(who.role, step.permission):
        return roles.why_not(step.permission)
    if step.action in ("take-up", "return", "recall"):
        return None if parts_meant(step.action, request, who) else passing_refusal(step.action, request, who)
    if step.action == "answer" and kind_of(request.kind).limited and who.code != request.owner:
        return Message("Only the handler {owner} answers it; take it over first.", owner=request.owner)
    if step.action == "finish-task" and who.code not in {task.owner for task in unfinished(request.tasks)}:
        return Message("No open part of this matter is yours.")
    return None


def decision_refusal(request: Request, who: Who) -> Message | None:
    """Why ``who`` may not decide or refuse: only a chief representative does, within the authorisation."""
    if not roles.may(who.role, "decide"):
        return roles.why_not("decide")
    if authority.covering(who.granted, request.department, request.item, who.on) is not None:
        return None
    reason = authority.why_not(who.granted, request.department, request.item, who.on)
    return reason or roles.why_not("decide")


def passing_refusal(action: str, request: Request, who: Who) -> Message | None:
    """Why ``who`` cannot take up, return or call back the request itself, or None."""
    pending = request.pending
    if action == "recall":
        if who.code in (request.owner, pending.by) or roles.may(who.role, "review"):
            return None
        return Message("Only who handed the request over, its owner or a supervisor can call it back.")
    if pending and not pending.is_for(who.code, who.windows, who.department):
        person = Message("staff code {code}", code=pending.owner)
        return Message("The request was handed to {owner}.", owner=person if pending.owner else pending.words())
    if action == "take-up" and not pending and request.state not in RUNNING:
        return Message("Nobody has handed this request over.")
    return None


def part_refusal(action: str, request: Request, part: Task, who: Who) -> Message | None:
    """Why ``who`` cannot take up, return or call back a part of a joint matter, or None."""
    if not part.pending:
        return Message("The part of {department} is not on its way to anybody.", department=part.department)
    if action != "recall":
        to_who = part.pending == who.code
        return None if to_who else Message("The part was handed to {owner}.", owner=part.pending)
    if who.code in (part.owner, part.handed_by, request.owner) or roles.may(who.role, "review"):
        return None
    return Message("Only who handed the part over, its owner or a supervisor can call it back.")


def parts_meant(action: str, request: Request, who: Who) -> tuple[Task, ...]:
    """The parts that ``who`` takes up, returns or calls back where nobody says which; none where the request itself
    is on its way and ``who`` can do that with it."""
    if request.pending and passing_refusal(action, request, who) is None:
        return ()
    return tuple(part for part in unfinished(request.tasks) if part_refusal(action, request, part, who) is None)


def target(action: str, request: Request) -> str:
    """The state after ``action``; a step without a target leaves the state as it is."""
    if action == "take-up" and request.state not in RUNNING:
        return request.state
    if action == "reopen":
        return reopening.state_after(request)
    return STEPS[action].target or request.state


def offers(request: Request, who: Who | None, *, deemed: bool = False) -> tuple[Offer, ...]:
    """Every action with the reason why not, in the order of the table."""
    return tuple(Offer(action, refusal(action, request, who, deemed=deemed)) for action in STEPS)
