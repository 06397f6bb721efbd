"""Getting the shared folder of a new hall ready."""

from __future__ import annotations

from pathlib import Path

from hallclient.errors import ShareProblem
from hallclient.rules.message import Message
from hallclient.services.hall import Hall
from hallclient.sync.shared_file import init_share


def mark_share(hall: Hall) -> Message | None:
    """Mark the folder of the shared file as the hall's; what stands in the way is told and stops nothing.

    None when the folder is marked, or the hall has no shared file.
    """
    if not hall.config.shared_file:
        return None
    file = Path(hall.config.shared_file)
    try:
        if init_share(file):
            return None
    except ShareProblem as problem:
        return problem.message
    return Message(
        "The shared folder {folder} is not there; the window works without it until it is.", folder=str(file.parent)
    )
