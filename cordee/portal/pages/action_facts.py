"""What an action's sheet states in short: its state, dates, sources, and who carries it with whom."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cordee.actions.cards import Card
from cordee.actions.dates import partial_date
from cordee.actions.disclosure import disclosed_basis, disclosed_partners
from cordee.actions.enums import Confidence, GoalsBasis, Progress
from cordee.actions.labels import label
from cordee.actions.models import Action, CoLead
from cordee.journal.models import Change
from cordee.organisations.models import Organisation
from cordee.portal.links import list_url
from cordee.territory import world

MOST_ACTS = 20
_ADDRESS = re.compile(r"https?://[^\s;]+")
_PUBLIC_ACTS = ("action.created", "action.edited", "action.published")


@dataclass(frozen=True, slots=True)
class Link:
    """Words with an address (none: words alone); `note` is said after them; `language` if not the page's."""

    label: str
    url: str = ""
    note: str = ""
    note_url: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the sheet: what it is, and its values. Links of sources lead out of the site."""

    name: str
    values: tuple[Link, ...]
    leads_out: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """Something done to the sheet, without who did it."""

    on: date
    text: str


def leads(action: Action) -> tuple[Link, ...]:
    """The structures that carry it, the lead first; one that was asked and has not answered is told apart."""
    others = (_structure(co_lead.organisation, _answer(co_lead)) for co_lead in action.co_leads.all())
    return (_structure(action.lead), *others)


def partners(action: Action, language: str) -> tuple[Link, ...]:
    """The partners that everybody may know, each with its country."""
    return tuple(
        Link(partner.name, note=_country(partner.country, language), note_url=_country_url(partner.country))
        for partner in disclosed_partners(action.partners.all())
    )


def facts(action: Action, card: Card, language: str) -> tuple[Fact, ...]:
    """The lines that have something to say."""
    return tuple(
        Fact(name, values, name == _("Sources")) for name, values in _lines(action, card, language) if values
    )


def history(action: Action) -> tuple[Act, ...]:
    """The days on which the sheet was made and changed, the latest first."""
    acts = Change.objects.filter(subject_type="actions.action", subject_id=action.pk, act__in=_PUBLIC_ACTS)
    words = {
        "action.created": _("Sheet created"),
        "action.edited": _("Sheet changed"),
        "action.published": _("Sheet published"),
    }
    latest = acts.order_by("-pk").values_list("at", "act")[:MOST_ACTS]
    return tuple(dict.fromkeys(Act(timezone.localdate(at), words[act]) for at, act in latest))


def _lines(action: Action, card: Card, language: str) -> Iterator[tuple[str, tuple[Link, ...]]]:
    yield _("State"), (Link(card.progress_label, list_url(etat=action.progress)),)
    yield _("Start"), _words(partial_date(action.start_year, action.start_month, action.start_day))
    yield _("End"), _words(partial_date(action.end_year, action.end_month, action.end_day))
    if not (action.start_year or action.end_year):
        yield _("Dates"), _words(card.period)
    if action.progress == Progress.SUSPENDED:
        yield _("Suspended on"), _words(_day(action.suspended_on))
        if action.suspension_reason_is_public:
            yield _("Reason of the suspension"), _written(action.suspension_reason, action, language)
    yield (
        _("Form of cooperation"),
        tuple(
            Link(label("forme", form.form, language), list_url(forme=form.form))
            for form in action.forms.all()
        ),
    )
    yield _("Origin"), (Link(card_origin(action, language)),)
    yield _("Sources"), tuple(sources(action.sources))
    yield _("Confidence"), _words(str(Confidence(action.confidence).label))
    yield _("Basis of the goals"), _words(str(GoalsBasis(action.goals_basis).label))
    yield _("Basis of the place"), _written(disclosed_basis(action), action, language)
    yield _("Verified on"), _words(_day(action.verified_on))


def card_origin(action: Action, language: str) -> str:
    """Who says so, and since when the structure has confirmed it."""
    origin = label("origine", action.origin, language)
    if action.confirmed_on is None:
        return origin
    return _("%(origin)s, confirmed by the structure on %(day)s") % {
        "origin": origin,
        "day": _day(action.confirmed_on),
    }


def sources(text: str) -> Iterator[Link]:
    """The sources, one per line or semicolon: a web address leads there, anything else is only words."""
    for line in filter(None, (part.strip() for part in re.split(r"[\n;]", text))):
        yield Link(_site(line), line) if _ADDRESS.fullmatch(line) else Link(line)


def _site(address: str) -> str:
    host = urlsplit(address).hostname or address
    return host.removeprefix("www.")


def _structure(organisation: Organisation, note: str = "") -> Link:
    url = reverse("organisation", args=[organisation.slug]) if organisation.live else ""
    return Link(organisation.name, url, note)


def _answer(co_lead: CoLead) -> str:
    is_awaited = co_lead.asked_at is not None and co_lead.confirmed_at is None
    return _("not yet confirmed by this structure") if is_awaited else ""


def _country(code: str, language: str) -> str:
    return label("pays", code, language) if code else ""


def _country_url(code: str) -> str:
    return reverse("country", args=[code]) if code in world.countries() else ""


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def _written(text: str, action: Action, language: str) -> tuple[Link, ...]:
    """What the sheet's author wrote, said to be in the author's language where the page is in another."""
    return (Link(text, language=action.language if action.language != language else ""),) if text else ()


def _words(text: str) -> tuple[Link, ...]:
    return (Link(text),) if text else ()
