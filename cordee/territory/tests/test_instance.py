"""The folders of territories/ load; a faulty folder says all that is to be mended."""

import csv
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation
from pytest_django.fixtures import Settings

from cordee.territory.brand import contrast
from cordee.territory.instance import TerritoryError, current, load, text
from cordee.territory.reader import unwrap

TERRITORIES = Path(__file__).resolve().parents[3] / "territories"
FOLDERS = sorted(folder for folder in TERRITORIES.iterdir() if folder.is_dir())
GRENOBLE = TERRITORIES / "grenoble"
STRASBOURG = TERRITORIES / "strasbourg"

Faulty = Callable[..., tuple[str, ...]]


@pytest.fixture
def faulty(tmp_path: Path) -> Faulty:
    """Problems of a copy of the Strasbourg folder in which `old` became `new` in one file."""

    def problems(old: str, new: str, file: str = "territory.toml") -> tuple[str, ...]:
        folder = tmp_path / "somewhere"
        shutil.copytree(STRASBOURG, folder)
        before = (folder / file).read_text(encoding="utf-8")
        assert old in before
        (folder / file).write_text(before.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(TerritoryError) as caught:
            load(folder)
        assert all(problem in str(caught.value) for problem in caught.value.problems)
        return caught.value.problems

    return problems


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_folder_loads_with_texts_in_both_languages(folder: Path) -> None:
    territory = load(folder)
    for value in (territory.name, territory.tagline, territory.host, *territory.texts.values()):
        assert text(value, "fr")
        assert text(value, "en")
    assert set(territory.goal_notes) == set(range(1, 18))
    assert len({territory.goal_note(goal, "fr") for goal in range(1, 18)}) == 17
    assert set(territory.promises) == {"inform", "share", "collaborate"}
    assert len(territory.forms) == 7
    assert len(territory.themes) >= 15


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_folder_tells_its_sources(folder: Path) -> None:
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert "Licence Ouverte" in readme
    assert "GeoNames" in readme


@pytest.mark.parametrize(
    ("folder", "communes", "inhabitants"), [(GRENOBLE, 49, 449_509), (STRASBOURG, 33, 517_386)]
)
def test_the_communes_are_those_of_the_authority(folder: Path, communes: int, inhabitants: int) -> None:
    territory = load(folder)
    assert len(territory.communes) == communes
    assert sum(commune.population for commune in territory.communes.values()) == inhabitants


def test_a_territory_is_read_whole() -> None:
    territory = load(GRENOBLE)
    assert territory.slug == "grenoble"
    assert territory.name_in("fr") == "Grenoble Alpes"
    assert territory.opened is not None
    assert territory.opened.isoformat() == "2020-05-26"
    assert territory.text_in("hero_title", "fr") == "Grenoble Alpes, encordée au monde"
    assert [file.name for file in territory.demonstration] == ["organisations.csv", "actions.csv"]
    assert [member.name for member in territory.committee][:2] == [
        "Grenoble-Alpes Métropole",
        "Ville de Grenoble",
    ]
    assert set(territory.contours()) == set(territory.communes)


def test_a_territory_without_contours_or_actions_is_whole_too() -> None:
    territory = load(STRASBOURG)
    assert territory.contours() == {}
    assert territory.demonstration == ()
    assert territory.opened is None
    assert territory.languages == ("fr", "en", "de")
    assert territory.name_in("de") == "Eurometropole Straßburg"
    assert territory.brand.light["head"] == "#2B1B2E"


@pytest.mark.parametrize("asked", ["38382", "Saint-Égrève", "saint egreve", " SAINT-EGREVE "])
def test_a_commune_is_found_by_code_or_name(asked: str) -> None:
    commune = load(GRENOBLE).commune_named(asked)
    assert commune is not None
    assert commune.insee == "38382"
    assert commune.postcodes == ("38120",)


@pytest.mark.parametrize("asked", ["", "Crolles", "38140"])
def test_a_commune_elsewhere_is_not_found(asked: str) -> None:
    assert load(GRENOBLE).commune_named(asked) is None


def test_two_communes_of_one_name_are_found_by_code_only(tmp_path: Path) -> None:
    folder = tmp_path / "twins"
    shutil.copytree(STRASBOURG, folder)
    file = folder / "communes.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("Bischheim", "Achenheim"), encoding="utf-8")
    territory = load(folder)
    assert territory.commune_named("Achenheim") is None
    assert territory.communes["67043"].name == "Achenheim"


def test_a_text_falls_back_to_the_first_language() -> None:
    value = {"fr": "eau", "en": "water"}
    assert [text(value, code) for code in ("en", "en-gb", "de", "fr")] == ["water", "water", "eau", "eau"]
    assert text({}, "fr") == ""


def test_a_text_shows_itself_in_the_language_of_the_page() -> None:
    template = Template("{{ territory.tagline }}|{{ territory.texts.hero_title }}|{{ territory.name.fr }}")
    shown = {}
    for language in ("fr", "en"):
        with translation.override(language):
            shown[language] = template.render(Context({"territory": load(GRENOBLE)}, autoescape=False))
    assert shown["fr"].startswith("Connexions & Actions Internationales|Grenoble Alpes, encordée au monde|")
    assert shown["en"].startswith("International Connections & Actions|Grenoble Alpes, roped to the world|")
    with translation.override(None):
        assert str(load(STRASBOURG).name) == "Eurométropole de Strasbourg"


def test_labels_come_from_the_territory_or_from_the_software(tmp_path: Path) -> None:
    folder = tmp_path / "renamed"
    shutil.copytree(STRASBOURG, folder)
    with (folder / "territory.toml").open("a", encoding="utf-8") as file:
        file.write('[labels.action_type]\nantenne = {fr = "Bureau", en = "Office"}\n')
    territory = load(folder)
    assert territory.label("theme", "eau", "en") == "Water and sanitation"
    assert territory.label("form", "jumelage", "de") == "Jumelage"
    assert territory.label("action_type", "antenne", "en") == "Office"
    assert territory.label("action_type", "projet", "en") is None
    assert territory.label("nothing", "eau", "en") is None


def test_a_territory_may_rename_countries_on_its_map(tmp_path: Path) -> None:
    folder = tmp_path / "renamed"
    shutil.copytree(STRASBOURG, folder)
    with (folder / "territory.toml").open("a", encoding="utf-8") as file:
        file.write('[map.names]\nCZ = {fr = "République tchèque", en = "Czech Republic"}\nCI = "Éburnie"\n')
    names = load(folder).map_names
    assert {code: text(name, "en") for code, name in names.items()} == {
        "CZ": "Czech Republic",
        "CI": "Éburnie",
    }
    assert load(STRASBOURG).map_names == {}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('ZZ = "Zed"', "map.names.ZZ is no country; use the two capital letters of ISO 3166-1, as FR"),
        ('fr = "France"', "map.names.fr is no country; use the two capital letters of ISO 3166-1, as FR"),
        ('FR = {fr = "France"}', 'map.names.FR.en is missing or empty; write en = "…"'),
        ("FR = 3", "map.names.FR must be a text, or one per language"),
        ("[map.labels]", "map.labels is not known; remove it or correct its name; known here: names"),
    ],
)
def test_a_wrong_name_of_the_map_is_told(line: str, sentence: str, faulty: Faulty) -> None:
    problems = faulty("[home]", f"[map.names]\n{line}\n\n[home]")
    assert any(sentence in problem for problem in problems), problems


def test_lines_are_unwrapped_but_paragraphs_and_no_break_spaces_stay() -> None:
    assert unwrap("\nune ligne\n  et sa suite\u00a0:\n\nun autre  point\n") == (
        "une ligne et sa suite\u00a0:\n\nun autre point"
    )


def test_current_reads_the_folder_of_the_settings_once(settings: Settings) -> None:
    settings.CORDEE_TERRITORY = STRASBOURG
    assert current().slug == "strasbourg"
    assert current() is current()


FAULTS = [
    ("lon = 7.74553\n", "", "home.lon is missing; write a number between -180 and 180"),
    ("lon = 7.74553", "lon = 187.0", "home.lon must lie between -180 and 180, not 187.0"),
    ("lat = 48.58392", 'lat = "48"', "home.lat must be a number between -90 and 90"),
    ("email = ", "mail = ", "contact.mail is not known; remove it or correct its name; known"),
    ("international@", "international", "contact.email must be an address such as"),
    ("[texts.hero_lead]", "[texts.lead]", "texts.hero_lead is missing; write a text"),
    ('en = "Strasbourg, from', 'it = "Strasbourg, from', "texts.hero_title.en is missing"),
    ('de = "Straßburg, von', 'nl = "Straßburg, von', "texts.hero_title.nl is in no language of `languages`"),
    ('rope = "#C2183A"', 'rope = "red"', "brand.light.rope must be a colour such as"),
    ('rope = "#C2183A"', 'roap = "#C2183A"', "brand.light.roap is no colour of the theme; use one of"),
    ('ink = "#241827"', 'ink = "#C0B0C0"', "brand.light.ink is hard to read on ground (contrast 2.0"),
    ('slug = "education"', 'slug = "diplomatie"', "themes[2].slug repeats «diplomatie»; give"),
    ('slug = "education"', 'slug = "Éducation"', "themes[2].slug must be lower-case letters, digits"),
    ('slug = "aide-d-urgence"', 'slug = "jumelage"', "forms[5].slug repeats «jumelage»"),
    ("[goals.17]", "[goals.18]", "goals.18 is no goal; the goals are numbered 1 to 17"),
    ("[goals.17]", "[goals.18]", "goals.17 is missing"),
    ("[promises.share]", "[promises.give]", "promises.give is not known"),
    ("[history.text]", '[history]\nopened = "mai"\n[history.text]', "history.opened must be a date"),
    ('url = "https://', 'url = "ftp://', 'committee[1].url must begin with "https://"'),
    ('"communes.csv"', '"../communes.csv"', "data.communes names '../communes.csv', which is no file"),
    ("demonstration = []", 'demonstration = ["a.csv"]', "data.demonstration names 'a.csv', which is no file"),
    ("demonstration = []", "demonstration = true", "data.demonstration must be a list of files, [] for none"),
    ('["fr", "en", "de"]', '["de"]', "languages must have one that the site speaks: fr, en"),
    ('["fr", "en", "de"]', '["fr", "fr"]', "languages must list different two-letter codes"),
    ('["fr", "en", "de"]', '"fr"', "languages must be a list such as"),
    ("[data]", "[date]", "data is missing; write a table [data]"),
    ("[data]", "[labels.action_type]\nbureau = 'x'\n[data]", "labels.action_type.bureau is not known"),
    ("[data]", "[data", "not written as TOML"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "sentence"), FAULTS)
def test_a_fault_is_told_with_its_key_and_remedy(old: str, new: str, sentence: str, faulty: Faulty) -> None:
    problems = faulty(old, new)
    assert any(sentence in problem for problem in problems), problems
    assert all(problem.startswith("territory.toml: ") for problem in problems)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("67043,", "6704,", "line 3 has the INSEE code '6704'; write five characters such as 38185 or 2A004"),
        ("67043,", "67001,", "line 3 repeats the commune 67001; keep one of the two lines"),
        (",Bischheim,", ",,", "line 3 has no name in the column nom; write it"),
        (",18289,", ",many,", "line 3 has the population 'many'; write a whole number of inhabitants"),
        (",67800,", ",678,", "line 3 has the postcodes '678'; write five digits each, with ; between two"),
        (
            ",7.75343,",
            ",,",
            "line 3 has one of lon and lat only; write both, or none when the point is unknown",
        ),
        (",7.75343,", ",east,", "line 3 has lon 'east'; write degrees between -180 and 180, such as 5.72439"),
        ("insee,", "code,", "line 1 lacks the columns insee; add them to the header"),
    ],
)
def test_a_faulty_commune_is_told_by_its_line(old: str, new: str, sentence: str, faulty: Faulty) -> None:
    assert f"communes.csv: {sentence}" in faulty(old, new, "communes.csv")


def test_a_commune_without_point_is_accepted(tmp_path: Path) -> None:
    folder = tmp_path / "unknown"
    shutil.copytree(STRASBOURG, folder)
    file = folder / "communes.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",7.75343,48.61612,", ",,,"), encoding="utf-8")
    assert load(folder).communes["67043"].lon is None


def test_all_faults_are_told_at_once(faulty: Faulty) -> None:
    problems = faulty('slug = "education"', 'slug = "eau"\ncolour = "red"')
    assert len(problems) == 2
    assert problems[0].startswith("territory.toml: themes[2].colour is not known; remove it")
    assert problems[1].startswith("territory.toml: themes[12].slug repeats «eau»")


def test_contours_of_elsewhere_or_broken_are_told(tmp_path: Path) -> None:
    for number, (old, new, sentence) in enumerate(
        [
            (
                '"insee":"38057"',
                '"insee":"75056"',
                "communes_contours.geojson: 75056 is no commune of the territory",
            ),
            ('"insee":"38057"', '"code":"38057"', "communes_contours.geojson: features must each have"),
        ]
    ):
        folder = tmp_path / str(number)
        shutil.copytree(GRENOBLE, folder)
        file = folder / "communes_contours.geojson"
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        with pytest.raises(TerritoryError, match=re.escape(sentence)):
            load(folder)


def test_a_table_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "territory.toml").write_text(
        'languages = ["fr"]\ncommittee = [3]\nbrand = true\nforms = "x"\n'
    )
    with pytest.raises(TerritoryError) as caught:
        load(tmp_path)
    told = caught.value.problems
    assert "territory.toml: committee[1] must be a table [[committee]], not 3" in told
    assert "territory.toml: brand must be a table [brand], not True" in told
    assert "territory.toml: forms must be at least one [[forms]], not 'x'" in told


def test_a_folder_without_its_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(TerritoryError, match=r"territory.toml: the file is missing; copy that of another"):
        load(tmp_path)


def test_a_file_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    (tmp_path / "territory.toml").write_bytes('name = "é"'.encode("latin-1"))
    with pytest.raises(TerritoryError, match="is not UTF-8; save it again as UTF-8"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#FFFFFF", 21.0), ("#777777", "#FFFFFF", 4.478)]
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.001)
    assert contrast(other, one) == contrast(one, other)


def test_the_actions_speak_of_the_territory_s_own_lists() -> None:
    territory = load(GRENOBLE)
    with (GRENOBLE / "actions.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 307
    for row in rows:
        assert 1 <= len(row["themes"].split(";")) <= 3, row["key"]
        assert set(row["themes"].split(";")) <= set(territory.themes), row["key"]
        assert {form for form in row["forms"].split(";") if form} <= set(territory.forms), row["key"]
        assert row["precision"] in {"city", "approximate", "region", "country", "world"}, row["key"]
        assert row["themes_basis"] == "editorial"


def test_every_theme_has_an_action_here() -> None:
    with (GRENOBLE / "actions.csv").open(encoding="utf-8", newline="") as lines:
        used = {theme for row in csv.DictReader(lines) for theme in row["themes"].split(";")}
    assert used == set(load(GRENOBLE).themes)


def test_the_organisations_lie_in_the_territory_or_say_that_they_do_not() -> None:
    territory = load(GRENOBLE)
    with (GRENOBLE / "organisations.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        assert (territory.commune_named(row["commune"]) is not None) == (row["in_metropole"] == "oui"), row[
            "key"
        ]
