"""An apostrophe as the house writes it, in a label."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("councils", "0003_closed_units")]

    operations = [
        migrations.AlterField(
            model_name="area",
            name="kind",
            field=models.CharField(
                choices=[
                    ("own", "The council’s area"),
                    ("locality", "Part of the area"),
                    ("peer", "Another council"),
                    ("group", "Group of councils"),
                    ("region", "Region"),
                    ("nation", "Nation"),
                ],
                max_length=20,
            ),
        ),
    ]
