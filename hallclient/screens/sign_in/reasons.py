"""Why somebody leaves the post for a while (暂离): asked from everywhere, answered by a digit."""

from __future__ import annotations

from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.choose import Choose, Option
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.screens.base import HallScreen

REASONS = (
    Message("To another window or department"),
    Message("Meeting"),
    Message("Fetching or bringing papers"),
    Message("Helping an applicant outside"),
    Message("Short break"),
    Message("Unwell"),
)


async def why_away(screen: HallScreen) -> str | None:
    """The reason; None where the person stays."""
    options = [Option(say(reason), reason) for reason in REASONS]
    options.append(Option("", Message("Another reason ...")))
    reason = await screen.ask(Choose[str](Message("Why do you leave the post?"), options))
    if reason == "":
        reason = await screen.ask(AskText(Message("Away from post"), Message("Reason"), max_length=60))
    return reason
