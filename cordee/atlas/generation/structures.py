"""Generated structures: the five kinds, in communes weighted by population, some outside the territory."""

from random import Random

from cordee.atlas.generation.cities import cities_of
from cordee.atlas.generation.draw import Draw
from cordee.atlas.generation.observed import observed, words
from cordee.organisations.content import Content
from cordee.organisations.enums import Kind
from cordee.territory import instance

ACTIONS_PER_STRUCTURE = 30
FEWEST = len(Kind)
_OUTSIDE = 0.08
_DESCRIBED = 0.7


def how_many(actions: int) -> int:
    """Structures for so many actions: one for thirty, and at least one of each kind."""
    return max(FEWEST, -(-actions // ACTIONS_PER_STRUCTURE))


def structure(seed: int, number: int, mark: str) -> Content:
    """The `number`-th structure of a seed, from 0; the first five are of the five kinds."""
    chance = Random(f"{seed}-structure-{number}")  # noqa: S311  # nothing secret is drawn
    kind = Kind.values[number] if number < FEWEST else observed().kinds.one(chance)
    territory = instance.current()
    theme = chance.choice([*territory.themes.values()])
    home = _communes().one(chance)
    is_outside = chance.random() < _OUTSIDE
    place = _city(chance) if is_outside else territory.communes[home].name
    head = chance.choice(words()["structures"][kind])
    described = chance.random() < _DESCRIBED
    sentences = observed().chains["fr"].text(chance, 20 + int(40 * chance.random()))
    return Content(
        name=f"{head} {theme.label['fr']} {place} ({mark} {number + 1})"[:200],
        kind=Kind(kind),
        acronym="".join(chance.choices("ABCDEFGILMNOPRSTU", k=4)) if chance.random() < 1 / 3 else "",
        commune="" if is_outside else home,
        locality=place[:120] if is_outside else "",
        is_generated=True,
        descriptions={"fr": " ".join(sentences)} if described else {},
    )


def _communes() -> Draw[str]:
    communes = instance.current().communes
    return Draw({insee: max(commune.population, 1) for insee, commune in communes.items()})


def _city(chance: Random) -> str:
    cities = cities_of("FR")
    return cities.one(chance)[0] if cities else "France"
