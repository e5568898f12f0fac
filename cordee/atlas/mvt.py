"""Mapbox Vector Tiles (specification 2.1), the few messages that points need, written by hand."""

from collections.abc import Iterable, Mapping, Sequence
from struct import pack

from cordee.atlas.index.port import Cell
from cordee.core.mercator import mercator

EXTENT = 4096
_VARINT, _FIXED64, _BYTES = 0, 1, 2
Value = str | int | float


def encode(cells: Iterable[tuple[Cell, Mapping[str, Value]]], z: int, x: int, y: int, *, layer: str) -> bytes:
    """One layer of points with their properties. A point lies at the mean of its cell's places."""
    keys: dict[str, int] = {}
    values: dict[tuple[type, Value], int] = {}
    features = b"".join(
        _field(2, _feature(cell, properties, (z, x, y), keys, values)) for cell, properties in cells
    )
    body = _field(1, layer.encode()) + features
    body += b"".join(_field(3, key.encode()) for key in keys)
    body += b"".join(_field(4, _value(value)) for _, value in values)
    body += _key(5, _VARINT) + _varint(EXTENT) + _key(15, _VARINT) + _varint(2)
    return _field(3, body)


def _feature(
    cell: Cell,
    properties: Mapping[str, Value],
    tile: tuple[int, int, int],
    keys: dict[str, int],
    values: dict[tuple[type, Value], int],
) -> bytes:
    tags: list[int] = []
    for name, value in properties.items():
        tags += [keys.setdefault(name, len(keys)), values.setdefault((type(value), value), len(values))]
    px, py = _pixel(cell, *tile)
    geometry = [(1 << 3) | 1, px << 1, py << 1]  # one MoveTo; zigzag of what is never negative
    return _field(2, _packed(tags)) + _key(3, _VARINT) + _varint(1) + _field(4, _packed(geometry))


def _pixel(cell: Cell, z: int, x: int, y: int) -> tuple[int, int]:
    mx, my = mercator(cell.lon, cell.lat)
    scale = 1 << z
    return _inside((mx * scale - x) * EXTENT), _inside((my * scale - y) * EXTENT)


def _inside(value: float) -> int:
    return min(EXTENT - 1, max(0, int(value)))


def _value(value: Value) -> bytes:
    if isinstance(value, str):
        return _field(1, value.encode())
    if isinstance(value, float):
        return _key(3, _FIXED64) + pack("<d", value)
    return _key(5, _VARINT) + _varint(value)


def _field(number: int, data: bytes) -> bytes:
    return _key(number, _BYTES) + _varint(len(data)) + data


def _packed(numbers: Sequence[int]) -> bytes:
    return b"".join(map(_varint, numbers))


def _key(number: int, kind: int) -> bytes:
    return _varint((number << 3) | kind)


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append((value & 0x7F) | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
