"""The whole world flat, as map tiles have it: what stands where the live map is not drawn."""

from functools import cache

import numpy as np
import shapely

from cordee.core.mercator import mercator
from cordee.territory.drawing import lands

_TOLERANCE = 0.6  # pixels
_EDGE = 0.02  # pixels: the world's seam is no coast


@cache
def world(side: int, top: float = 0, bottom: float | None = None) -> str:
    """All lands in Web Mercator on a square of that side in pixels, as the `d` of one SVG path.

    Only what lies between `top` and `bottom`, in pixels from the north end, is drawn.
    """
    rings = lands.rings("far")
    borders = [
        np.asarray([mercator(lon, lat) for lon, lat in rings.points_of(ring).tolist()]) * side
        for ring in range(len(rings.starts))
    ]
    shapes = shapely.make_valid(lands.filled(borders))
    inside = shapely.clip_by_rect(shapes, _EDGE, top, side - _EDGE, side if bottom is None else bottom)
    return lands.outlines(shapely.simplify(inside, _TOLERANCE))
