"""Reading images and documents: for the sheet, for the page where they are kept, for the team."""

from django.db.models import Exists, OuterRef, QuerySet

from cordee.accounts.models import User
from cordee.actions import permissions
from cordee.actions.attachments.permissions import A, waiting_rule
from cordee.actions.models import Action, ActionDocument, ActionImage

HAS_IMAGES = Exists(ActionImage.objects.filter(action=OuterRef("pk"), is_waiting=False).order_by())
"""For `annotate`: some image is shown on the action."""
HAS_DOCUMENTS = Exists(ActionDocument.objects.filter(action=OuterRef("pk"), is_waiting=False).order_by())
"""For `annotate`: some document is offered on the action."""


def images_of(action: Action | int) -> QuerySet[ActionImage]:
    """All images of a sheet in their order, those that wait among them."""
    return ActionImage.objects.filter(action=action).order_by("position", "pk")


def documents_of(action: Action | int) -> QuerySet[ActionDocument]:
    """All documents of a sheet in their order, those that wait among them."""
    return ActionDocument.objects.filter(action=action).order_by("position", "pk")


def attached_to(action: Action, token: str) -> ActionImage | ActionDocument | None:
    """The image or document of this sheet that has this name."""
    return images_of(action).filter(token=token).first() or documents_of(action).filter(token=token).first()


def waiting_for(user: User, rows: QuerySet[A]) -> QuerySet[A]:
    """Those of these that this member of the team has to look at before they are shown."""
    mine = permissions.moderated_by(user).values("pk")
    return rows.filter(waiting_rule(), action__in=mine).select_related("action__lead", "added_by")


def tokens() -> set[str]:
    """The name of every folder that a row stands for."""
    return {
        token
        for model in (ActionImage, ActionDocument)
        for token in model._default_manager.values_list("token", flat=True).iterator()
    }
