"""A card is opened while its person objects, or twice at the same moment."""

import pytest

from cordee.contacts import operations
from cordee.contacts.enums import Field
from cordee.contacts.models import Reveal
from cordee.contacts.operations import NotDisclosed
from cordee.contacts.tests.factories import account, contact, named, reached_by
from cordee.core.limits import Limit, TooMany
from tests.at_once import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_what_is_opened_while_she_objects_is_logged_or_not_shown() -> None:
    number, viewer = named(), account()
    opened, objected = at_once(
        lambda: operations.reveal(contact=number, by=viewer, field=Field.EMAIL),
        lambda: operations.object_to(contact=number),
    )
    assert objected is None
    assert contact(number).objected_at
    assert reached_by(number).email == ""
    is_shown = opened == "ana@persons.example"
    assert is_shown or isinstance(opened, NotDisclosed)
    assert Reveal.objects.filter(viewer=viewer).exists() is is_shown


def test_the_last_opening_of_the_day_is_given_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "openings_a_day", lambda: Limit("contact.reveal", 1, operations.DAY))
    one, other, viewer = named(), named(email="b@x.example"), account()
    results = at_once(
        lambda: operations.reveal(contact=one, by=viewer, field=Field.EMAIL),
        lambda: operations.reveal(contact=other, by=viewer, field=Field.EMAIL),
    )
    (late,) = refusals(results)
    assert isinstance(late, TooMany)
    assert Reveal.objects.count() == 1
