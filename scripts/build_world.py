"""Make cordee/territory/data/countries.csv from Unicode CLDR, our overrides and the outlines' label points.

Run after build_outlines.py: npm pack cldr-core@48.2.0 cldr-localenames-full@48.2.0, unpack each, then
python scripts/build_world.py <cldr-core folder> <cldr-localenames-full folder>
"""

import csv
import json
import math
import sys
from pathlib import Path
from typing import Any

import shapely

from cordee.core.text import key_of

HERE = Path(__file__).parent
DATA = HERE.parent / "cordee/territory/data"
OFFICIAL = {"official", "de_facto_official"}
# Label points of lands without an outline: Bouvet Island, Gibraltar, Tokelau, Wake Island.
LABELS = {"BV": (3.36, -54.42), "GI": (-5.35, 36.14), "TK": (-171.84, -9.2), "UM": (166.62, 19.28)}
COLUMNS = ["code", "alpha3", "region", "lon", "lat", "fr", "en", "usual", "local"]


def main() -> None:
    """Write one line per country, by code."""
    core, names = Path(sys.argv[1]), Path(sys.argv[2]) / "main"
    alpha3 = _cldr(core / "supplemental/codeMappings.json")["codeMappings"]
    languages = _cldr(core / "supplemental/territoryInfo.json")["territoryInfo"]
    overrides = {line["code"]: line for line in _lines(HERE / "world_overrides.csv")}
    territories = {code: _territories(names, code) for code in ("fr", "en")}
    rows = []
    for code, region in sorted(_regions().items()):
        mended = overrides.get(code, dict.fromkeys(("fr", "en", "also", "local"), ""))
        french = mended["fr"] or territories["fr"][code].replace("'", "’")
        english = mended["en"] or territories["en"][code]
        local = [_territories(names, tag).get(code, "") for tag in _official(languages[code])]
        local = mended["local"].split(";") if mended["local"] else local
        usual = [territories["fr"][code], territories["en"][code], *mended["also"].split(";")]
        lon, lat = LABELS.get(code) or _label(code)
        known = [french, english]
        row = [code, "XKX" if code == "XK" else alpha3[code]["_alpha3"], region, lon, lat, french, english]
        rows.append([*row, ";".join(_new(usual, known)), ";".join(_new(local, known))])
    with (DATA / "countries.csv").open("w", encoding="utf-8", newline="") as target:
        csv.writer(target, lineterminator="\n").writerows([COLUMNS, *rows])
    print(f"{len(rows)} countries")


def _cldr(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text())["supplemental"]
    return content


def _lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def _regions() -> dict[str, str]:
    return {code: line["code"] for line in _lines(DATA / "regions.csv") for code in line["countries"].split()}


def _territories(names: Path, tag: str) -> dict[str, str]:
    path = names / tag.replace("_", "-") / "territories.json"
    if not path.exists():
        return {}
    content = json.loads(path.read_text())["main"]
    found: dict[str, str] = next(iter(content.values()))["localeDisplayNames"]["territories"]
    return {code: name for code, name in found.items() if name != code}


def _official(info: dict[str, Any]) -> list[str]:
    """Tags of the official languages, the most spoken first."""
    spoken = info.get("languagePopulation", {}).items()
    official = [(tag, about) for tag, about in spoken if about.get("_officialStatus") in OFFICIAL]
    return [tag for tag, about in sorted(official, key=lambda one: -float(one[1]["_populationPercent"]))]


def _new(names: list[str], known: list[str]) -> list[str]:
    """The names not yet in `known`, under whatever spelling; `known` grows with them."""
    found = []
    for name in (name.strip() for name in names):
        if name and key_of(name) not in {key_of(other) for other in known}:
            known.append(name)
            found.append(name)
    return found


def _label(code: str) -> tuple[float, float]:
    """The point deepest inside the country's largest part: where a label reads best."""
    features = json.loads((DATA / "outlines.geojson").read_text())["features"]
    geometry = next(one["geometry"] for one in features if one["properties"]["code"] == code)
    shape = shapely.from_geojson(json.dumps(geometry))
    parts = shapely.get_parts(shape)
    largest = max(parts, key=lambda part: part.area * math.cos(math.radians(part.centroid.y)))
    centre = shapely.maximum_inscribed_circle(largest, tolerance=0.05).coords[0]
    return round(centre[0], 2), round(centre[1], 2)


if __name__ == "__main__":
    main()
