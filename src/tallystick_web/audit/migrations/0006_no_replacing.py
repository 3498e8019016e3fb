"""SQLite refuses to put an event in another's place as well: REPLACE INTO deletes a row without asking what refuses deleting.

PostgreSQL has no such statement; what comes nearest there (ON CONFLICT DO UPDATE) is refused as any change is.
"""

from django.db import migrations

SQLITE = (
    "CREATE TRIGGER audit_event_is_never_replaced BEFORE INSERT ON audit_event "
    "WHEN EXISTS (SELECT 1 FROM audit_event WHERE id = NEW.id) "
    "BEGIN SELECT RAISE(ABORT, 'The audit log is append-only.'); END"
)


def make(apps, editor):
    if editor.connection.vendor == "sqlite":
        editor.execute(SQLITE)


def undo(apps, editor):
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TRIGGER audit_event_is_never_replaced")


class Migration(migrations.Migration):
    dependencies = [("audit", "0005_counted")]
    operations = [migrations.RunPython(make, undo)]
