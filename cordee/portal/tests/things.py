"""Structures and actions for the tests of the pages, made as imports make them."""

from typing import Any

from cordee.actions import operations as action_operations
from cordee.actions.content import Content, PartnerName, Place, Text
from cordee.actions.enums import ActionType, Precision, Progress
from cordee.actions.models import Action
from cordee.organisations import operations as organisation_operations
from cordee.organisations.content import Content as OrganisationContent
from cordee.organisations.enums import Kind
from cordee.organisations.models import Organisation

TOKYO = Place(precision=Precision.CITY, place="Tokyo", country="JP", lon=139.69, lat=35.69)
KYOTO = Place(precision=Precision.CITY, place="Kyoto", country="JP", lon=135.75, lat=35.02)
LIMA = Place(precision=Precision.CITY, place="Lima", country="PE", lon=-77.03, lat=-12.04)
SOMEWHERE = Place(precision=Precision.COUNTRY, place="", country="JP", lon=138.0, lat=36.0)


def structure(name: str = "Les Amis", **said: Any) -> Organisation:
    """A public structure."""
    values = {"kind": Kind.ASSOCIATION, "commune": "38185"} | said
    content = OrganisationContent(name=name, **values)
    organisation_operations.put([organisation_operations.Entry(key=name, content=content)])
    return Organisation.objects.get(key=name)


def action(lead: Organisation, title: str = "Un puits", **said: Any) -> Action:
    """A public action, in Tokyo and about water unless said otherwise."""
    values: dict[str, Any] = {
        "type": ActionType.PROJECT,
        "texts": {"fr": Text(title=title, summary=said.pop("summary", ""))},
        "places": (TOKYO,),
        "goals": (6,),
        "progress": Progress.UNDER_WAY,
    }
    content = Content(lead=lead.pk, **values | said)
    key = f"{lead.pk} {title}"
    action_operations.put([action_operations.Entry(key=key, content=content)])
    return Action.objects.get(key=key)


def partner(name: str, country: str = "", *, is_hidden: bool = False) -> PartnerName:
    """A partner."""
    return PartnerName(name=name, country=country, is_hidden=is_hidden)
