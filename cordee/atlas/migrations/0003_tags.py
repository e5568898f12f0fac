"""Documents carry the numbers of their counted facets, as `index.counting` packs them."""

from array import array
from collections import defaultdict

from django.db import migrations, models

COUNTED = ("type", "odd", "pays", "zone", "nature", "etat", "theme", "forme", "commune", "origine")
BATCH = 2_000


def fill(apps, _editor):
    """From the taggings that are there."""
    document, tagging = apps.get_model("atlas", "Document"), apps.get_model("atlas", "Tagging")
    numbers = list(document.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(numbers), BATCH):
        batch = numbers[start : start + BATCH]
        found = defaultdict(list)
        rows = tagging.objects.filter(document__in=batch, facet__name__in=COUNTED)
        for number, facet in rows.order_by("document", "facet").values_list("document", "facet"):
            found[number].append(facet)
        documents = [document(pk=number, tags=array("I", facets).tobytes()) for number, facets in found.items()]
        document.objects.bulk_update(documents, ["tags"], batch_size=100)


class Migration(migrations.Migration):
    dependencies = [("atlas", "0002_confirmed")]

    operations = [
        migrations.AddField(
            model_name="document", name="tags", field=models.BinaryField(db_default=b"", default=b"")
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
