"""Parts given out before their named day was kept: another day than the request's counts as named."""

from __future__ import annotations

from playhouse.migrations import Runner

from db import connection


def test_another_day_than_the_requests_counts_as_named(tmp_path):
    db = connection.open_database(str(tmp_path / "x.db"))
    connection.migrate(db)
    runner = Runner(db, str(connection.MIGRATIONS), table_name=connection.HISTORY)
    runner.down("0019_parts_and_powers")
    columns = [row[1:4] for row in db.execute_sql("PRAGMA table_info(request)").fetchall()]
    request = {name: 0 if "INT" in kind else "" for name, kind, needed in columns if needed}
    request |= {"id": 1, "promised_due": "2026-12-08", "extended_days": 5}
    marks = ", ".join("?" * len(request))
    db.execute_sql(f"INSERT INTO request ({', '.join(request)}) VALUES ({marks})", tuple(request.values()))
    for ident, due in ((1, "'2026-12-08'"), (2, "'2026-12-01'"), (3, "NULL")):
        db.execute_sql(
            "INSERT INTO request_task (id, terminal, request_id, department, owner, due_on, state, words, opened_by, "
            f"opened_at, finished_by) VALUES ({ident}, 't', 1, 'd', '1003', {due}, 'open', '', '1003', 1, '')"
        )
    connection.migrate(db)
    rows = db.execute_sql("SELECT named_due, extended_days, explanation FROM request_task ORDER BY id").fetchall()
    assert rows == [(None, 0, "[]"), ("2026-12-01", 5, "[]"), (None, 0, "[]")]
    db.close()
