"""Draws the faint contour lines behind heads and footer: curves of an invented relief, one symbol each."""

import math
import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from shapely import MultiLineString
from shapely.geometry import LineString
from shapely.ops import linemerge

TARGET = Path(__file__).resolve().parents[1] / "cordee" / "ui" / "static" / "ui" / "contours.svg"
CELL = 16  # pixels between two heights of the relief
SHORTEST = 6  # cells: a smaller loop looks like a spot
SHEETS = {"hero": (1600, 760, 7, 12), "head": (1400, 420, 23, 10), "foot": (1280, 420, 91, 9)}

Point = tuple[float, float]
Summit = tuple[float, float, float, float, float, float]  # place, spread along and across, height, direction


def main() -> None:
    symbols = "".join(symbol(name, *sheet) for name, sheet in SHEETS.items())
    head = "<!-- Drawn by scripts/build_contours.py -->\n"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">\n{head}{symbols}</svg>\n'
    TARGET.write_text(svg, encoding="utf-8")


def symbol(name: str, width: int, height: int, seed: int, levels: int) -> str:
    """The sheet as an SVG symbol; every fourth curve is stronger, as on a map."""
    relief = heights(width // CELL + 2, height // CELL + 2, seed)
    top = max(max(row) for row in relief)
    paths = []
    for index in range(levels):
        curve = drawn(relief, top * (index + 1) / (levels + 1))
        strong = ' stroke-width="1.8"' if index % 4 == 3 else ""
        paths.append(f'<path d="{curve}"{strong}/>\n')
    box = f'viewBox="0 0 {width} {height}" preserveAspectRatio="xMidYMid slice"'
    return f'<symbol id="{name}" {box}>\n{"".join(paths)}</symbol>\n'


def heights(columns: int, rows: int, seed: int) -> list[list[float]]:
    """The relief: sixteen smooth summits of random place, spread and direction."""
    draw = random.Random(seed)  # noqa: S311 - a drawing, not a secret
    summits: list[Summit] = [
        (
            draw.uniform(0, columns),
            draw.uniform(0, rows),
            4 + draw.uniform(0, columns * 0.16),
            4 + draw.uniform(0, rows * 0.3),
            draw.uniform(0.3, 1.2),
            draw.uniform(0, math.pi),
        )
        for _ in range(16)
    ]
    return [[sum(rise(x, y, each) for each in summits) for x in range(columns)] for y in range(rows)]


def rise(x: float, y: float, summit: Summit) -> float:
    """What one summit adds to the height at a place."""
    left, top, along, across, height, turn = summit
    u = (x - left) * math.cos(turn) + (y - top) * math.sin(turn)
    v = (y - top) * math.cos(turn) - (x - left) * math.sin(turn)
    return height * math.exp(-(u * u / (2 * along * along) + v * v / (2 * across * across)))


def drawn(relief: list[list[float]], level: float) -> str:
    """Path data of the curve at this level: quadratic curves through the middles of its segments."""
    pieces = linemerge(MultiLineString(list(segments(relief, level))))
    lines = [pieces] if isinstance(pieces, LineString) else list(pieces.geoms)
    kept = (line.simplify(0.08) for line in lines if line.length > SHORTEST)
    return "".join(smooth([(x * CELL, y * CELL) for x, y in line.coords]) for line in kept)


def smooth(points: list[Point]) -> str:
    parts = [f"M{points[0][0]:.0f} {points[0][1]:.0f}"]
    for (x, y), (next_x, next_y) in pairwise(points[1:]):
        parts.append(f"Q{x:.0f} {y:.0f} {(x + next_x) / 2:.0f} {(y + next_y) / 2:.0f}")
    return "".join(parts) + f"L{points[-1][0]:.0f} {points[-1][1]:.0f}"


def segments(relief: list[list[float]], level: float) -> Iterator[tuple[Point, Point]]:
    """Where the level crosses each cell of the grid, by linear interpolation along its edges."""
    for y in range(len(relief) - 1):
        for x in range(len(relief[0]) - 1):
            corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
            crossings = [
                crossed(a, b, relief[a[1]][a[0]], relief[b[1]][b[0]], level)
                for a, b in zip(corners, corners[1:] + corners[:1], strict=True)
            ]
            found = [point for point in crossings if point]
            yield from zip(found[::2], found[1::2], strict=True)


def crossed(a: tuple[int, int], b: tuple[int, int], low: float, high: float, level: float) -> Point | None:
    """The point of the edge at this level; named from its lower end, so that neighbours find the same one."""
    if (low < level) == (high < level):
        return None
    if b < a:
        a, b, low, high = b, a, high, low
    part = (level - low) / (high - low)
    return (round(a[0] + (b[0] - a[0]) * part, 4), round(a[1] + (b[1] - a[1]) * part, 4))


if __name__ == "__main__":
    main()
