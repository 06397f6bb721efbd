"""What is asked where work is finished late: why, and who answers for it. Both stand on the ledger."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hallclient.rules.message import Message
from hallclient.services import accounts
from hallclient.widgets.field import Field

if TYPE_CHECKING:
    from hallclient.screens.base import HallScreen

_LABEL = 16


async def ask_lateness(screen: HallScreen, missed: date | None, owner: str) -> dict[str, str] | None:
    """The settings that say it: empty where no date was ``missed``, None where the question was left. ``owner`` is
    who answers for it, as long as nobody else is named."""
    if missed is None:
        return {}
    from hallclient.dialogs.form import Form

    names = accounts.names(screen.app.hall)

    def known(text: str) -> Message | None:
        return None if text in names else Message("Nobody with the code {code} works here.", code=text)

    fields = (
        Field(Message("Why it is late"), id="overdue_reason", required=True, max_length=200, label_width=_LABEL),
        Field(Message("Who answers (code)"), owner, id="overdue_by", check=known, required=True, narrow=True,
              max_length=32, label_width=_LABEL),
    )  # fmt: skip
    text = Message("It was due on {day}. Both stand on the ledger.", day=missed.isoformat())
    return await screen.ask(Form(Message("Overdue"), fields, text=text))
