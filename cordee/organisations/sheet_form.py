"""The form of a structure's sheet: filled from what the sheet says, read back into it."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from cordee.organisations.content import Content, OfferOf, SiteOf, as_json, from_json
from cordee.organisations.enums import Direction, Kind
from cordee.organisations.forms import Identity, communes
from cordee.organisations.keeping import OF_THE_TEAM
from cordee.organisations.models import Organisation
from cordee.territory import instance
from cordee.territory.shape import text

_SALT = "cordee.organisations.sheet_form"
_SAME = ("name", "acronym", "commune", "locality", "website", "siret", "rna")
_MOST_SITES = 20


class SheetForm(Identity):
    """All that those who answer for a structure write of it."""

    acronym = forms.CharField(label=_("Acronym"), max_length=40, required=False)
    parent = forms.TypedChoiceField(label=_("Part of"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, content: Content, houses: Iterable[Organisation], **kwargs: Any) -> None:
        kwargs["initial"] = _initial(content) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        above: Any = self.fields["parent"]
        above.choices = [("", _("Nothing: it stands by itself")), *((one.pk, one.name) for one in houses)]
        for code, _name in settings.LANGUAGES:
            language = get_language_info(code)["name_translated"]
            self.fields[f"description_{code}"] = forms.CharField(
                label=_("What it is and does (%(language)s)") % {"language": language},
                required=False,
                max_length=5000,
                widget=forms.Textarea({"rows": 5, "lang": code}),
            )
        themes = [
            (theme.slug, text(theme.label, get_language() or settings.LANGUAGE_CODE))
            for theme in instance.current().themes.values()
        ]
        for direction in Direction:
            self.fields[direction.value] = forms.MultipleChoiceField(
                label=direction.label, required=False, choices=themes, widget=forms.CheckboxSelectMultiple
            )

    def content(self, base: Content) -> Content:
        """What the valid form says; what it does not ask stays as in `base`."""
        said = self.cleaned_data
        known = {(offer.direction, offer.theme): offer for offer in base.offers}
        return replace(
            base,
            **{name: said[name] for name in _SAME},
            kind=Kind(said["kind"]),
            parent=said["parent"],
            descriptions=dict(base.descriptions)
            | {code: said[f"description_{code}"] for code, _name in settings.LANGUAGES},
            offers=tuple(
                known.get((direction, theme)) or OfferOf(direction=direction, theme=theme)
                for direction in Direction
                for theme in said[direction.value]
            ),
        )


class SiteForm(forms.Form):
    """One place where the structure is."""

    label = forms.CharField(label=_("What is there"), max_length=120, required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    commune = forms.ChoiceField(label=_("Commune"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commune"] = forms.ChoiceField(
            label=_("Commune"), required=False, choices=[("", _("Outside the territory")), *communes()]
        )


Sites = forms.formset_factory(SiteForm, extra=1, can_delete=True, max_num=_MOST_SITES, validate_max=True)


def sites_of(content: Content) -> list[dict[str, Any]]:
    """What the rows of the form are filled with."""
    return [asdict(site) for site in content.sites]


def sites_in(rows: Any, base: Content) -> tuple[SiteOf, ...]:
    """The sites that the valid rows say. One that says the same as before keeps its point on the map."""
    points = {(one.label, one.address, one.commune): one for one in base.sites}
    found = []
    for row in rows.cleaned_data:
        words = tuple(row.get(name, "") for name in ("label", "address", "commune"))
        if any(words) and not row.get("DELETE"):
            label, address, commune = words
            found.append(points.get(words) or SiteOf(label=label, address=address, commune=commune))
    return tuple(found)


def sealed(content: Content) -> str:
    """What the form was filled with, to come back with it: without what is the team's."""
    data = {name: value for name, value in as_json(content).items() if name not in OF_THE_TEAM}
    return signing.dumps(data, salt=_SALT, compress=True)


def unsealed(token: str, now: Content) -> Content:
    """What the form had been filled with; a mark that is not ours stands for nothing: all is compared."""
    try:
        data = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return replace(now, name="", descriptions={}, sites=(), offers=())
    return from_json(data | {name: getattr(now, name) for name in OF_THE_TEAM})


def _initial(content: Content) -> dict[str, Any]:
    filled: dict[str, Any] = {name: getattr(content, name) for name in (*_SAME, "kind", "parent")}
    filled |= {f"description_{code}": words for code, words in content.descriptions.items()}
    for direction in Direction:
        filled[direction.value] = [one.theme for one in content.offers if one.direction == direction]
    return filled
