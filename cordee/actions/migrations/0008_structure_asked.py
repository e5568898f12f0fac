"""Whom a link of confirmation was written to: what was asked before, the sheet's lead of today."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

ASKED = "structure that was asked"


def settle(apps, _editor):
    """Nothing else is known of them."""
    action, confirmation = (apps.get_model("actions", name) for name in ("Action", "Confirmation"))
    lead = action.objects.filter(pk=OuterRef("action")).values("lead")[:1]
    confirmation.objects.update(organisation=Subquery(lead))


def _organisation(**more):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation",
        verbose_name=ASKED, **more,
    )


class Migration(migrations.Migration):
    dependencies = [("actions", "0007_approved_for_a_structure"), ("organisations", "0005_regime")]

    operations = [
        migrations.AddField(
            model_name="confirmation", name="organisation", field=_organisation(null=True)
        ),
        migrations.RunPython(settle, migrations.RunPython.noop),
        migrations.AlterField(model_name="confirmation", name="organisation", field=_organisation()),
    ]
