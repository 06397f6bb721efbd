"""Keys, written once: bindings, the key bar, the help page and the command palette all come from here.

A screen, a dialog or the application lists its keys in ``KEYS``. Every F-key has a second key for terminals
that keep F-keys for themselves. The second keys are ``alt`` with the digit of the F-key: terminals send them
as ESC and the digit, and no terminal in use at counters needs them while it has one tab. ``ctrl`` with a letter
is used where a letter suggests itself. Not used, since terminals do not deliver them apart or swallow them:
ctrl with digits or punctuation, ctrl+h i j m z, shift with F-keys, F11.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.binding import Binding

from hallclient.language import say
from hallclient.rules.message import Message

_NAMES = {
    "escape": "Esc",
    "space": Message("Space"),
    "delete": "Del",
    "backspace": Message("Backspace"),
    "enter": Message("Enter"),
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "question_mark": "?",
    "slash": "/",
    "plus": "+",
    "minus": "-",
    "full_stop": ".",
    "comma": ",",
}


@dataclass(frozen=True, slots=True)
class Key:
    """One key with what it does.

    ``key`` and ``second`` are Textual's key names (``f2``, ``alt+2``, ``a``); several are parted by commas.
    ``action`` is Textual's action string, such as ``accept`` or ``app.go('desk')``. ``label`` stands on the key
    bar, ``short`` in its place where the line is narrow; ``tip`` is a sentence for the help page.
    Without a ``key`` it is found in the help, the palette and the list of a screen that has one.
    ``show`` puts the key on the key bar; the help page and the palette have it anyway, unless
    ``internal`` is set.
    """

    key: str
    action: str
    label: Message
    tip: Message | None = None
    second: str = ""
    short: Message | None = None
    show: bool = True
    internal: bool = False
    priority: bool = False

    @property
    def name(self) -> str:
        """The first key as people write it: ``F2``, ``^P``."""
        return key_name(self.key.split(",")[0])

    @property
    def names(self) -> tuple[str, ...]:
        """Every key as people write it."""
        return tuple(key_name(key) for key in f"{self.key},{self.second}".split(",") if key)


def key_name(key: str) -> str:
    """A key of Textual's as people write it."""
    *modifiers, last = key.strip().split("+")
    if modifiers == ["ctrl"] and len(last) == 1:
        return f"^{last.upper()}"
    found = _NAMES.get(last)
    shown = say(found) if found is not None else last.upper() if last[1:].isdigit() else last
    return "+".join([*(word.capitalize() for word in modifiers), shown])


def _bound(key: Key) -> Iterator[str]:
    """What is bound for a key: a letter in both cases, since Caps Lock is on where numbers end in X."""
    for name in f"{key.key},{key.second}".split(","):
        if name:
            yield name
        *modifiers, last = name.split("+")
        if modifiers in ([], ["alt"]) and len(last) == 1 and last.islower():
            yield "+".join([*modifiers, last.upper()])


class Keyed:
    """Gives a screen, dialog or application its bindings from ``KEYS``, and says why a key is disabled.

    Put it before Textual's class among the bases. What goes wrong while a message is handled is reported to
    the application instead of ending the program.
    """

    KEYS: ClassVar[tuple[Key, ...]] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        own = cls.__dict__.get("KEYS", ())
        if own:
            prefix = cls.__name__.lower()
            cls.BINDINGS = [  # type: ignore[attr-defined]
                *cls.__dict__.get("BINDINGS", ()),
                *(
                    Binding(
                        ",".join(_bound(key)),
                        key.action,
                        say(key.label),
                        show=key.show,
                        key_display=key.name,
                        tooltip=say(key.tip) if key.tip else "",
                        priority=key.priority,
                        id=f"{prefix}.{key.action}",
                    )
                    for key in own
                    if key.key
                ),
            ]
        super().__init_subclass__(**kwargs)

    @classmethod
    def all_keys(cls) -> Iterator[Key]:
        """The keys of this class, then those of its bases; an action that was overridden comes once."""
        seen: set[str] = set()
        for base in cls.__mro__:
            for key in base.__dict__.get("KEYS", ()):
                if key.action not in seen:
                    seen.add(key.action)
                    yield key

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """Why ``action`` cannot be done now, or None when it can. The key is dimmed; pressing it says this."""
        return None

    def refused(self, action: str) -> None:
        """A disabled ``action`` was tried and the reason is told: to put the cursor where it is cured."""

    async def _dispatch_message(self, message: Any) -> None:
        """Textual's dispatch; it would end this object's loop at the first error."""
        try:
            await super()._dispatch_message(message)  # type: ignore[misc]
        except Exception as error:  # noqa: BLE001 - a counter must not stand still for any mistake of ours
            self.app.report(error)  # type: ignore[attr-defined]
