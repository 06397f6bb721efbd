"""Prints of notices move to those of all documents, and back."""

from __future__ import annotations

from playhouse.migrations import Runner

from db import connection


def rows(db, sql):
    return db.execute_sql(sql).fetchall()


def test_prints_move_and_what_was_not_printed_waits(tmp_path):
    db = connection.open_database(str(tmp_path / "x.db"))
    connection.migrate(db)
    Runner(db, str(connection.MIGRATIONS), table_name=connection.HISTORY).down("0015_documents")
    request = {
        **dict.fromkeys(("state", "item", "item_name", "department", "kind", "legal_path", "unit"), "x"),
        **dict.fromkeys(("first_asked", "owner"), "1003"),
        "id": 1,
        "number": "1-1-1",
        "terminal": "t",
        "received_at": 1,
        "received_on": "2026-11-20",
        "window": 3,
    }
    columns = [row[1:4] for row in rows(db, "PRAGMA table_info(request)")]
    for name, kind, needed in columns:
        if needed and name not in request:
            request[name] = 0 if "INT" in kind or kind == "BIGINT" else ""
    marks = ", ".join("?" * len(request))
    db.execute_sql(f"INSERT INTO request ({', '.join(request)}) VALUES ({marks})", tuple(request.values()))
    for ident in ("a", "b"):
        db.execute_sql(
            "INSERT INTO notice (id, number, terminal, request_id, issued_at, issued_on, clerk, body, sha256) "
            f"VALUES ('{ident}', 'n{ident}', 't', 1, 5, '2026-11-20', '1003', '{{}}', '')"
        )
    db.execute_sql(
        "INSERT INTO notice_print (notice_id, printed_at, staff, form, words) VALUES ('a', 7, '1', 'html', '')"
    )
    connection.migrate(db)
    assert rows(db, "SELECT document, printed_at, way, outcome FROM document_print") == [("a", 7, "folder", "out")]
    assert rows(db, "SELECT document, number, request FROM waiting_paper") == [("b", "nb", "1-1-1")]
    db.close()
