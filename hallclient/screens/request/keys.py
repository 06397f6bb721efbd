"""The keys of a request: one letter an action, in two lines, each tied to the step that the rules offer."""

from __future__ import annotations

from hallclient.rules.message import Message
from hallclient.widgets.keys import Key

HANDLING = (
    Key("a", "accept", Message("Accept"), Message("Accept the request; both limits begin the day after.")),
    Key(
        "s",
        "supplement",
        Message("All supplied"),
        Message("Everything that was open has been brought: check it off and accept, with one key."),
    ),
    Key(
        "b",
        "part",
        Message("Part supplied"),
        Message("Check off some of the open materials; with the last one the request is accepted."),
    ),
    Key(
        "d",
        "decide",
        Message("Decision"),
        Message("Granted, partly granted or refused; for the chief representative."),
    ),
    Key(
        "o", "deliver", Message("Deliver"), Message("The result goes to the applicant, to somebody else, or by mail.")
    ),
    Key("r", "rate", Message("Rate"), Message("The applicant's rating, by one digit; it may be declined.")),
    Key("h", "hand_over", Message("Hand over"), Message("Hand the request to a colleague, who takes it up.")),
    Key("t", "take_up", Message("Take up"), Message("Take up a request that was handed over; it is yours then.")),
)
"""The first line: what happens every day."""

BESIDES = (
    Key(
        "m",
        "checklist",
        Message("Check and notice"),
        Message("Mark the materials and issue the one-time notice (F4)."),
    ),
    Key(
        "p", "print", Message("Print"), Message("Receipt, notice of acceptance, one-time notice, as files to print.")
    ),
    Key(
        "i",
        "reveal",
        Message("Papers shown"),
        Message("Show identifier and phone in full, or mask them again; showing is recorded."),
    ),
    Key("n", "note", Message("Note"), Message("Add a note to the life of the request.")),
    Key("y", "answer", Message("Answer"), Message("The answer to a consultation, complaint or suggestion.")),
    Key("l", "assign", Message("Assign"), Message("Give the request to the person who is to handle it.")),
    Key(
        "w", "redirect", Message("Guide on"), Message("Another body is competent: name it and its phone. Ends here.")
    ),
    Key(
        "x", "refuse", Message("Refuse"), Message("Refuse acceptance, with the reason; for the chief representative.")
    ),
    Key("e", "more", Message("More"), Message("The rarer steps, each with the reason while it cannot be taken.")),
    Key(
        "c",
        "copy",
        Message("Copy all fields"),
        Message("All fields in order, in full, for the province's system: to the clipboard and a file; recorded."),
        show=False,
    ),
    Key("u", "withdraw", Message("Take back"), Message("The applicant takes the request back. Ends here.")),
)
"""The second line."""

MORE: tuple[Key, ...] = (
    Key(
        "",
        "again",
        Message("Another matter of this applicant"),
        Message("Receive another matter; people and visit are kept."),
        show=False,
    ),
    Key(
        "",
        "external",
        Message("Province's number"),
        Message("Record the number that the case has in the province's system."),
        show=False,
    ),
    Key("", "sign_receipt", Message("Receipt signed for"), Message("Signed, fingerprint or refused."), show=False),
    Key("", "sign_notice", Message("Notice signed for"), Message("Signed, fingerprint or refused."), show=False),
    Key(
        "",
        "gone",
        Message("The visitor has left"),
        Message("End the visit now; the next one ends it too."),
        show=False,
    ),
)
"""What is rarer: in a list behind one key (E), each with its reason while it cannot be used.

They have no ``key`` and are not shown on the key bar (``show=False``)."""

STEP_OF = {
    "accept": "accept",
    "supplement": "supplement",
    "part": "supplement",
    "decide": "decide",
    "deliver": "deliver",
    "rate": "rate",
    "hand_over": "hand-over",
    "take_up": "take-up",
    "checklist": "mark",
    "note": "note",
    "answer": "answer",
    "assign": "assign",
    "redirect": "redirect",
    "refuse": "refuse",
    "withdraw": "withdraw",
    "external": "external",
    "sign_receipt": "sign",
    "sign_notice": "sign",
}
"""Which step of the lifecycle stands behind an action of the screen."""
