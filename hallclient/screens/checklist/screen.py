"""一次告知: the materials of a request are marked one by one, and everything that is wrong is told once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.text import Text
from textual import events
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Static

from hallclient.jobs import papers
from hallclient.rules import checklist
from hallclient.rules.message import Message
from hallclient.rules.request import Request, RequestMaterial
from hallclient.screens.base import HallScreen
from hallclient.screens.checklist import heading, material_row
from hallclient.screens.checklist.issuing import Issuing
from hallclient.screens.checklist.marking import Marking
from hallclient.screens.checklist.preview import Preview
from hallclient.screens.retyping import Retyping
from hallclient.services import accounts, notices, requests
from hallclient.services.calendar import work_calendar
from hallclient.widgets.keys import Key
from hallclient.widgets.row_list import Cell, ListSource, RowList


class ChecklistScreen(Marking, Issuing, Retyping, HallScreen):
    """Of the request ``number``. While it waits for a supplement, the same keys check off what arrives."""

    NAME = "checklist"
    HEADING = Message("One-time notice")
    CSS_PATH = Path(__file__).with_name("screen.tcss")
    HELP = (
        Message("One key marks the highlighted material, and the cursor goes on to the next one without a mark."),
        Message("The letters below the digits do the same: q w e r t y u. Marks are saved as they are made."),
        Message("Nothing can be printed before every material is marked; everything is told at once, and only once."),
        Message("When the supplement arrives: 1 ticks what was brought, s accepts when nothing is left open."),
        Message("A second notice needs what is new, why it was not seen the first time, and a supervisor's own PIN."),
    )
    KEYS = (
        Key("1", "mark('ok')", Message("In order"), Message("The material is here and in order."), second="q"),
        Key("2", "mark('missing')", Message("Missing"), Message("The material was not brought."), second="w"),
        Key(
            "3",
            "explain('defective')",
            Message("Defective"),
            Message("Something is wrong with the material; say what."),
            second="e",
            short=Message("Bad"),
        ),
        Key(
            "4",
            "explain('not_applicable')",
            Message("Not applicable"),
            Message("The material is not needed here; say why."),
            second="r",
            short=Message("N/A"),
        ),
        Key(
            "5",
            "mark('exempt')",
            Message("Exempt"),
            Message("Not to be handed in: an electronic licence or shared data."),
            second="t",
            short=Message("Waived"),
        ),
        Key(
            "6",
            "mark('promised')",
            Message("Promise"),
            Message("A signed promise takes its place for good (告知承诺), where the guide allows it."),
            second="y",
        ),
        Key(
            "7",
            "mark('deferred')",
            Message("Defer"),
            Message("Accepted without it, to be brought later (容缺), for deferrable materials."),
            second="u",
        ),
        Key(
            "a",
            "rest_ok",
            Message("Rest in order"),
            Message("Mark every material that is left as in order."),
            short=Message("Rest"),
        ),
        Key(
            "n",
            "words",
            Message("Words"),
            Message("Words for the applicant: what is missing exactly, how and where to get it."),
            show=False,
        ),
        Key(
            "h",
            "handed",
            Message("Handed in"),
            Message("How the paper was handed in: original, copy, electronic, original seen and given back."),
            show=False,
        ),
        Key("0", "mark('')", Message("Unmark"), Message("Take the mark away."), second="delete", show=False),
        Key(
            "ctrl+s",
            "issue",
            Message("Issue"),
            Message("Issue and print the one-time notice; it cannot be changed afterwards."),
            second="i",
        ),
        Key(
            "s",
            "accept",
            Message("Accept"),
            Message("Accept the request; what was ticked as brought is checked off with the same key."),
        ),
        Key("b", "supplement", Message("Part"), Message("Check off a part of the supplement."), show=False),
        Key(
            "p", "reprint", Message("Reprint"), Message("Print the issued notice again: the same bytes."), show=False
        ),
        Key(
            "v",
            "view",
            Message("View"),
            Message("Read the notice over the whole screen, or go back."),
            short=Message("Read"),
        ),
    )

    def __init__(self, number: str) -> None:
        super().__init__()
        self._number = number
        self._request: Request | None = None
        self._names: dict[str, str] = {}
        self._reasons: dict[str, Message | None] = {}
        self._arrived: set[str] = set()
        self.typed: dict[str, str] = {}
        self._deemed = False
        self._defects: dict[str, tuple[str, ...]] | None = None
        self._detailed: tuple[RequestMaterial | None, int] = (None, 0)

    def body(self) -> Iterable[Widget]:
        """Whose request, what its clock says; the materials, the one in hand, the paper."""
        self._who = Static(Text(), classes="who")
        self._clock = Static(Text(), classes="clock")
        self._source: ListSource[RequestMaterial] = ListSource((), key=lambda material: material.code)
        self._list: RowList[RequestMaterial] = RowList(
            self._source, material_row.COLUMNS, self._cells, id="materials",
            empty=Message("The item asks for no materials."),
        )  # fmt: skip
        self._detail = Static(Text(), classes="detail")
        hall = self.app.hall
        self._preview = Preview(lambda notice: papers.notice_of(hall, notice))
        yield self._who
        yield self._clock
        with Horizontal():
            with Vertical(classes="left"):
                yield self._list
                yield self._detail
            yield self._preview

    def on_mount(self) -> None:
        """The cursor on the first material without a mark."""
        super().on_mount()
        self._list.focus()

    def reload(self) -> None:
        """Read the request again."""
        before = self._request.state if self._request else ""
        request = requests.get(self.app.hall, self._number)
        self.show_request(request)
        if request.state != before:
            wanted = checklist.unmarked(request.materials) or checklist.open_materials(request.materials)
            if wanted:
                self._list.reload(wanted[0].code)

    def show_request(self, request: Request) -> None:
        """Show the request as it is now, with what can be done."""
        hall, actor = self.app.hall, self.app.actor
        self._request = request
        self._names = accounts.names(hall)
        self._deemed = requests.is_deemed(hall, request)
        self._reasons = {offer.action: offer.reason for offer in requests.offers(hall, request, actor)}
        self._arrived &= {material.code for material in checklist.open_materials(request.materials)}
        self._who.update(heading.heading(request), layout=False)
        self._clock.update(
            heading.clock(request, work_calendar(hall), hall.clock.today(), hall.config.near_days, self._deemed),
            layout=False,
        )
        self._source.set(request.materials)
        self._list.reload()
        issued = notices.of_request(hall, request.number) if request.supplement_due else []
        if issued and (request.state != "registered" or not checklist.open_materials(request.materials)):
            self._preview.show_paper(issued[-1])
        elif actor is not None and request.materials and request.state == "registered":
            self._preview.show_paper(notices.draft(hall, actor, request))
        else:
            self._preview.show_paper(None)
        self.refresh_keys()

    def subject(self) -> str | None:
        """This request."""
        return self._number

    def leaving(self) -> Message | None:
        """Ticks of a supplement are not saved until they are checked off; marks are."""
        if not self._arrived:
            return None
        return Message("{count} materials are ticked but not checked off. Leave?", count=len(self._arrived))

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Say what is required of it."""
        super().on_row_list_highlighted(event)
        self.show_detail()
        if event.row is not None and event.row.mark in checklist.OPEN:
            self._preview.show_material(event.row.name)

    def on_resize(self, event: events.Resize) -> None:
        """Another width, other lines."""
        super().on_resize(event)
        self.call_after_refresh(self.show_detail)

    def show_detail(self) -> None:
        """What is required of the highlighted material; at once after a mark, so that it is painted with it."""
        width = max(20, self._detail.scrollable_content_region.width)
        shown = (self._list.row, width)
        if shown == self._detailed:
            return
        self._detailed = shown
        self._detail.update(material_row.detail(self._list.row, width, self._names), layout=False)

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """Why a key cannot be used now."""
        request = self._request
        if request is None:
            return Message("Choose a request first.") if action in _OWN else None
        if action in ("mark", "explain", "rest_ok", "words", "handed"):
            return self.why_not_mark(request, action, str(parameters[0]) if parameters else "ok")
        if action in ("issue", "accept", "supplement", "reprint"):
            return self.why_not_act(request, action)
        return super().reason_disabled(action, parameters)

    def action_view(self) -> None:
        """The paper over the whole screen, scrolled with the arrows; or the list again."""
        reading = not self.has_class("-reading")
        self.set_class(reading, "-reading")
        self._preview.can_focus = reading
        (self._preview if reading else self._list).focus()

    async def action_back(self) -> None:
        """Out of the paper first, then out of the screen."""
        if self.has_class("-reading"):
            self.action_view()
        else:
            await super().action_back()

    def _cells(self, material: RequestMaterial) -> Sequence[Cell]:
        place = self._source.rows.index(material) + 1
        return material_row.cells(material, place, self._arrived)


_OWN = frozenset(
    {"mark", "explain", "rest_ok", "words", "handed", "issue", "accept", "supplement", "reprint", "view"}
)
