"""The draft of what is being typed: written behind the clerk's back, taken up again, thrown away."""

from __future__ import annotations

from hallclient.errors import HallError
from hallclient.screens.receive.typed import Typed
from hallclient.services import drafts
from hallclient.services.accounts import Actor
from hallclient.services.drafts import Draft
from hallclient.services.hall import Hall


class DraftKeeper:
    """Knows the draft on the screen (``ident``, None while nothing has been kept) and what it holds."""

    def __init__(self, hall: Hall, actor: Actor | None) -> None:
        self._hall = hall
        self._actor = actor
        self.ident: int | None = None
        self._kept = Typed()

    def keep(self, typed: Typed) -> HallError | None:
        """Write what has been typed, if it is something new. An error is for the status line: it must not
        stop the typing."""
        if typed == self._kept or (typed.is_empty and self.ident is None):
            return None
        try:
            if typed.is_empty:
                # Everything was rubbed out again: nothing to offer back.
                self.discard()
                return None
            self.ident = drafts.save(self._hall, self._actor, typed.form(), self.ident)
        except HallError as error:
            return error
        self._kept = typed
        return None

    def park(self, typed: Typed) -> None:
        """Set it aside. Raises HallError; nothing is lost then."""
        drafts.save(self._hall, self._actor, typed.form(), self.ident, park=True)
        self.forget()

    def take_up(self, draft: Draft) -> Typed:
        """Bring a draft back; it counts as being typed from now on. Raises NotFound where it is gone."""
        draft = drafts.get(self._hall, draft.id)
        typed = Typed.from_form(draft.form)
        self.ident = drafts.save(self._hall, self._actor, typed.form(), draft.id)
        self._kept = typed
        return typed

    def discard(self) -> None:
        """Remove it: it was received, or thrown away on purpose."""
        if self.ident is not None:
            drafts.discard(self._hall, self.ident)
        self.forget()

    def forget(self) -> None:
        """Begin anew; the draft stays where it is."""
        self.ident = None
        self._kept = Typed()

    def waiting(self) -> list[Draft]:
        """The other drafts of this terminal, the one typed last first, parked ones before it."""
        found = [draft for draft in drafts.every(self._hall) if draft.id != self.ident]
        return sorted(found, key=lambda draft: (draft.parked_at is None, -draft.saved_at.timestamp()))
