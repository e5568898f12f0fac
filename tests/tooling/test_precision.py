"""The columns added to the demonstration's actions are what the rules and the hand tables give."""

import csv
import shutil
from pathlib import Path

import pytest

from scripts.precision import RuleError, completed, editorial_of, main, precision_of

GRENOBLE = Path(__file__).resolve().parents[2] / "territories" / "grenoble"
TABLES = ("actions.csv", "precision_by_hand.csv", "editorial_rules.csv", "editorial_by_hand.csv")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy that may be spoilt."""
    for name in TABLES:
        shutil.copy(GRENOBLE / name, tmp_path / name)
    return tmp_path


def action(**cells: str) -> dict[str, str]:
    return {
        "key": "a",
        "organisation_key": "o",
        "title": "T",
        "description": "D",
        "note": "",
        "coord_basis": "",
    } | cells


def test_the_file_is_up_to_date() -> None:
    assert main([str(GRENOBLE / "actions.csv"), "--check"]) == 0


def test_running_it_writes_what_the_check_wants_and_nothing_more(folder: Path) -> None:
    file = folder / "actions.csv"
    good = file.read_text(encoding="utf-8")
    file.write_text(
        good.replace(";17,editorial,Oxford City Council", ";17,editorial,Oxford"), encoding="utf-8"
    )
    assert main([str(file), "--check"]) == 0
    file.write_text(good.replace(",city,", ",point,"), encoding="utf-8")
    assert main([str(file), "--check"]) == 1
    assert main([str(file)]) == 0
    assert file.read_text(encoding="utf-8") == good
    assert completed(file) == good


def test_the_columns_can_be_made_from_a_file_without_them(folder: Path) -> None:
    file = folder / "actions.csv"
    good = file.read_text(encoding="utf-8")
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [row[:-4] for row in csv.reader(lines)]
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows(rows)
    assert completed(file) == good


@pytest.mark.parametrize(
    ("note", "basis", "precision"),
    [
        ("", "lieu cité ou siège du partenaire – GeoNames : Oxford", "city"),
        (
            "ville non précisée par la source : capitale par défaut",
            "lieu approché – GeoNames : Lima",
            "country",
        ),
        ("lieu précis non indiqué", "lieu approché – GeoNames : Riyadh", "country"),
        ("capitale du pays membre", "lieu approché – GeoNames : Rome", "country"),
        ("coordonnées de Lokossa, chef-lieu voisin", "lieu approché – GeoNames : Lokossa", "approximate"),
        ("coordonnées d'Agadez, à 35 km", "lieu approché – GeoNames : Agadez", "approximate"),
        ("capitale par défaut", "lieu cité ou siège du partenaire – GeoNames : Lima", "country"),
    ],
)
def test_a_note_says_the_precision(note: str, basis: str, precision: str) -> None:
    assert precision_of(action(note=note, coord_basis=basis), {}) == precision


def test_a_hand_wins_over_the_rules() -> None:
    row = action(coord_basis="lieu cité ou siège du partenaire – GeoNames : Leh")
    assert precision_of(row, {"a": {"precision": "region"}}) == "region"
    rules = [{"on": "title", "match": "T", "themes": "eau", "forms": ""}]
    assert editorial_of(row, rules, {}) == ("eau", "")
    assert editorial_of(row, rules, {"a": {"themes": "sport", "forms": "jumelage"}}) == ("sport", "jumelage")


def test_rules_add_up_to_three_themes() -> None:
    rules = [
        {"on": "organisation", "match": "o", "themes": "eau;sante", "forms": ""},
        {"on": "text", "match": "D", "themes": "sante;sport;culture", "forms": "jumelage"},
        {"on": "organisation", "match": "other", "themes": "dechets", "forms": ""},
    ]
    assert editorial_of(action(), rules, {}) == ("eau;sante;sport", "jumelage")


def test_what_nothing_decides_is_an_error() -> None:
    with pytest.raises(RuleError, match=r"no rule reads its note; add a line to precision_by_hand.csv"):
        precision_of(action(coord_basis="lieu approché", note="à confirmer"), {})
    with pytest.raises(RuleError, match=r"gets no theme; add it to editorial_by_hand.csv"):
        editorial_of(action(), [], {})
    with pytest.raises(RuleError, match=r"«exact» is none of point, city"):
        precision_of(action(), {"a": {"precision": "exact"}})


def test_a_hand_table_speaks_of_actions_that_exist(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (folder / "precision_by_hand.csv").open("a", encoding="utf-8") as table:
        table.write("nowhere,city,because\n")
    with pytest.raises(RuleError, match=r"precision_by_hand.csv: «nowhere» is no action of the file"):
        completed(folder / "actions.csv")
    assert main([str(folder / "actions.csv")]) == 2
    assert "«nowhere»" in capsys.readouterr().err


def test_every_place_decided_by_hand_has_its_reason() -> None:
    with (GRENOBLE / "precision_by_hand.csv").open(encoding="utf-8", newline="") as lines:
        assert all(row["reason"] for row in csv.DictReader(lines))
