"""Everything that the page of one action shows, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.actions import contact_cards, queries
from cordee.actions.attachments import queries as attachments
from cordee.actions.attachments import shown
from cordee.actions.attachments.shown import ShownDocument, ShownImage
from cordee.actions.cards import Card, card
from cordee.actions.labels import label
from cordee.actions.models import Action, ActionText
from cordee.actions.permissions import sight_of, type_of_viewer
from cordee.atlas.results import index
from cordee.portal.drawing import reach
from cordee.portal.links import list_url, map_url
from cordee.portal.pages import action_contacts, action_facts, action_places
from cordee.portal.pages.action_contacts import Contacts
from cordee.portal.pages.action_facts import Fact, Link
from cordee.portal.pages.action_places import NamedPlace
from cordee.portal.pages.neighbours import Near, near
from cordee.portal.pages.schema import project
from cordee.territory import instance

NEIGHBOURS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalTile:
    """A goal with what it means here."""

    number: int
    title: str
    note: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPage:
    """The page. `text` has the words in their own language, `card` what lists show too."""

    card: Card
    text: ActionText
    original_language: str
    leads: tuple[Link, ...]
    with_whom: tuple[Link, ...]
    type_url: str
    facts: tuple[Fact, ...]
    places: tuple[NamedPlace, ...]
    reach: reach.Reach | None
    distance: int | None
    goals: tuple[GoalTile, ...]
    themes: tuple[Link, ...]
    near: tuple[Near, ...]
    near_country: Link | None
    history: tuple[action_facts.Act, ...]
    contacts: Contacts | None
    images: tuple[ShownImage, ...]
    documents: tuple[ShownDocument, ...]
    crumbs: tuple[Link, ...]
    description: str
    report_url: str
    effects_url: str
    confirm_url: str
    schema: str


@dataclass(frozen=True, slots=True)
class _Attached:
    """The images and documents."""

    images: tuple[ShownImage, ...]
    documents: tuple[ShownDocument, ...]


def build(viewer: type_of_viewer, slug: str, language: str, address: str) -> ActionPage:
    """The page of the action at this slug. Http404 where it is not there for this viewer."""
    visible = (
        queries.visible_to(viewer)
        .only("pk")
        .annotate(
            has_contacts=contact_cards.HAS_CONTACTS,
            has_images=attachments.HAS_IMAGES,
            has_documents=attachments.HAS_DOCUMENTS,
        )
    )
    asked = get_object_or_404(visible, slug=slug)
    number = asked.pk
    found = index().nearest(number, sight_of(viewer), limit=NEIGHBOURS)
    wanted = [number, *(neighbour.number for neighbour in found)]
    rows = {action.pk: action for action in queries.with_rows(queries.numbered(wanted))}
    others = [card(rows[one.number], language) for one in found if one.number in rows]
    contacts = action_contacts.build(number, viewer) if asked.has_contacts else None
    attached = _Attached(
        shown.images(number) if asked.has_images else (),
        shown.documents(number) if asked.has_documents else (),
    )
    return _page(rows[number], others, contacts, attached, language, address)


def unsaved(action: Action, language: str, address: str) -> ActionPage:
    """The page that an action which is not in the database would have: nobody is near, nobody is named."""
    return _page(action, [], None, _Attached((), ()), language, address)


def _page(
    action: Action,
    others: Sequence[Card],
    contacts: Contacts | None,
    attached: _Attached,
    language: str,
    address: str,
) -> ActionPage:
    own = card(action, language)
    text = queries.text_in(action, language)
    places = action_places.named(own)
    return ActionPage(
        card=own,
        text=text,
        original_language=_language(text.language) if text.language != language else "",
        leads=action_facts.leads(action),
        with_whom=action_facts.partners(action, language),
        type_url=list_url(type=action.type),
        facts=action_facts.facts(action, own, language),
        places=places,
        reach=action_places.drawn(own, language),
        distance=places[0].kilometres if len(places) == 1 else None,
        goals=_goals(own, language),
        themes=tuple(
            Link(label("theme", theme.theme, language), list_url(theme=theme.theme))
            for theme in action.themes.all()
        ),
        near=near(own, others),
        near_country=_country(own, language),
        history=action_facts.history(action),
        contacts=contacts,
        images=attached.images,
        documents=attached.documents,
        crumbs=_crumbs(own, language),
        description=text.summary or f"{text.title} – {own.organisation}, {places[0].name}",
        schema=project(action, own, text, address, images=[image.url for image in attached.images]),
        **_ways_to_tell(own),
    )


def _ways_to_tell(own: Card) -> dict[str, str]:
    """Whoever belongs to the structure joins it; everybody else tells the team."""
    report = reverse("report_action", args=[own.slug])
    join = reverse("join_structure", args=[own.organisation_slug]) if own.organisation_url else report
    return {"report_url": report, "effects_url": report, "confirm_url": join}


def _goals(own: Card, language: str) -> tuple[GoalTile, ...]:
    territory = instance.current()
    return tuple(
        GoalTile(
            number=goal.number,
            title=goal.title,
            note=territory.goal_note(goal.number, language),
            url=list_url(odd=str(goal.number)),
        )
        for goal in own.goals
    )


def _country(own: Card, language: str) -> Link | None:
    if not own.countries:
        return None
    code = own.countries[0]
    return Link(label("pays", code, language), reverse("country", args=[code]))


def _crumbs(own: Card, language: str) -> tuple[Link, ...]:
    crumbs = [Link(_("Map"), map_url())]
    if country := _country(own, language):
        crumbs.append(country)
    return tuple(crumbs)


def _language(code: str) -> str:
    names: dict[str, Any] = dict(settings.LANGUAGES)
    return str(names.get(code, code))
