"""The refusal of acceptance (不予受理): on what ground, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hallclient.dialogs.choose import Choose, Option
from hallclient.dialogs.form import Form
from hallclient.rules import refusal
from hallclient.rules.message import Message
from hallclient.rules.terms import REFUSAL_GROUNDS
from hallclient.widgets.field import Field

if TYPE_CHECKING:
    from hallclient.screens.request.steps import Steps

_TITLE = Message("Refuse acceptance")
_LABEL = 16


async def ask(screen: Steps) -> dict[str, str] | None:
    """The settings of ``refuse``; another statute is named with its article. None where the clerk gives up."""
    request = screen.request
    options = [Option(code, word, refusal.ground_problem(request, code)) for code, word in REFUSAL_GROUNDS.items()]
    ground = await screen.ask(Choose(_TITLE, options, text=Message("Missing papers are no ground: issue a notice.")))
    if ground is None:
        return None
    reason = Field(Message("Reason"), id="reason", required=True, label_width=_LABEL)
    law = Field(
        Message("Law and article"), id="law", required=True, label_width=_LABEL, check=refusal.law_problem,
        hint=Message("for instance 《城市居民最低生活保障条例》第七条"),
    )  # fmt: skip
    typed = await screen.ask(Form(_TITLE, (law, reason) if ground == "other" else (reason,)))
    return {"ground": ground, **typed} if typed is not None else None
