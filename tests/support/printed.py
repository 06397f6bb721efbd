"""Waiting for papers, which go out beside the keyboard."""

from __future__ import annotations

from typing import Any

from hallclient.screens.printing import GROUP


async def printed(pilot: Any) -> None:
    """Until every paper that was begun has come out or has not."""
    under_way = [worker for worker in pilot.app.workers if worker.group == GROUP]
    if under_way:  # none would mean all to Textual, and an action that waits for a dialog is one of them
        await pilot.app.workers.wait_for_complete(under_way)
    await pilot.pause()
