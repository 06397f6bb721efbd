"""In which condition the database of a home is, looked at without changing anything: no migration, no lock."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

import peewee

from db import connection
from db.queries import calendar as calendar_queries
from db.queries import journal as journal_queries
from hallclient.config import Config
from hallclient.paths import Home
from hallclient.services.hall import connect


@dataclass(frozen=True, slots=True)
class Condition:
    """``problem``: what is wrong with the file itself, empty when nothing is. ``pending`` and ``newer``: migrations
    that it lacks, and that it has and this version does not know. ``years``: whose holidays are known. ``last``: when
    the newest entry of the journal was written. The last two are empty where the database is not of this version."""

    problem: str = ""
    pending: tuple[str, ...] = ()
    newer: str = ""
    years: tuple[int, ...] = ()
    last: datetime | None = None


def look(home: Home, config: Config) -> Condition:
    """The condition of the database. Raises :class:`HomeProblem` for a URL that cannot be used."""
    try:
        with closing(connect(home, config, read_only=True)) as db:
            problem = connection.integrity_problem(db)
            if problem:
                return Condition(problem)
            pending = connection.pending_migrations(db)
            if pending:
                return Condition(pending=tuple(pending))
            return Condition(years=tuple(sorted(calendar_queries.years(db))), last=journal_queries.last_at(db))
    except connection.NewerDatabase as error:
        return Condition(newer=str(error))
    except peewee.DatabaseError as error:
        return Condition(" ".join(str(error).split()))
