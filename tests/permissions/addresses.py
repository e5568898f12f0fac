"""Every address of the site, found by walking the resolver, so that none can be forgotten in a table."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RegexPattern, RoutePattern

BACK_OFFICE = "animation/"
_ARGUMENTS = {
    "int": "1",
    "uuid": "00000000-0000-0000-0000-000000000001",
    "slug": "x",
    "str": "x",
    "path": "x",
}


@dataclass(frozen=True, slots=True)
class Address:
    """One pattern: its name with namespaces, its whole route, an address that matches it."""

    name: str
    route: str
    example: str
    is_translated: bool

    @property
    def is_back_office(self) -> bool:
        """Wagtail's: one rule for all."""
        return self.route.startswith(BACK_OFFICE)


def walk() -> list[Address]:
    """All of them, in the resolver's order."""
    return list(_walk(get_resolver(), "", "", "", is_translated=False))


def _walk(
    resolver: URLResolver, names: str, route: str, example: str, *, is_translated: bool
) -> Iterator[Address]:
    for item in resolver.url_patterns:
        here = route + _route(item)
        filled = example + _example(item)
        if isinstance(item, URLPattern):
            yield Address(f"{names}{item.name or ''}", here, f"/{filled}", is_translated)
            continue
        inside = f"{names}{item.namespace}:" if item.namespace else names
        translated = is_translated or isinstance(item.pattern, LocalePrefixPattern)
        yield from _walk(item, inside, here, filled, is_translated=translated)


def _route(item: URLPattern | URLResolver) -> str:
    return "" if isinstance(item.pattern, LocalePrefixPattern) else str(item.pattern)


def _example(item: URLPattern | URLResolver) -> str:
    """The pattern with something plausible for each argument."""
    pattern = item.pattern
    if isinstance(pattern, RoutePattern):
        filled = str(pattern)
        for name, converter in pattern.converters.items():
            kind = next(key for key in _ARGUMENTS if type(converter).__name__.lower().startswith(key[:3]))
            for written in (f"<{kind}:{name}>", f"<{name}>"):
                filled = filled.replace(written, _ARGUMENTS[kind])
        return filled
    if isinstance(pattern, RegexPattern):
        return _from_regex(str(pattern))
    return ""


def _from_regex(regex: str) -> str:
    """The few expressions in use: named groups of digits or words, and optional ends."""
    from django.utils.regex_helper import normalize

    (form, names) = normalize(regex)[0]
    return form % dict.fromkeys(names, "1")
