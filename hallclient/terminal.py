"""Opening the terminal UI: a hall that is there, or the set-up screen where there is none."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from hallclient import collector
from hallclient.errors import HomeProblem
from hallclient.paths import Home
from hallclient.rules.message import Message

if TYPE_CHECKING:
    from hallclient.services.hall import Hall
    from hallclient.services.opening import Opening


def demand_terminal(utf8: bool) -> None:
    """Raise :class:`HomeProblem` where the UI cannot be shown: no terminal, or one that is not UTF-8."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise HomeProblem(
            Message("The window program needs a terminal."),
            Message("Start it in a terminal, or use a command: see “hallclient --help”."),
            code="no_terminal",
        )
    if not utf8:
        raise HomeProblem(
            Message("This terminal does not use UTF-8, so Chinese would not be shown right."),
            Message("Set a UTF-8 locale, such as LANG=zh_CN.UTF-8, and start again."),
            code="no_utf8",
        )


def open_terminal(home: Home) -> int:
    """Run the UI until it ends; returns the exit code. Raises :class:`HomeProblem` for a home that cannot be used."""
    collector.hold()
    hall = _hall(home)
    if hall is None:
        return 0
    from hallclient.app import HallApp

    app = HallApp(hall)
    try:
        return app.run() or 0
    finally:
        app.hall.close()


def _hall(home: Home) -> Hall | Opening | None:
    if home.exists():
        from hallclient.config import load
        from hallclient.services.opening import Opening

        return Opening(home, load(home.config))
    from hallclient.screens.setup.app import set_up

    return set_up(home)
