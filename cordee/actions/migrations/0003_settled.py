"""Settles what the constraints of the next migration refuse, and keeps far points as confirmed as they were."""

from django.db import migrations, models
from django.db.models import Q

from cordee.territory import world
from cordee.territory.whereabouts import Verdict, judge


def settle(apps, _editor):
    """Nothing is made up: a suspension that lacks its date or reason stops here, with its address."""
    action, location, partner = (apps.get_model("actions", name) for name in ("Action", "Location", "Partner"))
    lacking = action.objects.filter(progress="suspendu").filter(Q(suspended_on=None) | Q(suspension_reason=""))
    if slugs := list(lacking.values_list("slug", flat=True)[:50]):
        raise ValueError(f"Suspended without date or reason: {', '.join(slugs)}. Complete them, then migrate.")
    action.objects.exclude(progress="suspendu").update(suspended_on=None, suspension_reason="")
    half = location.objects.filter(Q(lon=None, lat__isnull=False) | Q(lat=None, lon__isnull=False))
    half.exclude(country="").update(precision="country")
    half.update(lon=None, lat=None)
    for one in partner.objects.exclude(country="").iterator():
        code = one.country.upper()
        if code != one.country or code not in world.countries():
            partner.objects.filter(pk=one.pk).update(country=code if code in world.countries() else "")
    far = [
        one.pk
        for one in location.objects.exclude(country="").filter(lon__isnull=False).iterator()
        if one.country in world.countries() and judge(one.country, one.lon, one.lat) == Verdict.FAR
    ]
    for start in range(0, len(far), 500):
        location.objects.filter(pk__in=far[start : start + 500]).update(is_far_confirmed=True)


class Migration(migrations.Migration):
    dependencies = [("actions", "0002_links")]

    operations = [
        migrations.AddField(
            model_name='location',
            name='is_far_confirmed',
            field=models.BooleanField(db_default=False, default=False, verbose_name='confirmed far from its country'),
        ),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]
