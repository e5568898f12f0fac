"""The public pages for search engines, each with its address in the other languages."""

from collections.abc import Sequence
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from cordee.actions.models import Location
from cordee.actions.permissions import PUBLIC
from cordee.actions.queries import visible_by
from cordee.core import addresses
from cordee.organisations.queries import published
from cordee.territory import instance, world

LARGE = 20_000
"""Addresses in one file; beyond, the site map is an index of parts."""


class _Pages(Sitemap[Any]):
    i18n = True
    alternates = True
    x_default = True
    limit = LARGE

    def get_protocol(self, protocol: str | None = None) -> str:  # noqa: ARG002 # Django asks for it
        """That of the site, whatever the request says."""
        return addresses.scheme()

    def get_domain(self, site: Any = None) -> str:  # noqa: ARG002 # Django asks for it
        """That of the site, whatever the request says."""
        return addresses.host()


class StaticPages(_Pages):
    """Pages that are always there."""

    def items(self) -> Sequence[str]:
        """Names of addresses."""
        return ("home", "map", "actions", "organisations", "countries", "communes", "about", "credits")

    def location(self, item: str) -> str:
        """The address, in the language that is being written."""
        return reverse(item)


class ActionPages(_Pages):
    """Every public action."""

    def items(self) -> Any:
        """Slugs, in a fixed order."""
        return visible_by(PUBLIC).order_by("pk").values_list("slug", flat=True)

    def location(self, item: str) -> str:
        """The address, in the language that is being written."""
        return reverse("action", args=[item])


class OrganisationPages(_Pages):
    """Every public structure."""

    def items(self) -> Any:
        """Slugs, in a fixed order."""
        return published().order_by("pk").values_list("slug", flat=True)

    def location(self, item: str) -> str:
        """The address, in the language that is being written."""
        return reverse("organisation", args=[item])


class CountryPages(_Pages):
    """The countries that have an action."""

    def items(self) -> list[str]:
        """Codes."""
        places = Location.objects.filter(action__in=visible_by(PUBLIC).values("pk"))
        codes = places.order_by("country").values_list("country", flat=True).distinct()
        return [code for code in codes if code in world.countries()]

    def location(self, item: str) -> str:
        """The address, in the language that is being written."""
        return reverse("country", args=[item])


class CommunePages(_Pages):
    """The communes that have a structure."""

    def items(self) -> list[str]:
        """INSEE codes."""
        codes = published().order_by("commune").values_list("commune", flat=True).distinct()
        return [code for code in codes if code in instance.current().communes]

    def location(self, item: str) -> str:
        """The address, in the language that is being written."""
        return reverse("commune", args=[item])


SECTIONS: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {
    "pages": StaticPages,
    "actions": ActionPages,
    "structures": OrganisationPages,
    "pays": CountryPages,
    "communes": CommunePages,
}


def is_large() -> bool:
    """More addresses than one file should hold."""
    count = visible_by(PUBLIC).count() + published().count()
    return count * len(instance.current().languages) > LARGE
