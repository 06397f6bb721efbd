"""The snapshot of how due dates were counted: sentences with their values, as text of a column and back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from hallclient.rules.message import Message

_SENTENCE = "sentence"


def stored(steps: Iterable[Message]) -> str:
    """The sentences as JSON; a value may itself be a sentence without values of its own."""
    return json.dumps([[step.text, _plain(step.values)] for step in steps], ensure_ascii=False)


def read(text: str) -> tuple[Message, ...]:
    """What :func:`stored` made."""
    return tuple(Message(words, **_values(values)) for words, values in json.loads(text))


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {key: {_SENTENCE: value.text} if isinstance(value, Message) else value for key, value in values.items()}


def _values(values: dict[str, Any]) -> dict[str, Any]:
    return {key: Message(value[_SENTENCE]) if isinstance(value, dict) else value for key, value in values.items()}
