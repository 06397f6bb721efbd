"""Where a request stands after it was reopened: where it stood before it was wrongly closed."""

from __future__ import annotations

from hallclient.rules import checklist
from hallclient.rules.request import Request


def state_after(request: Request) -> str:
    """The open state that a closed request goes back to.

    What was delivered is decided again (the decision itself stands); what was accepted before is accepted; what
    waited for papers waits again; everything else is received.
    """
    if request.state == "delivered":
        return "decided"
    if request.accepted_on is not None and request.state != "not_accepted":
        return "accepted"
    if request.supplement_due is not None and checklist.open_materials(request.materials):
        return "awaiting_supplement"
    return "registered"
