"""What is asked before a request is accepted without a deferred paper: who promises it, and by when (容缺受理)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hallclient.rules import checklist
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.screens import typed_day
from hallclient.widgets.field import Field

if TYPE_CHECKING:
    from hallclient.screens.base import HallScreen


async def ask_promise(screen: HallScreen, request: Request, *, deemed: bool = False) -> dict[str, str] | None:
    """The settings of ``accept``: empty where no paper is deferred, None where the question was left."""
    waiting = checklist.deferred(request.materials)
    if not waiting or deemed:
        return {}
    from hallclient.dialogs.form import Form

    today = screen.app.hall.clock.today()
    who = request.agent.name if request.agent is not None else request.applicant.name
    fields = [Field(Message("Promised by"), who, id="promised_by", required=True, max_length=120)]
    fields += [
        Field(
            Message("{name} by", name=paper.name),
            id=f"until-{place}",
            check=typed_day.to_come(today),
            required=True,
            narrow=True,
            max_length=12,
            label_width=26,
        )
        for place, paper in enumerate(waiting)
    ]
    text = Message("Accepted without these papers: the applicant signs a promise to bring each by a day.")
    typed = await screen.ask(Form(Message("Promise for deferred papers"), fields, text=text))
    if typed is None:
        return None
    found = {"promised_by": typed["promised_by"]}
    for place, paper in enumerate(waiting):
        day = typed_day.read_day(typed[f"until-{place}"], today, ahead=True)
        assert day is not None
        found[f"until.{paper.code}"] = day.isoformat()
    return found
