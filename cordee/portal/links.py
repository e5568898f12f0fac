"""Addresses that pages share: the atlas with filters, a letter to the team."""

from urllib.parse import quote

from django.urls import reverse

from cordee.atlas.query import AtlasQuery
from cordee.territory import instance


def map_url(**facets: str) -> str:
    """The map, narrowed by one value per facet: `map_url(pays="JP")`."""
    return _atlas("map", facets)


def list_url(**facets: str) -> str:
    """The list of actions, narrowed in the same way."""
    return _atlas("actions", facets)


def poster_url(**facets: str) -> str:
    """The map as a picture, narrowed in the same way."""
    return _atlas("poster", facets)


def letter_url(subject: str, body: str = "") -> str:
    """A letter to the team of the territory, its subject written."""
    address = quote(instance.current().email, safe="@")
    text = f"&body={quote(body)}" if body else ""
    return f"mailto:{address}?subject={quote(subject)}{text}"


def _atlas(page: str, facets: dict[str, str]) -> str:
    query = AtlasQuery(facets={name: (value,) for name, value in facets.items()}).encoded()
    return f"{reverse(page)}?{query}" if query else reverse(page)
