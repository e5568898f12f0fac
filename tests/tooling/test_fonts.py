"""What `scripts/build_fonts.py` made: fonts in which a space is as wide after a dash as before."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

from scripts.build_fonts import FONTS, SPACE

pytestmark = pytest.mark.once


def kerned_with(glyph: str, pairs: otTables.PairPos) -> Iterator[str]:
    if glyph in pairs.Coverage.glyphs:
        yield f"{glyph} is the first of a pair"
    if pairs.Format == 1:
        for first, after in zip(pairs.Coverage.glyphs, pairs.PairSet, strict=True):
            if any(pair.SecondGlyph == glyph for pair in after.PairValueRecord):
                yield f"{first}, {glyph}"
    elif glyph in pairs.ClassDef2.classDefs:
        yield f"{glyph} is the second of a pair"


@pytest.mark.parametrize("path", sorted(FONTS.glob("*.woff2")), ids=lambda path: path.stem)
def test_nothing_is_kerned_with_a_space(path: Path) -> None:
    lookups = TTFont(path)["GPOS"].table.LookupList.Lookup
    pairs = [table for lookup in lookups for table in lookup.SubTable]
    assert pairs
    assert not [fault for table in pairs for fault in kerned_with(SPACE, table)]


def test_letters_are_kerned_and_seen() -> None:
    tables = TTFont(FONTS / "public-sans.woff2")["GPOS"].table.LookupList.Lookup[0].SubTable
    seen = {fault for table in tables for fault in kerned_with("V", table)}
    assert {"V is the first of a pair", "V is the second of a pair"} < seen, "and pairs of two glyphs"
