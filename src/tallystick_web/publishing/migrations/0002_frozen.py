"""The database itself refuses to change what was published: a publication is believed because nobody can alter it here.

Deleting is not refused, so that a database can be emptied; no action of the application deletes. On SQLite, a later migration
that remakes one of these tables drops its trigger and has to make it again.
"""

from django.db import migrations

TABLES = ("publishing_publication", "publishing_publishedfile", "publishing_withdrawal")
WORDS = "What was published cannot be changed."
SQLITE = "CREATE TRIGGER {table}_is_frozen BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '" + WORDS + "'); END"
FUNCTION = (
    "CREATE FUNCTION publishing_refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '"
    + WORDS
    + "'; END $$ LANGUAGE plpgsql"
)
POSTGRESQL = (
    "CREATE TRIGGER {table}_is_frozen BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION publishing_refuse()"
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
        editor.execute(f"DROP TRIGGER {table}_is_frozen" + (f" ON {table}" if postgresql else ""))
    if postgresql:
        editor.execute("DROP FUNCTION publishing_refuse()")


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_initial")]
    operations = [migrations.RunPython(make, undo)]
