"""The contacts of an action: opening a part of a card, writing to a person through the platform."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cordee.accounts.models import User
from cordee.actions import contact_cards, queries
from cordee.actions.contact_cards import NotThere, NotVerified, Placed
from cordee.actions.models import Action, ActionText
from cordee.contacts import operations as contacts
from cordee.contacts.answers import personal, too_many
from cordee.contacts.enums import Field
from cordee.contacts.message_form import MessageForm
from cordee.core.limits import TooMany


@personal
@require_POST
def reveal(request: HttpRequest, slug: str, position: int, field: str) -> HttpResponse:
    """One part of a card, opened on a page of its own that nothing keeps: never by GET."""
    action, placed, viewer = _placed(request, slug, position)
    if field not in Field.values:
        raise Http404
    try:
        value = contacts.reveal(contact=placed.card.contact, by=viewer, field=Field(field))
    except contacts.NotDisclosed as absent:
        raise Http404 from absent
    except TooMany as refused:
        return too_many(request, refused)
    context = _context(request, action, placed) | {"field": Field(field), "value": value}
    return render(request, "actions/contact_opened.html", context)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    """A message to the person, which the platform carries: neither address is told."""
    action, placed, viewer = _placed(request, slug, position)
    form = MessageForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            contacts.relay(contact=placed.card.contact, by=viewer, text=form.cleaned_data["text"])
        except contacts.InvalidMessage as wrong:
            form.add_error("text", str(wrong))
        except contacts.NotDisclosed as absent:
            raise Http404 from absent
        except TooMany as refused:
            return too_many(request, refused)
        else:
            messages.success(request, _("Your message is on its way. The answer will come by e-mail."))
            return redirect(reverse("action", args=[slug]) + "#contacts")
    context = _context(request, action, placed) | {"form": form}
    return render(request, "actions/contact_message.html", context, status=422 if form.errors else 200)


def _placed(request: HttpRequest, slug: str, position: int) -> tuple[Action, Placed, User]:
    """First whether the viewer may see the action, then whether she may see this card of it."""
    try:
        action, placed = contact_cards.at(request.user, slug, position)
    except NotThere as absent:
        raise Http404 from absent
    except NotVerified as refused:
        raise PermissionDenied from refused
    if not isinstance(request.user, User):
        raise PermissionDenied
    return action, placed, request.user


def _context(request: HttpRequest, action: Action, placed: Placed) -> dict[str, object]:
    text: ActionText = queries.text_in(action, request.LANGUAGE_CODE)
    return {"action": action, "text": text, "placed": placed}
