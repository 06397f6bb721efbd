"""To whom a part of a joint matter was handed, and by whom, until that person takes it up."""

from peewee import Database

COLUMNS = ("pending_owner", "handed_by")


def up(migrator: object, db: Database) -> None:
    for name in COLUMNS:
        db.execute_sql(f"""ALTER TABLE "request_task" ADD COLUMN "{name}" VARCHAR(32) NOT NULL DEFAULT ''""")
    db.execute_sql('CREATE INDEX "requesttask_pending_owner" ON "request_task" ("pending_owner")')


def down(migrator: object, db: Database) -> None:
    db.execute_sql("DROP INDEX requesttask_pending_owner")
    for name in reversed(COLUMNS):
        db.execute_sql(f'ALTER TABLE "request_task" DROP COLUMN "{name}"')
