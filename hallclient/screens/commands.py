"""What the command palette finds: the keys of the screen in front, those of everywhere, and screens without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.dom import DOMNode

from hallclient.dialogs.palette import Command
from hallclient.screens.base import HallScreen
from hallclient.screens.places import PLACES
from hallclient.widgets.keys import Key, Keyed

if TYPE_CHECKING:
    from hallclient.app import HallApp


_PLACES = tuple(Key("", f"app.go('{screen}')", label, tip) for _, screen, label, tip in PLACES)
"""Found from everywhere, though no key of everywhere opens them."""


def commands(app: HallApp) -> list[Command]:
    """Every action that there is now, disabled ones with their reason."""
    found: list[Command] = []
    front = app.screen.keyed() if isinstance(app.screen, HallScreen) else (app.screen,)
    for node in (*front, app):
        if isinstance(node, Keyed):
            found += [_command(app, key, node) for key in type(node).all_keys() if not key.internal]
    known = {command.action for command in found}
    return found + [_command(app, key, app) for key in _PLACES if key.action not in known]


def _command(app: HallApp, key: Key, node: DOMNode) -> Command:
    return Command(key.label, " ".join(key.names[:2]), key.action, node, key.tip, app.reason_of(key.action, node))
