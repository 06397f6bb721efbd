"""Who takes over the open requests while somebody is on leave (AB岗): chosen in the form that asks for the leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.services import accounts, handover
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall
from hallclient.widgets.field import Field


@dataclass(frozen=True, slots=True)
class Substitutes:
    """``count`` open requests and parts of joint matters; ``people``: code → name of who may take them over;
    ``backup`` is the code of the B post, empty where there is none."""

    count: int
    people: Mapping[str, str]
    backup: str

    def code(self, typed: str) -> str | None:
        """The person that is meant by code, name or the letter B; None for nobody that there is."""
        plain = typed.strip()
        if not plain or plain in self.people:
            return plain
        if plain.upper() == "B":
            return self.backup or None
        named = [code for code, name in self.people.items() if name == plain]
        return named[0] if len(named) == 1 else None

    def field(self, label_width: int) -> Field:
        """The line to type the substitute in."""
        return Field(
            Message("Substitute"), id="substitute", check=self._problem, hint=self._hint(), narrow=True,
            max_length=40, enter_moves=False, label_width=label_width,
        )  # fmt: skip

    def _hint(self) -> Message:
        if self.backup:
            return Message(
                "Takes over your {count} open requests: B for {name} ({code}), code or name; empty: you keep them.",
                count=self.count, name=self.people[self.backup], code=self.backup,
            )  # fmt: skip
        return Message("Takes over your {count} open requests: code or name; empty: you keep them.", count=self.count)

    def _problem(self, text: str) -> Message | None:
        if self.code(text) is None:
            return Message("Nobody at a window has the code or the name “{text}”.", text=text)
        return None


def substitutes(hall: Hall, actor: Actor) -> Substitutes | None:
    """Who may take over what the person has; None where there is nothing to take over."""
    own = [request for request in handover.open_of(hall, actor.code) if not request.pending]
    count = len(own) + sum(not one.on_way for one in handover.parts_of(hall, actor.code))
    if not count:
        return None
    others = [p for p in accounts.everyone(hall) if p.active and p.window is not None and p.code != actor.code]
    people = {person.code: person.name for person in others}
    backup = handover.suggested(hall, actor.code)
    return Substitutes(count, people, backup if backup in people else "")


def hand_over(hall: Hall, actor: Actor, to: str, reason: Message) -> int:
    """Hand the open requests to the substitute, who takes them up; returns how many, 0 without one."""
    if not to:
        return 0
    done = handover.hand_over_all(hall, actor, to, say(reason))
    return len(done.requests) + len(done.parts)
