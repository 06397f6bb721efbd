"""The tree of errors: each has a stable code, a sentence and a remedy, as the module's own drawing shows."""

from __future__ import annotations

import re

from hallclient import errors
from hallclient.errors import HallError
from hallclient.rules.message import Message

TREE = [cls for cls in vars(errors).values() if isinstance(cls, type) and issubclass(cls, HallError)]


def test_every_error_is_in_the_drawing():
    drawn = re.findall(r"^\W*([A-Z]\w+)\s", errors.__doc__.split("::")[1], re.M)
    assert drawn == [cls.__name__ for cls in TREE]


def test_codes_are_distinct_and_stable():
    assert {cls.__name__: cls.code for cls in TREE} == {
        "HallError": "failed",
        "BadInput": "bad_input",
        "Refused": "refused",
        "NotAllowed": "not_allowed",
        "WrongPin": "wrong_pin",
        "WrongUsage": "wrong_usage",
        "NotFound": "not_found",
        "Conflict": "conflict",
        "HomeProblem": "home_problem",
        "CalendarMissing": "calendar_missing",
        "ShareProblem": "share_problem",
    }


def test_an_error_has_a_sentence_and_a_remedy():
    error = errors.Refused(Message("No {what}.", what="way"))
    assert (str(error), error.code, error.remedy) == ("No way.", "refused", errors.NOTHING_TO_DO)
    assert errors.Refused(Message("x"), Message("y"), code="special").code == "special"
    assert errors.Refused.code == "refused", "a special code is one error's own"
