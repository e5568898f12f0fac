"""The pages of who is named: her card, her objection, her answer to a message. A signed link opens them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cordee.contacts import links, operations, own_page, queries
from cordee.contacts.answers import personal, too_many
from cordee.contacts.forms import PersonForm
from cordee.contacts.links import DeadLink
from cordee.contacts.message_form import MessageForm
from cordee.contacts.models import Coordinates, RelayedMessage
from cordee.contacts.operations import AlreadyAnswered, InvalidMessage, InvalidPerson, NotDisclosed, Objected
from cordee.core.limits import TooMany

read_and_send = require_http_methods(["GET", "HEAD", "POST"])


@personal
@read_and_send
def card(request: HttpRequest, token: str) -> HttpResponse:
    """What is kept of her, who opened it, and the form that corrects it."""
    try:
        reached_by = links.card_behind(token)
    except DeadLink:
        return _dead(request)
    if reached_by.contact.objected_at:
        return redirect("contact-objection", token)
    form = PersonForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        try:
            operations.correct(contact=reached_by.pk, person=form.person(reached_by.contact.side))
        except InvalidPerson as wrong:
            form.refuse(wrong.problems)
        except Objected:
            form.add_error("email", _("At this address, somebody has objected to being named by them."))
        except TooMany as refused:
            return too_many(request, refused)
        else:
            return _corrected(request, token, reached_by)
    page = own_page.build(reached_by)
    context = {"page": page, "form": form or PersonForm(initial=page.said), "token": token}
    return render(request, "contacts/card.html", context, status=422 if form else 200)


@personal
@read_and_send
def objection(request: HttpRequest, token: str) -> HttpResponse:
    """What an objection does, before it is made; and, once it is, how it is taken back."""
    try:
        reached_by = links.card_behind(token)
    except DeadLink:
        return _dead(request)
    has_objected = reached_by.contact.objected_at is not None
    if "object" in request.POST or "take_back" in request.POST:
        return _objected(request, token, reached_by, wants_back="take_back" in request.POST)
    context = {"structure": reached_by.contact.structure.name, "has_objected": has_objected, "token": token}
    return render(request, "contacts/objection.html", context)


@personal
@read_and_send
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The message that she received, and the form by which she answers it."""
    try:
        message = links.message_behind(token)
    except DeadLink:
        return _dead(request)
    if "link" in request.POST:
        return _link_sent(request, token, message)
    form = MessageForm(request.POST if request.method == "POST" and message.text else None)
    if form.is_valid():
        try:
            operations.answer(message=message.pk, text=form.cleaned_data["text"])
        except InvalidMessage as wrong:
            form.add_error("text", str(wrong))
        except AlreadyAnswered:
            return redirect("contact-answer", token)
        except NotDisclosed:
            form.add_error("text", _("The sender’s account is closed: your answer cannot be carried."))
        else:
            messages.success(request, _("Your answer is on its way. Your address is not in it."))
            return redirect("contact-answer", token)
    context = {"message": message, "form": form, **_sender(message)}
    return render(request, "contacts/answer.html", context, status=422 if form.errors else 200)


def _corrected(request: HttpRequest, token: str, before: Coordinates) -> HttpResponse:
    """Back to the page; where another address got a link of its own, this one has ended."""
    try:
        links.card_behind(token)
    except DeadLink:
        return render(request, "contacts/moved.html", {"structure": before.contact.structure.name})
    messages.success(request, _("Your card says now what you have written."))
    return redirect("contact", token)


def _objected(request: HttpRequest, token: str, reached_by: Coordinates, *, wants_back: bool) -> HttpResponse:
    try:
        if wants_back:
            operations.take_back(contact=reached_by.pk)
            return render(request, "contacts/taken_back.html")
        operations.object_to(contact=reached_by.pk)
    except (Objected, NotDisclosed):
        pass  # sent twice, or from a page that is no longer true: the next one says how things stand
    return redirect("contact-objection", token)


def _link_sent(request: HttpRequest, token: str, message: RelayedMessage) -> HttpResponse:
    try:
        operations.send_link(contact=message.contact_id)
    except TooMany as refused:
        return too_many(request, refused)
    messages.success(request, _("The link to your card is on its way to your address."))
    return redirect("contact-answer", token)


def _sender(message: RelayedMessage) -> dict[str, object]:
    """Who wrote, as the letter said it."""
    sender = message.sender
    return {
        "who": queries.name_of(sender) if sender else "",
        "structures": queries.structures_of(sender) if sender else (),
    }


def _dead(request: HttpRequest) -> HttpResponse:
    return render(request, "contacts/dead_link.html", status=404)
