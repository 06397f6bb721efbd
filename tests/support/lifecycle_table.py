"""What follows on which state, written out a second time, independently of the program's own table."""

from __future__ import annotations

from hallclient.rules.terms import STATES

OPEN = ("registered", "awaiting_supplement", "accepted", "in_review", "decided")

# State → action → what follows. What is not here is never possible. A request that waited or was accepted before it
# was closed is reopened as that (tests of reopening).
TABLE = {
    "registered": {
        "mark": "registered",
        "notice": "awaiting_supplement",
        "correct": "registered",
        "conditions": "registered",
        "second-notice": "awaiting_supplement",
        "accept": "accepted",
        "sitting": "delivered",
        "to-promised": "registered",
        "return": "registered",
        "recall": "registered",
        "refuse": "not_accepted",
        "redirect": "rejected_wrong_body",
        "answer": "answered",
        "hand-over": "registered",
        "take-up": "registered",
        "withdraw": "withdrawn",
        "note": "registered",
    },
    "awaiting_supplement": {
        "mark": "awaiting_supplement",
        "correct": "awaiting_supplement",
        "conditions": "awaiting_supplement",
        "to-promised": "awaiting_supplement",
        "return": "awaiting_supplement",
        "recall": "awaiting_supplement",
        "supplement": "registered",
        "hand-over": "awaiting_supplement",
        "take-up": "awaiting_supplement",
        "withdraw": "withdrawn",
        "note": "awaiting_supplement",
        "lapse": "lapsed",
    },
    **{
        state: {
            "answer": "answered",
            "hand-over": state,
            "take-up": "in_review",
            "assign": "in_review",
            "sitting": "delivered",
            "to-promised": state,
            "return": state,
            "recall": state,
            "finish-task": state,
            "pass-up": "in_review",
            "decide": "decided",
            "withdraw": "withdrawn",
            "rate": state,
            "note": state,
            "exclude-start": state,
            "exclude-end": state,
            "extend": state,
            "bring": state,
        }
        for state in ("accepted", "in_review")
    },
    "decided": {
        "hand-over": "decided",
        "take-up": "decided",
        "return": "decided",
        "recall": "decided",
        "deliver": "delivered",
        "rate": "decided",
        "note": "decided",
        "bring": "decided",
    },
    **{
        state: {"rate": state, "note": state, "reopen": "decided" if state == "delivered" else "registered"}
        for state in STATES
        if state not in OPEN
    },
}
TABLE["delivered"]["bring"] = "delivered"
for _state, _follows in TABLE.items():
    # Written down beside the request, whatever its state.
    _follows |= {"external": _state, "sign": _state}


def reopened(request) -> str:
    """Where a closed request goes on, written out once more."""
    waits = request.supplement_due and any(m.mark in ("missing", "defective") for m in request.materials)
    return {
        "delivered": "decided",
        "not_accepted": "awaiting_supplement" if waits else "registered",
    }.get(request.state) or ("accepted" if request.accepted_on else "awaiting_supplement" if waits else "registered")
