"""A gate that was passed before its project was kept here was asked for on an earlier day."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0012_deputies"),
    ]

    operations = [
        migrations.AlterField(
            model_name="approval",
            name="asked_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
    ]
