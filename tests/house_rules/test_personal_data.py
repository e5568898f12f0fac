"""Whatever points to a person, or holds an address, is in her export, or is left out for a reason.

And whatever would go with her account in the database goes when it is erased (`accounts.closing`).
"""

from django.apps import apps
from django.db import models
from django.db.models import Field

from cordee.accounts.models import User
from cordee.portal.rights.collecting import COVERS, LEFT_OUT, SECTIONS
from tests.house_rules.tree import listed

HOLDS_ADDRESSES = ("email", "recipient", "sender")
"""Names of columns of text that hold an address, whatever their type."""


def personal(field: "Field[object, object]") -> bool:
    """A column that leads to an account, or holds an e-mail address."""
    if field.related_model is User:
        return True
    is_text = isinstance(field, models.CharField | models.TextField)
    return isinstance(field, models.EmailField) or (is_text and field.name in HOLDS_ADDRESSES)


def columns() -> set[str]:
    """Every one, of every table, those between two others among them."""
    found = set()
    for model in apps.get_models(include_auto_created=True):
        own = [*model._meta.local_fields, *model._meta.local_many_to_many]
        found |= {f"{model._meta.label_lower}.{field.name}" for field in own if personal(field)}
    return found


def test_each_is_exported_or_left_out_for_a_reason() -> None:
    seen = columns()
    assert len(seen) > 40
    missing = sorted(seen - COVERS.keys() - LEFT_OUT.keys())
    assert not missing, "Say in a slice's personal.py what the export does with:\n" + listed(missing)


def test_nothing_is_named_that_does_not_exist_or_twice() -> None:
    more = {"accounts.user.groups", "accounts.user_groups.user", "accounts.user.user_permissions"}
    assert (COVERS.keys() | LEFT_OUT.keys()) - columns() <= more
    assert not COVERS.keys() & LEFT_OUT.keys()
    assert all(LEFT_OUT.values())


def test_each_leads_to_a_part_of_the_export() -> None:
    assert set(COVERS.values()) <= SECTIONS.keys()


def test_a_new_column_is_seen() -> None:
    assert personal(models.EmailField(name="x"))
    assert personal(models.CharField(name="recipient"))
    assert not personal(models.CharField(name="title"))
