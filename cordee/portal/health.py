"""Whether this instance can answer: its database, and the read index made from it."""

from cordee.actions.models import Action
from cordee.atlas.models import Document


def index_state() -> str:
    """«ok» when the index has rows, or there is nothing to index; else «missing». DatabaseError passes on."""
    if Document.objects.exists() or not Action.objects.filter(live=True).exists():
        return "ok"
    return "missing"
