"""The persons named on a sheet: put there, changed, taken off; each is told by letter and may object."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cordee.actions import contact_cards
from cordee.actions.answering.waiting import told, until
from cordee.actions.contact_cards import Placed
from cordee.actions.naming import placing
from cordee.actions.naming.forms import COLUMNS, NARROW, Attaching, ChangeForm, PersonForm, chosen_of, said_of
from cordee.actions.naming.placing import NotThere, Sheet
from cordee.contacts import kept as cards
from cordee.contacts import operations as contacts
from cordee.contacts.disclosure import State
from cordee.contacts.kept import Kept
from cordee.contacts.operations import InvalidPerson, NotAllowed, NotDisclosed, Objected
from cordee.contacts.person import REACHES
from cordee.core.limits import TooMany
from cordee.core.text import number_in

read_and_send = require_http_methods(["GET", "HEAD", "POST"])


@read_and_send
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is named; one whom the structure keeps already may be added, and anybody taken off."""
    sheet = _sheet(request, slug)
    placed = sheet.people()
    kept, there = sheet.kept(), {one.card.contact for one in placed}
    others = [(card.contact, placing.called(card)) for card in kept if card.contact not in there]
    form = Attaching(request.POST if request.POST.get("act") == "attach" else None, choices=others)
    refused = None
    if request.POST.get("act") == "detach":
        return _detached(request, sheet)
    if form.is_valid():
        number = form.cleaned_data["contact"]
        done, refused = _try(form, contact_cards.attach, action=sheet.action, contact=number, by=sheet.by)
        if done:
            return _back(request, sheet, _("The person is named on this sheet; a letter tells her so."))
    ours = {card.contact for card in kept}
    context = {"sheet": sheet, "placed": placed, "ours": ours, "others": others, "form": form}
    status = 429 if refused else 422 if request.method == "POST" else 200
    return told(render(request, "actions/naming/people.html", context, status=status), refused)


@read_and_send
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Name a person whom the structure does not keep yet."""
    sheet, refused = _sheet(request, slug), None
    form = PersonForm(request.POST if request.method == "POST" else None, initial=_first())
    if form.is_valid():
        done, refused = _try(
            form, contact_cards.name_person, action=sheet.action, person=form.person(), by=sheet.by
        )
        if done:
            return _back(request, sheet, _("The person is named on this sheet; a letter tells her so."))
    context = {"sheet": sheet, "form": form}
    status = 429 if refused else 422 if form.is_bound else 200
    return told(render(request, "actions/naming/new.html", context, status=status), refused)


@read_and_send
def person(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    """One card: change it, or remove it wholly. What reaches her is opened by POST, as for anybody."""
    sheet = _sheet(request, slug)
    try:
        contact = sheet.placed(position).card.contact
    except NotThere as absent:
        raise Http404 from absent
    kept = cards.kept(contact, by=sheet.by)
    if kept is None:
        raise Http404  # another structure's: it is shown here, and written there
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if act == "change":
        return _changed(request, sheet, kept, position)
    if act == "remove":
        return _removed(request, sheet, kept)
    opened, refused = _opened(kept, sheet) if act == "open" else ({}, None)
    form = ChangeForm(initial=said_of(kept) | opened, kept=kept, opened=opened)
    response = _card(request, sheet, kept, form, position=position, refused=refused)
    return told(response, refused)


def _detached(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    contact = _at(sheet, request.POST.get("position", "")).card.contact
    try:
        contact_cards.detach(action=sheet.action, contact=contact, by=sheet.by)
    except NotAllowed:
        messages.error(request, _not_allowed())
        return redirect("action_people", sheet.action.slug)
    return _back(request, sheet, _("The person is taken off this sheet. Her card is still kept."))


def _changed(request: HttpRequest, sheet: Sheet, kept: Kept, position: int) -> HttpResponse:
    opened = set(request.POST.getlist("opened")) & set(COLUMNS.values())
    form, refused = ChangeForm(request.POST, kept=kept, opened=opened), None
    if form.is_valid():
        done, refused = _try(
            form, contacts.change, contact=kept.card.contact, changes=form.changes(), by=sheet.by
        )
        if done:
            return _back(request, sheet, _("The card says now what you have written; a letter tells her so."))
    response = _card(request, sheet, kept, form, position=position, refused=refused)
    return told(response, refused)


def _removed(request: HttpRequest, sheet: Sheet, kept: Kept) -> HttpResponse:
    """Asked twice: what is erased does not come back."""
    if request.POST.get("sure") != "1":
        return render(request, "actions/naming/remove.html", {"sheet": sheet, "card": kept.card})
    try:
        contacts.remove(contact=kept.card.contact, by=sheet.by)
    except (NotDisclosed, NotAllowed, Objected) as gone:
        raise Http404 from gone
    return _back(request, sheet, _("The card is erased, on every sheet."))


def _card(
    request: HttpRequest,
    sheet: Sheet,
    kept: Kept,
    form: ChangeForm,
    *,
    position: int,
    refused: TooMany | None,
) -> HttpResponse:
    closed = [part for part in kept.card.parts if COLUMNS[part.field] not in form.opened]
    context = {
        "sheet": sheet,
        "kept": kept,
        "form": form,
        "position": position,
        "may_open": any(part.state == State.REVEALABLE for part in closed),
        "chosen": chosen_of(kept),
        "problem": until(refused) if refused and not form.is_bound else "",
    }
    status = 429 if refused else 422 if form.is_bound else 200
    return render(request, "actions/naming/person.html", context, status=status)


def _opened(kept: Kept, sheet: Sheet) -> tuple[dict[str, str], TooMany | None]:
    """What reaches her, by column, where the one rule opens it: logged for her, counted against the day's."""
    found, refused = {}, None
    for part in kept.card.parts:
        try:
            value = contacts.reveal(contact=kept.card.contact, by=sheet.by, field=part.field)
        except NotDisclosed:
            continue
        except TooMany as too_many:
            refused = too_many
        else:
            found[COLUMNS[part.field]] = value
    return found, refused


def _try(form: Form, operation: Callable[..., Any], **said: Any) -> tuple[bool, TooMany | None]:
    """Do it; what keeps it from being done stands in the form, with what was typed. 404 where it is gone."""
    try:
        operation(**said)
    except (NotDisclosed, ObjectDoesNotExist) as gone:
        raise Http404 from gone
    except InvalidPerson as wrong:
        for name, sentence in wrong.problems.items():
            form.add_error(name if name in form.fields else None, sentence)
    except Objected:
        form.add_error("email" if "email" in form.fields else None, _refusal())
    except NotAllowed:
        form.add_error(None, _not_allowed())
    except TooMany as refused:
        form.add_error(None, until(refused))
        return False, refused
    return not form.errors, None


def _refusal() -> str:
    """No more than is needed: neither when nor why."""
    return _("At this address, nobody wants to be named by this structure. Name somebody else.")


def _not_allowed() -> str:
    return _("Only who publishes for this structure, and the team, name persons for it.")


def _first() -> dict[str, Any]:
    return dict.fromkeys(REACHES, NARROW)


def _sheet(request: HttpRequest, slug: str) -> Sheet:
    try:
        return placing.sheet(slug, request.user)
    except NotThere as absent:
        raise Http404 from absent


def _at(sheet: Sheet, said: str) -> Placed:
    """The card at the position that a form sends."""
    try:
        return sheet.placed(number_in(said, digits=9) or 0)
    except NotThere as absent:
        raise Http404 from absent


def _back(request: HttpRequest, sheet: Sheet, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("action_people", sheet.action.slug)
