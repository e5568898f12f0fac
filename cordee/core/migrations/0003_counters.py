"""The table of the cache that counts attempts (`CACHES["default"]`), as Django's own command makes it."""

from django.core.management import call_command
from django.db import migrations


def make(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("core", "0002_counted_uses")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
