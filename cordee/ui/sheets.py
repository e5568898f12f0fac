"""Stylesheets: many small files for who writes them, one or two for who reads the page.

A page with thirty stylesheets asks thirty questions before it shows anything. Where static files are
gathered, each list of names that a template gives becomes one file; elsewhere they are linked one by one.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.template.utils import get_app_template_dirs

EVERYWHERE = (
    "tokens fonts goal-colours base header footer buttons forms states goals section search rows cards"
    " facts notices messages chips pager table charts"
)
"""The stylesheets of every page, in the order of their cascade; a page adds its own after them."""
_HOUSE = Path(__file__).resolve().parents[1]
_LIST = re.compile(r'{% stylesheets "([^"]+)" %}')


def paths(names: str) -> list[str]:
    """The files: «rows» is one of `ui/css/`, a name with a slash is its whole path without the ending."""
    return [f"{name if '/' in name else f'ui/css/{name}'}.css" for name in names.split()]


@cache
def bundle(names: str) -> str:
    """The path of the one file that holds them all, beside those of `ui/css/` whose addresses it keeps."""
    return f"ui/css/bundle-{hashlib.sha256(names.encode()).hexdigest()[:8]}.css"


def lists() -> Iterator[str]:
    """Every list of stylesheets that a template asks for."""
    yield EVERYWHERE
    found = {
        names
        for folder in get_app_template_dirs("templates")
        if folder.is_relative_to(_HOUSE)
        for template in sorted(folder.rglob("*.html"))
        for names in _LIST.findall(template.read_text("utf-8"))
    }
    yield from sorted(found)
