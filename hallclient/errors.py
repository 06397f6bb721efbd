"""What can go wrong, each with a sentence for the clerk and a remedy.

::

    HallError                 refused or failed; exit code 1
    ├── WrongUsage            a command line that cannot be understood; exit code 2
    ├── BadInput              what was typed or imported does not hold
    ├── Refused               a rule or a role says no
    │   ├── NotAllowed        this person may not do this
    │   └── WrongPin          PIN wrong, or the account locked
    ├── NotFound              unknown item, staff, request, notice …
    ├── Conflict              somebody else changed it meanwhile, or it exists already
    ├── HomeProblem           home missing, in use, of a newer version, unreadable
    ├── CalendarMissing       a year whose holidays are not known
    └── ShareProblem          the shared folder is away, read-only or damaged
"""

from __future__ import annotations

from hallclient.rules.message import Message

NOTHING_TO_DO = Message("Nothing was changed.")


class HallError(Exception):
    """``code`` is stable and for programs; ``message`` and ``remedy`` are for people."""

    code = "failed"

    def __init__(self, message: Message, remedy: Message = NOTHING_TO_DO, *, code: str | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.remedy = remedy
        if code is not None:
            self.code = code


class WrongUsage(HallError):
    """The command line cannot be understood."""

    code = "wrong_usage"


class BadInput(HallError):
    """What was typed or imported does not hold."""

    code = "bad_input"


class Refused(HallError):
    """A rule says no."""

    code = "refused"


class NotAllowed(Refused):
    """This person may not do this."""

    code = "not_allowed"


class WrongPin(Refused):
    """The PIN is wrong, or the account is locked."""

    code = "wrong_pin"


class NotFound(HallError):
    """There is no such item, person, request or notice."""

    code = "not_found"


class Conflict(HallError):
    """It exists already, or somebody else changed it meanwhile."""

    code = "conflict"


class HomeProblem(HallError):
    """The home is missing, in use, of a newer version or cannot be read."""

    code = "home_problem"


class CalendarMissing(HallError):
    """The holiday schedule of a year is not known."""

    code = "calendar_missing"


class ShareProblem(HallError):
    """The shared folder is away, read-only or damaged."""

    code = "share_problem"
