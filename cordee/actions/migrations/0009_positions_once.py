"""The positions of contacts on an action are given once: counted from the highest that is there today."""

from django.db import migrations, models
from django.db.models import Max


def settle(apps, _editor):
    """Those removed before are not known."""
    action, contact = (apps.get_model("actions", name) for name in ("Action", "ActionContact"))
    for number, last in contact.objects.order_by().values_list("action").annotate(last=Max("position")):
        action.objects.filter(pk=number).update(last_contact=last)


class Migration(migrations.Migration):
    dependencies = [("actions", "0008_structure_asked")]

    operations = [
        migrations.AddField(
            model_name="action",
            name="last_contact",
            field=models.PositiveSmallIntegerField(
                db_default=0, default=0, editable=False, verbose_name="highest position of a contact so far"
            ),
        ),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]
