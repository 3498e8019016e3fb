"""What was agreed before there were states is agreed, or locked in a closed round; every assessment begins its versions."""

from django.db import migrations
from django.utils import timezone

KEPT = (
    "state", "narrative", "rating", "rating_reason", "rated_by_id", "agreed_by_id",
)  # fmt: skip


def tell(apps, schema_editor):
    assessments = apps.get_model("reviews", "Assessment").objects
    agreed = assessments.filter(agreed_at__isnull=False)
    agreed.filter(round__state="open").update(state="agreed")
    agreed.filter(round__state="closed").update(state="locked")
    version = apps.get_model("reviews", "Version")
    now = timezone.now()
    rows = [
        version(assessment_id=one.pk, number=one.version, verb="held", at=one.rated_at or now,
                **{name: getattr(one, name) for name in KEPT})
        for one in assessments.iterator(chunk_size=500)
    ]  # fmt: skip
    version.objects.bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0003_cycle")]
    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
