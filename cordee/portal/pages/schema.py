"""What search engines read of a page: schema.org in JSON-LD, from which no text can break out."""

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urljoin

from django.utils.safestring import SafeString

from cordee.actions.cards import Card, PlaceMark
from cordee.actions.disclosure import disclosed_partners
from cordee.actions.enums import ActionType
from cordee.actions.models import Action, ActionText
from cordee.organisations.models import Organisation
from cordee.portal.pages.rows import name_of

_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def project(action: Action, card: Card, text: ActionText, address: str, *, images: Sequence[str] = ()) -> str:
    """An action as a Project; a recurring event as an EventSeries. `address` is the whole one of its page."""
    lead = {"@type": "Organization", "name": action.lead.name}
    if card.organisation_url:
        lead["url"] = urljoin(address, card.organisation_url)
    partners = [
        {"@type": "Organization", "name": partner.name}
        for partner in disclosed_partners(action.partners.all())
    ]
    start, end = str(action.start_year or ""), str(action.end_year or "")
    data = {
        "name": text.title,
        "description": text.summary,
        "url": address,
        "location": [_place(place) for place in card.places],
        "image": [urljoin(address, image) for image in images],
        "keywords": [goal.title for goal in card.goals],
    }
    if card.type == ActionType.EVENT:
        own = {"@type": "EventSeries", "organizer": lead, "contributor": partners, "startDate": start}
        return _written({**own, **data, "endDate": end, "inLanguage": text.language})
    own = {"@type": "Project", "parentOrganization": lead, "member": partners, "foundingDate": start}
    return _written({**own, **data, "dissolutionDate": end})


def _place(place: PlaceMark) -> dict[str, Any]:
    """A place with its country, and its point where it is known exactly."""
    said: dict[str, Any] = {"@type": "Place", "name": name_of(place)}
    if place.country:
        said["address"] = {"@type": "PostalAddress", "addressCountry": place.country}
    if place.is_exact and place.lon is not None:
        said["geo"] = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}
    return said


def website(name: str, address: str, search: str) -> str:
    """The site, with the address that searches it (`{words}` stands for what is looked for)."""
    action = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": search},
        "query-input": "required name=words",
    }
    return _written({"@type": "WebSite", "name": name, "url": address, "potentialAction": action})


def structure(organisation: Organisation, description: str, address: str) -> str:
    """A structure as an Organization."""
    return _written(
        {
            "@type": "Organization",
            "name": organisation.name,
            "alternateName": organisation.acronym,
            "description": description,
            "url": address,
            "sameAs": organisation.website,
        }
    )


def _written(data: dict[str, Any]) -> str:
    said = {"@context": "https://schema.org"} | {name: value for name, value in data.items() if value}
    return SafeString(json.dumps(said, ensure_ascii=False).translate(_ESCAPES))
