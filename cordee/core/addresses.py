"""Whole addresses of the site. They come from `SITE_URL`: a visitor writes the Host header as they like."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import get_language


def root() -> str:
    """Scheme and host of the site, without a slash at the end."""
    address: str = settings.SITE_URL
    return address


def absolute(path: str) -> str:
    """The whole address of one of the site's own paths."""
    return root() + path


def page(path: str) -> str:
    """The whole address of a page in the language that is active: the first has no prefix."""
    language = get_language() or settings.LANGUAGE_CODE
    spoken = language in dict(settings.LANGUAGES) and language != settings.LANGUAGE_CODE
    return absolute(f"/{language}{path}" if spoken else path)


def scheme() -> str:
    """`https`, or `http` on one's own machine."""
    return urlsplit(root()).scheme


def host() -> str:
    """Name of the site, with its port where there is one."""
    return urlsplit(root()).netloc
