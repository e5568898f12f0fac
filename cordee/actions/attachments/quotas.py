"""How many images and documents a sheet has, how much a structure keeps, how often a person hands one in."""

from datetime import timedelta

from django.db.models import Sum
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.actions.models import Action, ActionDocument, ActionImage
from cordee.actions.operations import InvalidContent
from cordee.core.limits import Limit, take
from cordee.core.uploads import MEGABYTE

IMAGES = DOCUMENTS = 12
OF_A_STRUCTURE = 200 * MEGABYTE
BY_ONE = Limit("files handed in by one", 60, timedelta(days=1))


def count(user: User) -> None:
    """One more file that has to be opened, whatever becomes of it. Raises `TooMany`."""
    take([(BY_ONE, str(user.pk))])


def require_room(action: Action, model: type[ActionImage] | type[ActionDocument], weight: int = 0) -> None:
    """Raises `InvalidContent` where the sheet or its structure holds as much as it may."""
    there = model._default_manager.filter(action=action).count()
    if model is ActionImage and there >= IMAGES:
        raise InvalidContent(
            [_("This sheet has %(most)d images: remove one, then add yours.") % {"most": IMAGES}]
        )
    if model is ActionDocument and there >= DOCUMENTS:
        raise InvalidContent(
            [_("This sheet has %(most)d documents: remove one, then add yours.") % {"most": DOCUMENTS}]
        )
    if weight_of(action.lead_id) + weight > OF_A_STRUCTURE:
        raise InvalidContent(
            [
                _(
                    "The files of your structure would take more than %(most)d MB: remove some that are no"
                    " longer needed, or choose a lighter one."
                )
                % {"most": OF_A_STRUCTURE // MEGABYTE}
            ]
        )


def weight_of(organisation: int) -> int:
    """What the sheets of a structure keep, in bytes."""
    sums = (
        model._default_manager.filter(action__lead=organisation).aggregate(total=Sum("weight"))["total"] or 0
        for model in (ActionImage, ActionDocument)
    )
    return sum(sums)
