"""The database itself refuses to change the words of a challenge, and the rows from which a day is told again.

Deleting is not refused, so that a database can be emptied; no action of the application deletes. On SQLite, a later migration that
remakes one of these tables drops its trigger and has to make it again (`tests/web/challenges/test_history.py` would tell).
"""

from django.db import migrations

WORDS = "What was said and when cannot be changed."
COLUMNS = {
    "challenges_point": ("challenge_id", "list", "number", "theme", "title", "text"),
    "challenges_statechange": ("thread_id", "verb", "state", "on", "reason", "by_id", "second_id", "at"),
    "challenges_placement": ("point_id", "thread_id", "on", "reason", "by_id", "at"),
    "challenges_response": ("thread_id", "on", "answer", "reason", "interpretation", "different", "by_id", "at"),
}
FUNCTION = f"CREATE FUNCTION challenges_refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$ LANGUAGE plpgsql"
POSTGRESQL = "CREATE TRIGGER {table}_is_kept BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION challenges_refuse()"
SQLITE = (
    "CREATE TRIGGER {table}_is_kept BEFORE UPDATE ON {table} WHEN {changed} BEGIN SELECT RAISE(ABORT, '"
    + WORDS
    + "'); END"
)


def make(apps, editor):
    vendor = editor.connection.vendor
    if vendor == "postgresql":
        editor.execute(FUNCTION)
    differs = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}[vendor]
    for table, columns in COLUMNS.items():
        changed = " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in columns)
        editor.execute({"sqlite": SQLITE, "postgresql": POSTGRESQL}[vendor].format(table=table, changed=changed))


def undo(apps, editor):
    postgresql = editor.connection.vendor == "postgresql"
    for table in COLUMNS:
        editor.execute(f"DROP TRIGGER {table}_is_kept" + (f" ON {table}" if postgresql else ""))
    if postgresql:
        editor.execute("DROP FUNCTION challenges_refuse()")


class Migration(migrations.Migration):
    dependencies = [("challenges", "0003_threads_of_held_points")]
    operations = [migrations.RunPython(make, undo)]
