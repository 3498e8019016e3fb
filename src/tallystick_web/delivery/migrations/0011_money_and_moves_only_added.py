"""Moves of a project's end and the money of its benefits are only added, like the rest of the history (see 0002)."""

from django.db import migrations

TABLES = ("delivery_projectredating", "delivery_realisedmoney")


def make(apps, editor):
    end = {
        "sqlite": "BEGIN SELECT RAISE(ABORT, 'Rows of this history are only added.'); END",
        "postgresql": "FOR EACH ROW EXECUTE FUNCTION delivery_refuse()",
    }
    for table in TABLES:
        editor.execute(f"CREATE TRIGGER {table}_is_only_added BEFORE UPDATE ON {table} {end[editor.connection.vendor]}")


def undo(apps, editor):
    for table in TABLES:
        on = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
        editor.execute(f"DROP TRIGGER {table}_is_only_added{on}")


class Migration(migrations.Migration):
    dependencies = [("delivery", "0010_money_and_moves")]
    operations = [migrations.RunPython(make, undo)]
