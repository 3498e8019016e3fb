"""People with their roles, and directorates and services, come in from a spreadsheet."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0005_benefits"),
    ]

    operations = [
        migrations.AlterField(
            model_name="item",
            name="record",
            field=models.CharField(
                choices=[
                    ("person", "Person"),
                    ("unit", "Directorate or service"),
                    ("area", "Area"),
                    ("measure", "Measure"),
                    ("plan", "Plan"),
                    ("theme", "Theme"),
                    ("priority", "Priority"),
                    ("challenge", "Challenge"),
                    ("assessment", "Assessment"),
                    ("target", "Target"),
                    ("point", "Point"),
                    ("response", "Answer"),
                    ("project", "Project"),
                    ("benefit", "Benefit"),
                    ("action", "Action"),
                    ("milestone", "Milestone"),
                    ("risk", "Risk"),
                    ("observation", "Value"),
                ],
                max_length=20,
            ),
        ),
    ]
