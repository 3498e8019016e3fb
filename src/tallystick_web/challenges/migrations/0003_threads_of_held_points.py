"""Every point that is answered gets its thread: those brought in before there were answers were received on the last day on site."""

from django.db import migrations
from django.utils import timezone

ANSWERED = ("recommendation", "quick_win")


def thread(apps, editor):
    Point = apps.get_model("challenges", "Point")
    Thread = apps.get_model("challenges", "Thread")
    now = timezone.now()
    for point in Point.objects.filter(list__in=ANSWERED, thread=None).select_related("challenge").order_by("pk"):
        on = point.challenge.last_day or timezone.localdate()
        made = Thread.objects.create(council_id=point.challenge.council_id)
        apps.get_model("challenges", "Placement").objects.create(point=point, thread=made, on=on, at=now)
        apps.get_model("challenges", "StateChange").objects.create(
            thread=made, verb="receive", state="received", on=on, at=now
        )
        point.thread = made
        point.save(update_fields=["thread"])


class Migration(migrations.Migration):
    dependencies = [("challenges", "0002_answers")]
    operations = [migrations.RunPython(thread, migrations.RunPython.noop)]
