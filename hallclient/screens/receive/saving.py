"""Saving on the receiving screen: the request with its number, the receipt, or the guide slip."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hallclient.dialogs.outcome import Outcome
from hallclient.jobs import papers
from hallclient.rules import deadlines
from hallclient.rules.item import Item
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.screens.notice_deadline import told_by
from hallclient.screens.printing import print_out
from hallclient.screens.receive.received import Received
from hallclient.screens.receive.typed import Typed
from hallclient.services import intake, request_actions
from hallclient.services.calendar import work_calendar

if TYPE_CHECKING:
    from hallclient.screens.base import HallScreen
    from hallclient.screens.receive.draft_keeper import DraftKeeper
    from hallclient.screens.receive.form import ReceiveForm
    from hallclient.services.accounts import Actor

    _Base = HallScreen
else:
    _Base = object


class Saving(_Base):
    """For the screen's class."""

    form: ReceiveForm
    keeper: DraftKeeper
    typed: Typed
    _item: Item | None

    def action_save(self) -> None:
        """Receive the papers. What does not hold is said, and the form stays as it was typed."""
        self.adopt_item()
        if self._item is not None and self._item.kind == "handed_on":
            self._guide(self._item)
            return
        problem = self.form.first_problem()
        if problem is not None:
            field, words = problem
            field.complain(words)
            field.focus()
            self.tell(words, "error")
            return
        typed = self.typed
        with self.app.hall.write():
            receipt = intake.receive(self.app.hall, self.app.actor, typed.intake(self.keeper.visit))
            paper = papers.receipt(self.app.hall, self._actor, receipt.request)
            self.keeper.discard()
        self.begin_anew()
        self._received(receipt, typed, paper.id)

    def _received(self, receipt: intake.Receipt, typed: Typed, paper: str) -> None:
        """Print the receipt, show the number, ask where to go."""
        hall, actor, request = self.app.hall, self._actor, receipt.request
        lines = [Message("First asked: {name} ({code})", name=actor.name, code=actor.code)]
        if request.notice_due is not None:
            left = deadlines.days_left(work_calendar(hall), hall.clock.today(), request.notice_due)
            lines.append(told_by(request, left))
        warnings = list(receipt.warnings)
        lines.append(print_out(self, [paper]))
        self.tell(Message("Received: {number}.", number=request.number))

        def go_on(choice: str | None) -> None:
            self._go_on(choice, request, typed)

        self.app.push_screen(Received(request, lines, warnings), go_on)

    def _go_on(self, choice: str | None, request: Request, typed: Typed) -> None:
        if choice == "same":
            self.begin_anew(same_person(typed))
            if request.visit is not None:
                self.keeper.serve(request.visit)
            self.form.picker.field.focus()
        elif choice == "checklist":
            app = self.app
            if not self.is_first:
                app.pop_screen()
            app.go("checklist" if request.materials else "request", number=request.number)

    def _guide(self, item: Item) -> None:
        """A matter of another body: the slip instead of a receipt. With a name it is in the ledger as well."""
        typed, hall, actor = self.typed, self.app.hall, self._actor
        number, guided = "", None
        if typed.name:
            with hall.write():
                wanted = replace(typed, id_type=typed.id_type if typed.number else "").intake(self.keeper.visit)
                received = intake.receive(hall, actor, wanted).request
                number = received.number
                unit = {"unit": item.department}
                guided = request_actions.act(hall, actor, number, "redirect", unit, seen=received.version).request
                self.keeper.discard()
        paper = papers.guide(hall, actor, item, guided)
        self.keeper.discard()
        self.begin_anew()
        lines = [Message("Guided to {unit}.", unit=item.department)]
        if number:
            lines.append(Message("In the ledger: {number}", number=number))
        else:
            lines.append(Message("Without a name nothing was entered in the ledger."))
        lines.append(print_out(self, [paper.id]))
        self.tell(lines[0])
        self.app.push_screen(Outcome(Message("Guide slip"), lines))

    @property
    def _actor(self) -> Actor:
        """The person at the window; nobody types here while it is locked."""
        assert self.app.actor is not None
        return self.app.actor

    if TYPE_CHECKING:

        def adopt_item(self) -> None: ...
        def begin_anew(self, typed: Typed | None = None) -> None: ...


def same_person(typed: Typed) -> Typed:
    """Applicant, agent and what is particular about them without the matter (续办: identity kept)."""
    rare = replace(typed.rare, paper_serial="", received="", first_asked="", signed="")
    return replace(typed, item="", item_text="", conditions="", matter="", rare=rare)
