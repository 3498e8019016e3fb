from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("measures", "0007_year_is")]

    operations = [
        migrations.AddField(model_name="collection", name="closed", field=models.BooleanField(default=False)),
    ]
