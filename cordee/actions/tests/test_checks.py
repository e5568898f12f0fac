"""Operations refuse what a sheet cannot say, with a sentence; the database refuses it besides."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cordee.actions import operations
from cordee.actions.content import PartnerName, Place, Text
from cordee.actions.enums import Audience, Precision, Progress
from cordee.actions.models import Action, Location, Partner
from cordee.actions.tests import factories

pytestmark = pytest.mark.django_db
GB = Place(precision=Precision.CITY, place="Oxford", country="GB", lon=-1.256, lat=51.752)
REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"places": (replace(GB, lat=None),)}, "longitude goes with a latitude"),
    ({"places": (replace(GB, lon=0.0, lat=0.0),)}, "0, 0 is in the sea"),
    ({"places": (replace(GB, lon=51.752, lat=-1.256),)}, "look swapped"),
    ({"places": (replace(GB, lon=2.35, lat=48.85),)}, "move the pin"),
    ({"places": (replace(GB, lat=float("nan")),)}, "is no point"),
    ({"places": (replace(GB, country="QQ"),)}, "“QQ” is no country"),
    ({"places": (replace(GB, region="999"),)}, "no UN M49 code"),
    ({"places": (replace(GB, place="x" * 201),)}, "200 fit"),
    ({"partners": (PartnerName(name="A", country="QQ"),)}, "“QQ” is no country"),
    ({"partners": (PartnerName(name=" "),)}, "Give each partner a name"),
    ({"themes": ("no-theme",)}, "“no-theme” is no theme"),
    ({"forms": ("no-form",)}, "“no-form” is no form"),
    ({"texts": {"fr": Text(title="x" * 201)}}, "200 fit"),
    ({"texts": {"fr": Text(title=" ")}}, "Give a title in each language"),
    ({"texts": {"fr": Text(title="a\0b")}}, "holds a character"),
    ({"progress": Progress.SUSPENDED}, "needs the date of the suspension and its reason"),
    ({"suspension_reason": "Crise"}, "go with the state"),
    ({"readers": (1,)}, "Named readers go with the audience"),
]


@pytest.mark.parametrize(("parts", "sentence"), REFUSED)
def test_an_operation_refuses_with_a_sentence(parts: dict[str, Any], sentence: str) -> None:
    content = factories.content(title="Titre")
    with pytest.raises(operations.InvalidContent, match=sentence):
        operations.put([operations.Entry(key="k", content=replace(content, **parts))])
    assert not Action.objects.exists()


def test_a_far_point_stays_confirmed() -> None:
    far = replace(GB, lon=2.35, lat=48.85, is_far_confirmed=True)
    action = factories.action(places=(far,))
    assert factories.edited(action, goals=(1,)).locations.get().is_far_confirmed


def test_named_readers_are_kept_and_journalled() -> None:
    reader = factories.person(verified=True)
    action = factories.edited(factories.action(), audience=Audience.NAMED, readers=(reader.pk,))
    assert list(action.readers.all()) == [reader]
    assert not factories.edited(action, audience=Audience.PUBLIC, readers=()).readers.exists()


BAD_ROWS: list[tuple[type[Action | Location | Partner], dict[str, Any]]] = [
    (Location, {"lat": None}),
    (Location, {"lon": None}),
    (Location, {"lon": 0.0, "lat": 0.0}),
    (Location, {"lon": 181.0}),
    (Partner, {"country": "jp"}),
    (Action, {"progress": Progress.SUSPENDED}),
    (Action, {"progress": Progress.SUSPENDED, "suspended_on": date(2024, 1, 1)}),
    (Action, {"progress": Progress.SUSPENDED, "suspension_reason": "Crise"}),
    (Action, {"suspension_reason": "Crise"}),
    (Action, {"suspended_on": date(2024, 1, 1)}),
]


@pytest.mark.parametrize(("model", "values"), BAD_ROWS)
def test_the_database_refuses_it_too(
    model: type[Action | Location | Partner], values: dict[str, Any]
) -> None:
    factories.action(places=(GB,), partners=(PartnerName(name="Partenaire"),))
    rows = model._default_manager.all()
    assert rows.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**values)
