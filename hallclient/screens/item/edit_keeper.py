"""Unsaved edits of an item: written behind the administrator's back, brought back, thrown away on purpose."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields

from hallclient.errors import HallError
from hallclient.rules.item import ItemMaterial
from hallclient.services import drafts
from hallclient.services.accounts import Actor
from hallclient.services.drafts import Draft
from hallclient.services.hall import Hall


@dataclass(frozen=True)
class Edits:
    """``typed`` is the form as it stands, right or wrong; ``version`` the one of the item that was edited,
    ``material`` the form of the material that is open (``of`` is the code that it had), empty while there is none."""

    typed: Mapping[str, str]
    materials: tuple[ItemMaterial, ...]
    version: int
    material: Mapping[str, str] = field(default_factory=dict)

    def form(self) -> dict[str, str]:
        """For the draft."""
        papers = json.dumps([asdict(material) for material in self.materials], ensure_ascii=False)
        open_one = json.dumps(dict(self.material), ensure_ascii=False)
        return {**self.typed, "materials": papers, "material": open_one, "version": str(self.version)}


def edits_of(draft: Draft) -> Edits:
    """From a draft, also of a version of the program with other fields."""
    typed = dict(draft.form)
    known = {one.name for one in fields(ItemMaterial)}
    materials = []
    for one in json.loads(typed.pop("materials")):
        values = {key: tuple(value) if isinstance(value, list) else value for key, value in one.items()}
        materials.append(ItemMaterial(**{key: value for key, value in values.items() if key in known}))
    open_one = json.loads(typed.pop("material"))
    return Edits(typed, tuple(materials), int(typed.pop("version")), open_one)


class EditKeeper:
    """Knows the draft of the item on the screen (``None`` while nothing has been kept) and what it holds."""

    def __init__(self, hall: Hall, actor: Actor | None, code: str) -> None:
        self._hall = hall
        self._actor = actor
        self._subject = drafts.of_item(code)
        self._ident: int | None = None
        self._kept: Edits | None = None

    def keep(self, edits: Edits) -> HallError | None:
        """Write the edits, if they are something new. An error is for the status line: it must not stop the
        typing."""
        if edits == self._kept:
            return None
        try:
            self._ident = drafts.save(self._hall, self._actor, edits.form(), self._ident, subject=self._subject)
        except HallError as error:
            return error
        self._kept = edits
        return None

    def left(self) -> Draft | None:
        """The edits that were left behind last."""
        others = [draft for draft in drafts.every(self._hall, self._subject) if draft.id != self._ident]
        return max(others, key=lambda draft: (draft.saved_at, draft.id), default=None)

    def take_up(self, draft: Draft) -> Edits:
        """Bring edits back; they count as being typed from now on. Raises NotFound where they are gone."""
        draft = drafts.get(self._hall, draft.id)
        self._ident = draft.id
        self._kept = edits_of(draft)
        return self._kept

    def discard(self) -> None:
        """Remove them: they were saved, taken back, or thrown away on purpose."""
        if self._ident is not None:
            drafts.discard(self._hall, self._ident)
        self._ident = self._kept = None
