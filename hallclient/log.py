"""The log file of a home: what went wrong in detail, which no counter is shown."""

from __future__ import annotations

import contextlib
import logging

from hallclient.paths import Home


def log_to(home: Home) -> None:
    """Send warnings and errors to ``log/hallclient.log``; where that cannot be written, nowhere."""
    from logging.handlers import RotatingFileHandler

    root = logging.getLogger()
    if any(isinstance(handler, RotatingFileHandler) for handler in root.handlers):
        return
    with contextlib.suppress(OSError):
        home.log.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            home.log / "hallclient.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        root.addHandler(handler)
        root.setLevel(logging.WARNING)
