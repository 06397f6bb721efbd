"""What each action changes in a request: the columns, the materials, and the body of the journal entry.

Whether the action may be taken at all has been asked before (``request_actions``); everything here runs inside
its transaction.
"""

from __future__ import annotations

from hallclient.services.changes import (
    acceptance,
    afterwards,
    clocks,
    conditions,
    deciding,
    ownership,
    papers,
    promising,
    recording,
    righting,
)
from hallclient.services.changes.base import Changer

CHANGES: dict[str, Changer] = {
    **acceptance.CHANGES,
    **deciding.CHANGES,
    **ownership.CHANGES,
    **afterwards.CHANGES,
    **recording.CHANGES,
    **promising.CHANGES,
    **righting.CHANGES,
    **clocks.CHANGES,
    **papers.CHANGES,
    **conditions.CHANGES,
}
