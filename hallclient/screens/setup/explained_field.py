"""A field whose line of explanation stays while it is filled in."""

from __future__ import annotations

from typing import Any

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.widgets.field import Field


class ExplainedField(Field):
    """The explanation gives way only to what is wrong with the text."""

    def __init__(self, label: Message, value: str = "", *, hint: Message, **options: Any) -> None:
        super().__init__(label, value, hint=hint, **options)
        self._words = hint

    def _show(self, problem: Message | None) -> None:
        super()._show(problem)
        if problem is None:
            self._message.show(say(self._words))
