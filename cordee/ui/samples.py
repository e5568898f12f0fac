"""Contents of the style guide: invented, to look at the components with short, long and missing values."""

from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.ui.icons import NAMES

TOKENS = {
    "ground": "ground panel panel-2 card line line-2",
    "ink": "ink ink-2 rope-ink larch-ink fir head-2",
    "accent": "rope rope-wash larch larch-wash fir-wash hit",
    "dark": "head head-ink head-line act act-ink act-hover",
    "map": "sea land border coast map-label contour",
}
SIZES = [f"t-{step}" for step in ("2xs", "xs", "s", "m", "b", 0, "lg", 1, "xl", "2xl", 2, 3, 4, 5)]
STATES = ("prevu", "en-cours", "suspendu", "abandonne", "termine", "a-verifier")
TYPES = ("antenne", "partenariat", "reseau", "projet", "evenement")


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(
        label=gettext_lazy("Title of the action"),
        help_text=gettext_lazy("As you would say it to a colleague, in one line."),
        error_messages={"required": gettext_lazy("Give the action a title.")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("Type of action"), choices=[(kind, kind) for kind in TYPES])
    story = forms.CharField(label=gettext_lazy("How it unfolds"), required=False, widget=forms.Textarea)
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        widget=forms.RadioSelect,
        required=False,
        choices=[(state, state) for state in STATES],
    )


def samples() -> dict[str, Any]:
    """All that the style guide shows beside the tokens."""
    return {
        "tokens": [(group, names.split()) for group, names in TOKENS.items()],
        "sizes": SIZES,
        "specimen": "Où va la corde ? Chișinău : « là-haut » !",
        "states": [(state, state) for state in STATES],
        "types": TYPES,
        "differences": [_difference(*values) for values in _DIFFERENCES],
        "years": [1997, 2009, 2013, 2017, 2023],
        "icon_names": sorted(NAMES),
        "goals": [goal(number) for number in range(1, 18)],
        "form": SampleForm({"title": "", "kind": TYPES[1], "state": "en-cours"}),
        "rows": _rows(),
        "hits": _hits(),
        "chips": [{"label": _("Partnership or twinning"), "url": "?"}, {"label": "SDG 11", "url": "?"}],
        "facets": _facets(),
        "crumbs": [{"url": "#", "label": _("Map")}, {"url": "#", "label": "Burkina Faso"}],
        "bars": [
            {"label": _("Partnership or twinning"), "count": 68},
            {"label": _("Project"), "count": 45},
            {"label": _("Network of actors, with a name that needs two lines"), "count": 3},
            {"label": _("Recurring event"), "count": 0},
        ],
        "goal_bars": [
            {"label": goal(number).title, "count": number, "goal": number} for number in (11, 4, 9)
        ],
    }


def goal(number: int) -> SimpleNamespace:
    """A goal with a name of ours: the official ones are the territory's matter."""
    return SimpleNamespace(number=number, title=_("Goal number %(number)s") % {"number": number})


def _difference(label: str, before: str, after: str) -> dict[str, str]:
    return {"label": label, "before": before, "after": after, "language": "fr"}


_DIFFERENCES = (
    (
        "Résumé",
        "Un puits creusé à Thiès avec l’école.",
        "Deux puits creusés à Thiès avec l’école et la mairie.",
    ),
    ("Partenaires", "", "Ville de Thiès\nÉcole du lac"),
    ("Note", "Rien de plus.", ""),
)


def _rows() -> list[dict[str, Any]]:
    long = "Coopération universitaire et citoyenne pour l'eau, l'énergie et l'agriculture de montagne"
    return [
        _row(
            "Ouagadougou",
            "Burkina Faso",
            "Coopération Lausanne – Ouagadougou",
            "partenariat",
            (3, 4, 11, 16, 17),
        ),
        _row("Essen", "Allemagne", "Jumelage Lausanne – Essen : et après ?", "reseau", (4,)),
        _row(
            "Thiruvananthapuram",
            "Saint-Vincent-et-les-Grenadines",
            f"{long}, {long}",
            "evenement",
            (1, 5, 13),
        ),
        _row("", "Japon", "« Saison » sans lieu connu", "projet", ()),
    ]


def _row(place: str, country: str, title: str, kind: str, numbers: tuple[int, ...]) -> dict[str, Any]:
    return {
        "place": place or country,
        "country": country if place else "",
        "title": title,
        "language": "fr",
        "url": "#rows",
        "organisation": "Communauté d'universités et d'établissements",
        "type": kind,
        "type_label": kind,
        "goals": [goal(number) for number in numbers],
        "year": 1999 if place else "–",
    }


def _hits() -> list[dict[str, Any]]:
    states = zip(_rows(), ("en-cours", "termine", "a-verifier", "prevu"), strict=True)
    return [
        row
        | {
            "where": f"{row['place']}, {row['country']}",
            "period": _("since 1999") if row["place"] == "Essen" else "",
            "state": state,
            "state_label": state,
            "selected": row["place"] == "Ouagadougou",
        }
        for row, state in states
    ]


def _facets() -> list[dict[str, Any]]:
    kinds = [_option(kind, kind, 40, checked=kind == "projet") for kind in TYPES]
    odd = [_option(str(number), goal(number).title, number, goal=number) for number in (4, 11, 17)]
    return [
        {"name": "type", "label": _("Type of action"), "open": True, "chosen": 1, "options": kinds},
        {"name": "odd", "label": _("Goals (SDG)"), "open": True, "chosen": 0, "options": odd},
    ]


def _option(
    value: str, label: str, count: int, *, checked: bool = False, goal: int | None = None
) -> SimpleNamespace:
    return SimpleNamespace(value=value, label=label, count=count, checked=checked, level=0, goal=goal)
