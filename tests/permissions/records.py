"""Which row of the cast stands for each kind of record that the back office has a page for."""

from typing import Final

from django.db.models import Model
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from cordee.actions.models import ActionDocument, ActionImage, Report
from cordee.core.models import OutgoingMail
from cordee.journal.models import Change
from cordee.organisations.models import Membership, Organisation
from tests.data import NOBODY, TEAM, UNLIMITED, Cast

NOWHERE: Final = 987654321
"""No table has a row of this number."""
ONLY_SENT: Final = "desk-queue:care"
WITHOUT_ROWS: Final = {"desk-picture:inspect", "desk-attachment:inspect"}
"""What the cast has none of."""


def records(cast: Cast) -> dict[str, tuple[Model, frozenset[str]]]:
    """Name of the address: the row, and the roles that read its page.

    Where one decides, a remit is a limit; the records are for the whole team to look at.
    """
    atelier, shown = cast.structures["atelier"], cast.actions["full"]
    asked = Membership.objects.filter(user=cast.people["awaiting"]).order_by("pk")
    founded = Organisation.objects.get(name="Zzfondation")
    waits = {"action": cast.actions["region"]}
    return {
        "desk-queue:membership": (asked[0], UNLIMITED),  # a laboratory: of no concern to who has universities
        "desk-queue:structure": (founded, TEAM),
        "desk-queue:sheet": (shown, UNLIMITED),
        "desk-queue:report": (Report.objects.get(action=cast.actions["compiled"]), UNLIMITED),
        "desk-queue:image": (ActionImage.objects.get(alternative="Zzenattente", **waits), TEAM),
        "desk-queue:document": (ActionDocument.objects.get(title="Zzenattente", **waits), TEAM),
        "desk-structures:one": (atelier, UNLIMITED),
        "desk-team:person": (cast.people["member"], frozenset({"administrator"})),
        "desk-action:inspect": (shown, TEAM),
        "desk-organisation:inspect": (atelier, TEAM),
        "desk-user:inspect": (cast.people["member"], TEAM),
        "desk-membership:inspect": (asked[0], TEAM),
        "desk-change:inspect": (Change.objects.order_by("pk")[0], TEAM),
        "desk-outgoingmail:inspect": (OutgoingMail.objects.order_by("pk")[0], TEAM),
        "desk-dbtaskresult:inspect": (DBTaskResult.objects.order_by("enqueued_at")[0], TEAM),
        ONLY_SENT: (shown, NOBODY),
    }


def page_of(name: str, number: object) -> str:
    """The address for the record of this number."""
    kind = ["fiches"] if name == ONLY_SENT else []
    return reverse(name, args=[*kind, number])
