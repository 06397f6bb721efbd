"""A request as text: the facts beside their labels, materials with their marks, what happened, how it was counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from hallclient.language import say
from hallclient.printing.text import wrap
from hallclient.rules import checklist, lateness, masking, provisional
from hallclient.rules.clocks import Excluded
from hallclient.rules.kinds import kind_of
from hallclient.rules.message import Message
from hallclient.rules.notice import Notice
from hallclient.rules.request import Person, Request, RequestMaterial, TimelineEntry
from hallclient.rules.terms import ACTIONS, CHANNELS, ID_TYPES, KINDS, MARKS, RATINGS, RESULTS, STATES, UNITS
from hallclient.rules.visit import Visit
from hallclient.screens import waiting
from hallclient.screens.request import facts_clock, owners, particulars
from hallclient.screens.request.lines import Line, field, hanging, label_width
from hallclient.services.desk import Standing
from hallclient.widgets.cells import cell_len, fit


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything of one request that the screen shows; ``explanation`` is how its dates are counted.

    ``unprinted`` are ids of notices. ``offered``: new requests for the item are still received.
    """

    request: Request
    standing: Standing
    names: Mapping[str, str]
    timeline: Sequence[TimelineEntry]
    notices: Sequence[Notice]
    unprinted: frozenset[str]
    today: date
    revealed: bool = False
    offered: bool = True
    explanation: Sequence[Message] = ()
    excluded: Sequence[Excluded] = ()
    visit: Visit | None = None
    now: datetime | None = None


def head(shown: Shown, width: int) -> list[Line]:
    """What the request is, and how its clock runs."""
    return [*_what(shown, width), *_clock(shown, width), *facts_clock.lines(shown, width), *_end(shown, width)]


def _what(shown: Shown, width: int) -> Iterator[Line]:
    request = shown.request
    state = say(STATES[request.state])
    waits = say(waiting.words(shown.standing, len(checklist.open_materials(request.materials))))
    style = waiting.style(shown.standing)
    colour = style if style in ("due", "overdue") else ""
    told = f"{request.number}  " if waits.startswith(state) else f"{request.number}  {state}  "
    yield Line(waits, colour or "strong", told, "strong")
    kind = say(KINDS.get(request.kind, Message("")))
    yield from field(Message("Item"), [f"{request.item_name} ({request.item})", request.department, kind], width)
    yield from field(Message("Applicant"), person(request.applicant, shown.revealed), width, "strong")
    if request.agent is not None:
        yield from field(Message("Agent"), person(request.agent, shown.revealed), width)
    where = Message("{time} at window {window}", time=f"{request.received_at:%Y-%m-%d %H:%M}", window=request.window)
    via = "" if request.channel == "counter" else say(CHANNELS[request.channel])
    visit = say(Message("visit {count}", count=request.visits))
    yield from field(Message("Intake"), [say(where), via, visit], width)
    if shown.now is not None:
        yield from _told(particulars.of_visit(shown.visit, shown.now), width)
    yield from _told(particulars.of_people(request, shown.names), width)
    people = Message(
        "{first}, now with {owner}",
        first=shown.names.get(request.first_asked, request.first_asked),
        owner=shown.names.get(request.owner, request.owner),
    )
    yield from field(Message("First asked"), [say(people)], width)
    for label, told, look in owners.fields(request, shown.names, shown.today):
        yield from field(label, told, width, look)
    for label, words in (
        (Message("Priority"), request.green),
        (Message("About"), request.matter),
        (Message("Answer"), request.answer),
    ):
        if words:
            yield from field(label, [words], width)
    if not shown.offered:
        gone = say(Message("no longer on offer; this request goes on as it is"))
        yield from field(Message("Item"), [gone], width, "due")


def _told(found: Iterable[particulars.Told], width: int) -> Iterator[Line]:
    for label, parts, style in found:
        yield from field(label, parts, width, style)


def person(who: Person, revealed: bool) -> list[str]:
    """The full name, as the window needs it; papers and phone masked unless they were revealed."""
    seen = who if revealed else masking.mask_person(who)
    kind = say(ID_TYPES[who.id_type]) if who.id_number else ""
    phone = say(Message("phone {number}", number=seen.phone)) if who.phone else say(Message("no phone"))
    return [who.name or "-", f"{kind} {seen.id_number}".strip(), phone]


def _clock(shown: Shown, width: int) -> Iterator[Line]:
    request, standing = shown.request, shown.standing
    promised = _limit(shown, request.promised_days, request.promised_due)
    statutory = _limit(shown, request.statutory_days, request.statutory_due)
    if standing.phase == "paused":
        style = "due"
    elif standing.phase == "decide" and standing.days is not None:
        colour = waiting.style(standing)
        style = colour if colour in ("due", "overdue") else "strong"
    else:
        style = "strong" if request.accepted_on else ""
    both = [say(Message("promised {limit}", limit=promised)), say(Message("statutory {limit}", limit=statutory))]
    if kind_of(request.kind).limited:
        both = [say(Message("answer by {limit}", limit=promised))]
    styles = [_own_style(shown, due, style) for due in (request.promised_due, request.statutory_due)]
    if styles[0] == styles[1] or len(both) == 1:
        yield from field(Message("Limits"), both, width, style)
    else:
        yield from field(Message("Limits"), both[:1], width, styles[0])
        yield from field(Message(""), both[1:], width, styles[1])
    yield from _before_acceptance(shown, width)


def _own_style(shown: Shown, due: date | None, style: str) -> str:
    """``style`` belongs to the limit that warns; the other one is red only when it is past itself."""
    if style not in ("due", "overdue") or shown.standing.phase != "decide" or due == shown.standing.due:
        return style
    return "overdue" if due is not None and due < shown.today else "strong"


def _limit(shown: Shown, days: int | None, due: date | None) -> str:
    """One limit: the date and what is left of it, or its length before acceptance; 未规定 where there is none."""
    unit = UNITS.get(shown.request.unit, Message(""))
    if days is None:
        return say(Message("none set"))
    if due is None:
        return say(Message("{days} {unit} from acceptance", days=days, unit=unit))
    words = say(Message("{due} ({days} {unit})", due=due, days=days, unit=unit))
    if provisional.is_provisional(shown.request, due):
        words += say(Message(" (provisional)"))
    standing = shown.standing
    if standing.phase == "paused":
        return say(Message("{limit} at the earliest", limit=words))
    return f"{words} {say(waiting.left(standing))}" if due == standing.due and standing.phase == "decide" else words


def _before_acceptance(shown: Shown, width: int) -> Iterator[Line]:
    request, standing = shown.request, shown.standing
    if request.by_law:
        words = Message("by law since {day}: not told within five working days", day=request.accepted_on)
        yield from field(Message("Accepted"), [say(words)], width, "due")
    if standing.phase == "deemed":
        words = Message(
            "five working days passed without a notice: counts as accepted since {day}; press A",
            day=request.counts_from,
        )
        yield from field(Message("Notice"), [say(words)], width, "overdue")
    elif standing.phase == "notice":
        words = Message(
            "tell everything by {day}, {left}",
            day=provisional.due(request, standing.due),
            left=waiting.left(standing),
        )
        told = [say(words)]
        if request.deemable:
            told.append(say(Message("otherwise accepted by law, back to {day}", day=request.counts_from)))
        yield from field(Message("Notice"), told, width, waiting.style(standing))
    elif request.state == "awaiting_supplement" and request.supplement_due is not None:
        words = Message("asked for by {day}; nothing runs meanwhile", day=request.supplement_due)
        if standing.urgency == "remind":
            words = Message("asked for by {day}, not brought: remind the applicant", day=request.supplement_due)
        yield from field(Message("Papers"), [say(words)], width, waiting.style(standing))
    elif standing.phase == "accept" and standing.days == 0:
        yield from field(Message("Papers"), [say(Message("all supplied: accept today (A)"))], width, "due")


def _end(shown: Shown, width: int) -> Iterator[Line]:
    request = shown.request
    if request.result or request.result_reason:
        words = say(RESULTS[request.result]) if request.result else say(STATES[request.state])
        yield from field(Message("Result"), [words, request.result_reason, request.legal_basis], width, "strong")
    if request.decided_at is not None:
        by = shown.names.get(request.decided_by, request.decided_by)
        yield from field(Message("Decided on"), [f"{request.decided_at:%Y-%m-%d %H:%M}", by], width)
    if request.delivered_at is not None:
        how = particulars.of_delivery(request, shown.revealed)
        told = [f"{request.delivered_at:%Y-%m-%d %H:%M}", request.delivered_to, *how]
        yield from field(Message("Handed out"), told, width)
    if request.rating:
        yield from field(Message("Rating"), [say(RATINGS[request.rating])], width)


def materials(shown: Shown, width: int) -> Iterator[Line]:
    """Every material with its mark and what was said about it."""
    papers = shown.request.materials
    if not papers:
        return
    looked = sum(bool(paper.mark) for paper in papers)
    title = Message("Materials: {looked} of {count} checked", looked=looked, count=len(papers))
    yield from _title(title, width)
    column = max(label_width(), *(cell_len(say(MARKS[paper.mark])) + 1 for paper in papers))
    for paper in papers:
        yield from _material(paper, column, width)
        yield from facts_clock.promise(shown, paper, width)


def _material(paper: RequestMaterial, column: int, width: int) -> Iterator[Line]:
    mark = fit(say(MARKS[paper.mark]), column)
    style = "bad" if paper.mark in checklist.OPEN else "dim" if not paper.mark else "good"
    pieces = [
        say(Message("{count} original", count=paper.originals)) if paper.originals else "",
        say(Message("{count} copies", count=paper.copies)) if paper.copies else "",
    ]
    said = f"({paper.words})" if paper.words else ""
    yield from hanging(mark, [paper.name, *pieces, said], width, "bad" if style == "bad" else "", style)


def notices(shown: Shown, width: int) -> Iterator[Line]:
    """The one-time notices."""
    if not shown.notices:
        return
    yield from _title(Message("One-time notices"), width)
    for notice in shown.notices:
        printed = notice.id not in shown.unprinted
        words = Message("printed") if printed else Message("to print (P)")
        told = [notice.number, f"{notice.issued_at:%m-%d %H:%M}", say(words)]
        yield from hanging("", told, width, "" if printed else "due")


def timeline(shown: Shown, width: int) -> Iterator[Line]:
    """What happened, the newest last."""
    yield from _title(Message("What happened"), width)
    told = (
        (f"{entry.at:%m-%d %H:%M} ", _act(entry.action), entry.name, entry.words, _late(entry))
        for entry in shown.timeline
    )
    # One mark a key: six materials are one line, not six.
    for (moment, *words), same in groupby(told):
        count = len(list(same))
        yield from hanging(moment, [*words, f"×{count}" if count > 1 else ""], width, "")


def _late(entry: TimelineEntry) -> str:
    return say(lateness.why(entry.overdue_reason, entry.overdue_by)) if entry.overdue_reason else ""


def _act(action: str) -> str:
    return say(ACTIONS[action]) if action in ACTIONS else action


def explanation(shown: Shown, width: int) -> Iterator[Line]:
    """How the due dates were counted."""
    if not shown.explanation:
        return
    yield from _title(Message("How it was counted"), width)
    for step in shown.explanation:
        yield from (Line(part) for part in wrap(say(step), width))


def _title(title: Message, width: int) -> Iterator[Line]:
    yield Line("")
    yield Line(fit(say(title), width).rstrip(), "title")
