"""What follows on which state, written out a second time, independently of the program's own table."""

from __future__ import annotations

from hallclient.rules.terms import STATES

OPEN = ("registered", "awaiting_supplement", "accepted", "in_review", "decided")

# State → action → what follows. What is not here is never possible.
TABLE = {
    "registered": {
        "mark": "registered",
        "notice": "awaiting_supplement",
        "accept": "accepted",
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
        "supplement": "registered",
        "hand-over": "awaiting_supplement",
        "take-up": "awaiting_supplement",
        "withdraw": "withdrawn",
        "note": "awaiting_supplement",
    },
    **{
        state: {
            "answer": "answered",
            "hand-over": state,
            "take-up": "in_review",
            "assign": "in_review",
            "decide": "decided",
            "withdraw": "withdrawn",
            "rate": state,
            "note": state,
        }
        for state in ("accepted", "in_review")
    },
    "decided": {
        "hand-over": "decided",
        "take-up": "decided",
        "deliver": "delivered",
        "rate": "decided",
        "note": "decided",
    },
    **{state: {"rate": state, "note": state} for state in STATES if state not in OPEN},
}
for _state, _follows in TABLE.items():
    # Written down beside the request, whatever its state.
    _follows |= {"external": _state, "sign": _state}
