"""The home page: what the platform is, three figures, the latest actions, who is behind it."""

from dataclasses import dataclass
from typing import cast
from urllib.parse import urljoin

from django.core.cache import caches
from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.actions import queries
from cordee.actions.cards import cards
from cordee.actions.models import Location
from cordee.actions.permissions import PUBLIC, type_of_viewer
from cordee.atlas.query import AtlasQuery
from cordee.journal.queries import mark
from cordee.portal.drawing import globe
from cordee.portal.drawing.communes import CommuneMap
from cordee.portal.links import letter_url
from cordee.portal.pages.action_facts import Link
from cordee.portal.pages.communes import drawn, structures_by_commune
from cordee.portal.pages.rows import Row, recent_first, rows
from cordee.portal.pages.schema import website
from cordee.territory import instance, world

LATEST = 6
DAY = 24 * 3600
_EXACT = ("point", "city", "approximate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One of the three promises; the link leads where it is already kept."""

    title: str
    sentence: str
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """The page."""

    title: str
    lead: str
    examples: list[Link]
    actions: int
    countries: int
    structures: int
    globe: globe.Globe
    promises: list[Promise]
    rows: list[Row]
    communes: CommuneMap | None
    settled: int
    inside: int
    commune_count: int
    committee: list[Link]
    add_url: str
    schema: str


def build(viewer: type_of_viewer, language: str, address: str) -> HomePage:
    """The page in that language."""
    territory = instance.current()
    seen = queries.visible_to(viewer)
    abroad = Location.objects.filter(action__in=seen.values("pk")).exclude(country="")
    structures = structures_by_commune()
    inside = {insee: count for insee, count in structures.items() if insee in territory.communes}
    return HomePage(
        title=territory.text_in("hero_title", language),
        lead=territory.text_in("hero_lead", language),
        examples=_examples(language),
        actions=seen.count(),
        countries=abroad.values("country").distinct().count(),
        structures=seen.order_by().values("lead").distinct().count(),
        globe=_globe(language),
        promises=_promises(language),
        rows=rows(cards(recent_first(seen)[:LATEST], language)),
        communes=drawn(structures),
        settled=len(inside),
        inside=sum(inside.values()),
        commune_count=len(territory.communes),
        committee=[
            Link(member.name, member.url, instance.text(member.role, language))
            for member in territory.committee
        ],
        add_url=letter_url(_("Our structure acts abroad")),
        schema=website(
            territory.name_in(language), address, urljoin(address, f"{reverse('map')}?q={{words}}")
        ),
    )


def _examples(language: str) -> list[Link]:
    return [
        Link(instance.text(example.label, language), _search(instance.text(example.query, language)))
        for example in instance.current().search_examples
    ]


def _search(words: str) -> str:
    return f"{reverse('map')}?{AtlasQuery(words=words).encoded()}"


def _promises(language: str) -> list[Promise]:
    links = {
        "inform": Link(_("Open the map"), reverse("map")),
        "share": Link(_("Send us an action"), letter_url(_("An action to add"))),
        "collaborate": Link(_("See who acts abroad"), reverse("organisations")),
    }
    return [
        Promise(
            title=instance.text(promise.title, language),
            sentence=instance.text(promise.sentence, language),
            link=links[name],
        )
        for name, promise in instance.current().promises.items()
    ]


def _globe(language: str) -> globe.Globe:
    """What everybody may see, whoever looks: the drawing is kept until something changes."""
    key = f"globe-{language}-{mark()}"
    return cast("globe.Globe", caches["pictures"].get_or_set(key, lambda: _drawn(language), timeout=DAY))


def _drawn(language: str) -> globe.Globe:
    shown = Location.objects.filter(action__in=queries.visible_by(PUBLIC).values("pk"), is_hidden=False)
    columns = shown.exclude(country="").values_list("country", "precision", "lon", "lat").distinct()
    exact = [(lon, lat) for _country, precision, lon, lat in columns if precision in _EXACT]
    points = tuple(sorted({(round(lon, 1), round(lat, 1)) for lon, lat in exact if lon and lat}))
    reached = sorted({country for country, *_rest in columns if country in world.countries()})
    here = instance.current().home
    return globe.draw(
        (here.lon, here.lat),
        instance.text(here.label, language),
        tuple((world.country(code).lon, world.country(code).lat) for code in reached),
        points,
    )
