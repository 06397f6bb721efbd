"""Opening the terminal UI: a hall that is there, or the set-up screen where there is none."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from hallclient import collector
from hallclient.errors import HomeProblem
from hallclient.paths import Home
from hallclient.rules.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from hallclient.services.hall import Hall
    from hallclient.services.opening import Opening

    Tell = Callable[[float], None]


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


def open_terminal(home: Home, tell: Tell | None = None) -> int:
    """Run the UI until it ends; returns the exit code. ``tell`` is told how far a new version has come with
    what it has to do first, where that takes minutes. Raises :class:`HomeProblem` for a home that cannot be used."""
    collector.hold()
    hall = _hall(home, tell)
    if hall is None:
        return 0
    from hallclient.app import HallApp

    app = HallApp(hall)
    try:
        return app.run() or 0
    finally:
        app.hall.close()


def _hall(home: Home, tell: Tell | None) -> Hall | Opening | None:
    if home.exists():
        from hallclient.config import load
        from hallclient.services.opening import Opening, takes_long

        config = load(home.config)
        if tell is not None and takes_long(home, config):
            from hallclient.services.hall import open_hall

            open_hall(home, tell=tell).close()
        return Opening(home, config)
    from hallclient.screens.setup.app import set_up

    return set_up(home)
