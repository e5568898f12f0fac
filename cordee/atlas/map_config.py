"""What the map's script is told: addresses, the point at home, and every word that it may say."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.atlas import poster
from cordee.atlas.query import AtlasQuery
from cordee.territory import instance
from cordee.territory.ground import ground_config


def map_config(query: AtlasQuery, language: str) -> dict[str, Any]:
    """Plain values, ready for JSON."""
    home = instance.current().home
    tile = reverse("tile", args=[0, 0, 0])
    return {
        **ground_config(language),
        "tiles": tile.replace("0/0/0", "{z}/{x}/{y}"),
        "results": reverse("results"),
        "home": {"lon": home.lon, "lat": home.lat, "label": instance.text(home.label, language)},
        "centre": poster.centre(),
        "box": str(query.box) if query.box else "",
        "locale": _locale(),
    }


def words() -> dict[str, str]:
    """What the scripts of the page may say; {shown}, {count} and {total} are filled in there."""
    return {
        "failed": _("The map cannot be drawn by this browser (it needs WebGL 2). The list says the same."),
        "not_fetched": _("The map could not be fetched: try again. The list says the same."),
        "in_view": _("{shown} in this view, of {total}"),
        "in_view_filtered": _("{shown} in this view, {count} with these filters, of {total}"),
        "in_area": _("{count} in this area, of {total}"),
        "copied": _("Link copied"),
        "not_copied": _("The link could not be copied: take it from the address bar."),
        "offline": _("The results could not be fetched. Check the connection and try again."),
        "closed": _("Action closed"),
    }


def _locale() -> dict[str, str]:
    return {
        "Map.Title": _("Map of the results; the list says the same"),
        "AttributionControl.ToggleAttribution": _("Sources of the map"),
        "CooperativeGesturesHandler.WindowsHelpText": _("Use Ctrl and scroll to zoom the map"),
        "CooperativeGesturesHandler.MacHelpText": _("Use ⌘ and scroll to zoom the map"),
        "CooperativeGesturesHandler.MobileHelpText": _("Use two fingers to move the map"),
    }
