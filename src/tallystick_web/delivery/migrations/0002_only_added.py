"""The database itself refuses to change what was said of progress and how dates moved: rows are only added.

Deleting is not refused, so that a database can be emptied. On SQLite, a later migration that remakes one of these tables drops its
trigger and has to make it again.
"""

from django.db import migrations

TABLES = ("delivery_redating", "delivery_progressnote")
WORDS = "Rows of this history are only added."
SQLITE = "CREATE TRIGGER {table}_is_only_added BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '" + WORDS + "'); END"
FUNCTION = (
    "CREATE FUNCTION delivery_refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '"
    + WORDS
    + "' USING ERRCODE = 'integrity_constraint_violation'; END $$ LANGUAGE plpgsql"
)
POSTGRESQL = (
    "CREATE TRIGGER {table}_is_only_added BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION delivery_refuse()"
)


def make(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(FUNCTION)
    statement = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[editor.connection.vendor]
    for table in TABLES:
        editor.execute(statement.format(table=table))


def undo(apps, editor):
    postgresql = editor.connection.vendor == "postgresql"
    for table in TABLES:
        editor.execute(f"DROP TRIGGER {table}_is_only_added" + (f" ON {table}" if postgresql else ""))
    if postgresql:
        editor.execute("DROP FUNCTION delivery_refuse()")


class Migration(migrations.Migration):
    dependencies = [("delivery", "0001_initial")]
    operations = [migrations.RunPython(make, undo)]
