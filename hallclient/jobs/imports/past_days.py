"""Hours taken in that name days gone by: what becomes of these days is said, and their verdicts are kept first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from hallclient.jobs.imports.columns import Problem
from hallclient.jobs.imports.table import Source
from hallclient.rules.message import Message
from hallclient.services import past_hours
from hallclient.services.hall import Hall

Row = tuple[int, dict[str, Any]]
"""The row of the file, and what it says of the days ``from_day`` to ``to_day``."""


def remarks(hall: Hall, rows: Iterable[Row]) -> list[Problem]:
    """How many days each row finds over: judged by it from now on in a hall that is being set up, else kept."""
    found = []
    new = past_hours.being_set_up(hall)
    for number, row in rows:
        count = past_hours.days_over(hall, row["from_day"], row["to_day"])
        if count:
            message = (
                Message("{count} days in the past are judged by these hours from now on.", count=count)
                if new
                else Message(
                    "{count} days are over and stay as judged; “hallclient punctuality --recount” judges them anew.",
                    count=count,
                )
            )
            found.append(Problem(number, "from", message))
    return found


def keeping(source: Source, rows: Iterable[dict[str, Any]]) -> Callable[[Hall], None]:
    """What is to be done before the rows are saved: days that are over are settled by the hours until now."""
    since: date | None = min((row["from_day"] for row in rows), default=None)

    def keep(hall: Hall) -> None:
        if since is not None:
            past_hours.keep(hall, since, lambda done, whole: source.watch("settle", done / max(1, whole)))

    return keep
