"""What is said of actions while a round is open belongs to the round."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0012_deputies"),
        ("reviews", "0005_meeting_notes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reported",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "note",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reported", to="delivery.progressnote"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reported", to="reviews.round"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "reported",
                "ordering": ["-note"],
            },
        ),
    ]
