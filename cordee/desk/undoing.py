"""Undoing what one has just decided: noted with the decision, kept on the server for its animator, used once.

The letters of the decision wait as long (`cordee.core.mail.held`). Each kind of thing says how it stood, how
it stands since, and how it is put back; its slice asks the right and refuses where something came in between.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import OperationalError, transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from cordee.accounts.models import User
from cordee.actions import reports
from cordee.actions import undoing as sheets
from cordee.actions.attachments import undoing as attached
from cordee.actions.deciding import ChangedSince
from cordee.actions.models import Action, ActionDocument, ActionImage, Report
from cordee.actions.operations import InvalidContent
from cordee.core.limits import TooMany
from cordee.core.mail import held
from cordee.desk.pages import UNDO, member, undos
from cordee.organisations import undoing as structures
from cordee.organisations.memberships import WrongState
from cordee.organisations.models import Membership, Organisation

_SHOWN, _MOST = 10, 6
"""Things that are named of those that did not come back; decisions that are kept for one animator."""
Said = dict[str, Any]


@dataclass(slots=True)
class Step:
    """One thing that was decided: how it stood, how it stands since, the letters that wait."""

    kind: str
    number: int
    title: str
    before: Said
    since: Said = field(default_factory=dict)
    letters: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """How one kind of thing is put back. `route`: its screen, where it waits again."""

    stood: Callable[[Any], Said]
    put_back: Callable[[Step, User, Sequence[str]], None]
    route: str


class NotUndone(Exception):
    """It could not be put back; the sentence says why."""


@contextmanager
def noted(kind: str, thing: Model, title: str) -> Iterator[Step]:
    """What is decided inside, in one transaction, is what the step undoes."""
    wait = timedelta(seconds=settings.DESK_UNDO.total_seconds() if settings.DESK_HOLDS_LETTERS else 0)
    with transaction.atomic(), held.held(wait) as letters:
        step = Step(kind, thing.pk, title, before=KINDS[kind].stood(thing))
        yield step
        step.since, step.letters = KINDS[kind].stood(thing), letters


def offer(request: HttpRequest, *steps: Step) -> None:
    """Offer to undo these together, on each page of the desk for a while."""
    if not steps:
        return
    until = (timezone.now() + settings.DESK_UNDO).isoformat()
    made = {"code": secrets.token_hex(16), "until": until, **_said(steps)}
    request.session[UNDO] = [made, *undos(request)][:_MOST]


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Put back what one has decided: each thing by itself, with its own right; what could not be is named.

    That stays on offer: perhaps another decision has to be undone first.
    """
    kept, code = undos(request), request.POST.get("undo", "")
    found = next((one for one in kept if one["code"] == code), None)
    if found is None:
        messages.error(request, _("It is too late to undo this, or it is undone: decide anew on its screen."))
        return HttpResponseRedirect(reverse("desk-queue:index"))
    steps = [Step(**said) for said in found["steps"]]
    left = [(step, why) for step in steps if (why := _why_not(step, member(request)))]
    others = [one for one in kept if one is not found]
    again = [found | _said([step for step, _why in left])] if left else []
    request.session[UNDO] = [*again, *others]
    _tell(request, steps, left)
    where = reverse("desk-queue:index")
    if len(steps) == 1 and not left:
        where = reverse(KINDS[steps[0].kind].route, args=[steps[0].number])
    return HttpResponseRedirect(where)


def _said(steps: Sequence[Step]) -> dict[str, Any]:
    """What the button says, and what it undoes, as a session keeps them."""
    label = _("Undo: “%(title)s”") % {"title": steps[0].title}
    if (number := len(steps)) > 1:
        label = ngettext("Undo: %(number)d thing", "Undo: %(number)d things", number) % {"number": number}
    return {"label": label, "steps": [asdict(step) for step in steps]}


def put_back(step: Step, *, by: User) -> None:
    """Put one thing back, and take back its letters, or neither. Raises `NotUndone`."""
    try:
        with transaction.atomic():
            addresses = held.take_back(step.letters)
            KINDS[step.kind].put_back(step, by, addresses)
    except held.Left as error:
        raise NotUndone(_("its letter has left; decide anew, and write to the person.")) from error
    except ObjectDoesNotExist as error:
        raise NotUndone(_("it is not there any more.")) from error
    except (ChangedSince, InvalidContent, PermissionDenied, TooMany, WrongState) as error:
        raise NotUndone(str(error)) from error
    except OperationalError as error:  # two that wait for each other: the database lets one go
        raise NotUndone(_("somebody writes to it at this very moment; try again.")) from error


def _why_not(step: Step, by: User) -> str:
    try:
        put_back(step, by=by)
    except NotUndone as error:
        return str(error)
    return ""


def _tell(request: HttpRequest, steps: Sequence[Step], left: Sequence[tuple[Step, str]]) -> None:
    back = len(steps) - len(left)
    if back == 1:
        titles = [step.title for step in steps if step not in [one for one, _why in left]]
        messages.success(request, _("“%(title)s” stands as it stood before.") % {"title": titles[0]})
    elif back:
        said = ngettext("%(number)d decision is undone.", "%(number)d decisions are undone.", back)
        messages.success(request, said % {"number": back})
    for step, why in left[:_SHOWN]:
        named = {"title": step.title, "why": why}
        messages.error(request, _("“%(title)s” is not undone: %(why)s") % named)
    if (more := len(left) - _SHOWN) > 0:
        said = ngettext(
            "%(number)d other decision is not undone.", "%(number)d other decisions are not undone.", more
        )
        messages.error(request, said % {"number": more})


# Each kind


def _sheet(step: Step, by: User, _addresses: Sequence[str]) -> None:
    action = Action.objects.get(pk=step.number)
    sheets.put_back(action=action, before=step.before, since=step.since, by=by)


def _request(step: Step, by: User, _addresses: Sequence[str]) -> None:
    asked = Membership.objects.get(pk=step.number)
    structures.put_back_person(membership=asked, before=step.before, since=step.since, by=by)


def _founded(step: Step, by: User, _addresses: Sequence[str]) -> None:
    organisation = Organisation.objects.get(pk=step.number)
    structures.put_back_founded(organisation=organisation, before=step.before, since=step.since, by=by)
    if Action.objects.filter(lead=organisation).exists():
        raise WrongState(_("Sheets were written in its name since: archive it, or withdraw them."))


def _listed(step: Step, by: User, _addresses: Sequence[str]) -> None:
    organisation = Organisation.objects.get(pk=step.number)
    structures.put_back_listed(organisation=organisation, before=step.before, since=step.since, by=by)


def _attached(model: type[ActionImage] | type[ActionDocument]) -> Callable[..., None]:
    def put(step: Step, by: User, _addresses: Sequence[str]) -> None:
        action = Action.objects.get(pk=step.before["action_id"])
        attached.put_back(model=model, action=action, before=step.before, since=step.since, by=by)

    return put


def _settled(report: Report) -> Said:
    known = Report.objects.get(pk=report.pk)
    moment = known.settled_at
    return {"at": moment.isoformat() if moment else "", "has_address": bool(known.email)}


def _report(step: Step, by: User, addresses: Sequence[str]) -> None:
    email = addresses[0] if step.before["has_address"] and addresses else ""
    report = Report.objects.get(pk=step.number)
    reports.reopen(report=report, settled_at=step.since["at"], by=by, email=email)


KINDS: Mapping[str, Kind] = {
    "fiches": Kind(stood=sheets.stood, put_back=_sheet, route="desk-queue:sheet"),
    "rattachements": Kind(stood=structures.person, put_back=_request, route="desk-queue:membership"),
    "structures": Kind(stood=structures.founded, put_back=_founded, route="desk-queue:structure"),
    "repertoire": Kind(stood=structures.listed, put_back=_listed, route="desk-structures:one"),
    "images": Kind(stood=attached.stood, put_back=_attached(ActionImage), route="desk-queue:image"),
    "documents": Kind(
        stood=attached.stood,
        put_back=_attached(ActionDocument),
        route="desk-queue:document",
    ),
    "signalements": Kind(stood=_settled, put_back=_report, route="desk-queue:report"),
}
"""By the codes of the queue; what is done with a structure of the list besides."""
