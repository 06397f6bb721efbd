"""Marks on the checklist: saved one by one as they are made; ticks for what a supplement brought."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hallclient.dialogs.ask_text import AskText
from hallclient.rules import checklist
from hallclient.rules.message import Message
from hallclient.rules.request import Request, RequestMaterial
from hallclient.screens.checklist.defects import Defects
from hallclient.services import catalogue, handing_in, request_actions

if TYPE_CHECKING:
    from hallclient.screens.base import HallScreen
    from hallclient.screens.checklist.preview import Preview
    from hallclient.widgets.row_list import RowList

    _Base = HallScreen
else:
    _Base = object

_TOLD = Message("The notice has been issued: 1 ticks what the applicant brought.")
_NOT_OPEN = Message("{name} is not open.")
_ANY = "-"
_ASKED = {
    "defective": (Message("Defective"), Message("What is wrong")),
    "not_applicable": (Message("Not applicable"), Message("Why")),
    "missing": (Message("Words for the applicant"), Message("What to bring")),
}


class Marking(_Base):
    """For the screen's class."""

    _number: str
    _request: Request | None
    _reasons: dict[str, Message | None]
    _arrived: set[str]
    typed: dict[str, str]
    _list: RowList[RequestMaterial]
    _preview: Preview
    _defects: dict[str, tuple[str, ...]] | None

    def why_not_mark(self, request: Request, action: str, mark: str) -> Message | None:
        """Why the highlighted material cannot be marked so."""
        if self._reasons.get("mark") is not None:
            return self._reasons["mark"]
        material = self._list.row
        if request.state == "awaiting_supplement":
            if mark != "ok":
                return _TOLD
            if action == "mark" and material is not None and material.mark not in checklist.OPEN:
                return Message(_NOT_OPEN.text, name=material.name)
            return None
        if action in ("words", "handed"):
            return self._why_not_say(action, material)
        if action == "rest_ok":
            return None if checklist.unmarked(request.materials) else Message("Every material is marked.")
        if material is None:
            return Message("The item asks for no materials.")
        return checklist.refuse_mark(material, mark, _ANY) if mark else None

    def _why_not_say(self, action: str, material: RequestMaterial | None) -> Message | None:
        if material is None:
            return Message("The item asks for no materials.")
        if action == "handed" and material.mark not in checklist.IS_HERE:
            return Message("{name} was not handed in.", name=material.name)
        return None

    def action_mark(self, mark: str) -> None:
        """Mark the highlighted material, or tick it as brought."""
        request, material = self._request, self._list.row
        if request is None or material is None:
            return
        if request.state == "awaiting_supplement":
            self._arrived ^= {material.code}
            self._list.reload()
            self._tell_arrived(request)
            open_ones = checklist.open_materials(request.materials)
            self._move_on(open_ones, material, [m for m in open_ones if m.code not in self._arrived])
        else:
            self._save({material.code: (mark, "")}, material)

    async def action_explain(self, mark: str) -> None:
        """Mark the highlighted material with words."""
        material = self._list.row
        if material is None:
            return
        before = material.words if material.mark == mark else ""
        known = self._known_defects(material.code) if mark == "defective" else ()
        if known:
            words = await self.ask(Defects(material.name, material.requirement, known, before))
        else:
            words = await self.ask(self._ask_words(_ASKED[mark], material, before))
        if words:
            self._save({material.code: (mark, words)}, material)

    async def action_words(self) -> None:
        """Words for the applicant: what is missing exactly, how and where to get it. A material without a mark is
        missing then."""
        material = self._list.row
        if material is None:
            return
        required = material.mark in checklist.NEEDS_WORDS
        words = await self.ask(self._ask_words(_ASKED["missing"], material, material.words, required=required))
        if words is not None and words != material.words:
            self._save({material.code: (material.mark or "missing", words)}, None if material.mark else material)

    def action_handed(self) -> None:
        """The next way in which a paper that is here was handed in."""
        request, material = self._request, self._list.row
        if request is None or material is None:
            return
        ways = list(checklist.HANDED)
        place = ways.index(material.handed) + 1 if material.handed in ways else 0
        way = ways[place % len(ways)]
        hall, actor = self.app.hall, self.app.actor
        self.show_request(handing_in.record(hall, actor, self._number, {material.code: way}, seen=request.version))
        self.tell(Message("{name}: {way}", name=material.name, way=checklist.HANDED[way]))

    def _known_defects(self, code: str) -> tuple[str, ...]:
        """What is often wrong with a material, as the catalogue knew it when the request was received."""
        if self._defects is None:
            assert self._request is not None
            item = catalogue.told(self.app.hall, self._request.item, self._request.item_version)
            self._defects = {material.code: material.defects for material in item.materials}
        return self._defects.get(code, ())

    def _ask_words(
        self, asked: tuple[Message, Message], material: RequestMaterial, value: str, *, required: bool = True
    ) -> AskText:
        title, label = asked
        about = Message("{name}: {requirement}", name=material.name, requirement=material.requirement)
        return AskText(title, label, value=value, text=about, required=required)

    def action_rest_ok(self) -> None:
        """Everything that is left is in order, or was brought."""
        request = self._request
        if request is None:
            return
        if request.state == "awaiting_supplement":
            self._arrived = {material.code for material in checklist.open_materials(request.materials)}
            self._list.reload()
            self._tell_arrived(request)
        else:
            self._save({material.code: ("ok", "") for material in checklist.unmarked(request.materials)}, None)

    def _save(self, marks: dict[str, tuple[str, str]], material: RequestMaterial | None) -> None:
        """Write marks at the version that was seen, then show the next material without one."""
        assert self._request is not None
        request = request_actions.mark(self.app.hall, self.app.actor, self._number, marks, seen=self._request.version)
        self.typed.clear()
        self.show_request(request)
        waiting = checklist.unmarked(request.materials)
        if material is not None:
            self._preview.show_material(material.name)
        self._move_on(request.materials, material, waiting)
        self.show_detail()
        if waiting:
            self.tell(Message("{count} materials are not marked yet.", count=len(waiting)))
        elif checklist.open_materials(request.materials):
            self.tell(Message("Every material is marked: Ctrl+S issues the notice."))
        else:
            self.tell(Message("Everything is in order: s accepts."))

    def _tell_arrived(self, request: Request) -> None:
        left = len(checklist.open_materials(request.materials)) - len(self._arrived)
        if left:
            self.tell(Message("{count} still open: b checks off a part.", count=left))
        else:
            self.tell(Message("Everything was brought: s checks it off and accepts."))

    def _move_on(
        self, order: Sequence[RequestMaterial], material: RequestMaterial | None, waiting: Sequence[RequestMaterial]
    ) -> None:
        """To the next of ``waiting`` below ``material``, else to the first; stay where none waits."""
        if not waiting:
            return
        codes = [one.code for one in order]
        here = codes.index(material.code) if material is not None and material.code in codes else -1
        below = [one for one in waiting if codes.index(one.code) > here]
        self._list.reload((below or list(waiting))[0].code)

    if TYPE_CHECKING:

        def show_request(self, request: Request) -> None: ...
        def show_detail(self) -> None: ...
