"""What has moved the clocks of a request, in the page's lines: excluded time, extension, promises, being late."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.rules.request import RequestMaterial
from hallclient.rules.terms import EXCLUSIONS
from hallclient.screens.request.lines import Line, field, hanging, label_width

if TYPE_CHECKING:
    from hallclient.screens.request.facts import Shown


def lines(shown: Shown, width: int) -> Iterator[Line]:
    """Below the limits."""
    request = shown.request
    if request.counted_from is not None:
        words = Message("counts as received on {day} (after hours or a rest day)", day=request.counted_from)
        yield from field(Message("Counted from"), [say(words)], width)
    for one in shown.excluded:
        values = {"kind": EXCLUSIONS[one.kind], "letter": one.letter, "sent": one.sent_on}
        if one.awaited:
            words = Message("{kind}, letter {letter} of {sent}: no result yet, the clock stands still", **values)
            yield from field(Message("Excluded time"), [say(words)], width, "due")
        elif one.result_on is None:
            words = Message(
                "{kind}, letter {letter} of {sent}, finished on {ended} without a result", **values,
                ended=one.finished_on,
            )  # fmt: skip
            yield from field(Message("Excluded time"), [say(words)], width)
        else:
            words = Message("{kind}, letter {letter} of {sent}, result {result}", **values, result=one.result_on)
            yield from field(Message("Excluded time"), [say(words)], width)
    if request.extended_days:
        words = Message(
            "by {days} days, {approver} on {day}, {document}",
            days=request.extended_days,
            approver=request.extension_approver,
            day=request.extension_on,
            document=request.extension_document,
        )
        yield from field(Message("Extended"), [say(words)], width)
    if request.overdue_reason:
        by = shown.names.get(request.overdue_by, request.overdue_by)
        yield from field(Message("Overdue why"), [request.overdue_reason, by], width, "due")
    if request.papers_returned:
        yield from field(Message("Returned"), [request.papers_returned], width)


def promise(shown: Shown, paper: RequestMaterial, width: int) -> Iterator[Line]:
    """Below a material that was deferred: by whom and for when it is promised."""
    if paper.mark != "deferred" or paper.deferred_until is None:
        return
    days = (paper.deferred_until - shown.today).days
    values = {"name": paper.promised_by, "day": paper.deferred_until}
    if days < 0:
        yield from hanging(
            " " * label_width(), [say(Message("promised by {name} for {day}: overdue", **values))], width, "overdue"
        )
    else:
        words = say(Message("promised by {name} for {day}", **values))
        yield from hanging(" " * label_width(), [words], width, "due" if days == 0 else "")
