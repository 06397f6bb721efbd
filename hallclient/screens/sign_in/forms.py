"""Asking for leave, and for a forgotten punch to be added."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.base import HallDialog
from hallclient.errors import HallError
from hallclient.language import say
from hallclient.rules.attendance import Asked
from hallclient.rules.leave import LEAVE_TYPES, leave_type
from hallclient.rules.message import Message
from hallclient.rules.terms import PUNCHES
from hallclient.screens.sign_in.substitutes import Substitutes
from hallclient.screens.typed_day import read_moment
from hallclient.widgets.cells import safe
from hallclient.widgets.field import Field
from hallclient.widgets.keys import Key

_LABEL = 8


class AskForm(HallDialog[Asked]):
    """Fields and one save. What the service refuses is said below the fields, and everything typed stays."""

    KEYS = (Key("ctrl+s", "save", Message("Apply"), Message("Send the application."), second="alt+s"),)

    def __init__(self, title: Message, fields: Iterable[Field]) -> None:
        super().__init__(title)
        self.fields = tuple(fields)
        self._answer = Static(safe(""), classes="answer")

    def body(self) -> Iterable[Widget]:
        """The fields and the answer."""
        yield from self.fields
        yield self._answer

    def on_mount(self) -> None:
        """Begin at the top."""
        # Wide enough for the numbers of all types of leave.
        self.query_one(".dialog").styles.width = 76
        self.fields[0].focus()

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter in the last field sends it."""
        if event.field is self.fields[-1]:
            self.action_save()

    def action_save(self) -> None:
        """Send the application, or say which field is not right."""
        for field in self.fields:
            problem = field.problem
            if problem is not None:
                field.complain(problem)
                field.focus()
                return
        try:
            asked = self.save()
        except HallError as error:
            self.tell(error.message)
            return
        self.dismiss(asked)

    def save(self) -> Asked:
        """Hand the values to the service."""
        raise NotImplementedError

    def tell(self, message: Message, kind: str = "warn") -> None:
        """Say something below the fields."""
        self._answer.update(safe("! " + say(message)))


class LeaveForm(AskForm):
    """``ask(start, end, type, reason)`` keeps the application; times are naive local ones. ``reckon(start, end)``
    says how long that is and who grants it. ``substitutes``: who may take over the open requests (AB岗)."""

    def __init__(
        self,
        ask: Callable[[datetime, datetime, str, str], Asked],
        reckon: Callable[[datetime, datetime], Message],
        today: date,
        start: datetime,
        end: datetime,
        annual_left: int | None = None,
        substitutes: Substitutes | None = None,
    ) -> None:
        self._ask, self._reckon, self._today = ask, reckon, today
        self._length = Static(safe(""), classes="length")

        def moment(text: str) -> Message | None:
            return _problem(text, today)

        narrow: Any = {"narrow": True, "required": True, "max_length": 24, "label_width": _LABEL}
        self.type = Field(
            Message("Type"), id="type", check=_type_problem, hint=numbered(LEAVE_TYPES), required=True,
            max_length=12, label_width=_LABEL,
        )  # fmt: skip
        self.start = Field(Message("From"), _shown(start), id="start", check=moment, **narrow)
        self.end = Field(Message("To"), _shown(end), id="end", check=moment, **narrow)
        self.reason = Field(Message("Reason"), id="reason", enter_moves=substitutes is not None, label_width=_LABEL)
        more = (substitutes.field(_LABEL),) if substitutes is not None else ()
        self.substitute = more[0] if more else None
        self._substitutes = substitutes
        title = Message("Ask for leave")
        if annual_left is not None:
            title = Message("Ask for leave (annual leave left: {days} days)", days=f"{annual_left / 2:g}")
        super().__init__(title, (self.type, self.start, self.end, self.reason, *more))

    @property
    def to(self) -> str:
        """The code of the substitute who takes over; empty for nobody."""
        if self.substitute is None or self._substitutes is None:
            return ""
        return self._substitutes.code(self.substitute.value) or ""

    def body(self) -> Iterable[Widget]:
        """The fields, with the length below the times."""
        yield from (self.type, self.start, self.end, self._length, *self.fields[3:])
        yield self._answer

    def on_mount(self) -> None:
        """The length of what is proposed."""
        super().on_mount()
        self._show_length()

    def on_field_changed(self) -> None:
        """The length of what is typed."""
        self._show_length()

    def _show_length(self) -> None:
        start, end = (read_moment(field.value, self._today, nearest=True) for field in (self.start, self.end))
        known = start is not None and end is not None
        self._length.update(safe(say(self._reckon(start, end)) if known and start < end else ""))

    def save(self) -> Asked:
        """Ask for the leave."""
        start = read_moment(self.start.value, self._today, nearest=True)
        end = read_moment(self.end.value, self._today, nearest=True)
        assert start is not None and end is not None
        return self._ask(start, end, chosen(self.type.value, LEAVE_TYPES), self.reason.value)


class CorrectionForm(AskForm):
    """``ask(at, kind, reason, evidence)`` keeps the application; the time is a naive local one.
    ``limits`` says how far back and how often."""

    def __init__(
        self,
        ask: Callable[[datetime, str, str, str], Asked],
        today: date,
        at: datetime,
        kind: str,
        limits: Message | None = None,
    ) -> None:
        self._ask, self._today = ask, today
        place = str(list(PUNCHES).index(kind) + 1)
        self.at = Field(
            Message("Time"),
            _shown(at),
            id="at",
            check=lambda text: _problem(text, today),
            narrow=True,
            required=True,
            max_length=24,
        )
        self.kind = Field(
            Message("Punch"), place, id="kind", check=_kind_problem, narrow=True, required=True, max_length=8
        )
        self.explained = Static(safe(say(numbered(PUNCHES))), classes="choices")
        self.reason = Field(
            Message("Reason"),
            id="reason",
            hint=Message("Why the punch is missing; another person has to approve."),
            required=True,
        )
        self.evidence = Field(
            Message("Evidence"),
            id="evidence",
            hint=Message("What shows that you were there: camera, request handled, colleague."),
            enter_moves=False,
        )
        title = Message("Ask for a correction")
        if limits is not None and limits.text:
            title = Message("Ask for a correction ({limits})", limits=limits)
        super().__init__(title, (self.at, self.kind, self.reason, self.evidence))

    def body(self) -> Iterable[Widget]:
        """The fields, with the punches that there are."""
        yield self.at
        yield self.kind
        yield self.explained
        yield self.reason
        yield self.evidence
        yield self._answer

    def save(self) -> Asked:
        """Ask for the correction."""
        at = read_moment(self.at.value, self._today, nearest=True)
        assert at is not None
        return self._ask(at, chosen(self.kind.value, PUNCHES), self.reason.value, self.evidence.value)


def numbered(terms: dict[str, Message]) -> Message:
    """The words with the digits that choose them."""
    return Message("{choices}", choices=" ".join(f"{n}{say(word)}" for n, word in enumerate(terms.values(), 1)))


def chosen(typed: str, terms: dict[str, Message]) -> str:
    """The code that a digit, a word or the code itself means; empty where it means none."""
    typed = typed.strip()
    if typed.isdecimal() and 1 <= int(typed) <= len(terms):
        return list(terms)[int(typed) - 1]
    if terms is LEAVE_TYPES:
        return leave_type(typed) or ""
    return next((code for code, word in terms.items() if typed in (code, say(word))), "")


def _type_problem(text: str) -> Message | None:
    return (
        None if chosen(text, LEAVE_TYPES) else Message("Choose by number: {choices}", choices=numbered(LEAVE_TYPES))
    )


def _kind_problem(text: str) -> Message | None:
    return None if chosen(text, PUNCHES) else Message("Choose by number: {choices}", choices=numbered(PUNCHES))


def _problem(text: str, today: date) -> Message | None:
    """What is wrong with a time that is being typed."""
    if read_moment(text, today, nearest=True) is None:
        return Message("Write date and time, such as 11-20 08:30.")
    return None


def _shown(moment: datetime) -> str:
    """A moment as it stands in a field."""
    return moment.strftime("%Y-%m-%d %H:%M")
