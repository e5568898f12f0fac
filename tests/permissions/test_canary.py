"""Words that stand where the public must not look: every page in reach of each role is searched for them."""

import math
from collections.abc import Iterator
from typing import Final

import mapbox_vector_tile
import pytest
from django.test import Client

from tests.data import HIDDEN_LAT, HIDDEN_LON, KEPT, ROLES, SECRETS, TEAM, UNLIMITED, WRITERS, Cast, commune
from tests.permissions.crawling import crawl, log

SEEDS: Final = (
    "/",
    "/en/",
    "/sitemap.xml",
    "/robots.txt",
    "/healthz",
    "/carte/resultats.json",
    "/en/carte/resultats.json",
    "/carte/affiche.svg",
    "/carte/export.csv",
    "/carte/export.xlsx",
    "/carte/export.geojson",
    "/carte/?vue=tableau",
    "/carte/?q=zzbrouillon+zzarchivee+zzlieu",
    "/carte/?action=zzarchivee",
    "/actions/?q=ecole&vue=tableau",
    "/structures/?q=zz",
)
LEFT_OUT: Final = (
    r"/static/|/animation/|/documents/|(/en)?/styleguide/|/en/(pays|communes)/.|/en/carte/\?(?!action=)"
)
"""What is not ours or has its own test. In English, what the French page says of the same rows."""
TOLD_BY_ANOTHER_ROLE: Final = r"/en/|/carte/\?(?!action=)"
"""The visitor reads these: the same rows in other words, each filter of the map, which the list has too."""
LONG_INDEXES: Final = ("/pays/", "/communes/")
"""Of countries and communes that have nothing: the visitor reads them."""
NEVER_LOGGED: Final = ("zzjoindre", "zzcourriel", "zzpersonne", "zzrelais", "99 12 34")
TILES_TO: Final = 6


def unlisted(cast: Cast) -> list[str]:
    """Pages that no public page links to: the answer of a structure, the persons of each live sheet."""
    pages = [f"/confirmation/{cast.tokens[name]}/" for name in ("asked", "answered")]
    pages.append(f"/confirmation/{cast.tokens['receipt']}/reponse/")
    for name in ("full", "hidden", "verified", "structure", "named"):
        people = f"/espace/actions/{cast.actions[name].slug}/contacts/"
        pages += [people, f"{people}nouveau/", *(f"{people}{position}/" for position in (1, 2, 3))]
    return pages


def reached(cast: Cast, role: str) -> dict[str, str]:
    """Every page in reach of the visitor; of others those on which they might read something else."""
    client, seeds = cast.client(role), [*SEEDS, *unlisted(cast)]
    if role == "visitor":
        return crawl(client, seeds, left_out=LEFT_OUT)
    known = "|".join(commune(n) for n in range(3))
    left_out = rf"{LEFT_OUT}|{TOLD_BY_ANOTHER_ROLE}|/communes/(?!{known})"
    return crawl(client, seeds, left_out=left_out, not_followed=LONG_INDEXES)


def tiles(client: Client, z: int = 0, x: int = 0, y: int = 0) -> Iterator[tuple[str, bytes]]:
    """Every tile that holds something, down to a zoom."""
    response = client.get(f"/carte/tuiles/{z}/{x}/{y}.mvt")
    if response.status_code != 200:
        return
    yield f"{z}/{x}/{y}", response.content
    if z < TILES_TO:
        for right in (0, 1):
            for below in (0, 1):
                yield from tiles(client, z + 1, 2 * x + right, 2 * y + below)


@pytest.mark.parametrize("role", ROLES)
def test_secrets_stay_with_those_who_may_know_them(cast: Cast, role: str) -> None:
    with log() as lines:
        pages = reached(cast, role)
    texts = {address: _of_others(cast, role, address, text.lower()) for address, text in pages.items()}
    faults = [
        f"{role} reads «{word}» on {address}"
        for word, readers in SECRETS.items()
        if role not in readers
        for address, text in texts.items()
        if word in text and not _is_own_question(address, word) and not _is_kept(role, address, word)
    ]
    assert not faults, f"{len(faults)} leaks, such as:\n" + "\n".join(faults[:40])
    missing = [
        word
        for word, readers in SECRETS.items()
        if role in readers and sum(word in text for text in texts.values()) < 3
    ]
    assert not missing, f"{role} may know these and finds them on fewer than three pages: {missing}"
    print(f"{role}: {len(pages)} pages")  # noqa: T201  # how much was looked at
    assert len(pages) > (500 if role == "visitor" else 100)
    assert lines  # there is something to look through
    kept = [line for line in lines for word in (*NEVER_LOGGED, *keys(cast)) if word in line.lower()]
    assert not kept, "\n".join(kept)


def keys(cast: Cast) -> list[str]:
    """What signed links hold: each opens something to whoever reads it."""
    return [cast.tokens[name].lower() for name in ("asked", "answered", "receipt", "own_card", "own_answer")]


def _of_others(cast: Cast, role: str, address: str, text: str) -> str:
    """The page without what a person reads of herself on pages of her account, and where she writes."""
    is_own = address.removeprefix("/en").startswith(("/compte/", "/espace/"))
    if role != "visitor" and (is_own or address.endswith("/signaler/")):
        own = cast.people[role]
        for word in (own.email, own.last_name):
            text = text.replace(word.lower(), "")
    return text


def _is_kept(role: str, address: str, word: str) -> bool:
    """The page is one on which those who keep a sheet read the whole of it, and the team who wrote it.

    The persons of a structure read each other's names on its page; who asked for a new one reads its name.
    """
    page = address.removeprefix("/en")
    if word == "zzfondation":
        return role == "awaiting" and page.startswith("/espace/")
    if word == "zzpersonne":
        is_among_colleagues = role in WRITERS | TEAM and page.startswith("/espace/structures/")
        return is_among_colleagues or (role in TEAM and page.startswith("/espace/actions/"))
    return word in KEPT and role in WRITERS | UNLIMITED and page.startswith("/espace/")


def _is_own_question(address: str, word: str) -> bool:
    """The page repeats the words that its own address asks for."""
    return word in address.lower()


@pytest.mark.parametrize("role", ROLES)
def test_tiles_tell_nothing_more(cast: Cast, role: str) -> None:
    seen = 0
    for name, content in tiles(cast.client(role)):
        seen += 1
        leaks = [
            word for word, who in SECRETS.items() if role not in who and word.encode() in content.lower()
        ]
        assert not leaks, f"{role} reads {leaks} in tile {name}"
        for lon, lat in points(content, name):
            assert abs(lon - HIDDEN_LON) > 0.05 or abs(lat - HIDDEN_LAT) > 0.05, f"{role}, tile {name}"
    assert seen > 10


def points(content: bytes, name: str) -> Iterator[tuple[float, float]]:
    """Where the signs of a tile stand, and the corners of their bounds, in degrees."""
    z, x, y = map(int, name.split("/"))
    features = mapbox_vector_tile.decode(content, default_options={"y_coord_down": True})["actions"]
    for feature in features["features"]:
        right, down = feature["geometry"]["coordinates"]
        yield _degrees((x + right / features["extent"]) / 2**z, (y + down / features["extent"]) / 2**z)
        told = feature["properties"]
        if "west" in told:
            yield told["west"], told["south"]
            yield told["east"], told["north"]


def _degrees(right: float, down: float) -> tuple[float, float]:
    """From the unit square of web Mercator."""
    return right * 360 - 180, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * down))))


def test_the_box_around_a_hidden_place_is_empty(cast: Cast) -> None:
    box = f"{HIDDEN_LON - 0.1},{HIDDEN_LAT - 0.1},{HIDDEN_LON + 0.1},{HIDDEN_LAT + 0.1}"
    for role in ROLES:
        found = cast.client(role).get("/carte/resultats.json", {"bbox": box}).json()
        assert found["count"] == 0, role


def test_secret_words_find_nothing(cast: Cast) -> None:
    for word, readers in SECRETS.items():
        for role in set(ROLES) - readers:
            found = cast.client(role).get("/carte/resultats.json", {"q": word}).json()
            assert not any(word in str(result).lower() for result in found["results"]), (role, word)
