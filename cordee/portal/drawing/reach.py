"""A small map from home to a few places: what an action or a country looks like from here.

It is flat and north up, as people know the world; the globe stands in where the flat world would not fill it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import tau

from django.utils.text import Truncator

from cordee.territory.drawing import flat, lands
from cordee.territory.drawing.lands import View
from cordee.territory.drawing.sphere import Point, middle
from cordee.territory.drawing.sphere import View as Globe

_BOW = 0.16  # of its length: how far a rope swings out
_BESIDE = (110, 17)  # pixels: two names closer than this would cover each other
_LONGEST = 28  # characters of a name on the map
_WHOLE = 0.47  # of the smaller side: the whole Earth in the box
_ACROSS, _DOWN = 0.76, 0.84  # of the box: where places may lie
_LEAST_WORLD = 0.75  # of the box's longer side: how wide the flat world must be; beyond it begins again
_POINT = 1e-6  # radii: nothing but one point is to be shown
_CLOSEST = 2600.0  # pixels per radius: about 2.5 km each


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map; a place that is not exact is drawn hollow."""

    x: str
    y: str
    name: str
    is_exact: bool
    turns_left: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """What the template draws; numbers are text, so that no language writes a comma in them."""

    width: int
    height: int
    land: str
    lit: str
    arcs: tuple[str, ...]
    spots: tuple[Spot, ...]
    home: Spot
    globe: tuple[str, str, str] | None
    hidden: int


@dataclass(frozen=True, slots=True)
class Target:
    """A place to reach, in degrees."""

    lon: float
    lat: float
    name: str
    is_exact: bool


@lru_cache(maxsize=512)
def draw(home: Target, targets: tuple[Target, ...], *, width: int, height: int, country: str = "") -> Reach:
    """The map on which home and the targets fit; `country` is lit. Targets behind the Earth are counted."""
    start = (home.lon, home.lat)
    ends = [(target.lon, target.lat) for target in targets]
    view, box = _laid(start, ends, lands.extent(country) if country else [], (width, height))
    shown = [target for target, end in zip(targets, ends, strict=True) if view.seen(end)[2] > 0]
    detail = "near" if box.scale > height else "far"
    radius = box.scale if isinstance(view, Globe) and box.scale < max(width, height) else 0
    return Reach(
        width,
        height,
        lands.path(view, box, detail=detail),
        lands.path(view, box, detail="near", only=country) if country else "",
        tuple(_rope(box.place(view.seen(start)), box.place(view.seen((to.lon, to.lat)))) for to in shown),
        _apart([_spot(view, box, target) for target in shown]),
        _home(view, box, home, shown),
        (str(width // 2), str(height // 2), f"{radius:.0f}") if radius else None,
        len(targets) - len(shown),
    )


def _laid(
    start: Point, ends: Sequence[Point], extent: Sequence[tuple[Point, Point]], size: tuple[int, int]
) -> tuple[View, lands.Box]:
    """The flat map with the whole country on it, or else the places, if the world so drawn fills the box."""
    places = [(end,) for end in ends]
    for others in ([*places, *extent], places):
        plan, across, down = flat.around(start, others)
        scale = min(_fitting(across, down, *size), _CLOSEST)
        if scale * tau >= _LEAST_WORLD * max(size):
            return plan, lands.Box(*size, scale)
    globe = Globe(*middle([start, middle(ends)]))
    return globe, lands.Box(*size, _globe_scale(globe, [start, *ends], *size))


def _globe_scale(view: Globe, points: Sequence[Point], width: int, height: int) -> float:
    """As large as lets every point stay inside, between the whole Earth and a region."""
    whole = _WHOLE * min(width, height)
    seen = [view.seen(point) for point in points]
    if any(depth < 0 for _x, _y, depth in seen):
        return whole
    across, down = (max(abs(one[axis]) for one in seen) for axis in (0, 1))
    return max(whole, min(_fitting(across, down, width, height), _CLOSEST))


def _fitting(across: float, down: float, width: int, height: int) -> float:
    """The largest scale at which all that reaches so far from the middle is inside."""
    return min(_ACROSS * width / 2 / (across or _POINT), _DOWN * height / 2 / (down or _POINT))


def _rope(start: Point, end: Point) -> str:
    """A rope between two points of the drawing, which swings up, or left where it goes straight up."""
    across, down = end[0] - start[0], end[1] - start[1]
    side = -1 if across > 0 or (across == 0 and down < 0) else 1
    x = (start[0] + end[0]) / 2 - side * down * _BOW
    y = (start[1] + end[1]) / 2 + side * across * _BOW
    return f"M{start[0]:.1f} {start[1]:.1f}Q{x:.1f} {y:.1f} {end[0]:.1f} {end[1]:.1f}"


def _apart(spots: Sequence[Spot]) -> tuple[Spot, ...]:
    """The spots, without the names that would cover another one's."""
    named: list[Spot] = []
    kept = []
    for spot in spots:
        if any(_covers(spot, other) for other in named):
            kept.append(replace(spot, name=""))
        else:
            named.append(spot)
            kept.append(spot)
    return tuple(kept)


def _covers(one: Spot, other: Spot) -> bool:
    return abs(float(one.x) - float(other.x)) < _BESIDE[0] and abs(float(one.y) - float(other.y)) < _BESIDE[1]


def _home(view: View, box: lands.Box, home: Target, shown: Sequence[Target]) -> Spot:
    """Home, its name on the side that the ropes leave free."""
    spot = _spot(view, box, home)
    x = float(spot.x)
    rightwards = all(box.place(view.seen((to.lon, to.lat)))[0] > x for to in shown)
    turns_left = x > box.width - _BESIDE[0] or (bool(shown) and rightwards and x > _BESIDE[0])
    return replace(spot, turns_left=turns_left)


def _spot(view: View, box: lands.Box, target: Target) -> Spot:
    x, y = box.place(view.seen((target.lon, target.lat)))
    return Spot(
        f"{x:.1f}", f"{y:.1f}", Truncator(target.name).chars(_LONGEST), target.is_exact, x > box.width * 0.6
    )
