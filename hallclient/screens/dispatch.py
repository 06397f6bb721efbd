"""How keys become actions: disabled ones say why, waiting ones run beside the keyboard, a burst stays in order."""

from __future__ import annotations

import asyncio
import inspect
import time
from collections import deque
from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from textual import actions, events
from textual.dom import DOMNode

from hallclient.rules.message import Message
from hallclient.screens.global_keys import ON_SCREENS_ONLY
from hallclient.widgets.field import LineInput
from hallclient.widgets.keys import Keyed

if TYPE_CHECKING:
    from textual.app import App

    _Base = App[int]
else:
    _Base = object

_ARRIVAL_SECONDS = 0.5
_DRAIN_SECONDS = 0.2
_WIDE_FIRST, _WIDE_LAST, _WIDE_SHIFT = 0xFF01, 0xFF5E, 0xFEE0


class Dispatch(_Base):
    """For the application class."""

    last_key = 0.0
    """When a key was last pressed (monotonic seconds)."""

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self._under_way: set[tuple[DOMNode, str]] = set()
        self._arrived: WeakSet[DOMNode] = WeakSet()
        self._in_flight: events.Key | None = None
        self._in_flight_until = 0.0
        self._held: deque[events.Key] = deque()

    def reason_of(self, action: str, node: DOMNode) -> Message | None:
        """Why the action string ``action`` of ``node`` is disabled; None when it is not."""
        destination, name, parameters = _parsed(action)
        target = {"app": self, "screen": self.screen}.get(destination, node)
        return target.reason_disabled(name, parameters) if isinstance(target, Keyed) else None

    async def _dispatch_action(self, namespace: DOMNode, action_name: str, params: Any) -> bool:
        """Textual's way to call ``action_…``, for the objects with keys of ours."""
        if namespace is self and action_name in ON_SCREENS_ONLY and self._is_only_read():
            await self._have_read()
        method = getattr(namespace, f"action_{action_name}", None)
        reason = namespace.reason_disabled(action_name, params) if isinstance(namespace, Keyed) else None
        if reason is not None and isinstance(namespace, Keyed):
            self.say_why(reason)
            namespace.refused(action_name)
        elif not isinstance(namespace, Keyed) or method is None:
            return await super()._dispatch_action(namespace, action_name, params)
        elif inspect.iscoroutinefunction(method):
            self._start(namespace, action_name, method(*params))
            # Two rounds are what it takes until a dialog that is asked for at once is in front.
            for _ in range(2):
                await asyncio.sleep(0)
        else:
            try:
                method(*params)
            except actions.SkipAction:
                return False
            except Exception as error:  # noqa: BLE001 - shown to the clerk, written to the log
                self.report(error)  # type: ignore[attr-defined]
            self._after()
        return True

    def _is_only_read(self) -> bool:
        """Whether a dialog is in front that asks nothing."""
        return bool(getattr(self.screen, "TO_READ", False))

    async def _have_read(self) -> None:
        """Close it, and let what waited for that go on first."""
        await self.screen.dismiss(None)  # type: ignore[attr-defined]
        for _ in range(3):
            await asyncio.sleep(0)

    def say_why(self, reason: Message) -> None:
        """Show why a key does nothing, where the screen or dialog in front has a place for it."""
        tell: Callable[[Message, str], None] | None = getattr(self.screen, "tell", None)
        if tell is not None:
            tell(reason, "warn")
        else:
            self.bell()

    def _start(self, namespace: DOMNode, name: str, action: Any) -> None:
        """Run an action that may wait for a dialog; pressed twice, it still runs once."""
        under_way = (namespace, name)
        if under_way in self._under_way:
            action.close()
            return
        self._under_way.add(under_way)
        self.run_worker(self._finish(under_way, action), exit_on_error=False)

    async def _finish(self, under_way: tuple[DOMNode, str], action: Awaitable[None]) -> None:
        try:
            await action
        except Exception as error:  # noqa: BLE001 - shown to the clerk, written to the log
            self.report(error)  # type: ignore[attr-defined]
        finally:
            self._under_way.discard(under_way)
            self._after()

    def _after(self) -> None:
        refresh = getattr(self.screen, "refresh_keys", None) if self.screen_stack else None
        if refresh is not None:
            refresh()

    # -- keys

    async def on_event(self, event: events.Event) -> None:
        """Keys one after the other: each when the one before it has done what it does.

        A key goes to the widget with the focus and rises from there; one that came in the same burst and is for
        everywhere (F2 right behind Esc) would overtake it and have it take effect on the wrong screen.
        """
        if not isinstance(event, events.Key):
            await super().on_event(event)
        elif event.is_forwarded:
            await super().on_event(event)
            if event is self._in_flight:
                self._in_flight = None
        elif self._held or self._is_under_way():
            self._held.append(event)
            if len(self._held) == 1:
                self.call_later(self._release)
        else:
            await self._take(event)

    def _is_under_way(self) -> bool:
        """Whether the last key has still to be handled; a lost one is not waited for for ever."""
        key = self._in_flight
        return key is not None and not key._stop_propagation and time.monotonic() < self._in_flight_until

    async def _release(self) -> None:
        """Take the keys that were held back, as far as that can be done now. Never waits: what it would wait for
        comes through the same queue."""
        while self._held and not self._is_under_way():
            await self._take(self._held.popleft())
        if self._held:
            await asyncio.sleep(0)
            self.call_later(self._release)

    async def _take(self, event: events.Key) -> None:
        """Note when someone types; a full-width letter of an input method counts as the key it stands for."""
        self.last_key = time.monotonic()
        await self._arrival()
        await self._drained()
        event = _narrow(event, self.focused)
        self._in_flight, self._in_flight_until = event, time.monotonic() + _DRAIN_SECONDS
        await super().on_event(event)
        if not event.is_forwarded:
            self._in_flight = None

    def arrived(self, screen: DOMNode) -> None:
        """A screen or dialog says that it has its focus, so that keys find their way."""
        self._arrived.add(screen)

    async def _arrival(self) -> None:
        """Hold a key back until the screen that the key before it opened can take it: F2 and a name in one go."""
        patience = time.monotonic() + _ARRIVAL_SECONDS
        while isinstance(self.screen, Keyed) and self.screen not in self._arrived:
            if time.monotonic() > patience:
                return
            await asyncio.sleep(0.002)

    async def _drained(self) -> None:
        """Hold a key back until the field has taken the ones before it: a name and F10 in one go parks the name."""
        field = self.focused
        patience = time.monotonic() + _DRAIN_SECONDS
        while isinstance(field, LineInput) and field.message_queue_size and time.monotonic() < patience:
            await asyncio.sleep(0)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of everywhere come before those of a dialog, but are not for dialogs.

        Enter is ours only in a field from which it moves on.
        """
        if action == "next_field":
            return isinstance(self.focused, LineInput) and self.focused.enter_moves
        if action in ON_SCREENS_ONLY:
            return not self.screen.is_modal or self._is_only_read()
        return super().check_action(action, parameters)

    def action_next_field(self) -> None:
        """Enter in a field: the focus moves at once, so that what follows in a burst goes to the next field."""
        field = self.focused
        if isinstance(field, LineInput):
            field.enter()
            self.screen.focus_next()


_parsed = lru_cache(maxsize=256)(actions.parse)


def _narrow(event: events.Key, focused: Any) -> events.Key:
    character = event.character or ""
    if len(character) != 1 or isinstance(focused, LineInput):
        return event
    if not _WIDE_FIRST <= ord(character) <= _WIDE_LAST:
        return event
    plain = chr(ord(character) - _WIDE_SHIFT)
    from textual.keys import _character_to_key

    return events.Key(_character_to_key(plain), plain)
