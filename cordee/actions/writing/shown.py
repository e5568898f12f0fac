"""A sheet as it would be, for those who show sheets: nothing of it is in the database."""

from typing import Any

from django.db.models import Q

from cordee.actions.content import SCALARS, Content
from cordee.actions.models import (
    Action,
    ActionForm,
    ActionGoal,
    ActionText,
    ActionTheme,
    CoLead,
    Location,
    Partner,
)
from cordee.actions.writing.typed import WORDS
from cordee.organisations.models import PUBLISHED, Organisation

SLUG = "apercu"


def as_action(content: Content, known: Action | None = None) -> Action:
    """The sheet with its rows, as `queries.with_rows` gives one; `known` is what is being edited."""
    carried = [row.organisation_id for row in known.co_leads.all()] if known else []
    known_here = Organisation.objects.filter(PUBLISHED | Q(pk__in=[content.lead, *carried]))
    structures = known_here.in_bulk([content.lead, *content.co_leads])
    action = Action(
        pk=known.pk if known else 0,
        slug=known.slug if known else SLUG,
        lead=structures[content.lead],
        **{name: getattr(content, name) for name in SCALARS},
    )
    rows: dict[str, list[Any]] = {
        "texts": [
            ActionText(language=language, **{word: getattr(text, word) for word in WORDS})
            for language, text in content.texts.items()
        ],
        "locations": [
            Location(position=number, **_fields(place)) for number, place in enumerate(content.places)
        ],
        "partners": [Partner(position=number, **_fields(one)) for number, one in enumerate(content.partners)],
        "co_leads": [CoLead(organisation=structures[one]) for one in content.co_leads if one in structures],
        "goals": [ActionGoal(goal=goal) for goal in content.goals],
        "themes": [ActionTheme(theme=theme) for theme in content.themes],
        "forms": [ActionForm(form=form) for form in content.forms],
    }
    action.__dict__["_prefetched_objects_cache"] = rows  # what a prefetch would have put there
    return action


def _fields(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}
