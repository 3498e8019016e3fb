"""An apostrophe as the house writes it, in a label."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("measures", "0008_collection_closed")]

    operations = [
        migrations.AlterField(
            model_name="measure",
            name="year_is",
            field=models.CharField(
                blank=True,
                choices=[
                    ("total", "The year is the total of its periods"),
                    ("mean", "The year is the mean of its periods"),
                    ("cumulative", "Each figure is the total of the year so far"),
                    ("last", "The year’s figure is that of its last period"),
                    ("rate", "The year is the sum of numerators over the sum of denominators"),
                ],
                max_length=20,
                verbose_name="how its periods make up a year",
            ),
        ),
        migrations.AlterField(
            model_name="target",
            name="tolerance_kind",
            field=models.CharField(
                choices=[("absolute", "In the measure’s unit"), ("percent", "Per cent of the target")],
                default="absolute",
                max_length=10,
            ),
        ),
    ]
