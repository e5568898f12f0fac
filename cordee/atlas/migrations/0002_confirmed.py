"""Tags what is known already with `confirmee`, as `index.rows` does from now on."""

from itertools import islice

from django.db import migrations
from django.db.models import Q

UNSURE = Q(action__origin__in=["compilee", "importee"], action__confirmed_on__isnull=True)
BATCH = 5_000


def tag(apps, _editor):
    """One tag a document."""
    models = {name: apps.get_model("atlas", name) for name in ("Document", "Facet", "Tagging")}
    for value, rule in {"non": UNSURE, "oui": ~UNSURE}.items():
        documents = models["Document"].objects.filter(rule).values_list("pk", "audience")
        if not documents.exists():
            continue
        facet, _ = models["Facet"].objects.get_or_create(name="confirmee", value=value)
        rows = documents.iterator(BATCH)
        while batch := list(islice(rows, BATCH)):
            tags = [models["Tagging"](document_id=pk, facet=facet, audience=seen) for pk, seen in batch]
            models["Tagging"].objects.bulk_create(tags, ignore_conflicts=True)


def untag(apps, _editor):
    """Without them."""
    apps.get_model("atlas", "Facet").objects.filter(name="confirmee").delete()


class Migration(migrations.Migration):
    dependencies = [("atlas", "0001_first_tables"), ("actions", "0004_constraints")]

    operations = [migrations.RunPython(tag, untag)]
