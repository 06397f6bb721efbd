"""How the shared summary stands, in the words of the desk."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.screens.desk.parts import Part
from hallclient.services import summary
from hallclient.services.hall import Hall


class Status(Protocol):
    """What the sync tells; ``hallclient.sync.runner.SyncStatus`` is one."""

    @property
    def ok(self) -> bool:
        """Whether the last sync went well."""
        ...

    @property
    def waiting(self) -> int:
        """Records that have not reached the share."""
        ...

    @property
    def last(self) -> datetime | None:
        """When a sync last went well."""
        ...


def sharing(hall: Hall, status: Status | None) -> Part:
    """``status`` is None before the first sync of this start; then the database is asked what waits."""
    if not hall.config.shared_file:
        return say(Message("Stands alone")), "dim"
    waiting = summary.waiting(hall)
    if waiting:
        return say(Message("Unsent {count}", count=waiting)), "due" if status and not status.ok else ""
    if status is not None and not status.ok:
        return say(Message("Share away")), "due"
    if status is None or status.last is None:
        return say(Message("All sent")), ""
    return say(Message("Sent {time}", time=f"{status.last:%H:%M}")), ""
