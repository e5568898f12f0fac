"""What search engines read of a page: schema.org in JSON-LD, from which no text can break out."""

import json
from typing import Any

from django.utils.safestring import SafeString

from cordee.actions.cards import Card
from cordee.actions.disclosure import disclosed_partners
from cordee.actions.models import Action, ActionText
from cordee.organisations.models import Organisation
from cordee.portal.pages.rows import name_of

_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def project(action: Action, card: Card, text: ActionText, address: str) -> str:
    """An action as a Project."""
    data = {
        "@type": "Project",
        "name": text.title,
        "description": text.summary,
        "url": address,
        "inLanguage": text.language,
        "parentOrganization": {"@type": "Organization", "name": action.lead.name},
        "member": [
            {"@type": "Organization", "name": partner.name}
            for partner in disclosed_partners(action.partners.all())
        ],
        "foundingDate": str(action.start_year or ""),
        "dissolutionDate": str(action.end_year or ""),
        "location": [{"@type": "Place", "name": name_of(place)} for place in card.places],
        "keywords": [goal.title for goal in card.goals],
    }
    return _written(data)


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
