"""Makes the four font files of the site: subsets of Bricolage Grotesque and Public Sans (both OFL)."""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # a script starts with its own folder alone

from scripts.npm_source import BRICOLAGE, PUBLIC_SANS, Package, unpacked  # noqa: E402

FONTS = ROOT / "cordee" / "ui" / "static" / "ui" / "fonts"

# French and its neighbours; the rest of Europe's Latin is in a second file, fetched where a name needs it.
LATIN = (
    "U+0020-007E,U+00A0-00FF,U+0131,U+0152-0153,U+0178,U+02C6,U+02DA,U+02DC,U+2009,U+2010-2014,U+2018-201A,"
    "U+201C-201E,U+2022,U+2026,U+202F,U+2030,U+2032-2033,U+2039-203A,U+20AC,U+2122,U+2190-2193,U+2212,U+2215"
)
LATIN_EXT = "U+0100-0130,U+0132-0151,U+0154-0177,U+0179-02BA,U+02BD-02C5,U+1E00-1E9F,U+1EF2-1EFF,U+2C60-2C7F"
FEATURES = ["kern", "liga", "mark", "mkmk", "locl", "ccmp", "tnum", "lnum", "calt"]

SPACE = "space"

# Both axes weigh 69 kB: the optical size is fixed at a subtitle's, the weights are those that titles use.
TITLE_AXES: dict[str, object] = {"opsz": 48, "wght": (500, 750)}
TEXT_AXES: dict[str, object] = {"wght": (400, 800)}


def main() -> None:
    FONTS.mkdir(parents=True, exist_ok=True)
    build(BRICOLAGE, "bricolage-grotesque-{}-opsz-normal.woff2", "bricolage", TITLE_AXES)
    build(PUBLIC_SANS, "public-sans-{}-wght-normal.woff2", "public-sans", TEXT_AXES)


def build(package: Package, pattern: str, name: str, axes: dict[str, object]) -> None:
    """Writes `name`.woff2 and `name`-ext.woff2, and the licence of the package."""
    with unpacked(package) as source:
        for part, ranges, suffix in (("latin", LATIN, ""), ("latin-ext", LATIN_EXT, "-ext")):
            font = reduced(source / "files" / pattern.format(part), ranges, axes)
            font.save(FONTS / f"{name}{suffix}.woff2")
        licence = (source / "LICENSE").read_text(encoding="utf-8")
    title = f"{package.name} {package.version}, subset by scripts/build_fonts.py\n\n"
    (FONTS / f"{name}.OFL.txt").write_text(title + licence, encoding="utf-8")


def reduced(path: Path, ranges: str, axes: dict[str, object]) -> TTFont:
    """The font with only these characters and this part of its axes."""
    options = subset.Options(layout_features=FEATURES, flavor="woff2")
    font = TTFont(path, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(ranges))
    subsetter.subset(font)
    font = instancer.instantiateVariableFont(font, axes)
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for pairs in lookup.SubTable:
            even(pairs)
    font.flavor = "woff2"
    return font


def even(pairs: otTables.PairPos) -> None:
    """Kerns nothing with a space: a dash would touch the word after it, not the one it is tied to before."""
    if SPACE in pairs.Coverage.glyphs:
        first = pairs.Coverage.glyphs.index(SPACE)
        del pairs.Coverage.glyphs[first]
        if pairs.Format == 1:
            del pairs.PairSet[first]
    if pairs.Format == 1:
        for after in pairs.PairSet:
            after.PairValueRecord = [pair for pair in after.PairValueRecord if pair.SecondGlyph != SPACE]
    else:
        pairs.ClassDef1.classDefs.pop(SPACE, None)
        pairs.ClassDef2.classDefs.pop(SPACE, None)


if __name__ == "__main__":
    main()
