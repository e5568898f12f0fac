"""What a script is told that draws the ground of a live map: where its files are, how lands are called."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static

from cordee.territory import instance

MAPLIBRE = "ui/vendor/maplibre-gl"


def ground_config(language: str) -> dict[str, Any]:
    """Plain values, ready for JSON, as `ground.js` takes them."""
    names = instance.current().map_names
    return {
        "language": language[:2],
        "styles": static(f"{MAPLIBRE}/maplibre-gl.css"),
        "worker": static(f"{MAPLIBRE}/maplibre-gl-worker.mjs"),
        "basemap": settings.CORDEE_BASEMAP or static("atlas/basemap/world.pmtiles"),
        "style": settings.CORDEE_BASEMAP_STYLE,
        "names": {code: instance.text(name, language) for code, name in names.items()},
        "fonts": [static("ui/fonts/public-sans.woff2"), static("ui/fonts/public-sans-ext.woff2")],
    }
