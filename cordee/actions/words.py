"""Words that stand for codes in the files people import: French, English, the territory's own, the codes."""

from collections.abc import Iterable, Mapping
from functools import cache

from django.db.models import TextChoices
from django.utils import translation

from cordee.actions.enums import ActionType, Audience, Confidence, GoalsBasis, Origin, Precision, Progress
from cordee.core.text import key_of
from cordee.territory import instance

_SYNONYMS: dict[type[TextChoices], dict[str, TextChoices]] = {
    ActionType: {
        "partenariat jumelage": ActionType.PARTNERSHIP,
        "jumelage": ActionType.PARTNERSHIP,
        "antenne filiale bureau": ActionType.OFFICE,
        "filiale": ActionType.OFFICE,
        "bureau": ActionType.OFFICE,
        "reseau d acteurs": ActionType.NETWORK,
        "evenement regulier": ActionType.EVENT,
        "evenement": ActionType.EVENT,
        "projet": ActionType.PROJECT,
    },
    Progress: {
        "en cours": Progress.UNDER_WAY,
        "termine": Progress.ENDED,
        "terminee": Progress.ENDED,
        "a verifier": Progress.TO_VERIFY,
        "prevue": Progress.PLANNED,
        "suspendue": Progress.SUSPENDED,
        "abandonnee": Progress.ABANDONED,
    },
    Confidence: {
        "elevee": Confidence.HIGH,
        "haute": Confidence.HIGH,
        "moyenne": Confidence.MEDIUM,
        "faible": Confidence.LOW,
    },
    Origin: {
        "declared": Origin.DECLARED,
        "entered": Origin.ENTERED,
        "compiled": Origin.COMPILED,
        "imported": Origin.IMPORTED,
        "declare": Origin.DECLARED,
        "compile": Origin.COMPILED,
        "importe": Origin.IMPORTED,
    },
    Audience: {"tous": Audience.PUBLIC, "everybody": Audience.PUBLIC},
    GoalsBasis: {
        "declare": GoalsBasis.DECLARED,
        "source": GoalsBasis.SOURCED,
        "editoriale": GoalsBasis.EDITORIAL,
    },
    Precision: {
        "ville": Precision.CITY,
        "approche": Precision.APPROXIMATE,
        "approximatif": Precision.APPROXIMATE,
        "pays": Precision.COUNTRY,
        "monde": Precision.WORLD,
        "exact": Precision.POINT,
    },
}
_KINDS = {ActionType: "action_type", Progress: "progress", Origin: "origin"}


@cache
def codes(enum: type[TextChoices]) -> Mapping[str, str]:
    """Codes by folded word, the codes themselves first."""
    words = {key_of(item.value): str(item.value) for item in enum}
    for word, item in _SYNONYMS[enum].items():
        words.setdefault(word, str(item.value))
    for word, code in _labels(enum):
        words.setdefault(key_of(word), code)
    return words


def _labels(enum: type[TextChoices]) -> Iterable[tuple[str, str]]:
    own = instance.current().labels.get(_KINDS.get(enum, ""), {})
    for item in enum:
        for word in own.get(item.value, {}).values():
            yield word, str(item.value)
        for language in ("fr", "en"):
            with translation.override(language):
                yield str(item.label), str(item.value)
