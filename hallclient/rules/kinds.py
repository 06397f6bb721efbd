"""The kinds of requests as rows of data: which steps each has, by whom and in how many parts it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hallclient.rules.message import Message

SPECIAL: Mapping[str, Message] = {
    "answer": Message("Only consultations, complaints and suggestions are answered."),
    "sitting": Message("Only an instant matter is decided in one sitting."),
    "to-promised": Message("Only an instant matter can become one with a promised limit."),
    "finish-task": Message("Only a joint matter has parts of several departments."),
    "pass-up": Message("Only a matter that the body above decides is passed up."),
}
"""Steps that only the kinds have that name them, with the reason for the others."""

_NOT_DECIDED = Message("This kind of request is answered, not decided.")
_NO_PAPERS = Message("This kind of request asks for no papers.")
_ELSEWHERE = Message("Another body takes this matter: redirect the applicant there.")
_AT_ONCE = Message("An instant matter is decided in one sitting: give it a promised limit first.")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of request.

    ``has`` are the special steps (:data:`SPECIAL`) that it takes, ``lacks`` the ordinary ones that it does not
    take, with the reason. ``sources`` are further states that a step may lead from, for this kind alone.
    ``one_sitting``: accepted, decided and delivered in one action (即办). ``in_parts``: decided when every
    department that takes part has finished (联办, 并联审批). ``from_above``: the result comes from the body above
    (上报). ``limited``: a limit counts from the day of receipt, and only the handler answers (投诉/建议).
    ``replied``: the reply is due from the day of receipt, and anew from the day on which a correction arrives
    (政府信息公开条例 §§30, 33).
    ``notice_days`` are the working days within which the hall tells what is wrong: seven there, else five.
    """

    code: str
    has: frozenset[str] = frozenset()
    lacks: Mapping[str, Message] = field(default_factory=dict)
    sources: Mapping[str, frozenset[str]] = field(default_factory=dict)
    one_sitting: bool = False
    in_parts: bool = False
    from_above: bool = False
    limited: bool = False
    replied: bool = False
    notice_days: int = 5

    def why_not(self, action: str) -> Message | None:
        """Why a request of this kind never takes ``action``; None where it does."""
        if action in SPECIAL and action not in self.has:
            return SPECIAL[action]
        return self.lacks.get(action)


_ANSWERED = {
    **dict.fromkeys(("decide", "deliver"), _NOT_DECIDED),
    **dict.fromkeys(("notice", "second-notice", "supplement", "conditions"), _NO_PAPERS),
}

KINDS = {
    kind.code: kind
    for kind in (
        Kind("instant", frozenset({"sitting", "to-promised"}), {"assign": _AT_ONCE}, one_sitting=True),
        Kind("promised"),
        Kind("joint", frozenset({"finish-task"}), in_parts=True),
        Kind("passed_up", frozenset({"pass-up"}), from_above=True),
        Kind(
            "consultation",
            frozenset({"answer"}),
            {**_ANSWERED, **dict.fromkeys(("accept", "refuse"), _NOT_DECIDED)},
        ),
        Kind(
            "complaint",
            frozenset({"answer"}),
            _ANSWERED,
            # It goes to its handler as it is; taking it up first is not a stage of its own.
            sources={"assign": frozenset({"registered"})},
            limited=True,
        ),
        Kind("handed_on", lacks=dict.fromkeys(("notice", "second-notice", "accept", "supplement"), _ELSEWHERE)),
        Kind("disclosure", replied=True, notice_days=7),
    )
}


def kind_of(code: str) -> Kind:
    """The row of a kind; one of another version is handled like a promised matter."""
    return KINDS.get(code, KINDS["promised"])
