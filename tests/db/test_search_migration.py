"""The grams of a hall that is there already get the order of lists, and lose it on the way back."""

from __future__ import annotations

from playhouse.migrations import Runner

from db import connection
from db.queries import grams
from db.queries import requests as queries

FOUND = "SELECT rowid FROM request_grams WHERE request_grams MATCH ? ORDER BY rowid"


def rows(db, name: str) -> list[int]:
    return [row for (row,) in db.execute_sql(FOUND, (grams.match(name),)).fetchall()]


def test_names_are_found_after_it_and_before_it(hall, receive):
    made = [queries.get(hall.db, receive(name=name).number) for name in ("王伟", "李娜", "王伟")]
    placed = [grams.place(row.received_on, row.id) for row in made]
    runner = Runner(hall.db, str(connection.MIGRATIONS), table_name=connection.HISTORY)
    for _ in range(2):
        assert rows(hall.db, "王伟") == [placed[0], placed[2]]
        assert [grams.request_at(row) for row in rows(hall.db, "李")] == [(made[1].received_on, made[1].id)]
        runner.down("0020_search_pages")
        assert rows(hall.db, "王伟") == [made[0].id, made[2].id]
        connection.migrate(hall.db)
