"""The database itself refuses to change or delete a version of an assessment, what stood open in it, and the minutes: rows are only added.

Whoever wants to empty a database drops `…_is_never_deleted` first, as for the log. On SQLite REPLACE INTO, which deletes a row without
asking what refuses deleting, is refused too, and a later migration that remakes one of these tables has to make its triggers again.
"""

from django.db import migrations

TABLES = ("reviews_version", "reviews_opencontradiction", "reviews_meetingnote", "reviews_reported")
WORDS = "The history of a round is only added to."
REFUSE = f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
SQLITE = {
    "is_only_added": f"BEFORE UPDATE ON {{0}} {REFUSE}",
    "is_never_deleted": f"BEFORE DELETE ON {{0}} {REFUSE}",
    "is_never_replaced": f"BEFORE INSERT ON {{0}} WHEN EXISTS (SELECT 1 FROM {{0}} WHERE id = NEW.id) {REFUSE}",  # noqa: S608
}
POSTGRESQL = {
    "is_only_added": "BEFORE UPDATE ON {0} FOR EACH ROW EXECUTE FUNCTION reviews_refuse()",
    "is_never_deleted": "BEFORE DELETE ON {0} FOR EACH ROW EXECUTE FUNCTION reviews_refuse()",
}
FUNCTION = (
    "CREATE FUNCTION reviews_refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION "
    f"'{WORDS}' USING ERRCODE = 'integrity_constraint_violation'; END $$ LANGUAGE plpgsql"
)


def make(apps, editor):
    postgresql = editor.connection.vendor == "postgresql"
    if postgresql:
        editor.execute(FUNCTION)
    for table in TABLES:
        for name, what in (POSTGRESQL if postgresql else SQLITE).items():
            editor.execute(f"CREATE TRIGGER {table}_{name} {what.format(table)}")


def undo(apps, editor):
    postgresql = editor.connection.vendor == "postgresql"
    for table in TABLES:
        for name in POSTGRESQL if postgresql else SQLITE:
            editor.execute(f"DROP TRIGGER {table}_{name}" + (f" ON {table}" if postgresql else ""))
    if postgresql:
        editor.execute("DROP FUNCTION reviews_refuse()")


class Migration(migrations.Migration):
    dependencies = [("reviews", "0006_reported")]
    operations = [migrations.RunPython(make, undo)]
