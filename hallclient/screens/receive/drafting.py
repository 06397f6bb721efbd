"""Drafts on the receiving screen: kept while one types, parked with F10, brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.timer import Timer

from hallclient.dialogs.choose import Choose, Option
from hallclient.dialogs.confirm import Confirm
from hallclient.rules.message import Message
from hallclient.rules.visit import Visit
from hallclient.screens.receive.typed import Typed, typed_of
from hallclient.services import accounts, requests, visits
from hallclient.services.drafts import Draft

if TYPE_CHECKING:
    from hallclient.screens.base import HallScreen
    from hallclient.screens.receive.draft_keeper import DraftKeeper
    from hallclient.screens.receive.form import ReceiveForm

    _Base = HallScreen
else:
    _Base = object

DRAFT_PAUSE = 1.0
"""Seconds from a change to its draft: a crash loses no more than was typed in them."""

_UNFINISHED = Message("Not finished: {name} {item}, {time}. F10 brings it back.")


class Drafting(_Base):
    """For the screen's class."""

    keeper: DraftKeeper
    typed: Typed
    form: ReceiveForm
    _resume: bool
    _visit: int | None
    _same: str
    _draft_timer: Timer | None

    def _first_look(self) -> None:
        """On opening: bring a draft back, or say that one was left behind by a crash or by Esc."""
        waiting = self.keeper.waiting()
        if self._visit is not None or self._same:
            self._go_on_with(self._visit, self._same)
        elif self._resume:
            self.action_resume()
        else:
            left = [draft for draft in waiting if draft.parked_at is None]
            if left:
                self.tell(_words(_UNFINISHED, left[0]), "warn")
            elif waiting:
                self.tell(Message("{count} parked; F10 brings one back.", count=len(waiting)))

    def _go_on_with(self, visit: int | None, same: str) -> None:
        """Serve somebody who waited or was parked, whose draft comes back; or the applicant of an earlier request
        with another matter (续办)."""
        green = ""
        if visit is not None and not same:
            found = self.keeper.of_visit(visit)
            if found:
                self._choose(found, visit)
                return
            here = visits.get(self.app.hall, visit)
            same = self._not_anew(here)
            green = here.green
        if same:
            last = requests.get(self.app.hall, same)
            visit = visit or last.visit
            self.show(typed_of(last))
            self.form.picker.field.focus()
        if visit is not None:
            self.keeper.serve(visit)
        if green and not self.form.green:
            self.form.green = green
            self.form.show_settings()

    def _not_anew(self, visit: Visit) -> str:
        """The last request of a visitor who comes back without a draft, and a word on why the form holds what it
        does; empty where nothing was received in the visit."""
        if visit.requests:
            self.tell(Message("Nothing is parked: another matter of the same person."))
            return visit.requests[-1]
        if visit.current is not None and visit.current.kind == "parked":
            self.tell(Message("Nothing is parked any more for this visitor: the form begins anew."), "warn")
        return ""

    # -- keeping

    def _keep_soon(self) -> None:
        """Write the draft in a moment; what is typed until then comes along."""
        if self._draft_timer is None:
            self._draft_timer = self.set_timer(DRAFT_PAUSE, self._keep_now)

    def _keep_now(self) -> None:
        """Write the draft."""
        if self._draft_timer is not None:
            self._draft_timer.stop()
            self._draft_timer = None
        error = self.keeper.keep(self.typed)
        if error is not None:
            self.tell(Message("The draft could not be kept: {why}", why=error.message), "error")

    def leaving(self) -> Message | None:
        """Nothing is lost by leaving: the draft stays and is offered when the screen is opened again."""
        self._keep_now()
        return None

    # -- parking

    def park(self) -> bool:
        """F10: set the form aside, or, where it is empty, bring a draft back."""
        typed = self.typed
        if typed.is_empty:
            self.action_resume()
            return True
        self.keeper.park(typed)
        self.begin_anew()
        name = typed.name or typed.item_text
        self.tell(Message("Parked: {name}. F10 brings it back.", name=name))
        return True

    def action_resume(self) -> None:
        """Bring a draft back: the only one, or the one that is chosen."""
        waiting = self.keeper.waiting()
        if not waiting:
            self.tell(Message("Nothing is parked."), "warn")
        else:
            self._choose(waiting)

    def _choose(self, waiting: list[Draft], visit: int | None = None) -> None:
        """The only draft, or the one that is chosen; without one the ``visit`` goes on with an empty form."""

        def chosen(draft: Draft | None) -> None:
            if draft is not None:
                self._take_up(draft)
            elif visit is not None:
                self.keeper.serve(visit)

        if len(waiting) == 1:
            self._take_up(waiting[0])
            return
        options = [Option(draft, _words(Message("{name} {time} {item}"), draft)) for draft in waiting]
        self.app.push_screen(Choose(Message("Which one?"), options), chosen)

    def _take_up(self, draft: Draft) -> None:
        self._keep_now()
        self.show(self.keeper.take_up(draft))
        name = draft.label or draft.form.get("item_text", "")
        if self.app.actor is not None and draft.staff != self.app.actor.code:
            by = accounts.names(self.app.hall).get(draft.staff, draft.staff)
            self.tell(Message("Brought back: {name}, begun by {who}.", name=name, who=by))
        else:
            self.tell(Message("Brought back: {name}.", name=name))

    def begin_anew(self, typed: Typed | None = None) -> None:
        """An empty form, or one with an applicant in it, without a draft yet."""
        self.keeper.forget()
        self.show(typed or Typed())

    async def action_clear(self) -> None:
        """Forget what was typed, after asking."""
        question = Message("Throw away what was typed for {name}?", name=self.typed.name or self.typed.item_text)
        if await self.ask(Confirm(question, irreversible=Message("The draft is deleted."))):
            self.keeper.throw_away()
            self.begin_anew()

    if TYPE_CHECKING:

        def show(self, typed: Typed) -> None: ...


def _words(sentence: Message, draft: Draft) -> Message:
    return Message(
        sentence.text,
        name=draft.shown or "-",
        item=draft.form.get("item_text", "") or "-",
        time=f"{draft.saved_at:%m-%d %H:%M}",
    )
