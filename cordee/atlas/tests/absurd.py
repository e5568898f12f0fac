"""Addresses of the atlas as nobody in good faith writes them, drawn from a seed: the same from the same."""

import random
from urllib.parse import quote, quote_from_bytes, urlencode

from cordee.actions.enums import ActionType, Origin, Progress
from cordee.atlas.query import CONFIRMED, MULTIPLE, Layout, Sort
from cordee.organisations.enums import Kind
from cordee.territory import instance, world

PAGES = ("/carte/", "/actions/", "/en/carte/")
PROGRAMS = ("/carte/resultats.json", "/carte/export.csv", "/carte/export.geojson", "/carte/tuiles/{tile}.mvt")
TILES = (
    "0/0/0",
    "1/1/0",
    "6/33/22",
    "22/4194303/4194303",
    "22/2147483648/0",
    "99999999999999999999/0/0",
    "3/8/0",
)
WORDS = ("eau", "coopération", "montagne", "jumelage", "université", "l’", "à", "école", "sénégal", "ea", "e")
ABSURD = (
    "18",
    "0999",
    "10000",
    "",
    " ",
    "\0",
    "a\0b",
    "%",
    "%%s%(x)s",
    "_",
    "\\",
    "'",
    '"',
    "' OR 1=1 --",
    "'; DROP TABLE atlas_document; --",
    "1 UNION SELECT 1",
    "* OR * NEAR(a b)",
    '"eau',
    "((((((((",
    "a* b* c*",
    "-eau -",
    "^$.*+?{}[]|",
    "{{ 7|add:7 }}",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "\r\nSet-Cookie: a=b",
    "\u202e\u200f\ufeff",
    "\ud83d",  # half of a pair: no such character
    "ß",
    "İ",
    "ﬀ",
    "e" + "\u0301" * 60,
    "🏔️" * 40,
    "a" * 200,
    "a" * 201,
    "a " * 100,
    "ab" * 5000,
    "-1",
    "0",
    "00",
    "1e9",
    "1" * 30,
    "1" * 5000,
    "NaN",
    "inf",
    "-inf",
    "١٢",
    "0x10",
    "true",
    "null",
    "[]",
    "2020,2021",
    "1e308,0,1,1",
    "1e-999,0,1e-999,0",
    "NaN,NaN,NaN,NaN",
    "inf,-90,inf,90",
    "0,90,0,-90",
    ",,,",
    "1,2,3",
    "1,2,3,4,5",
    f"0.{'0' * 30}1,0,1,1",
)
UNKNOWN = ("x", "utm_source", "Q", "q[]", "type__in", "order_by", "\0", "_connector", "page ", "")


def address(seed: int) -> str:
    """One address."""
    dice = random.Random(seed)
    path = dice.choice(PAGES + PROGRAMS).format(tile=dice.choice(TILES))
    if dice.random() < 0.05:
        return f"{path}?{_crowd(dice)}"
    count = dice.choice((1, 2, 3, 5, 8, 13, 40))
    if dice.random() < 0.5:
        return f"{path}?{_sober(dice, count)}"
    return f"{path}?{'&'.join(_pair(dice) for _n in range(count))}"


def _sober(dice: random.Random, count: int) -> str:
    """Parameters as they are meant to be, only too many: these reach the database."""
    names = [dice.choice(MULTIPLE) for _n in range(count)]
    names += dice.sample(("q", "depuis", "jusqu", "bbox", "tri", "page", "vue"), min(count, 4))
    return urlencode([(name, dice.choice(known(name))) for name in names])


def _crowd(dice: random.Random) -> str:
    """One parameter, very many times."""
    name = dice.choice((*MULTIPLE, "q", "bbox"))
    values = known(name)
    return "&".join(
        f"{name}={dice.choice(values)}{dice.choice(('', n))}" for n in range(dice.choice((900, 2500)))
    )


def _pair(dice: random.Random) -> str:
    name = dice.choice(
        (*MULTIPLE, *MULTIPLE, "q", "q", "depuis", "jusqu", "bbox", "tri", "page", "vue", "action")
    )
    luck = dice.random()
    if luck < 0.04:
        return f"{quote(dice.choice(UNKNOWN))}={quote(dice.choice(WORDS))}"
    if luck < 0.07:
        return f"{name}=" + quote_from_bytes(dice.randbytes(dice.randint(1, 40)))
    if luck < 0.09:
        return dice.choice(("&&", "=", name, f"{name}=%zz", f"{name}=a;{name}=b", f"{name}=%c3", "%00=1"))
    value = dice.choice(ABSURD if luck < 0.3 else known(name))
    return f"{name}={quote(value, errors='surrogatepass')}"


def known(name: str) -> tuple[str, ...]:
    """Values that the parameter takes, and for some a few near them."""
    territory = instance.current()
    choices: dict[str, tuple[str, ...]] = {
        "q": (*WORDS, " ".join(WORDS), " ".join(WORDS[::-1] * 3)[:200], "eau -eau", "montagn", "universitee"),
        "type": tuple(ActionType.values),
        "odd": ("1", "6", "17", "006"),
        "theme": tuple(territory.themes),
        "forme": tuple(territory.forms),
        "pays": tuple(world.countries()),
        "zone": tuple(world.regions()),
        "nature": tuple(Kind.values),
        "structure": ("ville-de-grenoble", "universite-grenoble-alpes", "x", "-"),
        "commune": tuple(territory.communes),
        "origine": tuple(Origin.values),
        "confirmee": CONFIRMED,
        "etat": tuple(Progress.values),
        "depuis": ("1000", "1990", "2020"),
        "jusqu": ("2020", "2021", "9999"),
        "bbox": ("-180,-90,180,90", "180,-90,-180,90", "5.7,45.1,5.8,45.3", "-17.44,14.69,-17.44,14.69"),
        "tri": tuple(Sort.values),
        "page": ("1", "2", "999999999", "1" * 20),
        "vue": tuple(Layout.values),
        "action": ("x", "jumelage-avec-phoenix", "'"),
    }
    return choices[name]
