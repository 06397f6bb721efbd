"""咨询: what was asked and what was answered, in the ledger with four keys."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rich.text import Text
from textual.widget import Widget
from textual.widgets import Static

from hallclient.errors import NotFound
from hallclient.language import say
from hallclient.rules import identity
from hallclient.rules.message import Message
from hallclient.rules.request import Person
from hallclient.screens.base import HallScreen
from hallclient.screens.consult.paper import askable
from hallclient.screens.consult.subjects import Subjects
from hallclient.services import catalogue_search, intake
from hallclient.widgets.cells import safe
from hallclient.widgets.field import Field
from hallclient.widgets.item_picker import ItemPicker
from hallclient.widgets.keys import Key

LABEL = 10


class ConsultScreen(HallScreen):
    """The cursor starts on the subjects: digit, question, Enter, answer, Enter."""

    NAME = "consult"
    AUTO_FOCUS = "Subjects"
    HEADING = Message("Consultation")
    CSS_PATH = Path(__file__).with_name("screen.tcss")
    HELP = (
        Message("Four keys besides the text: Ctrl+O, the digit of the subject, Enter after the question, Enter."),
        Message("The answer stands there already; type over it, or empty it to answer later."),
        Message("Shift+Tab leads to the matter that was asked about, and to name and phone."),
    )
    KEYS = (
        Key(
            "ctrl+n",
            "paper",
            Message("Guide sheet"),
            Message("Print everything about the matter asked about, or about one that you choose (咨询告知单)."),
        ),
        Key("ctrl+s", "save", Message("Enter it"), Message("Enter the consultation in the ledger."), second="ctrl+r"),
        Key("up", "move(-1)", Message("Up"), show=False, internal=True),
        Key("down", "move(1)", Message("Down"), show=False, internal=True),
    )

    def body(self) -> Iterable[Widget]:
        """What may stay empty above; subject, question and answer below."""
        hall = self.app.hall
        self._answer_text = say(Message("Answered orally at the counter."))
        self.picker = ItemPicker(
            lambda text: askable(hall, text), label=Message("Matter"), label_width=LABEL, width=34, required=False
        )
        self.asker = Field(Message("Asked by"), id="asker", label_width=LABEL, width=34, max_length=120)
        self.phone = Field(
            Message("Phone"), id="phone", label_width=LABEL, width=34, narrow=True, max_length=40,
            check=identity.check_phone,
        )  # fmt: skip
        self.subjects = Subjects()
        self.question = Field(Message("Asked what"), id="question", label_width=LABEL, max_length=500)
        # The letter that began it must not be selected, or the next one would take its place.
        self.question.input.select_on_focus = False
        self.answer = Field(
            Message("Answer"), self._answer_text, id="answer", label_width=LABEL, max_length=500, enter_moves=False
        )
        yield Static(safe(say(Message("May stay empty:"))), classes="note")
        yield self.picker
        yield self.asker
        yield self.phone
        yield Static(safe(say(Message("Subject: a digit"))), classes="note")
        yield self.subjects
        yield Static(Text(), classes="note")
        yield self.question
        yield self.answer

    def on_mount(self) -> None:
        """The cursor on the subjects."""
        super().on_mount()
        self.subjects.focus()

    def on_subjects_typed(self, event: Subjects.Typed) -> None:
        """The letter that began the question."""
        self.question.input.insert_text_at_cursor(event.text)

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter in the answer saves."""
        if event.field is self.answer:
            self.action_save()

    def leaving(self) -> Message | None:
        """What was typed would be gone."""
        if self.question.value or self.answer.value != self._answer_text:
            return Message("The consultation has not been saved. Leave?")
        return None

    def action_move(self, by: int) -> None:
        """In the matters that were found while they are shown, else from field to field."""
        if not self.picker.move(by):
            self.focus_next() if by > 0 else self.focus_previous()

    def action_save(self) -> None:
        """Into the ledger, and back to where the clerk was; without an answer it stays open."""
        hall = self.app.hall
        words = intake.Intake(
            item=self._consultation(),
            applicant=Person(self.asker.value, "", "", self.phone.value),
            matter=self._matter(),
            answer=self.answer.value,
        )
        request = intake.receive(hall, self.app.actor, words).request
        told = Message("Consultation {number} is in the ledger, answered.", number=request.short_number)
        if request.state != "answered":
            told = Message("Consultation {number} is in the ledger, to be answered.", number=request.short_number)
        self._empty()
        if not self.is_first:
            self.app.pop_screen()
        front = self.app.screen
        (front if isinstance(front, HallScreen) else self).tell(told)

    async def action_paper(self) -> None:
        """The consultation notice of the matter that was asked about."""
        from hallclient.screens.consult.paper import print_consultation

        await print_consultation(self, code=self.picker.code)

    def _consultation(self) -> str:
        """The code of the matter that consultations are entered under: the first of that kind that is offered."""
        for hit in catalogue_search.find(self.app.hall):
            if hit.kind == "consultation":
                return hit.code
        raise NotFound(
            Message("The catalogue has no matter of the kind consultation."),
            Message("Ask the administrator to import one."),
        )

    def _matter(self) -> str:
        about = self.picker.field.value
        parts = [part for part in (about, self.subjects.subject, self.question.value) if part]
        return "：".join(parts)

    def _empty(self) -> None:
        self.picker.type("")
        for field, value in (
            (self.asker, ""),
            (self.phone, ""),
            (self.question, ""),
            (self.answer, self._answer_text),
        ):
            field.value = value
        self.subjects.focus()
