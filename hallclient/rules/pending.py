"""A request on its way: to whom it was handed, and who may take it up. Until then it stays with its owner."""

from __future__ import annotations

from dataclasses import dataclass

from hallclient.rules.message import Message


@dataclass(frozen=True, slots=True)
class Pending:
    """To a person (``owner``, a code), a ``window`` or a ``department``; ``by`` handed it over."""

    owner: str = ""
    window: int | None = None
    department: str = ""
    by: str = ""

    def __bool__(self) -> bool:
        return bool(self.owner or self.window is not None or self.department)

    def is_for(self, code: str, windows: tuple[int, ...], department: str) -> bool:
        """Whether a person with this code, at these windows, of this department may take it up."""
        if self.owner:
            return self.owner == code
        return self.window in windows if self.window is not None else bool(self) and self.department == department

    def words(self, name: str = "") -> Message:
        """To whom, in words; ``name`` is the name of the person where it was one."""
        if self.window is not None:
            return Message("window {number}", number=self.window)
        return Message("{name}", name=self.department or name or self.owner)


NOBODY = Pending()
