"""The draft of what is being typed and its visit: written behind the clerk's back, taken up again, thrown away."""

from __future__ import annotations

from datetime import datetime

from hallclient.errors import HallError
from hallclient.screens.receive.typed import Typed
from hallclient.services import drafts, visit_queue, visits
from hallclient.services.accounts import Actor
from hallclient.services.drafts import Draft
from hallclient.services.hall import Hall


class DraftKeeper:
    """Knows the draft on the screen (``ident``, None while nothing has been kept), what it holds, and the ``visit``
    of the applicant, which begins when something is typed, is parked with the draft and goes on with it."""

    def __init__(self, hall: Hall, actor: Actor | None) -> None:
        self._hall = hall
        self._actor = actor
        self.ident: int | None = None
        self.visit: int | None = None
        self._kept = Typed()

    def keep(self, typed: Typed) -> HallError | None:
        """Write what has been typed, if it is something new. An error is for the status line: it must not
        stop the typing."""
        if typed == self._kept or (typed.is_empty and self.ident is None):
            return None
        try:
            if typed.is_empty:
                # Everything was rubbed out again: nothing to offer back.
                self.throw_away()
                return None
            with self._hall.write():
                visit = self.visit or self._begin(typed)
                self.ident = drafts.save(self._hall, self._actor, _form(typed, visit), self.ident)
        except HallError as error:
            return error
        self._kept, self.visit = typed, visit
        return None

    def _begin(self, typed: Typed) -> int | None:
        if typed.channel != "counter" or typed.rare.received:
            return None
        rare = typed.rare
        return visits.start(self._hall, self._actor, rare.queue, typed.green, rare.arrived_at).id

    def number(self, queue: str, arrived_at: datetime | None) -> None:
        """The queue number became known: of somebody who waits, or of the visit that goes on."""
        with self._hall.write():
            waiting = visit_queue.waiting_with(self._hall, queue)
            if waiting is not None and waiting != self.visit:
                self._leave()
                self.visit = visits.step(self._hall, self._actor, waiting, "serving").id
            elif self.visit is not None:
                visit_queue.number(self._hall, self._actor, self.visit, queue, arrived_at)

    def serve(self, visit: int) -> None:
        """The applicant is one who waited, or whose visit goes on; without effect where that has ended."""
        self.visit = visit_queue.resume(self._hall, self._actor, visit)

    def nobody_here(self) -> None:
        """What is typed comes from paper: the visit that typing had begun is none."""
        if self.visit is not None:
            visit_queue.nobody(self._hall, self._actor, self.visit)
            self.visit = None

    def park(self, typed: Typed) -> None:
        """Set it aside. Raises HallError; nothing is lost then."""
        with self._hall.write():
            visit = self.visit or self._begin(typed)
            drafts.save(self._hall, self._actor, _form(typed, visit), self.ident, park=True)
            if visit is not None:
                visit_queue.set_aside(self._hall, self._actor, visit)
        self.forget()

    def take_up(self, draft: Draft) -> Typed:
        """Bring a draft back; it counts as being typed from now on. Raises NotFound where it is gone."""
        draft = drafts.get(self._hall, draft.id)
        typed = Typed.from_form(draft.form)
        with self._hall.write():
            visit = draft.visit
            self.visit = visit_queue.resume(self._hall, self._actor, visit) if visit is not None else None
            self.ident = drafts.save(self._hall, self._actor, _form(typed, self.visit), draft.id)
        self._kept = typed
        return typed

    def discard(self) -> None:
        """Remove it: it was received."""
        if self.ident is not None:
            drafts.discard(self._hall, self.ident)
        self.forget()

    def throw_away(self) -> None:
        """Remove it on purpose: the applicant went without having handed anything in."""
        with self._hall.write():
            self._leave()
            self.discard()

    def _leave(self) -> None:
        if self.visit is not None and visits.get(self._hall, self.visit).left_at is None:
            visits.leave(self._hall, self._actor, self.visit)

    def forget(self) -> None:
        """Begin anew; the draft stays where it is."""
        self.ident = self.visit = None
        self._kept = Typed()

    def of_visit(self, visit: int) -> list[Draft]:
        """The drafts of a visitor, the one typed last first."""
        return drafts.of_visitors(self._hall).get(visit, [])

    def waiting(self) -> list[Draft]:
        """The other drafts of this terminal, the one typed last first, parked ones before it."""
        found = [draft for draft in drafts.every(self._hall) if draft.id != self.ident]
        return sorted(found, key=lambda draft: (draft.parked_at is None, -draft.saved_at.timestamp()))


def _form(typed: Typed, visit: int | None) -> dict[str, str]:
    return {**typed.form(), "visit": str(visit or "")}
