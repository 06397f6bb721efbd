"""Words of the receiving screen about the matter, its materials and what the applicant brought before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.text import Text

from hallclient.language import say
from hallclient.rules import checklist, masking
from hallclient.rules.circumstances import IN_PERSON
from hallclient.rules.item import Item
from hallclient.rules.item_terms import FIELDS
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.rules.terms import KINDS, STATES, UNITS
from hallclient.widgets.cells import safe

FAINT = "#a8a8a8"
MARKED = "bold #ffd75f"

NOT_OURS = Message("Another body takes this matter: {words} Ctrl+S prints the guide slip.")
_LIMIT = Message("{days} {unit}")
_NONE_SET = Message("none set")
_ABOUT = Message("{department}   {kind}   promised {promised}, statutory {statutory}")
_EARLIER = Message("Was here before ({count}, ^N shows). Phone {phone}. Last: {day} {state}, {item}")
_TODAY = Message("The same person asked for the same item today already: {numbers}.")


def about(item: Item | None) -> Text:
    """One line under the matter: whose it is and its limits, or where to go with it."""
    if item is None:
        return Text()
    if item.kind == "handed_on":
        return safe(say(Message(NOT_OURS.text, words=item.remark or item.department)), MARKED)
    words = Message(
        _ABOUT.text,
        department=item.department,
        kind=KINDS[item.kind],
        promised=_limit(item.promised_days, item.unit),
        statutory=_limit(item.statutory_days, item.unit),
    )
    line = safe(say(words), FAINT)
    if item.in_person:
        line.append("   " + say(IN_PERSON[item.in_person]), MARKED)
    for on, mark in ((item.done_once, "done_once"), (item.citywide, "citywide")):
        if on:
            line.append("   " + say(FIELDS[mark]), FAINT)
    return line


def materials(item: Item | None, ticked: Sequence[str]) -> Text:
    """The materials that apply, one a line with the pieces wanted."""
    if item is None:
        return safe(say(Message("The materials are listed here once the matter is chosen.")), FAINT)
    lines = []
    for place, paper in enumerate(checklist.applicable(item.materials, ticked), 1):
        line = safe(f"{place:2} {paper.name}", "bold" if paper.condition else "")
        pieces = [Message("original {count}", count=paper.originals)] if paper.originals else []
        pieces += [Message("copies {count}", count=paper.copies)] if paper.copies else []
        line.append("".join(" " + say(piece) for piece in pieces), FAINT)
        lines.append(line)
    return Text("\n").join(lines) if lines else safe(say(Message("The item asks for no materials.")), FAINT)


def earlier(found: Sequence[Request], today: date) -> str:
    """What a returning applicant brought before; the phone masked, since the screen can be seen from outside. The
    matter stands last: it is what may be cut."""
    if not found:
        return ""
    last = found[0]
    words = Message(
        _EARLIER.text,
        count=len(found),
        day=f"{last.received_on:%m-%d}" if last.received_on.year == today.year else last.received_on.isoformat(),
        item=last.item_name,
        state=STATES[last.state],
        phone=masking.hall_phone(last.applicant.phone) or "-",
    )
    return say(words)


def same_today(found: Sequence[Request], item: Item | None, today: date) -> Message | None:
    """The warning for a second request of the day; it stops nothing."""
    twins = [r.short_number for r in found if item and r.item == item.code and r.received_on == today]
    return Message(_TODAY.text, numbers=", ".join(twins)) if twins else None


def _limit(days: int | None, unit: str) -> Message:
    return _NONE_SET if days is None else Message(_LIMIT.text, days=days, unit=UNITS[unit])
