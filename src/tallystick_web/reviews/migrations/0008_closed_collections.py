"""The values of a round that is closed already are closed too."""

from django.db import migrations


def tell(apps, schema_editor):
    apps.get_model("measures", "Collection").objects.filter(round__state="closed").update(closed=True)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0007_only_added"), ("measures", "0008_collection_closed")]
    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
