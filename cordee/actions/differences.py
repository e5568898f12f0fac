"""Two versions of a sheet, side by side in words: for who may edit it, since it tells what is hidden.

Plain text: whoever shows it escapes it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q, TextChoices
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cordee.actions.content import Content, PartnerName, Place
from cordee.actions.enums import Audience, Confidence, GoalsBasis, Precision
from cordee.actions.labels import label
from cordee.actions.models import Action, ActionText
from cordee.actions.three_way import Part, changed, parts_of
from cordee.organisations.models import PUBLISHED, Organisation


@dataclass(frozen=True, slots=True)
class Difference:
    """One part that differs: what it is called, what it said, what it says."""

    label: str
    before: str
    after: str
    language: str = ""
    """Of the words, where they are those of a text."""


@dataclass(frozen=True, slots=True)
class Clash:
    """One part that two persons changed: what it said when both began, what the other says, what I say."""

    label: str
    base: str
    theirs: str
    mine: str
    part: Part


def differences(old: Content, new: Content) -> list[Difference]:
    """What differs, in the order of the sheet. One query, for the names of structures."""
    words = _Words(old, new)
    before, after = parts_of(old), parts_of(new)
    return [
        Difference(
            label_of(part),
            words.of(part, before.get(part)),
            words.of(part, after.get(part)),
            part[1] if part[0] == "texts" else "",
        )
        for part in changed(old, new)
        if part not in _SILENT
    ]


def whole(content: Content) -> list[Difference]:
    """All that a sheet says, in its order, as what is new where there was nothing."""
    words = _Words(content)
    said = [
        Difference(label_of(part), "", words.of(part, value))
        for part, value in parts_of(content).items()
        if part not in _SILENT
    ]
    return [one for one in said if one.after]


def clashes(parts: Iterable[Part], base: Content | None, theirs: Content, mine: Content) -> list[Clash]:
    """The parts named, as each of the three says them."""
    words = _Words(*(said for said in (base, theirs) if said), typed=mine)
    begun, hers, own = (parts_of(said) if said else {} for said in (base, theirs, mine))
    return [
        Clash(
            label=label_of(part),
            base=words.of(part, begun.get(part)),
            theirs=words.of(part, hers.get(part)),
            mine=words.of(part, own.get(part)),
            part=part,
        )
        for part in {**hers, **own}
        if part in set(parts)
    ]


def label_of(part: Part) -> str:
    """What a part is called on the screen."""
    if part[0] == "texts":
        _texts, language, name = part
        return _("%(part)s (%(language)s)") % {
            "part": _called(ActionText, name),
            "language": _language(language),
        }
    own = {
        "lead": _("Structure"),
        "co_leads": _("Structures that carry it too"),
        "places": _("Places"),
        "partners": _("Partners"),
        "goals": _("Sustainable Development Goals"),
        "themes": _("Themes"),
        "forms": _("Forms of cooperation"),
        "readers": _("Named readers"),
    }
    return own.get(part[0]) or _called(Action, part[0])


class _Words:
    """Says values in words; knows the names of the structures that these contents name."""

    def __init__(self, *contents: Content, typed: Content | None = None) -> None:
        """`typed`: what somebody has just sent, whose numbers tell her no name that is not public."""
        known = {number for said in contents for number in (said.lead, *said.co_leads)}
        more = {typed.lead, *typed.co_leads} if typed else set()
        rows = Organisation.objects.filter(Q(pk__in=known) | PUBLISHED & Q(pk__in=more))
        self._names = dict(rows.values_list("pk", "name"))
        self._language = get_language() or settings.LANGUAGE_CODE

    def of(self, part: Part, value: Any) -> str:
        """The value; a list has a line for each of its members."""
        if value is None or value == "":
            return ""
        say = self._sayings().get(part[0])
        if isinstance(value, tuple) and part[0] != "readers":
            return "\n".join(say(item) if say else str(item) for item in value)
        return say(value) if say else _plain(value)

    def _sayings(self) -> Mapping[str, Callable[[Any], str]]:
        return {
            "lead": self._name,
            "co_leads": self._name,
            "places": self._place,
            "partners": self._partner,
            "readers": lambda numbers: _people(len(numbers)),
            **{name: self._labelled(code) for name, code in _LABELS.items()},
            **{name: _chosen(name) for name in _CHOICES},
            "language": _language,
        }

    def _labelled(self, code: str) -> Callable[[Any], str]:
        return lambda value: label(code, str(value), self._language)

    def _name(self, number: int) -> str:
        return self._names.get(number, f"#{number}")

    def _place(self, place: Place) -> str:
        country = label("pays", place.country, self._language) if place.country else ""
        region = label("zone", place.region, self._language) if place.region else ""
        where = ", ".join(filter(None, (place.place, country, region)))
        facts = [str(Precision(place.precision).label)]
        if place.lon is not None and place.lat is not None:
            facts.append(f"{place.lat:.5f} {place.lon:.5f}")
        facts += [_("exact place hidden")] if place.is_hidden else []
        facts += [_("confirmed far from its country")] if place.is_far_confirmed else []
        return f"{where} ({' ; '.join(facts)})".strip()

    def _partner(self, partner: PartnerName) -> str:
        facts = [label("pays", partner.country, self._language)] if partner.country else []
        facts += [_("hidden")] if partner.is_hidden else []
        return f"{partner.name} ({' ; '.join(facts)})" if facts else partner.name


def _called(model: Any, name: str) -> str:
    words = str(model._meta.get_field(name).verbose_name)
    return words[:1].upper() + words[1:]


def _language(code: str) -> str:
    return str(dict(settings.LANGUAGES).get(code, code))


def _people(count: int) -> str:
    return ngettext("%(count)d person", "%(count)d persons", count) % {"count": count} if count else ""


def _chosen(name: str) -> Callable[[Any], str]:
    return lambda value: str(_CHOICES[name](value).label)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return date_format(value, "j F Y") if isinstance(value, date) else str(value)


_LABELS = {
    "type": "type", "progress": "etat", "origin": "origine", "goals": "odd", "themes": "theme",
    "forms": "forme",
}  # fmt: skip
"""The parts whose codes are said as everywhere on the site."""
_CHOICES: Mapping[str, type[TextChoices]] = {
    "confidence": Confidence,
    "goals_basis": GoalsBasis,
    "audience": Audience,
}
_SILENT = {("is_generated",)}
