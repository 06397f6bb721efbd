"""The log file: where the tracebacks go that no clerk should see."""

from __future__ import annotations

import logging
from pathlib import Path

NAME = "hallclient.log"
_LIMIT = 2_000_000


def start(folder: Path) -> Path:
    """Log to a file in ``folder`` from now on; it is made when there is something to say. Gives the file.

    A file of more than 2 MB is kept as ``.1`` and begun anew. Where the folder cannot be written to, nothing
    is logged and nothing fails.
    """
    path = folder / NAME
    logger = logging.getLogger("hallclient")
    logger.handlers = [handler for handler in logger.handlers if not isinstance(handler, _Handler)]
    handler = _Handler(path)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    return path


class _Handler(logging.FileHandler):
    """Opens the file late, and keeps quiet where that fails: nothing may be written over the screen."""

    def __init__(self, path: Path) -> None:
        self._path = path
        super().__init__(path, encoding="utf-8", errors="backslashreplace", delay=True)

    def emit(self, record: logging.LogRecord) -> None:
        try:
            if self.stream is None:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                if self._path.exists() and self._path.stat().st_size > _LIMIT:
                    self._path.replace(self._path.with_suffix(".log.1"))
            super().emit(record)
        except OSError:
            pass

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name that logging calls
        """Nothing to standard error."""
