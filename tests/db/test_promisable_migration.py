"""What was deferrable could be deferred or promised: after the migration both marks are set."""

from __future__ import annotations

from playhouse.migrations import Runner

from db import connection


def test_what_was_deferrable_is_promisable_too(tmp_path):
    db = connection.open_database(str(tmp_path / "x.db"))
    connection.migrate(db)
    Runner(db, str(connection.MIGRATIONS), table_name=connection.HISTORY).down("0021_promisable")
    db.execute_sql(
        "INSERT INTO item (code, name, department, kind, legal_path, unit, fee, basis, remark, aliases, conditions, "
        "departments, search, active, in_person, lapse_basis, deemed_basis, version, condition_rules) VALUES "
        "('I', 'i', 'd', 'promised', 'other', 'workday', '', '', '', '[]', '[]', '[]', '', 1, '', '', '', 1, '[]')"
    )
    for code, deferrable in (("A", 0), ("B", 1)):
        db.execute_sql(
            "INSERT INTO material (item_id, position, code, name, requirement, originals, copies, source, condition, "
            f"\"deferrable\", defects) VALUES ('I', 1, '{code}', 'n', '', 1, 0, '', '', {deferrable}, '[]')"
        )
    connection.migrate(db)
    found = db.execute_sql('SELECT code, "deferrable", promisable FROM material ORDER BY code').fetchall()
    assert found == [("A", 0, 0), ("B", 1, 1)]
    db.close()
