"""SQLite made the table of publications anew in the migration before, and lost its trigger with the old one."""

from django.db import migrations

WORDS = "What was published cannot be changed."
SQLITE = "CREATE TRIGGER {table}_is_frozen BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '" + WORDS + "'); END"


def make(apps, editor):
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TRIGGER IF EXISTS publishing_publication_is_frozen")
        editor.execute(SQLITE.format(table="publishing_publication"))


class Migration(migrations.Migration):
    dependencies = [("publishing", "0003_positions")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
