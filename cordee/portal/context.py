"""What every page shows around its own content: no query, only the territory and addresses."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from cordee.core import addresses
from cordee.territory import instance

_NATIVE_NAMES = {"fr": "Français", "en": "English"}


@dataclass(frozen=True, slots=True)
class Here:
    """The territory in the language of the page."""

    name: str
    tagline: str
    email: str
    home: str
    preview: str


def site(request: HttpRequest) -> dict[str, Any]:
    """The territory, the addresses of the header and footer, the same page in the other languages."""
    territory = instance.current()
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "territory": Here(
            name=territory.name_in(language),
            tagline=instance.text(territory.tagline, language),
            email=territory.email,
            home=instance.text(territory.home.label, language),
            preview=reverse("preview") if territory.preview else "",
        ),
        "site_root": addresses.root(),
        "navigation": _navigation(request),
        "alternates": alternates(request),
        "footer": _footer(instance.text(territory.history, language), territory.email),
    }


def alternates(request: HttpRequest) -> list[dict[str, str]]:
    """The same page in each language, its own among them; the home page where the address leads nowhere.

    `url` keeps what is asked, for a person who changes language; `path` does not, as the canonical address.
    """
    return [
        {
            "language": code,
            "label": _NATIVE_NAMES[code],
            "url": _in_language(request, request.get_full_path(), code),
            "path": _in_language(request, request.path, code),
        }
        for code, _name in settings.LANGUAGES
    ]


def _in_language(request: HttpRequest, address: str, code: str) -> str:
    if request.resolver_match is None:
        with override(code):
            return reverse("home")
    return translate_url(address, code)


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    here = request.resolver_match.url_name if request.resolver_match else None
    return [
        {"url": reverse(name), "label": label, "current": here in (name, child)}
        for name, child, label in (
            ("map", "", _("Map")),
            ("actions", "action", _("Actions")),
            ("organisations", "organisation", _("Structures")),
            ("countries", "country", _("Countries")),
            ("communes", "commune", _("Communes")),
        )
    ]


def _footer(about: str, email: str) -> dict[str, Any]:
    return {
        "about": about,
        "groups": [
            {
                "title": _("Explore"),
                "links": [
                    _link("map", _("Map of the actions")),
                    _link("actions", _("List of the actions")),
                    _link("organisations", _("Structures")),
                    _link("countries", _("Countries")),
                    _link("communes", _("Communes")),
                ],
            },
            {
                "title": _("Data"),
                "links": [
                    _link("export", _("All public actions as CSV"), "csv"),
                    _link("export", _("As a spreadsheet (XLSX)"), "xlsx"),
                    _link("export", _("As GeoJSON, for maps"), "geojson"),
                ],
            },
            {
                "title": _("The platform"),
                "links": [
                    _link("about", _("What it is, and for whom")),
                    _link("credits", _("Sources and credits")),
                    {"url": f"mailto:{quote(email, safe='@')}", "label": _("Write to the team")},
                ],
            },
        ],
        "legal": [
            _link("accessibility", _("Accessibility: not yet audited")),
            _link("legal", _("Legal notice")),
            _link("privacy", _("Personal data")),
        ],
    }


def _link(name: str, label: str, *values: str) -> dict[str, str]:
    return {"url": reverse(name, args=values), "label": label}
