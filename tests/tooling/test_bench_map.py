"""What the bench of the map makes of its visits; the visits themselves run apart from the tests."""

from pathlib import Path

import pytest

from tests.bench import map_report, sections
from tests.bench.map_report import Row
from tests.bench.visit import TILE, Visit

TILES = tuple(f"/carte/tuiles/1/{x}/{y}.mvt" for x in (0, 1) for y in (0, 1))


def row(actions: int, *times: float, tile_bytes: int = 3000) -> Row:
    """As many visits as times."""
    visits = [Visit(time, TILES, tile_bytes, 450_000) for time in times]
    return Row(actions=actions, places=actions + 50, points=60, visits=visits)


def test_the_middle_visit_counts_and_the_others_are_told() -> None:
    found = map_report.table([row(300, 2000, 9000, 1000), row(10_000, 2500, 2200, 1500)])
    first, second = found.splitlines()[2:]
    assert (
        first == "| 300 | 350 | 2000 | 1000–9000 | 1.00 | 4 | 3.0 | 3.0–3.0 | 1.00 | 60 | 50 | 450 | 1.00 |"
    )
    assert second.startswith("| 10,000 | 10,050 | 2200 | 1500–2500 | 1.10 |")


def test_within_a_fifth_it_is_flat() -> None:
    rows = [row(300, 1000), row(10_000, 1200, tile_bytes=3600), row(100_000, 800, tile_bytes=2400)]
    assert not map_report.verdict(rows)
    assert map_report.MET in map_report.section(rows)


def test_what_is_not_flat_is_named_with_its_size() -> None:
    rows = [row(300, 1000), row(10_000, 1210), row(100_000, 700, tile_bytes=4500)]
    found = map_report.verdict(rows)
    assert found == [
        "10,000 actions: time 1.21 × that of 300 (**not flat**).",
        "100,000 actions: time 0.70 × that of 300 (**not flat**).",
        "100,000 actions: points 1.50 × that of 300 (**not flat**).",
    ]
    assert map_report.MET not in map_report.section(rows)


def test_the_last_size_is_compared_with_the_one_before() -> None:
    rows = [row(300, 1000), row(10_000, 1000, tile_bytes=5000), row(100_000, 1100, tile_bytes=5500)]
    said = "From 10,000 to 100,000 actions: time 1.10 ×, points 1.10 ×, page 1.00 ×."
    assert said in map_report.section(rows)


def test_a_section_takes_its_place_and_leaves_the_others(tmp_path: Path) -> None:
    document = tmp_path / "page.md"
    (begin, end), (other, _) = sections.marks(map_report.COMMAND), sections.marks("make bench")
    document.write_text(f"{other}\nkept\n{begin}\nold\n{end}\nafter\n", encoding="utf-8")
    sections.written(document, map_report.COMMAND, map_report.section([row(300, 1), row(400, 1)]))
    text = document.read_text(encoding="utf-8")
    assert text.startswith(f"{other}\nkept\n{begin}\n")
    assert text.endswith(f"{end}\nafter\n")
    assert "| 400 |" in text
    assert "old" not in text


def test_a_document_without_a_place_is_told(tmp_path: Path) -> None:
    document = tmp_path / "page.md"
    document.write_text("nothing", encoding="utf-8")
    with pytest.raises(SystemExit, match="no place"):
        sections.written(document, "make bench", "text")


@pytest.mark.parametrize("command", ["make bench", map_report.COMMAND])
def test_the_document_has_a_place_for_each_command(command: str) -> None:
    document = Path(sections.__file__).parents[2] / "docs" / "performance.md"
    text = document.read_text(encoding="utf-8")
    begin, end = sections.marks(command)
    assert text.index(begin) < text.index(end)


def test_only_tiles_of_actions_are_points() -> None:
    assert TILE.search("http://127.0.0.1:8000/carte/tuiles/1/0/1.mvt?odd=4")
    assert not TILE.search("http://127.0.0.1:8000/static/atlas/basemap/world.pmtiles")
