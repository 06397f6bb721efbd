"""The large clock. It ticks only while its screen is in front."""

from __future__ import annotations

from textual.timer import Timer
from textual.widgets import Digits

from hallclient.clock import Clock
from hallclient.widgets.keys import Keyed


class ClockFace(Keyed, Digits):
    """Hours, minutes and seconds of ``clock``."""

    ALLOW_SELECT = False

    def __init__(self, clock: Clock) -> None:
        super().__init__(f"{clock.now():%H:%M:%S}", id="clock")
        self._clock = clock
        self._timer: Timer | None = None

    def start(self) -> None:
        """Tick from now on, when the second turns."""
        self.stop()
        self.update(f"{self._clock.now():%H:%M:%S}")
        part = self._clock.reading().wall % 1
        self._timer = self.set_timer(max(0.05, 1.0 - part) if part else 1.0, self.start)

    def stop(self) -> None:
        """Stand still."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
