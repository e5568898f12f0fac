"""The migrations say all that the models say, and their names say what they do."""

import io
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from tests.house_rules.tree import ROOT, listed, name

IN_WORDS = re.compile(r"^\d{4}_[a-z]+(_[a-z0-9]+)*$")
BY_MACHINE = re.compile(r"_auto_\d|_and_more$")


def migrations() -> list[Path]:
    """Every migration of our slices."""
    return sorted((ROOT / "cordee").glob("*/migrations/[0-9]*.py"))


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    said = io.StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said, stderr=said)
    except SystemExit:
        pytest.fail(said.getvalue())
    assert "No changes detected" in said.getvalue()


def test_every_slice_with_models_has_migrations() -> None:
    ours = [app for app in apps.get_app_configs() if app.name.startswith("cordee.")]
    with_models = {app.label for app in ours if any(m._meta.managed for m in app.get_models())}
    assert with_models
    assert with_models <= {path.parent.parent.name for path in migrations()}


def test_migrations_are_named_in_words() -> None:
    seen = migrations()
    assert seen
    faults = [name(p) for p in seen if not IN_WORDS.match(p.stem) or BY_MACHINE.search(p.stem)]
    assert not faults, listed(faults)
