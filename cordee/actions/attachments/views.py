"""Pages of the images and documents of a sheet, for whoever may edit it: for others they are not there."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cordee.accounts.models import User
from cordee.actions import permissions, queries
from cordee.actions.attachments import files, operations, quotas, shown
from cordee.actions.attachments import queries as attachments
from cordee.actions.attachments.files import RefusedFile
from cordee.actions.attachments.forms import DocumentWords, ImageWords, NewDocument, NewImage
from cordee.actions.attachments.words import InvalidWords
from cordee.actions.models import Action, ActionDocument, ActionImage
from cordee.actions.operations import InvalidContent
from cordee.core.limits import TooMany
from cordee.core.uploads import was_too_heavy

Attachment = ActionImage | ActionDocument


@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: HttpRequest, slug: str) -> HttpResponse:
    """What is on the sheet, in its order; adding, moving."""
    action, user = _editable(request, slug)
    image = NewImage(prefix="image")
    document = NewDocument(prefix="document", initial={"language": action.language})
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act == "add-image":
            image = NewImage(request.POST, request.FILES, prefix="image")
            is_done = _add(request, image, action, user, operations.add_image)
        elif act == "add-document":
            document = NewDocument(request.POST, request.FILES, prefix="document")
            is_done = _add(request, document, action, user, operations.add_document)
        else:
            is_done = _moved(request, action, user, act)
        if is_done:
            return HttpResponseRedirect(request.path)
    context = _shown(action, request) | {"image": image, "document": document}
    is_wrong = bool(image.errors or document.errors)
    return render(request, "actions/attachments/listed.html", context, status=422 if is_wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def described(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """The words of one image or document."""
    action, user = _editable(request, slug)
    attached = _attached(action, token)
    model: type[ImageWords | DocumentWords] = (
        ImageWords if isinstance(attached, ActionImage) else DocumentWords
    )
    form = model(request.POST if request.method == "POST" else None, initial=attached.latest_words)
    if form.is_valid():
        try:
            waits = operations.describe(attached=attached, said=form.cleaned_data, by=user)
        except InvalidContent as wrong:
            _tell(form, wrong)
        else:
            waiting = _("Your words wait for the team: until then, what was approved is read.")
            messages.success(request, waiting if waits else _("Your words are saved."))
            return HttpResponseRedirect(reverse("action_attachments", args=[slug]))
    context = _context(action, request, attached) | {"form": form}
    status = 422 if form.errors else 200
    return render(request, "actions/attachments/described.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def removed(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Taking one away, once that is meant."""
    action, user = _editable(request, slug)
    attached = _attached(action, token)
    if request.method == "POST":
        try:
            operations.remove(attached=attached, by=user)
        except InvalidContent as wrong:
            messages.error(request, str(wrong))
        else:
            messages.success(request, _("It is removed from the sheet, and its file is deleted."))
        return HttpResponseRedirect(reverse("action_attachments", args=[slug]))
    return render(request, "actions/attachments/removed.html", _context(action, request, attached))


def _editable(request: HttpRequest, slug: str) -> tuple[Action, User]:
    """The sheet, for who may edit it."""
    action = get_object_or_404(Action.objects.select_related("lead").prefetch_related("texts"), slug=slug)
    if not isinstance(request.user, User) or not permissions.may_edit(request.user, action):
        raise Http404
    return action, request.user


def _attached(action: Action, token: str) -> Attachment:
    found = attachments.attached_to(action, token)
    if found is None:
        raise Http404
    return found


def _add(
    request: HttpRequest,
    form: django_forms.Form,
    action: Action,
    user: User,
    operation: Callable[..., Attachment],
) -> bool:
    """Do it; what keeps it from being done stands beside its field, with what was typed."""
    if not form.is_valid():
        if was_too_heavy(request, form.add_prefix("file")):
            form.errors["file"] = form.error_class([files.too_heavy(files.LARGEST_DOCUMENT)])
        return False
    said = dict(form.cleaned_data)
    file = said.pop("file")
    try:
        made = operation(action=action, content=file.read(), name=file.name or "", said=said, by=user)
    except RefusedFile as refused:
        form.add_error("file", str(refused))
    except InvalidContent as wrong:
        _tell(form, wrong)
    except TooMany:
        form.add_error(
            None, _("That makes %(most)d files in a day: go on tomorrow.") % {"most": quotas.BY_ONE.most}
        )
    else:
        waiting = _("It is added, and waits for the team: until then, only you and your structure see it.")
        messages.success(request, waiting if made.is_waiting else _("It is added to the sheet."))
    return not form.errors


def _tell(form: django_forms.Form, wrong: InvalidContent) -> None:
    by_field = wrong.by_field if isinstance(wrong, InvalidWords) else {}
    for field, problem in by_field.items():
        form.add_error(field, problem)
    for problem in () if by_field else wrong.problems:
        form.add_error(None, problem)


def _moved(request: HttpRequest, action: Action, user: User, act: str) -> bool:
    if act not in ("up", "down"):
        raise Http404
    attached = _attached(action, request.POST.get("token", "")[:64])
    try:
        operations.move(attached=attached, up=act == "up", by=user)
    except InvalidContent as wrong:
        messages.error(request, str(wrong))
    return True


def _shown(action: Action, request: HttpRequest) -> dict[str, Any]:
    """Two queries, however many there are."""
    return {
        "action": action,
        "text": queries.text_in(action, request.LANGUAGE_CODE),
        "images": [(row, shown.image(row)) for row in attachments.images_of(action)],
        "documents": [(row, shown.document(row)) for row in attachments.documents_of(action)],
        "most_images": quotas.IMAGES,
        "most_documents": quotas.DOCUMENTS,
    }


def _context(action: Action, request: HttpRequest, attached: Attachment) -> dict[str, Any]:
    return {
        "action": action,
        "text": queries.text_in(action, request.LANGUAGE_CODE),
        "attached": attached,
        "picture": shown.image(attached) if isinstance(attached, ActionImage) else None,
        "paper": shown.document(attached) if isinstance(attached, ActionDocument) else None,
    }
