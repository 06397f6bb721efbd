"""What the open points of a day are called."""

from __future__ import annotations

from hallclient.rules.message import Message

KINDS = {
    "received": Message("Not dealt with"),
    "overdue": Message("Overdue"),
    "parked": Message("Parked draft"),
    "unprinted": Message("Paper not printed"),
    "handed_over": Message("Not taken up"),
    "not_signed_out": Message("Not signed out"),
    "gaps": Message("Ledger gap"),
    "unserved": Message("Not served"),
    "parts_overdue": Message("Part overdue"),
    "parts_handed_over": Message("Part not taken up"),
    "review": Message("Bad review due"),
    "carried": Message("Carried over"),
}
"""By the name of the point, as programs are given it."""

GAPS = {
    "matter": Message("matter is missing"),
    "id_number": Message("identifier is missing"),
    "phone": Message("phone is missing"),
}
"""By the field of the ledger that is empty."""
