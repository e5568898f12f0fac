"""Static files: the sprite is complete, the vendored files are the pinned ones, nothing points outside."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from cordee.ui import icons
from scripts import vendor

ROOT = Path(__file__).resolve().parents[3]
STATIC = ROOT / "cordee" / "ui" / "static" / "ui"
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
SVG = "{http://www.w3.org/2000/svg}"


def test_the_sprite_has_exactly_the_icons_that_templates_may_name() -> None:
    symbols = ET.parse(STATIC / "icons.svg").getroot().findall(f"{SVG}symbol")  # noqa: S314 - our own file
    assert {symbol.get("id") for symbol in symbols} == icons.NAMES
    assert all(len(symbol) > 0 for symbol in symbols)


def test_every_goal_and_every_type_has_its_icon_and_every_type_its_sign() -> None:
    types = {"antenne", "partenariat", "reseau", "projet", "evenement"}
    assert {f"goal-{number}" for number in range(1, 18)} <= icons.NAMES
    assert {f"{kind}-{name}" for kind in ("type", "sign") for name in types} <= icons.NAMES


def test_the_contours_have_the_three_sheets() -> None:
    symbols = ET.parse(STATIC / "contours.svg").getroot().findall(f"{SVG}symbol")  # noqa: S314 - our own file
    assert {symbol.get("id") for symbol in symbols} == {"hero", "head", "foot"}


def test_what_is_drawn_beside_an_element_with_a_border_counts_it_in_its_size() -> None:
    """The base sheet says it of elements only: of each ::before it would cost every element three styles."""
    sheets = [sheet for sheet in ROOT.glob("cordee/*/static/**/*.css") if "vendor" not in sheet.parts]
    rules = [rule for sheet in sheets for rule in RULE.findall(sheet.read_text("utf-8"))]
    drawn = [(name, body) for name, body in rules if "::before" in name or "::after" in name]
    bordered = [(name, body) for name, body in drawn if re.search(r"[^-]border: (?!0|none)|padding", body)]
    assert len(bordered) >= 7, "as many as have a border today"
    assert not [name for name, body in bordered if "box-sizing: border-box" not in body]


def test_vendored_files_are_those_of_the_checksums() -> None:
    assert list(vendor.differences(STATIC / "vendor")) == []


def test_a_changed_an_added_and_a_missing_file_are_told(tmp_path: Path) -> None:
    (tmp_path / "CHECKSUMS").write_text(f"# a 1.0\n{'0' * 64}  changed.js\n{'1' * 64}  missing.js\n")
    (tmp_path / "changed.js").write_text("1")
    (tmp_path / "added.js").write_text("2")
    told = [line.split(":")[0] for line in vendor.differences(tmp_path)]
    assert told == ["added.js", "changed.js", "missing.js"]


def test_no_vendored_file_names_a_source_map() -> None:
    files = [path for path in (STATIC / "vendor").rglob("*") if path.suffix in {".js", ".mjs", ".css"}]
    assert files
    assert [
        path.name for path in files if "sourceMappingURL=" in path.read_text(encoding="utf-8")[-300:]
    ] == []


def test_vendored_libraries_and_fonts_carry_their_licences() -> None:
    folders = [folder for folder in (STATIC / "vendor").iterdir() if folder.is_dir()]
    beside = {folder.name: STATIC / f"{folder.name}.LICENSE.txt" for folder in folders}
    assert all((folder / "LICENSE.txt").is_file() or beside[folder.name].is_file() for folder in folders)
    families = {re.sub(r"(-ext)?\.woff2$", "", path.name) for path in (STATIC / "fonts").glob("*.woff2")}
    assert families == {"bricolage", "public-sans"}
    assert all(
        "OPEN FONT LICENSE" in (STATIC / "fonts" / f"{f}.OFL.txt").read_text().upper() for f in families
    )


def test_fonts_are_four_and_light() -> None:
    fonts = list((STATIC / "fonts").glob("*.woff2"))
    assert len(fonts) == 4
    assert max(path.stat().st_size for path in fonts) <= 40 * 1024
    assert sum(path.stat().st_size for path in fonts) <= 90 * 1024


def test_stylesheets_ask_nothing_of_others_and_only_files_that_exist() -> None:
    for sheet in (STATIC / "css").glob("*.css"):
        for address in re.findall(r"url\(\"?([^\")]+)", sheet.read_text(encoding="utf-8")):
            assert (sheet.parent / address).is_file(), f"{sheet.name}: {address}"
