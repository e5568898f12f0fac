"""The words shown for codes: the territory's own where it gives one, else the software's."""

from django.db.models import TextChoices

from cordee.actions.enums import ActionType, Origin, Progress
from cordee.organisations.enums import Kind
from cordee.territory import instance, world

_ENUMS: dict[str, type[TextChoices]] = {
    "type": ActionType,
    "etat": Progress,
    "origine": Origin,
    "nature": Kind,
}
_CHOICES = {name: {choice.value: choice for choice in list(enum)} for name, enum in _ENUMS.items()}
_OF_TERRITORY = {
    "type": "action_type",
    "etat": "progress",
    "origine": "origin",
    "nature": "kind",
    "theme": "theme",
}


def label(name: str, code: str, language: str) -> str:
    """What a value of a parameter is called: `label("odd", "4", "fr")`, `label("pays", "JP", "en")`…

    A code that nothing knows any more is shown as it is.
    """
    own = instance.current().label(_OF_TERRITORY.get(name, "form"), code, language) if name in _OWN else None
    if own:
        return own
    if name in _CHOICES:
        return str(_CHOICES[name][code].label) if code in _CHOICES[name] else code
    if name == "pays":
        return world.country(code).name(language) if code in world.countries() else code
    if name == "zone":
        return world.regions()[code].name(language) if code in world.regions() else code
    if name == "odd":
        return world.goals()[int(code)].short_title(language)
    if name == "commune":
        commune = instance.current().communes.get(code)
        return commune.name if commune else code
    return code


_OWN = {*_OF_TERRITORY, "forme"}
