"""A sentence that the program may say, kept apart from the language that it is said in."""

from __future__ import annotations

from typing import Any


class Message:
    """An English sentence with named values, translated only where it is shown.

    ``text`` is the key of the message catalogue (gettext). A value may itself be a
    :class:`Message`; it is translated with its sentence. Two messages are equal when
    text and values are.
    """

    __slots__ = ("text", "values")

    def __init__(self, text: str, /, **values: Any) -> None:
        self.text = text
        self.values = values

    def __str__(self) -> str:
        return self.text.format(**self.values) if self.values else self.text

    def __repr__(self) -> str:
        return f"Message({self.text!r}, {self.values!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and (self.text, self.values) == (other.text, other.values)

    def __hash__(self) -> int:
        return hash((self.text, tuple(sorted((k, str(v)) for k, v in self.values.items()))))
