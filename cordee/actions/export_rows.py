"""An action as a row of a table, as everybody may read it; imports read it back unchanged."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.urls import reverse

from cordee.actions import queries
from cordee.actions.columns import TEXTS
from cordee.actions.content import Place
from cordee.actions.disclosure import disclosed_basis, disclosed_partners, disclosed_places
from cordee.actions.models import Action, ActionText, Partner
from cordee.actions.sheets import PARTNER
from cordee.core.tables.writing import Value
from cordee.territory import instance

_PLAIN = (
    "start_year", "start_month", "start_day", "end_year", "end_month", "end_day", "suspended_on",
    "confidence", "verified_on", "audience", "origin", "confirmed_on", "language",
)  # fmt: skip


def row(action: Action, names: Iterable[str], absolute: Callable[[str], str]) -> list[Value]:
    """The cells of one action fetched `with_rows`, in the order of the names; `absolute` completes a path."""
    cells: dict[str, Value] = {name: getattr(action, name) for name in _PLAIN}
    cells |= _texts(action) | _structures(action)
    cells |= _places(disclosed_places(action.locations.all()))
    cells |= {
        "key": action.key or action.slug,
        "action_type": action.type,
        "sdgs": _joined(sorted(goal.goal for goal in action.goals.all())),
        "sdg_basis": action.goals_basis,
        "themes": _joined(sorted(theme.theme for theme in action.themes.all())),
        "forms": _joined(sorted(form.form for form in action.forms.all())),
        "partners": _joined(_partner(partner) for partner in disclosed_partners(action.partners.all())),
        "status": action.progress,
        "suspension_reason": action.suspension_reason if action.suspension_reason_is_public else "",
        "source": action.sources,
        "coord_basis": disclosed_basis(action),
        "generated": "yes" if action.is_generated else "",
        "unconfirmed": "yes" if queries.is_unconfirmed(action.origin, action.confirmed_on) else "",
        "url": absolute(reverse("action", args=[action.slug])),
    }
    return [cells.get(name) for name in names]


def _texts(action: Action) -> dict[str, Value]:
    texts = {text.language: text for text in action.texts.all()}
    original = texts.pop(action.language, None) or queries.text_in(action, action.language)
    cells = _text(original, "")
    for language, text in texts.items():
        if text is not original:
            cells |= _text(text, f"_{language}")
    return cells


def _text(text: ActionText, ending: str) -> dict[str, Value]:
    return {column + ending: getattr(text, part) for column, part in TEXTS.items()}


def _places(places: Sequence[Place]) -> dict[str, Value]:
    """One value per place, with ;. A single point stays two numbers."""
    cells: dict[str, Value] = {
        name: _joined(getattr(place, name) for place in places)
        for name in ("place", "country", "precision", "region")
    }
    cells["far"] = _joined("yes" if place.is_far_confirmed else "" for place in places)
    for name in ("lon", "lat"):
        values = [getattr(place, name) for place in places]
        cells[name] = (
            values[0] if len(values) == 1 else _joined("" if value is None else value for value in values)
        )
    return cells


def _structures(action: Action) -> dict[str, Value]:
    lead = action.lead
    commune = instance.current().communes.get(lead.commune)
    others = [co_lead.organisation for co_lead in action.co_leads.all()]
    return {
        "organisation_key": lead.key or lead.slug,
        "organisation_name": lead.name,
        "organisation_kind": lead.kind,
        "organisation_commune": commune.name if commune else lead.commune or lead.locality,
        "co_organisation_keys": _joined(other.key or other.slug for other in others),
        "co_organisation_names": _joined(other.name for other in others),
        "co_organisation_kinds": _joined(other.kind for other in others),
    }


def _partner(partner: Partner) -> str:
    """With its country in brackets; with empty ones where the name itself ends like that."""
    if partner.country or PARTNER.fullmatch(partner.name):
        return f"{partner.name} [{partner.country}]"
    return partner.name


def _joined(values: Any) -> str:
    """The values with ; between them; nothing where all are empty."""
    texts = [str(value) for value in values]
    return ";".join(texts) if any(texts) else ""
