"""Words that several pages need: enumerations, counts, distances."""

from collections.abc import Sequence
from math import asin, cos, radians, sin, sqrt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

EARTH_RADIUS = 6371.0


def listed(words: Sequence[str]) -> str:
    """The words as one enumeration: «A», «A and B», «A, B and C»."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def actions_counted(count: int) -> str:
    """«1 action», «7 actions»."""
    return ngettext("%(count)s action", "%(count)s actions", count) % {"count": count}


def structures_counted(count: int) -> str:
    """«1 structure», «4 structures»."""
    return ngettext("%(count)s structure", "%(count)s structures", count) % {"count": count}


def cities_counted(count: int) -> str:
    """«1 known place», «3 known places»."""
    return ngettext("%(count)s known place", "%(count)s known places", count) % {"count": count}


def countries_counted(count: int) -> str:
    """«1 country», «12 countries»."""
    return ngettext("%(count)s country", "%(count)s countries", count) % {"count": count}


def kilometres(start: tuple[float, float], end: tuple[float, float]) -> int:
    """The distance along the great circle between two (lon, lat) points, to ten kilometres."""
    (lon1, lat1), (lon2, lat2) = ((radians(lon), radians(lat)) for lon, lat in (start, end))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return round(2 * EARTH_RADIUS * asin(min(1.0, sqrt(half))) / 10) * 10
