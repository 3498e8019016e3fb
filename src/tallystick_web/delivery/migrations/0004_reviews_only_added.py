"""The scores that a risk was given are only added, like the rest of the history (see 0002)."""

from django.db import migrations

TABLE = "delivery_riskreview"


def make(apps, editor):
    begin = f"CREATE TRIGGER {TABLE}_is_only_added BEFORE UPDATE ON {TABLE}"
    end = {
        "sqlite": "BEGIN SELECT RAISE(ABORT, 'Rows of this history are only added.'); END",
        "postgresql": "FOR EACH ROW EXECUTE FUNCTION delivery_refuse()",
    }
    editor.execute(f"{begin} {end[editor.connection.vendor]}")


def undo(apps, editor):
    editor.execute(
        f"DROP TRIGGER {TABLE}_is_only_added" + (f" ON {TABLE}" if editor.connection.vendor == "postgresql" else "")
    )


class Migration(migrations.Migration):
    dependencies = [("delivery", "0003_risks")]
    operations = [migrations.RunPython(make, undo)]
