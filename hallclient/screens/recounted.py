"""What moved when provisional due dates were counted anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hallclient.dialogs.outcome import Outcome
from hallclient.rules.message import Message

if TYPE_CHECKING:
    from hallclient.services.recompute import Recomputed


def outcome(found: Sequence[Recomputed]) -> Outcome:
    """How many there are, and a line for each date that is another one now."""
    moved = [one for one in found if one.moved]
    lines = [Message("Counted anew: {count}; moved: {moved}.", count=len(found), moved=len(moved))]
    small = [
        Message("{number} {item}: {old} -> {new}", number=one.number, item=one.item_name, old=old, new=new)
        for one in moved
        for old, new in zip(one.old, one.new, strict=True)
        if old != new
    ]
    return Outcome(Message("Provisional dates"), lines, small)
