"""The map as one picture made by the server: what stands there before, or instead of, the live map.

It is framed as the live map opens (`startingView` in map.js), so that the one replaces the other in place. A
picture loads no stylesheet: the colours that it needs are written into it, for light and for dark.
"""

from xml.etree import ElementTree as ET

from cordee.actions.enums import ActionType
from cordee.atlas.index.cells import radius
from cordee.atlas.index.port import Answer, Cell
from cordee.core.mercator import mercator
from cordee.territory import instance
from cordee.territory.drawing import flat, sphere
from cordee.territory.drawing.sphere import Point
from cordee.ui import icons, tokens

WORLD = 1024
"""Pixels from one end of the world to the other."""
HEIGHT = 860
_EAST_OF_HOME, _LATITUDE = 14, 36  # degrees
_ZOOM = 1
_SCALE = 0.85  # the live map on a desk is as much larger than the poster
_SIGN = 21.0  # pixels: a sign's side
_VAGUE = ("country", "region", "world")
_COLOURS = ("sea", "land", "coast", "act", "act-ink", "rope", "larch", "head")
_MARGIN = 2  # pixels: no coast along the frame
_NEAR = 0.02  # radians: no rope is seen there
_RULES = """
.land{fill:var(--land);stroke:var(--coast);stroke-width:.35}
.rope{fill:none;stroke:var(--rope);stroke-width:.9;opacity:.45}
.ring{fill:var(--act);stroke:var(--of);stroke-width:3}
text{fill:var(--act-ink);font:700 11px system-ui,sans-serif;text-anchor:middle}
.sign{fill:var(--of);color:var(--of);stroke:var(--land);stroke-width:1.5}
.vague{fill:var(--land);stroke:var(--of);stroke-width:2.4}
.home{fill:var(--larch);stroke:var(--head);stroke-width:1.6}
@media (max-width:600px){text{display:none}.ring,.home{transform:scale(1.5);transform-box:fill-box;
transform-origin:center}}
"""


def centre() -> tuple[float, float]:
    """The point in the middle of the view with which the map opens, in degrees."""
    return instance.current().home.lon + _EAST_OF_HOME, _LATITUDE


def draw(answer: Answer) -> bytes:
    """The poster of the places that match, as an SVG file."""
    home = instance.current().home
    x, y = mercator(*centre())
    left, top = x * WORLD - WORLD / 2, y * WORLD - HEIGHT / 2
    frame = {"x": _number(left), "y": _number(top), "width": str(WORLD), "height": str(HEIGHT)}
    size = {"width": str(WORLD), "height": str(HEIGHT), "viewBox": " ".join(frame.values())}
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg"} | size)
    ET.SubElement(root, "style").text = _style()
    root.append(_signs())
    ET.SubElement(root, "rect", frame | {"fill": "var(--sea)"})
    lands = ET.SubElement(root, "g", {"transform": "scale(2)"})  # in fewer digits than at full size
    ET.SubElement(lands, "path", {"id": "lands", "class": "land", "d": _lands(top)})
    for turn in (-WORLD // 2, WORLD // 2):
        ET.SubElement(lands, "use", {"href": "#lands", "x": str(turn)})
    cells = _cells(answer)
    ropes = ET.SubElement(root, "path", {"class": "rope"})
    ropes.set("d", "".join(_rope((home.lon, home.lat), (cell.lon, cell.lat)) for cell in cells))
    home_x, home_y = _placed(home.lon, home.lat)
    ET.SubElement(root, "circle", {"class": "home", "cx": _number(home_x), "cy": _number(home_y), "r": "4"})
    for cell in cells:
        _mark(root, cell)
    drawing: bytes = ET.tostring(root, encoding="utf-8")
    return drawing


def _lands(top: float) -> str:
    """Half as large, a little more than the frame shows."""
    return flat.world(WORLD // 2, round(top / 2) - _MARGIN, round((top + HEIGHT) / 2) + _MARGIN)


def _cells(answer: Answer) -> list[Cell]:
    """The points of the zoom at which the live map opens; the largest last, above the others."""
    tiles = ((x, y) for x in range(1 << _ZOOM) for y in range(1 << _ZOOM))
    return sorted((cell for x, y in tiles for cell in answer.tile(_ZOOM, x, y)), key=lambda cell: cell.count)


def _mark(root: ET.Element, cell: Cell) -> None:
    across, down = _placed(cell.lon, cell.lat)
    if cell.count == 1:
        kind = "vague" if cell.precision in _VAGUE else "sign"
        corner = {"x": _number(across - _SIGN / 2), "y": _number(down - _SIGN / 2)}
        size = {"width": _number(_SIGN), "height": _number(_SIGN)}
        ET.SubElement(
            root, "use", {"href": f"#sign-{cell.type}", "class": f"{kind} {cell.type}"} | corner | size
        )
        return
    x, wide = _number(across), _number(radius(cell.count) * _SCALE)
    ET.SubElement(root, "circle", {"class": f"ring {cell.type}", "cx": x, "cy": _number(down), "r": wide})
    ET.SubElement(root, "text", {"x": x, "y": _number(down + 4)}).text = str(cell.count)


def _signs() -> ET.Element:
    defined = ET.Element("defs")
    for name, drawing in icons.SIGNS.items():
        symbol = f'<symbol id="{name}" viewBox="0 0 24 24">{drawing}</symbol>'
        defined.append(ET.fromstring(symbol))  # noqa: S314 # our own drawing
    return defined


def _rope(start: Point, end: Point) -> str:
    """The great circle from home as one curve through its middle."""
    if sphere.angle(start, end) < _NEAR:
        return ""
    (x, y), (mid_x, mid_y), (to_x, to_y) = (
        _placed(*point) for point in (start, sphere.between(start, end, 0.5), end)
    )
    bend = _number(2 * mid_x - (x + to_x) / 2), _number(2 * mid_y - (y + to_y) / 2)
    return f"M{x:.0f} {y:.0f}Q{' '.join(bend)} {to_x:.0f} {to_y:.0f}"


def _placed(lon: float, lat: float) -> Point:
    """In pixels, on the turn of the world that is in view."""
    x, y = mercator(lon, lat)
    left = mercator(*centre())[0] - 0.5
    return ((x - left) % 1 + left) * WORLD, y * WORLD


def _number(value: float) -> str:
    return f"{value:.0f}"


def _style() -> str:
    """The theme's colours, the dark ones too, and how each type wears its own (`--of`)."""
    types = "".join(f".{kind}{{--of:var(--type-{kind})}}" for kind in ActionType.values)
    dark = f"@media (prefers-color-scheme:dark){{{_colours('dark')}}}"
    return _colours("light") + dark + types + _RULES


def _colours(scheme: str) -> str:
    """The theme's colours, with the territory's own over them, as custom properties of CSS."""
    brand = instance.current().brand
    known = {**tokens.colours(scheme), **(brand.light if scheme == "light" else brand.dark)}
    needed = (name for name in known if name in _COLOURS or name.startswith("type-"))
    return f":root{{{''.join(f'--{name}:{known[name]};' for name in needed)}}}"
