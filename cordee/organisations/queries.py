"""Reading structures."""

from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet

from cordee.organisations.content import SCALARS, Content, OfferOf, SiteOf
from cordee.organisations.enums import Direction
from cordee.organisations.models import PUBLISHED, Organisation


def published() -> QuerySet[Organisation]:
    """The structures that everybody sees: live and not merged into another."""
    return Organisation.objects.filter(PUBLISHED)


def chain_of(number: int | None) -> list[int]:
    """The number of a structure, then those of the structures above it."""
    chain: list[int] = []
    while number is not None and number not in chain:
        chain.append(number)
        number = Organisation.objects.values_list("parent", flat=True).get(pk=number)
    return chain


def known_to_files() -> QuerySet[Organisation]:
    """The structures that a file may name: those that came from one, or that have been public.

    Whoever asks for a new structure chooses its address: until it is accepted, no file knows it by that.
    """
    was_public = Q(live=True) | Q(first_published_at__isnull=False)
    return Organisation.objects.filter(Q(key__isnull=False) | was_public)


def by_key(keys: Iterable[str], *, locked: bool = False) -> dict[str, Organisation]:
    """The structures that imports know by these keys, with all they say; or by their address.

    `locked`: nobody else writes them before the end of the transaction.
    """
    wanted = list(keys)
    rows = known_to_files().filter(Q(key__in=wanted) | Q(key__isnull=True, slug__in=wanted))
    if locked:
        rows = rows.select_for_update(of=("self",))
    rows = rows.prefetch_related("texts", "sites", "offers")
    found = sorted(rows, key=lambda organisation: organisation.key is not None)
    return {organisation.key or organisation.slug: organisation for organisation in found}


def followed(slugs: Iterable[str]) -> frozenset[int]:
    """The numbers of the structures with these addresses; a merged one leads to the one that took it in."""
    return frozenset(_ends(slugs).values())


def names_of(slugs: Iterable[str]) -> dict[str, str]:
    """What the structures with these addresses are called; a merged one has the name of what took it in."""
    numbers = _ends(slugs)
    names = dict(published().filter(pk__in=numbers.values()).values_list("pk", "name"))
    return {slug: names[number] for slug, number in numbers.items() if number in names}


def _ends(slugs: Iterable[str]) -> dict[str, int]:
    """Where each address leads in the end: one question for all, one more for each merger on the way."""
    rows = Organisation.objects.filter(slug__in=list(slugs)).values_list("slug", "pk", "merged_into")
    first = {slug: number for slug, number, _target in rows}
    led = {number: target for _slug, number, target in rows}
    while missing := {target for target in led.values() if target is not None} - led.keys():
        led |= dict(Organisation.objects.filter(pk__in=missing).values_list("pk", "merged_into"))
    return {slug: end for slug, number in first.items() if (end := _end(number, led)) is not None}


def _end(number: int, led: Mapping[int, int | None]) -> int | None:
    """The last of a chain; None of one that goes round."""
    seen: set[int] = set()
    while (target := led[number]) is not None:
        if number in seen:
            return None
        seen.add(number)
        number = target
    return number


def content_of(organisation: Organisation) -> Content:
    """What the sheet now says, as one value. Better with texts, sites and offers prefetched."""
    return Content(
        parent=organisation.parent_id,
        logo=organisation.logo_id,
        descriptions={text.language: text.description for text in organisation.texts.all()},
        sites=tuple(
            SiteOf(label=site.label, address=site.address, commune=site.commune, lon=site.lon, lat=site.lat)
            for site in sorted(organisation.sites.all(), key=lambda site: site.pk)
        ),
        offers=tuple(
            sorted(
                (
                    OfferOf(direction=Direction(offer.direction), theme=offer.theme, text=offer.text)
                    for offer in organisation.offers.all()
                ),
                key=lambda offer: (offer.direction, offer.theme),
            )
        ),
        **{name: getattr(organisation, name) for name in SCALARS},
    )
