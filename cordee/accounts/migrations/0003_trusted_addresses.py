"""Accounts made before people could sign up were made by the team: their addresses are trusted."""

from django.db import migrations


def trust(apps, schema_editor):
    users = apps.get_model("accounts", "User").objects.exclude(email="")
    EmailAddress = apps.get_model("account", "EmailAddress")
    EmailAddress.objects.bulk_create(
        EmailAddress(user_id=user.pk, email=user.email, verified=True, primary=True)
        for user in users.iterator()
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_taking_part"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [migrations.RunPython(trust, migrations.RunPython.noop)]
