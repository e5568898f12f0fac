"""Whether this instance can answer: its database, and the read index made from it."""

from cordee.actions.models import Action
from cordee.atlas.index import mark
from cordee.atlas.models import Document


def index_state() -> str:
    """«rebuilding» while it is made anew, «ok» when it has every live action, else «missing».

    DatabaseError passes on.
    """
    if mark.is_rebuilding():
        return "rebuilding"
    return "ok" if Document.objects.count() == Action.objects.filter(live=True).count() else "missing"
