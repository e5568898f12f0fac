"""Which line stands for a border, from which source, and whether it is dashed. README: why."""

from collections.abc import Iterator

import shapely
from shapely.geometry import LineString, box

from scripts.basemap.topology import Geometry, Pair, Topology

NEAR = 0.12  # degrees: a finer line that leaves the United Nations' one by more is another border
OTHER_NAMES = {"Kosovo": "XKX", "Somaliland": "SOL"}  # lands without digits of ISO in the finer source

# Borders that are not agreed upon by those on both sides, or that the UN draws otherwise than as a full line.
DASHED = {
    frozenset(pair)
    for pair in [
        ("CYN", "CYP"),
        ("ESH", "MAR"),
        ("SOL", "SOM"),
        ("ETH", "SOM"),
        ("ETH", "SOL"),
        ("XKX", "SRB"),
        ("PSE", "ISR"),
        ("ISR", "SYR"),
        ("ISR", "LBN"),
        ("IND", "KAS"),
        ("PAK", "KAS"),
        ("CHN", "KAS"),
        ("CHN", "IND"),
        ("PRK", "KOR"),
        ("SDN", "SSD"),
        ("CHN", "HKG"),
        ("CHN", "MAC"),
    ]
}
# Part of a border alone: the line of control in Jammu and Kashmir.
DASHED_PARTS = {frozenset(("IND", "PAK")): box(73.3, 32.2, 78.0, 37.1)}


def chosen(un_like: Topology, fine: Topology) -> Iterator[tuple[LineString, bool, int, int]]:
    """Each line with whether it is dashed and the first and last zoom at which it is drawn."""
    letters = {str(one.get("id")): _letters(one) for one in un_like.countries}
    finer = fine.borders(lambda one: letters.get(str(one.get("id"))) or _letters(one))
    for codes, lines in sorted(un_like.borders(_letters).items(), key=lambda each: sorted(each[0])):
        agreed = codes in finer and _same(lines, finer[codes])
        for line, dashed in _styled(codes, lines):
            yield line, dashed, 0, 6 if agreed else 8
        if agreed:
            for line, dashed in _styled(codes, finer[codes]):
                yield line, dashed, 7, 8


def _letters(country: Geometry) -> str:
    """Three letters; the finer source has none, and no digits either for two lands that it names."""
    named = country["properties"]
    return str(named.get("a3") or OTHER_NAMES.get(named["name"], named["name"]))


def _same(coarse: list[LineString], fine: list[LineString]) -> bool:
    """The finer line follows the other one, both ways."""
    one, other = shapely.MultiLineString(coarse), shapely.MultiLineString(fine)
    return bool(one.buffer(NEAR).contains(other) and other.buffer(NEAR).contains(one))


def _styled(codes: Pair, lines: list[LineString]) -> Iterator[tuple[LineString, bool]]:
    part = DASHED_PARTS.get(codes)
    for line in lines:
        if part is None:
            yield line, codes in DASHED
            continue
        for piece, dashed in ((line.difference(part), False), (line.intersection(part), True)):
            merged = shapely.line_merge(piece) if piece.geom_type == "MultiLineString" else piece
            yield from ((each, dashed) for each in shapely.get_parts(merged) if each.length > 0)
