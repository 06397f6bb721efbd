"""Who may do what. The table is enforced in the services, for screens and command line alike."""

from __future__ import annotations

from hallclient.rules.message import Message

ROLES = ("clerk", "chief", "supervisor", "admin")

_ALL = frozenset(ROLES)
_SUPERVISION = frozenset({"supervisor", "admin"})

PERMISSIONS: dict[str, frozenset[str]] = {
    # At the window.
    "receive": _ALL,
    "handle": _ALL,
    "punch": _ALL,
    "ask_leave": _ALL,
    "reveal": _ALL,
    "close_day": _ALL,
    # In the name of the deciding body: the authorisation for the department is looked at besides.
    "decide": frozenset({"chief"}),
    # Reviewing people.
    "review": _SUPERVISION,
    "approve_leave": frozenset({"chief", "supervisor", "admin"}),
    "approve_correction": _SUPERVISION,
    "import_records": _SUPERVISION,
    # Bad reviews: of the own window for a chief representative; excluded from the rate by a supervisor only.
    "follow_up": frozenset({"chief", "supervisor"}),
    "exclude_review": frozenset({"supervisor"}),
    "agree_second": _SUPERVISION,
    # The hall itself.
    "administer": frozenset({"admin"}),
}


def may(role: str, permission: str) -> bool:
    """Whether ``role`` holds ``permission``; an unknown role holds none."""
    return role in PERMISSIONS[permission]


def why_not(permission: str) -> Message:
    """The sentence for someone who lacks ``permission``."""
    return {
        "decide": Message("Only the chief representative authorised for the department may do this."),
        "review": Message("Only a supervisor or the administrator may do this."),
        "approve_leave": Message("Only a chief representative, a supervisor or the administrator may do this."),
        "approve_correction": Message("Only a supervisor or the administrator may do this."),
        "import_records": Message("Only a supervisor or the administrator may do this."),
        "follow_up": Message("Only a supervisor or the chief representative of the window may do this."),
        "exclude_review": Message("Only a supervisor may do this."),
        "agree_second": Message("Only a supervisor or the administrator may agree to a second notice."),
        "administer": Message("Only the administrator may do this."),
    }.get(permission, Message("Your role may not do this."))
