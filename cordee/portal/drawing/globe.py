"""The globe of the home page: the lands in sight, an arc from home to each country, a dot for each place.

Dots that would hide each other are one: the drawing stays light however many places there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import pi, sin

from cordee.territory.drawing import lands
from cordee.territory.drawing.sphere import Point, View, angle, between

SIZE, RADIUS = 760, 330
_SHOWN, _LEFT, _TOP = 680, 630, 8  # pixels: the globe's width, and its corner in the page's 1240
_LIFT = 0.27
_TILT = 18.0
_SAMPLES = (0.0, 1 / 3, 2 / 3, 1.0)


@dataclass(frozen=True, slots=True)
class Globe:
    """What the template draws: SVG paths and positions as text; `points` is one path of dots."""

    size: int
    centre: int
    radius: int
    land: str
    arcs: tuple[str, ...]
    points: str
    home: tuple[str, str]
    rope: str
    name: str


@lru_cache(maxsize=8)
def draw(home: Point, name: str, countries: tuple[Point, ...], points: tuple[Point, ...]) -> Globe:
    """The globe for these countries' points (an arc to each) and places (a dot each), all (lon, lat)."""
    view = View(home[0] + 8, max(-60.0, min(60.0, home[1] - _TILT)))
    box = lands.Box(SIZE, SIZE, RADIUS)
    shown = (box.place(at) for point in points if (at := view.seen(point))[2] > 0.02)
    dots = dict.fromkeys(f"M{x:.0f} {y:.0f}h0" for x, y in shown)
    return Globe(
        SIZE,
        SIZE // 2,
        RADIUS,
        lands.path(view, box, detail="far", tolerance=0.9),
        tuple(arc for end in countries if (arc := _arc(view, box, home, end))),
        "".join(dots),
        _text(box.place(view.seen(home))),
        _rope(box.place(view.seen(home))),
        name,
    )


def _rope(home: Point) -> str:
    """The rope that climbs from under the title to home, in the drawing that spans the page."""
    shown = _SHOWN / SIZE
    return f"M430 590H500C660 590 762 402 {_LEFT + home[0] * shown:.1f} {_TOP + home[1] * shown:.1f}"


def _arc(view: View, box: lands.Box, home: Point, end: Point) -> str:
    """A lifted great circle as one cubic curve through four of its points, ended where the Earth hides it."""
    whole = angle(home, end)
    if whole < 0.02:
        return ""
    lift = _LIFT * min(1.0, whole / 2.2)
    last = next((n for n in range(1, 41) if not _in_sight(view, home, end, n / 40, lift)), 41) - 1
    if last < 4:
        return ""
    at = [_raised(view, home, end, last / 40 * share, lift) for share in _SAMPLES]
    return _curve([box.place(point) for point in at])


def _raised(view: View, home: Point, end: Point, share: float, lift: float) -> tuple[float, float, float]:
    height = 1 + lift * sin(pi * share)
    x, y, depth = view.seen(between(home, end, share))
    return x * height, y * height, depth * height


def _in_sight(view: View, home: Point, end: Point, share: float, lift: float) -> bool:
    x, y, depth = _raised(view, home, end, share, lift)
    return depth > 0 or x * x + y * y > 1


def _curve(points: Sequence[Point]) -> str:
    """The cubic Bézier curve that passes through four points at 0, 1/3, 2/3 and 1."""
    one, two, three, four = points
    first = [(-5 * one[k] + 18 * two[k] - 9 * three[k] + 2 * four[k]) / 6 for k in (0, 1)]
    second = [(2 * one[k] - 9 * two[k] + 18 * three[k] - 5 * four[k]) / 6 for k in (0, 1)]
    numbers = [*one, *first, *second, *four]
    x, y, *rest = (f"{number:.0f}" for number in numbers)
    return f"M{x} {y}C{' '.join(rest)}"


def _text(at: Point) -> tuple[str, str]:
    return f"{at[0]:.1f}", f"{at[1]:.1f}"
