"""The database refuses to delete an event as well as to change one, and finds a council's events by person and by what was done.

A row trigger on both databases. Emptying the whole table (TRUNCATE) is left to the owner of a PostgreSQL database, who could drop the
trigger anyway; on SQLite whoever holds the file could do the same. Whoever wants to empty a test database drops this trigger first.
"""

from django.db import migrations, models

WORDS = "The audit log is append-only."
SQLITE = f"CREATE TRIGGER audit_event_is_never_deleted BEFORE DELETE ON audit_event BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
POSTGRESQL = (
    "CREATE TRIGGER audit_event_is_never_deleted BEFORE DELETE ON audit_event "
    "FOR EACH ROW EXECUTE FUNCTION audit_event_refuse()"
)


def make(apps, editor):
    editor.execute({"sqlite": SQLITE, "postgresql": POSTGRESQL}[editor.connection.vendor])


def undo(apps, editor):
    on = " ON audit_event" if editor.connection.vendor == "postgresql" else ""
    editor.execute(f"DROP TRIGGER audit_event_is_never_deleted{on}")


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [
        migrations.AddIndex("event", models.Index(fields=["council", "by_id", "by"], name="audit_event_by_person")),
        migrations.AddIndex("event", models.Index(fields=["council", "verb"], name="audit_event_by_verb")),
        migrations.AddIndex("event", models.Index(fields=["council", "id"], name="audit_event_in_order")),
        migrations.RunPython(make, undo),
    ]
