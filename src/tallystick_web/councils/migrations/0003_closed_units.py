"""A unit that is no longer used is closed, and stays for what refers to it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("councils", "0002_deputies")]

    operations = [
        migrations.AddField(
            model_name="unit",
            name="closed_on",
            field=models.DateField(blank=True, null=True),
        ),
    ]
