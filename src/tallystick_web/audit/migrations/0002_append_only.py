"""The database itself refuses to change an event: the log is believed because it cannot be rewritten through the application."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER audit_event_is_append_only BEFORE UPDATE ON audit_event
BEGIN SELECT RAISE(ABORT, 'The audit log is append-only.'); END
"""
POSTGRESQL = """
CREATE FUNCTION audit_event_refuse() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'The audit log is append-only.'; END $$ LANGUAGE plpgsql;
CREATE TRIGGER audit_event_is_append_only BEFORE UPDATE ON audit_event
FOR EACH ROW EXECUTE FUNCTION audit_event_refuse();
"""
UNDO = {
    "sqlite": "DROP TRIGGER audit_event_is_append_only",
    "postgresql": "DROP TRIGGER audit_event_is_append_only ON audit_event; DROP FUNCTION audit_event_refuse()",
}


def make(apps, editor):
    editor.execute({"sqlite": SQLITE, "postgresql": POSTGRESQL}[editor.connection.vendor])


def undo(apps, editor):
    editor.execute(UNDO[editor.connection.vendor])


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(make, undo)]
