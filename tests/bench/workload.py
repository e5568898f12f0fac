"""What is asked: the same addresses for the same generated data."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from urllib.parse import urlencode

from django.db.models import Count

from cordee.actions.models import Action
from cordee.atlas.models import Facet, Spot, Word
from cordee.atlas.query import FACETS
from cordee.core.mercator import mercator
from cordee.organisations.models import Organisation

FAST, PAGE = 40.0, 60.0
"""Goals for the 95th percentile, in milliseconds."""
DEEPEST = 10
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Kind:
    """Requests that belong together."""

    name: str
    paths: Sequence[str]
    goal: float | None = PAGE


def kinds(seed: int) -> list[Kind]:
    """Tiles, results, each page, each export."""
    chance = Random(seed)
    pick = _Pick(chance)
    structures = Organisation.objects.filter(live=True).annotate(n=Count("actions")).order_by("-n", "pk")
    return [
        Kind("tile", [pick.tile() for _ in range(200)], FAST),
        Kind("results with facets", [pick.results() for _ in range(200)], FAST),
        Kind("home", ["/"] * 30),
        Kind("map page", [pick.path("/carte/") for _ in range(30)]),
        Kind("list", [pick.path("/actions/") for _ in range(40)]),
        Kind("table", [pick.path("/actions/", ("vue", "tableau")) for _ in range(40)]),
        Kind("action", [f"/actions/{slug}/" for slug in _slugs(chance)]),
        Kind("structure", [f"/structures/{one.slug}/" for one in structures[:40]]),
        Kind("structures", ["/structures/"] * 20),
        Kind("country", [f"/pays/{code}/" for code in pick.commonest("pays", 40)]),
        Kind("countries", ["/pays/"] * 20),
        Kind("commune", [f"/communes/{insee}/" for insee in pick.commonest("commune", 40)]),
        Kind("communes", ["/communes/"] * 20),
        *[Kind(f"export {kind}, all", [f"/carte/export.{kind}"] * 2, None) for kind in ("csv", "geojson")],
        *[
            Kind(f"export {kind}, one goal", [f"/carte/export.{kind}?odd=4"] * 3, None)
            for kind in ("csv", "geojson", "xlsx")
        ],
    ]


def _slugs(chance: Random) -> list[str]:
    slugs = Action.objects.filter(live=True, audience="public").order_by("pk").values_list("slug", flat=True)
    return chance.sample(list(slugs), min(60, len(slugs)))


class _Pick:
    """Random questions about what the database holds."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.values = {name: self._values(name) for name in FACETS}
        self.words = list(Word.objects.order_by("pk").values_list("form", flat=True))
        spots = Spot.objects.exclude(morton=None).order_by("pk").values_list("lon", "lat")[:5000]
        self.spots = [(lon, lat) for lon, lat in spots if lon is not None and lat is not None]
        self.makers: list[Callable[[], list[Pair]]] = [
            list, self._one, self._pair, self._word, self._words, self._box, self._zone, self._years,
            self._mixed, self._country,
        ]  # fmt: skip

    def path(self, page: str, *more: Pair) -> str:
        """A page, narrowed three times out of four."""
        found = [*(self.chance.choice(self.makers)() if self.chance.random() < 0.75 else []), *more]
        return f"{page}?{urlencode(found)}" if found else page

    def results(self) -> str:
        """Counts, facets and a page of results, each sort of question in turn."""
        self.makers.append(self.makers.pop(0))
        found = self.makers[0]()
        return f"/carte/resultats.json?{urlencode(found)}"

    def tile(self) -> str:
        """A tile that holds a place, half of them narrowed.

        The order says nothing there; an address that has it is never among the answers that are kept.
        """
        z = self.chance.randint(0, DEEPEST)
        x, y = (min(int(part * 2**z), 2**z - 1) for part in mercator(*self.chance.choice(self.spots)))
        return self.path(f"/carte/tuiles/{z}/{x}/{y}.mvt", ("tri", "recent"))

    def commonest(self, name: str, count: int) -> list[str]:
        """The values of a facet that most actions have."""
        return self.values[name][:count]

    def _values(self, name: str) -> list[str]:
        facets = Facet.objects.filter(name=name).annotate(n=Count("taggings")).order_by("-n", "value")
        return list(facets.values_list("value", flat=True))

    def _value(self, name: str) -> str:
        """The commonest values more often."""
        values = self.values[name]
        return values[int(len(values) * self.chance.random() ** 2)]

    def _one(self) -> list[Pair]:
        name = self.chance.choice([name for name in FACETS if self.values[name]])
        return [(name, self._value(name))]

    def _pair(self) -> list[Pair]:
        return [*self._one(), *self._one()]

    def _word(self) -> list[Pair]:
        return [("q", self.chance.choice(self.words))]

    def _words(self) -> list[Pair]:
        return [("q", " ".join(self.chance.sample(self.words[:500], 2)))]

    def _box(self) -> list[Pair]:
        lon, lat = self.chance.choice(self.spots)
        half = 2 ** self.chance.randint(0, 5)
        sides = (max(-180, lon - half), max(-85, lat - half), min(180, lon + half), min(85, lat + half))
        return [("bbox", ",".join(f"{side:.4f}" for side in sides))]

    def _zone(self) -> list[Pair]:
        return [("zone", self._value("zone"))]

    def _country(self) -> list[Pair]:
        return [("pays", self._value("pays")), ("type", self._value("type"))]

    def _years(self) -> list[Pair]:
        since = self.chance.randint(1990, 2024)
        return [("depuis", str(since)), ("jusqu", str(since + 3))]

    def _mixed(self) -> list[Pair]:
        return [*self._zone(), ("odd", self._value("odd")), *self._word(), *self._years()]
