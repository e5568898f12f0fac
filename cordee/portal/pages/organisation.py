"""The page of a structure: who it is, what it shares and looks for, what it does abroad."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.actions import queries
from cordee.actions.cards import cards
from cordee.actions.labels import label
from cordee.actions.models import Action
from cordee.actions.permissions import type_of_viewer
from cordee.organisations.enums import Direction
from cordee.organisations.models import Offer, Organisation, OrganisationSite
from cordee.organisations.permissions import with_nobody
from cordee.portal import words
from cordee.portal.links import letter_url, list_url, map_url, poster_url
from cordee.portal.pages import portrait as portraits
from cordee.portal.pages import sentences
from cordee.portal.pages.action_facts import Link
from cordee.portal.pages.rows import Row, recent_first, rows
from cordee.portal.pages.schema import structure
from cordee.territory import instance

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Moved:
    """The structure is now another one."""

    slug: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationPage:
    """The page."""

    name: str
    acronym: str
    kind: str
    kind_url: str
    place: Link | None
    parent: Link | None
    website: str
    is_generated: bool
    meta: str
    description: str
    description_language: str
    shares: list[Link]
    seeks: list[Link]
    sites: list[str]
    departments: list[Link]
    count: int
    sentence: str
    on_countries: str
    on_goals: str
    country_bars: list[portraits.Bar]
    goal_bars: list[portraits.Bar]
    rows: list[Row]
    map_url: str
    poster_url: str
    list_url: str
    report_url: str
    add_url: str
    join_url: str
    is_claimable: bool
    schema: str


def build(viewer: type_of_viewer, slug: str, language: str, address: str) -> OrganisationPage | Moved:
    """The page at this slug, or where it moved. Http404 where no public structure is or was there."""
    rows_wanted = Organisation.objects.select_related("parent", "merged_into").prefetch_related(
        "texts", "sites", "offers", "departments"
    )
    rows_told = rows_wanted.annotate(has_nobody=Exists(with_nobody().filter(pk=OuterRef("pk"))))
    found = rows_told.filter(Q(live=True) | Q(merged_into__live=True), slug=slug).first()
    if found is None:
        raise Http404
    if found.merged_into is not None:
        return Moved(found.merged_into.slug)
    return _page(found, _actions(viewer, found), language, address, is_claimable=found.has_nobody)


def _page(
    found: Organisation, actions: QuerySet[Action], language: str, address: str, *, is_claimable: bool
) -> OrganisationPage:
    seen = portraits.portrait(actions, goals=True)
    description, of = _description(found, language)
    return OrganisationPage(
        name=found.name,
        acronym=found.acronym,
        kind=label("nature", found.kind, language),
        kind_url=f"{reverse('organisations')}?nature={found.kind}",
        place=_place(found),
        parent=_structure(found.parent),
        website=found.website,
        is_generated=found.is_generated,
        meta=f"{found.name} – {_sentence(seen) if seen.count else label('nature', found.kind, language)}",
        description=description,
        description_language=of,
        shares=_offers(found.offers.all(), Direction.SHARES, language),
        seeks=_offers(found.offers.all(), Direction.SEEKS, language),
        sites=[said for site in found.sites.all() if (said := _site(site))],
        departments=_departments(found),
        count=seen.count,
        sentence=_sentence(seen),
        on_countries=sentences.on_countries(seen, language) if seen.countries else "",
        on_goals=sentences.on_goals(seen, language) if seen.goals else "",
        country_bars=portraits.country_bars(seen, language),
        goal_bars=portraits.goal_bars(seen, language),
        rows=rows(cards(recent_first(actions)[:SHOWN], language), page_of=found.slug),
        map_url=map_url(structure=found.slug),
        poster_url=poster_url(structure=found.slug) if seen.countries else "",
        list_url=list_url(structure=found.slug),
        join_url=reverse("join_structure", args=[found.slug]),
        is_claimable=is_claimable,
        report_url=letter_url(
            _("To correct or complete: %(title)s") % {"title": found.name}, f"{address}\n\n"
        ),
        add_url=letter_url(_("An action to add for: %(title)s") % {"title": found.name}, f"{address}\n\n"),
        schema=structure(found, description, address),
    )


def _actions(viewer: type_of_viewer, found: Organisation) -> QuerySet[Action]:
    """Those that it leads or carries with another."""
    carried = Action.objects.filter(Q(lead=found) | Q(co_leads__organisation=found)).values("pk")
    return queries.visible_to(viewer).filter(pk__in=carried)


def _sentence(seen: portraits.Portrait) -> str:
    said = {
        "actions": words.actions_counted(seen.count),
        "countries": words.countries_counted(len(seen.countries)),
    }
    if seen.countries:
        return _("%(actions)s in %(countries)s.") % said
    return _("%(actions)s, without a country of their own.") % said


def _description(found: Organisation, language: str) -> tuple[str, str]:
    """The description and its language: the reader's, else the site's first, else any."""
    texts = {text.language: text.description for text in found.texts.all()}
    order = [language, *instance.current().languages, *texts]
    chosen = next((code for code in order if texts.get(code)), language)
    return texts.get(chosen, ""), chosen


def _place(found: Organisation) -> Link | None:
    commune = instance.current().communes.get(found.commune)
    if commune:
        return Link(commune.name, reverse("commune", args=[commune.insee]))
    return Link(found.locality) if found.locality else None


def _structure(found: Organisation | None) -> Link | None:
    if found is None or not found.live:
        return None
    return Link(found.name, reverse("organisation", args=[found.slug]))


def _departments(found: Organisation) -> list[Link]:
    inside = [one for one in found.departments.all() if one.live and one.merged_into_id is None]
    return [Link(one.name, reverse("organisation", args=[one.slug])) for one in sorted(inside, key=_by_name)]


def _by_name(organisation: Organisation) -> str:
    return organisation.name.casefold()


def _offers(offers: Sequence[Offer] | QuerySet[Offer], direction: Direction, language: str) -> list[Link]:
    return [
        Link(label("theme", offer.theme, language), list_url(theme=offer.theme), offer.text)
        for offer in offers
        if offer.direction == direction
    ]


def _site(site: OrganisationSite) -> str:
    commune = instance.current().communes.get(site.commune)
    parts = [site.label, site.address, commune.name if commune else ""]
    return ", ".join(part for part in parts if part)
