"""What the buttons of a sheet's page do: each one domain call, and the sentence that says what comes next."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.actions import co_leads, confirmations, contributing
from cordee.actions.confirmations import ReadAgain
from cordee.actions.keeping.finding import Found
from cordee.actions.models import CoLead
from cordee.actions.operations import InvalidContent
from cordee.actions.permissions import NotAllowed
from cordee.core.text import number_in
from cordee.moderation.operations import ForbiddenMove

T = TypeVar("T")
_Act = Callable[[Found, User, QueryDict], str]


class Refused(Exception):
    """It was not done; the sentence says why."""


def act(found: Found, by: User, asked: QueryDict) -> str:
    """Do it; the sentence to say then. Raises `Refused`, Http404 for what is no act of hers."""
    name = asked.get("act", "")
    do = _OF_PARTS.get(name) or (_OF_KEEPERS.get(name) if found.is_keeper else None)
    if do is None:
        raise Http404
    return attempt(lambda: do(found, by, asked))


def attempt(do: Callable[[], T]) -> T:
    """Do it, with one way to say that it was not done. Raises `Refused`."""
    try:
        return do()
    except ForbiddenMove as forbidden:
        raise Refused(
            _("The sheet has changed its state meanwhile: this is how it stands now.")
        ) from forbidden
    except (InvalidContent, NotAllowed, ReadAgain) as wrong:
        raise Refused(str(wrong)) from wrong


def number(asked: QueryDict, name: str) -> int:
    """The number that a form sends; 0, which nothing has, for anything else."""
    return number_in(asked.get(name)) or 0


def _submit(found: Found, by: User, _asked: QueryDict) -> str:
    contributing.submit(action=found.action, by=by)
    return _("Handed in. The team reads it before it is public, and writes to you.")


def _take_back(found: Found, by: User, _asked: QueryDict) -> str:
    contributing.take_back(action=found.action, by=by)
    return _("Taken back: the team does not wait for it any more. Hand it in again when it is ready.")


def _confirm(found: Found, by: User, asked: QueryDict) -> str:
    confirmations.confirm_signed_in(action=found.action, by=by, version=number(asked, "version"))
    return _("Thank you: the sheet says that its structure confirmed it today.")


def _confirm_part(found: Found, by: User, asked: QueryDict) -> str:
    part = _part(found, asked)
    co_leads.confirm(co_lead=part, by=by)
    return _("Confirmed: the sheet names “%(structure)s” among those that carry the action.") % _of(part)


def _decline_part(found: Found, by: User, asked: QueryDict) -> str:
    part, reason = _part(found, asked), asked.get("reason", "").replace("\x00", "").replace("\r\n", "\n")
    co_leads.decline(co_lead=part, by=by, reason=reason)
    return _("The sheet names “%(structure)s” no more; its authors read your reason.") % _of(part)


_OF_KEEPERS: Mapping[str, _Act] = {"submit": _submit, "take_back": _take_back, "confirm": _confirm}
_OF_PARTS: Mapping[str, _Act] = {"confirm_part": _confirm_part, "decline_part": _decline_part}


def _part(found: Found, asked: QueryDict) -> CoLead:
    """Of this sheet, and one that she answers for: another's number leads nowhere."""
    structure = number(asked, "structure")
    part = next((one for one in found.parts if one.organisation_id == structure), None)
    if part is None:
        raise InvalidContent([_("The sheet names this structure no more: there is nothing to answer.")])
    return part


def _of(part: CoLead) -> dict[str, str]:
    return {"structure": part.organisation.name}
