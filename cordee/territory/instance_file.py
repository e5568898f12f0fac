"""Reads a territory's folder: `territory.toml` and the files it names. All its faults are told at once."""

import datetime
import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from cordee.territory import participation, world
from cordee.territory.brand import colour_problems
from cordee.territory.communes_file import read_communes
from cordee.territory.reader import SITE_LANGUAGES, Problems, Table
from cordee.territory.shape import (
    Brand,
    Commune,
    Form,
    Home,
    LocalText,
    Member,
    Promise,
    SearchExample,
    Territory,
    Theme,
)

FILE = "territory.toml"
TEXTS = (
    "hero_title", "hero_lead", "about_what", "about_who", "about_difference", "map_caption",
)  # fmt: skip
PROMISES = ("inform", "share", "collaborate")
GOALS = range(1, 18)
FIXED_CODES: Mapping[str, tuple[str, ...]] = {
    "action_type": ("antenne", "partenariat", "reseau", "projet", "evenement"),
    "kind": ("entreprise", "association", "universite", "laboratoire", "organisme_public"),
    "origin": ("declaree", "saisie", "compilee", "importee"),
    "progress": ("prevu", "en-cours", "suspendu", "abandonne", "termine", "a-verifier"),
}
"""Codes that addresses and exports use: a territory may rename them on the site, not change them."""

_TOP = (
    "languages", "name", "tagline", "home", "contact", "history", "committee", "brand", "texts",
    "search_examples", "promises", "legal", "themes", "forms", "goals", "labels", "map",
    "participation", "data",
)  # fmt: skip
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


class TerritoryError(Exception):
    """A territory's folder cannot be served; `problems` has one sentence for each thing to mend."""

    def __init__(self, folder: Path, problems: list[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            "\n".join([f"The territory in {folder} cannot be read:", *(f"- {p}" for p in problems)])
        )


def load(folder: Path) -> Territory:
    """Read a territory's folder. Raises TerritoryError with every fault: file, key and how to mend it."""
    content = _toml(folder)
    problems = Problems()
    top = Table(content, problems=problems)
    territory = _territory(folder, Table(content, problems=problems, languages=_languages(top)), problems)
    if problems.sentences:
        raise TerritoryError(folder, problems.sentences)
    return territory


def _toml(folder: Path) -> Mapping[str, object]:
    file = folder / FILE
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise TerritoryError(
            folder, [f"{FILE}: the file is missing; copy that of another territory"]
        ) from None
    except UnicodeDecodeError:
        raise TerritoryError(folder, [f"{FILE}: the file is not UTF-8; save it again as UTF-8"]) from None
    except tomllib.TOMLDecodeError as error:
        raise TerritoryError(folder, [f"{FILE}: not written as TOML: {error}; correct that line"]) from None


def _languages(top: Table) -> tuple[str, ...]:
    given = top.take("languages", list, 'a list such as ["fr", "en"]') or []
    languages = tuple(code for code in given if isinstance(code, str) and _LANGUAGE.fullmatch(code))
    if len(languages) != len(given) or len(set(languages)) != len(languages):
        top.problem("languages", f'must list different two-letter codes such as ["fr", "en"], not {given!r}')
    elif given and not set(languages) & set(SITE_LANGUAGES):
        top.problem("languages", f"must have one that the site speaks: {', '.join(SITE_LANGUAGES)}")
    return languages


def _territory(folder: Path, top: Table, problems: Problems) -> Territory:
    top.take("languages", list, "a list", [])
    history, legal, contact = top.table("history"), top.table("legal"), top.table("contact")
    data = top.table("data")
    territory = Territory(
        folder=folder,
        languages=top.languages,
        name=top.local("name"),
        tagline=top.local("tagline"),
        home=_home(top.table("home")),
        email=_email(contact),
        opened=_opened(history),
        history=history.local("text"),
        committee=tuple(_member(row) for row in top.tables("committee")),
        brand=_brand(folder, top.table("brand", required=False)),
        texts=_texts(top.table("texts")),
        search_examples=tuple(_example(row) for row in top.tables("search_examples", required=False)),
        promises=_promises(top.table("promises")),
        publisher=legal.local("publisher"),
        host=legal.local("host"),
        themes=_themes(top),
        forms=_forms(top),
        goal_notes=_goal_notes(top.table("goals")),
        labels=_labels(top.table("labels", required=False)),
        map_names=_map_names(top.table("map", required=False)),
        participation=participation.read(top.table("participation", required=False)),
        communes=_communes(folder, data, problems),
        contours_file=_file(folder, data, "contours", data.string("contours", default="")),
        demonstration=_demonstration(folder, data),
    )
    _check_contours(territory, problems)
    history.close("opened", "text")
    legal.close("publisher", "host")
    contact.close("email")
    data.close("communes", "contours", "demonstration")
    top.close(*_TOP)
    return territory


def _home(table: Table) -> Home:
    home = Home(lon=table.degrees("lon", 180), lat=table.degrees("lat", 90), label=table.local("label"))
    table.close("lon", "lat", "label")
    return home


def _email(table: Table) -> str:
    email = table.string("email")
    if email and not _EMAIL.fullmatch(email):
        table.problem("email", f'must be an address such as "international@example.org", not {email!r}')
    return email


def _opened(table: Table) -> datetime.date | None:
    day = table.take("opened", datetime.date, "a date without quotes: opened = 2020-05-26", "")
    return day if isinstance(day, datetime.date) and not isinstance(day, datetime.datetime) else None


def _member(table: Table) -> Member:
    member = Member(name=table.string("name"), role=table.local("role"), url=table.string("url", default=""))
    if member.url and not member.url.startswith(("https://", "http://")):
        table.problem("url", f'must begin with "https://", not {member.url!r}')
    table.close("name", "role", "url")
    return member


def _brand(folder: Path, table: Table) -> Brand:
    brand = Brand(
        light=_colours(table, "light"),
        dark=_colours(table, "dark"),
        logo=_file(folder, table, "logo", table.string("logo", default="")),
    )
    table.close("light", "dark", "logo")
    return brand


def _colours(table: Table, scheme: str) -> Mapping[str, str]:
    colours = table.take(scheme, dict, f"a table [brand.{scheme}] of colours", {})
    for token, sentence in colour_problems(colours):
        table.problem(f"{scheme}.{token}", sentence)
    return dict(colours)


def _texts(table: Table) -> Mapping[str, LocalText]:
    texts = {key: table.local(key) for key in TEXTS}
    table.close(*TEXTS)
    return texts


def _example(table: Table) -> SearchExample:
    example = SearchExample(label=table.local("label"), query=table.local("query"))
    table.close("label", "query")
    return example


def _promises(table: Table) -> Mapping[str, Promise]:
    promises = {}
    for key in PROMISES:
        inner = table.table(key)
        promises[key] = Promise(title=inner.local("title"), sentence=inner.local("sentence"))
        inner.close("title", "sentence")
    table.close(*PROMISES)
    return promises


def _themes(top: Table) -> Mapping[str, Theme]:
    themes: dict[str, Theme] = {}
    for table in top.tables("themes"):
        theme = Theme(table.slug(), table.local("label"), table.local("reason", required=False))
        table.close("slug", "label", "reason")
        _once(table, theme.slug, themes)
        themes[theme.slug] = theme
    return themes


def _forms(top: Table) -> Mapping[str, Form]:
    forms: dict[str, Form] = {}
    for table in top.tables("forms"):
        form = Form(table.slug(), table.local("label"), table.local("definition"))
        table.close("slug", "label", "definition")
        _once(table, form.slug, forms)
        forms[form.slug] = form
    return forms


def _once(table: Table, slug: str, seen: Mapping[str, object]) -> None:
    if slug in seen:
        table.problem("slug", f"repeats «{slug}»; give each entry its own")


def _goal_notes(table: Table) -> Mapping[int, LocalText]:
    notes = {goal: table.local(str(goal)) for goal in GOALS}
    for key in table.left():
        table.problem(key, "is no goal; the goals are numbered 1 to 17")
    return notes


def _labels(table: Table) -> Mapping[str, Mapping[str, LocalText]]:
    labels = {}
    for kind, codes in FIXED_CODES.items():
        inner = table.table(kind, required=False)
        labels[kind] = {code: inner.local(code) for code in codes if code in inner.left()}
        inner.close(*codes)
    table.close(*FIXED_CODES)
    return labels


def _map_names(table: Table) -> Mapping[str, LocalText]:
    """Other names of countries on the live map, by the code of ISO 3166-1."""
    inner = table.table("names", required=False)
    for key in inner.left():
        if key not in world.countries():
            inner.problem(key, "is no country; use the two capital letters of ISO 3166-1, as FR")
    names = {key: inner.local(key) for key in inner.left()}
    table.close("names")
    return names


def _file(folder: Path, table: Table, key: str, name: str) -> Path | None:
    if not name:
        return None
    if Path(name).name != name or not (folder / name).is_file():
        table.problem(
            key, f"names {name!r}, which is no file of this folder; put it beside {FILE} or correct the name"
        )
        return None
    return folder / name


def _communes(folder: Path, data: Table, problems: Problems) -> Mapping[str, Commune]:
    file = _file(folder, data, "communes", data.string("communes"))
    return read_communes(file, problems) if file else {}


def _demonstration(folder: Path, data: Table) -> tuple[Path, ...]:
    names = data.take("demonstration", list, "a list of files, [] for none", [])
    files = (_file(folder, data, "demonstration", str(name)) for name in names)
    return tuple(file for file in files if file)


def _check_contours(territory: Territory, problems: Problems) -> None:
    if territory.contours_file is None:
        return
    try:
        drawn = territory.contours()
    except (json.JSONDecodeError, KeyError, TypeError):
        sentence = "must each have a geometry and the property insee, in GeoJSON; draw the file again"
        problems.add(territory.contours_file.name, "features", sentence)
        return
    for insee in drawn.keys() - territory.communes.keys():
        problems.add(
            territory.contours_file.name, insee, "is no commune of the territory; remove its feature"
        )
