"""A hall whose database is opened beside the first screen, while the clerk types the code."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from hallclient.clock import Clock
from hallclient.config import Config
from hallclient.paths import Home

if TYPE_CHECKING:
    from hallclient.services.hall import Hall


class Opening:
    """Stands for the hall until :meth:`get` has opened it; the lock screen needs no more than this has."""

    def __init__(self, home: Home, config: Config) -> None:
        self.home = home
        self.config = config
        self.clock = Clock(config.zone)
        self._hall: Hall | None = None
        self._lock = Lock()

    def get(self) -> Hall:
        """The open hall; for a thread. Whoever comes second waits for the first. Raises HomeProblem."""
        with self._lock:
            if self._hall is None:
                self._hall = self._open()
            return self._hall

    def _open(self) -> Hall:
        from db.drivers import import_peewee
        from hallclient.log import log_to

        import_peewee(self.config.database)
        from hallclient.services.hall import open_hall

        log_to(self.home)
        hall = open_hall(self.home)
        # Connections belong to a thread, and this one has done its work.
        hall.close()
        return hall

    def close(self) -> None:
        """Nothing is open in the thread of the screen."""


def takes_long(home: Home, config: Config) -> bool:
    """Whether a new version has minutes of work to do before the hall is open: it is done before the first screen
    then, and said. For a hall of the usual size this looks at the size of its file and no more."""
    from db.upgrade import is_long_for

    return not config.database and is_long_for(home.database)


def open_now(hall: Hall | Opening) -> Hall:
    """The open hall, whichever is given. Waits; for a thread, unless it is known to be open."""
    return hall.get() if isinstance(hall, Opening) else hall
