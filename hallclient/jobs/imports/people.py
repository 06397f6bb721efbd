"""Finding staff by what a ledger calls them: the code, the name, or both as 王芳(1003)."""

from __future__ import annotations

import re
from collections import Counter

from hallclient.jobs.imports.columns import Line
from hallclient.rules.message import Message
from hallclient.services import accounts
from hallclient.services.hall import Hall

_BOTH = re.compile(r".*[(（]([^()（）]+)[)）]")


class People:
    """Everyone of the hall, those who left included."""

    def __init__(self, hall: Hall) -> None:
        everyone = accounts.everyone(hall)
        self.windows = {person.code: person.window for person in everyone}
        self.left = {person.code for person in everyone if not person.active}
        seen = Counter(person.name for person in everyone)
        self._codes = {person.name: person.code for person in everyone if seen[person.name] == 1}

    def code(self, line: Line, key: str) -> str:
        """The code of the person in the field, empty where nobody is named; a stranger is a problem."""
        said = line.text(key)
        if said in self.windows:
            return said
        both = _BOTH.fullmatch(said)
        for wanted in (said, both[1].strip() if both else ""):
            if wanted in self.windows:
                return wanted
        if said in self._codes:
            return self._codes[said]
        if said:
            line.wrong(key, Message("Nobody with the code {code} works here.", code=said))
        return ""
