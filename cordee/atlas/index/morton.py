"""Places as Morton (z-order) codes: a map tile is a contiguous range of codes, a cell a shifted code.

26 bits per axis on the square of Web Mercator, 52 in all. A code's top 2·z bits are the tile at zoom z.
"""

from cordee.core.mercator import mercator

BITS = 26


def code(lon: float, lat: float) -> int:
    """The Morton code of a point in degrees."""
    x, y = mercator(lon, lat)
    top = (1 << BITS) - 1
    return interleave(min(top, int(x * (1 << BITS))), min(top, int(y * (1 << BITS))))


def interleave(x: int, y: int) -> int:
    """The bits of x (even) and y (odd) one after the other."""
    return _spread(x) | (_spread(y) << 1)


def tile_range(z: int, x: int, y: int) -> tuple[int, int]:
    """First and last code of the tile."""
    shift = 2 * (BITS - z)
    first = interleave(x, y) << shift
    return first, first + (1 << shift) - 1


def _spread(value: int) -> int:
    """Put a zero between each two of the low 32 bits."""
    value &= 0xFFFFFFFF
    value = (value | (value << 16)) & 0x0000FFFF0000FFFF
    value = (value | (value << 8)) & 0x00FF00FF00FF00FF
    value = (value | (value << 4)) & 0x0F0F0F0F0F0F0F0F
    value = (value | (value << 2)) & 0x3333333333333333
    return (value | (value << 1)) & 0x5555555555555555
