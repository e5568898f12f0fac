"""A few structures and actions for the tests of the pages."""

from typing import Any

from cordee.actions import operations as actions
from cordee.actions.content import Content, Place, Text
from cordee.actions.enums import ActionType, Origin, Precision, Progress
from cordee.actions.models import Action
from cordee.organisations import operations as organisations
from cordee.organisations.content import Content as Structure
from cordee.organisations.enums import Kind
from cordee.organisations.models import Organisation

PLACES = {
    "JP": Place(precision=Precision.CITY, place="Sapporo", country="JP", lon=141.35, lat=43.06),
    "BF": Place(precision=Precision.CITY, place="Ouagadougou", country="BF", lon=-1.53, lat=12.37),
    "DE": Place(precision=Precision.COUNTRY, country="DE", lon=10.3, lat=51.0),
}


def structure(key: str = "town", **parts: Any) -> Organisation:
    """The structure known by this key, made if need be."""
    content = Structure(**{"name": f"Structure {key}", "kind": Kind.PUBLIC_BODY} | parts)
    organisations.put([organisations.Entry(key=key, content=content)])
    return Organisation.objects.get(key=key)


def action(key: str, title: str = "", *, country: str = "JP", lead: str = "town", **parts: Any) -> Action:
    """One live action; `parts` replace those of the content."""
    content: dict[str, Any] = {
        "type": ActionType.PROJECT,
        "lead": structure(lead).pk,
        "texts": {"fr": Text(title=title or f"Action {key}", summary="Ce que fait l'action.")},
        "places": (PLACES[country],),
        "goals": (4, 11),
        "progress": Progress.UNDER_WAY,
        "origin": Origin.DECLARED,
        "start_year": 2015,
    }
    actions.put([actions.Entry(key=key, content=Content(**content | parts))])
    return Action.objects.get(key=key)
