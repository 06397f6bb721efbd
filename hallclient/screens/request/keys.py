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
        short=Message("All in"),
    ),
    Key(
        "b",
        "part",
        Message("Part supplied"),
        Message("Check off some of the open materials; with the last one the request is accepted."),
        short=Message("Part in"),
    ),
    Key(
        "g",
        "sitting",
        Message("At once"),
        Message("An instant matter: accept, grant and hand out in one step; for the chief representative."),
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
    Key(
        "h",
        "hand_over",
        Message("Hand over"),
        Message("Hand the request to a colleague, a window or a department, with a reason."),
    ),
    Key("t", "take_up", Message("Take up"), Message("Take up a request that was handed over; it is yours then.")),
)
"""The first line: what happens every day."""

BESIDES = (
    Key(
        "m",
        "checklist",
        Message("Check and notice"),
        Message("Mark the materials and issue the one-time notice (F4)."),
        short=Message("Check"),
    ),
    Key(
        "p", "print", Message("Print"), Message("Receipt, notice of acceptance, one-time notice, as files to print.")
    ),
    Key(
        "i",
        "reveal",
        Message("Show"),
        Message("Show identifier and phone in full, or mask them again; showing is recorded."),
    ),
    Key("n", "note", Message("Note"), Message("Add a note to the life of the request.")),
    Key(
        "y",
        "answer",
        Message("Answer"),
        Message("The answer to a consultation, complaint or suggestion."),
        short=Message("Reply"),
    ),
    Key("l", "assign", Message("Assign"), Message("Give the request to the person who is to handle it.")),
    Key(
        "w",
        "redirect",
        Message("Refer"),
        Message(
            "Another window or body is competent: name it, whom to ask and the phone; prints the slip. Ends here."
        ),
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
        "to_promised",
        Message("Give a promised limit"),
        Message("An instant matter that cannot be decided in one sitting becomes one with a promised limit."),
        show=False,
    ),
    Key(
        "",
        "finish_task",
        Message("Finish a part"),
        Message("Your department's part of a joint matter is done, with its result."),
        show=False,
    ),
    Key("", "pass_up", Message("Pass up"), Message("The matter goes to the body above, which decides."), show=False),
    Key("", "give_back", Message("Return"), Message("You do not take up what was handed to you."), show=False),
    Key("", "recall", Message("Call back"), Message("Take back what nobody has taken up yet."), show=False),
    Key(
        "",
        "correct",
        Message("Correct the intake"),
        Message("A wrong name, number, phone, item or condition, while not accepted; the old one is kept."),
        show=False,
    ),
    Key(
        "",
        "conditions",
        Message("Change the conditions"),
        Message("An agent acts after all, a card was lost: its materials come onto the checklist; notices stay."),
        show=False,
    ),
    Key("", "reopen", Message("Reopen"), Message("A wrongly closed request goes on; for supervisors."), show=False),
    Key(
        "",
        "exclude_start",
        Message("Start excluded time"),
        Message("A hearing, an inspection, an expert review: told in writing, the clock stands still."),
        show=False,
    ),
    Key(
        "",
        "exclude_end",
        Message("End excluded time"),
        Message("The result has arrived: the clock goes on the day after."),
        show=False,
    ),
    Key(
        "",
        "extend",
        Message("Extend"),
        Message("Record the extension that was approved: days, approver, date, document; once."),
        show=False,
    ),
    Key(
        "",
        "bring",
        Message("Check off deferred papers"),
        Message("Papers that the applicant had promised to bring later are here."),
        show=False,
    ),
    Key(
        "",
        "lapse",
        Message("Close without supplement"),
        Message("A notice was not answered, the item names its basis, the papers go back."),
        show=False,
    ),
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
    "sitting": "sitting",
    "to_promised": "to-promised",
    "finish_task": "finish-task",
    "pass_up": "pass-up",
    "give_back": "return",
    "recall": "recall",
    "correct": "correct",
    "conditions": "conditions",
    "reopen": "reopen",
    "take_up": "take-up",
    "checklist": "mark",
    "note": "note",
    "answer": "answer",
    "assign": "assign",
    "redirect": "redirect",
    "refuse": "refuse",
    "withdraw": "withdraw",
    "exclude_start": "exclude-start",
    "exclude_end": "exclude-end",
    "extend": "extend",
    "bring": "bring",
    "lapse": "lapse",
    "external": "external",
    "sign_receipt": "sign",
    "sign_notice": "sign",
}
"""Which step of the lifecycle stands behind an action of the screen."""
