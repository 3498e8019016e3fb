"""An apostrophe as the house writes it, in a label."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("delivery", "0013_gates_passed_before")]

    operations = [
        migrations.AlterField(
            model_name="highlightreport",
            name="words",
            field=models.TextField(blank=True, verbose_name="the manager’s words"),
        ),
    ]
