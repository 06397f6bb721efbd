"""到场人员: who waits, was called, is served or was parked; no queue system, but the times are true."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from textual.widget import Widget

from hallclient.dialogs.ask_fields import Asked, AskFields
from hallclient.dialogs.ask_text import AskText
from hallclient.language import say
from hallclient.rules import visit as rules
from hallclient.rules.message import Message
from hallclient.rules.request import short_number
from hallclient.rules.visit import SPANS, Visit
from hallclient.screens.base import HallScreen
from hallclient.screens.request.particulars import clock
from hallclient.services import drafts, visit_queue, visit_requests, visits
from hallclient.widgets.columns import Column
from hallclient.widgets.keys import Key
from hallclient.widgets.row_list import Cell, ListSource, RowList

_COLUMNS = (
    Column(Message("Number"), 8),
    Column(Message("Now"), 13),
    Column(Message("Since"), 6),
    Column(Message("Window"), 6),
    Column(Message("Waited"), 8),
    Column(Message("For what")),
)
_NOBODY = Message("Nobody is chosen.")


class VisitsScreen(HallScreen):
    """Who waits, was called or parked, and who is at this window, in the order of arrival; those first who wait and
    have priority (绿色通道)."""

    NAME = "visits"
    HEADING = Message("Who is here")
    KEYS = (
        Key(
            "n",
            "arrive",
            Message("New number"),
            Message("Somebody has come and waits; the number on the slip may be left out."),
        ),
        Key("c", "step('called')", Message("Call"), Message("Call the visitor, or call again.")),
        Key(
            "s",
            "serve",
            Message("Serve"),
            Message("The visitor is at the window: opens the form, or brings back what was parked."),
        ),
        Key("w", "step('waiting')", Message("Back to waiting"), Message("Called, but not there: waits on.")),
        Key(
            "u",
            "undo",
            Message("Undo"),
            Message("The last step was a slip; what was before goes on, and its time with it."),
        ),
        Key(
            "g",
            "green",
            Message("Green channel"),
            Message("Give priority with a reason; an empty reason takes it back."),
            short=Message("Green"),
        ),
        Key("l", "leave", Message("Left"), Message("The visitor goes.")),
    )
    HELP = (
        Message(
            "This is no queue system: a slip's number may be typed when its holder comes, and the times of waiting "
            "and service are kept."
        ),
        Message(
            "A recall or a slip of the hand resets nothing: U marks the last step as a slip and what was before goes "
            "on, also when somebody was said to have left."
        ),
        Message("Enter does what S does: who was parked has the form back as it was left."),
    )

    def __init__(self) -> None:
        super().__init__()
        self._gone: Visit | None = None
        """Who was said to have left last: that can be taken back until something else is done."""

    def body(self) -> Iterable[Widget]:
        """The list."""
        self._rows: ListSource[Visit] = ListSource((), key=lambda visit: visit.id)
        self.people: RowList[Visit] = RowList(
            self._rows, _COLUMNS, self._cells, empty=Message("Nobody waits."), id="visits"
        )
        yield self.people

    def reload(self) -> None:
        """Who is here now."""
        here = self.app.hall.config.window
        self._drafts = drafts.of_visitors(self.app.hall)
        found = [visit for visit in visits.going_on(self.app.hall) if _concerns(visit, here)]
        self._about = visit_requests.about(self.app.hall, [number for visit in found for number in visit.requests])
        self._rows.set(sorted(found, key=lambda visit: not _first(visit)))
        self.people.reload()

    def _cells(self, visit: Visit) -> Sequence[Cell]:
        running = visit.current
        now = self.app.hall.clock.now()
        kind = running.kind if running else ""
        style = {"called": "due", "serving": "good"}.get(kind, "")
        return (
            _name(visit),
            (say(SPANS[kind]) if kind else "-", style),
            _since(running.began_at, now) if running else "",
            str(running.window if running else visit.window),
            clock(rules.waited(visit.spans, now)),
            ("  ".join(self._for_what(visit)), "due" if visit.green else ""),
        )

    def _for_what(self, visit: Visit) -> Iterable[str]:
        """Why first, whose requests were received, whose form is begun, and for what."""
        if visit.green:
            yield say(Message("Green: {reason}", reason=visit.green))
        known = [self._about.get(number, ("", "")) for number in visit.requests]
        yield from dict.fromkeys(name for name, _ in known if name)
        for number, (_, matter) in zip(visit.requests, known, strict=True):
            yield f"{short_number(number)} {matter}".rstrip()
        for draft in self._drafts.get(visit.id, ()):
            yield f"{draft.shown} {draft.form.get('item_text', '')}".strip()

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """What the rules say of the row."""
        if action not in ("step", "serve", "undo", "green", "leave"):
            return super().reason_disabled(action, parameters)
        if action == "undo" and self._gone is not None:
            return None
        visit = self.people.row if hasattr(self, "people") else None
        if visit is None:
            return _NOBODY
        if action == "undo":
            return rules.undo_refusal(visit.spans)
        running = visit.current
        if action in ("green", "leave") or (action == "serve" and running is not None and running.kind == "serving"):
            return None
        kind = "serving" if action == "serve" else str(parameters[0])
        return rules.refusal(visit.spans, kind, self.app.hall.config.window)

    async def action_arrive(self) -> None:
        """Somebody has come."""
        found = await self.ask(
            AskFields(Message("New number"), (Asked("queue", Message("Queue number"), narrow=True),))
        )
        if found is not None:
            visit_queue.arrive(self.app.hall, self.app.actor, found["queue"])
            self._gone = None
            self.reload()

    def action_step(self, kind: str) -> None:
        """Call, or back to waiting."""
        if self.people.row is not None:
            visits.step(self.app.hall, self.app.actor, self.people.row.id, kind)
            self._gone = None
            self.reload()

    def action_serve(self) -> None:
        """To the form, with the visit."""
        if self.people.row is not None:
            self.app.go("receive", visit=self.people.row.id)

    async def action_green(self) -> None:
        """Why the visitor comes first."""
        visit = self.people.row
        if visit is None:
            return
        reason = await self.ask(
            AskText(
                Message("Green channel"), Message("Reason"), value=visit.green, required=False,
                text=Message("Such as old age, disability, pregnancy, serving soldier. Empty: no priority."),
            )
        )  # fmt: skip
        if reason is not None:
            visit_queue.prefer(self.app.hall, self.app.actor, visit.id, reason)
            self._gone = None
            self.reload()

    async def action_undo(self) -> None:
        """Why, then take the step back."""
        visit = self._gone or self.people.row
        if visit is None:
            return
        text = Message("{who} has not left.", who=_name(visit)) if self._gone is not None else None
        reason = await self.ask(AskText(Message("Undo"), Message("Which slip?"), text=text))
        if reason:
            visits.undo(self.app.hall, self.app.actor, visit.id, reason)
            self._gone = None
            self.reload()

    def action_leave(self) -> None:
        """The visitor goes."""
        if self.people.row is not None:
            self._gone = visits.leave(self.app.hall, self.app.actor, self.people.row.id)
            self.reload()
            self.refresh_keys()
            self.tell(Message("{who} has left; U takes it back.", who=_name(self._gone)))

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter serves."""
        if self.reason_disabled("serve") is None:
            self.action_serve()


def _name(visit: Visit) -> str:
    """The number of the slip, or the visit's own."""
    return visit.queue or f"({visit.id})"


def _first(visit: Visit) -> bool:
    """Who waits and has priority."""
    running = visit.current
    return bool(visit.green) and running is not None and running.kind in ("waiting", "called")


def _since(began: datetime, now: datetime) -> str:
    """The time, or the day of what is left over."""
    return f"{began:%H:%M}" if began.date() == now.date() else f"{began:%m-%d}"


def _concerns(visit: Visit, window: int) -> bool:
    """Whether somebody at ``window`` may call the visitor, or serves them: who stands elsewhere is left out."""
    running = visit.current
    return running is not None and (running.kind != "serving" or running.window == window)
