"""The territory that this instance serves: `load` reads a folder, `current` gives the one of the settings."""

from functools import cache
from pathlib import Path

from cordee.territory.instance_file import TerritoryError, load
from cordee.territory.shape import Commune, Form, LocalText, Territory, Theme, text

__all__ = [
    "Commune",
    "Form",
    "LocalText",
    "Territory",
    "TerritoryError",
    "Theme",
    "current",
    "first_language",
    "load",
    "text",
]


def current() -> Territory:
    """The territory in the folder of the setting CORDEE_TERRITORY, read once. Raises TerritoryError."""
    # Imported here: the settings themselves load the territory, to know its languages.
    from django.conf import settings  # noqa: PLC0415

    return _read_once(settings.CORDEE_TERRITORY)


def first_language() -> str:
    """The first of the territory's languages that the software speaks: texts without a language are in it."""
    from django.conf import settings  # noqa: PLC0415  # see `current`

    spoken = dict(settings.LANGUAGES)
    return next((code for code in current().languages if code in spoken), settings.LANGUAGE_CODE)


@cache
def _read_once(folder: str | Path) -> Territory:
    return load(Path(folder))
