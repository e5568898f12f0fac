"""Reading actions: for pages, for the atlas, for operations."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, Q, QuerySet

from cordee.actions.content import SCALARS, Content, PartnerName, Place, Text
from cordee.actions.enums import Origin, Precision
from cordee.actions.models import Action, ActionText, CoLead, Location, Partner
from cordee.actions.permissions import (
    Sight,
    contributes_to,
    moderated_by,
    shown_to,
    sight_of,
    type_of_viewer,
)
from cordee.moderation.enums import State
from cordee.moderation.models import ToLookAt
from cordee.organisations.models import Organisation

_TEXT_PARTS = ("title", "summary", "unfolding", "objectives", "content", "effects", "note")


def visible_to(viewer: type_of_viewer) -> QuerySet[Action]:
    """The live actions that this viewer may see."""
    return visible_by(sight_of(viewer))


def visible_by(sight: Sight) -> QuerySet[Action]:
    """The live actions inside a sight."""
    return Action.objects.filter(sight.as_q(), live=True)


def compared_at_the_desk(viewer: type_of_viewer) -> QuerySet[Action]:
    """What the team holds a sheet against: what she sees, and in her remit what waits or was refused.

    What its author has taken back is hers alone until she hands it in.
    """
    of_the_desk = moderated_by(viewer).exclude(state=State.DRAFT)
    return Action.objects.filter(
        Q(pk__in=visible_to(viewer).values("pk")) | Q(pk__in=of_the_desk.values("pk"))
    )


def numbered(numbers: Iterable[int]) -> QuerySet[Action]:
    """The actions with these numbers, which the atlas has already found to be in sight."""
    return Action.objects.filter(pk__in=list(numbers))


def slugs_of(numbers: Iterable[int]) -> dict[int, str]:
    """The addresses of these actions."""
    return dict(Action.objects.filter(pk__in=list(numbers)).values_list("pk", "slug"))


def with_rows(actions: QuerySet[Action]) -> QuerySet[Action]:
    """The same actions with all the rows that a list or a sheet shows: eight queries, whatever the number."""
    return actions.select_related("lead").prefetch_related(
        "texts",
        Prefetch("locations", Location.objects.order_by("position")),
        Prefetch("partners", Partner.objects.order_by("position")),
        Prefetch("co_leads", CoLead.objects.select_related("organisation").order_by("pk")),
        "goals",
        "themes",
        "forms",
    )


def with_everything(actions: QuerySet[Action]) -> QuerySet[Action]:
    """With what no page shows besides: what `content_of` needs."""
    return with_rows(actions).prefetch_related(Prefetch("readers", get_user_model().objects.only("pk")))


def languages_written(sight: Sight) -> list[str]:
    """The languages of the texts inside a sight."""
    texts = ActionText.objects.filter(action__in=visible_by(sight))
    return sorted(set(texts.order_by().values_list("language", flat=True).distinct()))


def is_unconfirmed(origin: str, confirmed_on: date | None) -> bool:
    """Compiled or imported, and no structure has confirmed it: every output says so."""
    return origin in {Origin.COMPILED, Origin.IMPORTED} and confirmed_on is None


def text_in(action: Action, language: str) -> ActionText:
    """The words in that language, else in the original's, else in any. Needs the texts prefetched."""
    texts = {text.language: text for text in action.texts.all()}
    return texts.get(language) or texts.get(action.language) or next(iter(texts.values()))


def content_of(action: Action) -> Content:
    """What the sheet now says, as one value. Needs `with_everything`."""
    return Content(
        lead=action.lead_id,
        texts={
            text.language: Text(**{part: getattr(text, part) for part in _TEXT_PARTS})
            for text in action.texts.all()
        },
        places=tuple(_place(location) for location in action.locations.all()),
        goals=tuple(sorted(goal.goal for goal in action.goals.all())),
        co_leads=tuple(co_lead.organisation_id for co_lead in action.co_leads.all()),
        themes=tuple(sorted(theme.theme for theme in action.themes.all())),
        forms=tuple(sorted(form.form for form in action.forms.all())),
        partners=tuple(
            PartnerName(name=partner.name, country=partner.country, is_hidden=partner.is_hidden)
            for partner in action.partners.all()
        ),
        readers=tuple(sorted(reader.pk for reader in action.readers.all())),
        **{name: getattr(action, name) for name in SCALARS},
    )


def with_mergers(content: Content) -> Content:
    """The content with the structures that took in those it names: it may have been written before."""
    merged = Organisation.objects.filter(
        pk__in=[content.lead, *content.co_leads], merged_into__isnull=False
    ).values_list("pk", "merged_into")
    followed = {number: into for number, into in merged if into is not None}
    lead = followed.get(content.lead, content.lead)
    others = (followed.get(number, number) for number in content.co_leads)
    return replace(content, lead=lead, co_leads=tuple(dict.fromkeys(n for n in others if n != lead)))


def editable_by(user: type_of_viewer) -> QuerySet[Action]:
    """The sheets, in whatever state, of the structures in whose name this person writes; see `may_edit`."""
    return shown_to(user).filter(lead__in=contributes_to(user))


def waiting() -> QuerySet[Action]:
    """What waits for an animator: new sheets handed in, and edits of live ones.

    An edit of which something was asked waits for its author, who answers by her next one.
    """
    edited = Q(live=True, has_unpublished_changes=True, state_reason="")
    return Action.objects.filter(Q(state=State.SUBMITTED) | edited)


def to_look_at() -> QuerySet[ToLookAt]:
    """What contributors published or changed since somebody of the team looked, the oldest first."""
    kind = ContentType.objects.get_for_model(Action)
    return ToLookAt.objects.filter(content_type=kind).select_related("before", "by").order_by("since", "pk")


def awaited_co_leads() -> QuerySet[CoLead]:
    """The parts that structures were asked to confirm, and have not."""
    return CoLead.objects.filter(asked_at__isnull=False, confirmed_at__isnull=True)


def by_key(keys: Iterable[str], *, locked: bool = False) -> dict[str, Action]:
    """The actions that imports know by these keys, with their rows; one without a key, by its address.

    `locked`: nobody else writes them before the end of the transaction.
    """
    wanted = list(keys)
    rule = Q(key__in=wanted) | Q(key__isnull=True, slug__in=wanted)
    actions = Action.objects.filter(rule)
    if locked:
        actions = actions.select_for_update(of=("self",))
    found = sorted(with_everything(actions), key=lambda action: action.key is not None)
    return {action.key or action.slug: action for action in found}


def _place(location: Location) -> Place:
    return Place(
        precision=Precision(location.precision),
        place=location.place,
        country=location.country,
        region=location.region,
        lon=location.lon,
        lat=location.lat,
        is_hidden=location.is_hidden,
        is_far_confirmed=location.is_far_confirmed,
    )
