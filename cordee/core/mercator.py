"""Web Mercator, the projection of map tiles, on the unit square: x eastwards, y southwards."""

from math import asinh, pi, radians, tan

MAX_LATITUDE = 85.05112878
"""Where the square ends; points beyond are put on its edge."""


def mercator(lon: float, lat: float) -> tuple[float, float]:
    """The point, given in degrees."""
    lat = max(-MAX_LATITUDE, min(MAX_LATITUDE, lat))
    x = (lon + 180.0) / 360.0
    y = (1.0 - asinh(tan(radians(lat))) / pi) / 2.0
    return min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)
