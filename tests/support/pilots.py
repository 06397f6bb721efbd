"""Waiting in Pilot flows for what comes by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from textual.pilot import Pilot
from textual.screen import Screen

S = TypeVar("S", bound=Screen[Any])
_TRIES = 250


async def in_front(pilot: Pilot[Any], kind: type[S]) -> S:
    """The screen or dialog in front, once it is of this kind."""
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, kind)
    return screen


async def until(pilot: Pilot[Any], holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    for _ in range(_TRIES):
        await pilot.pause(0.02)
        if holds():
            return
    raise AssertionError(f"it never came to that; {pilot.app.screen} is in front")
