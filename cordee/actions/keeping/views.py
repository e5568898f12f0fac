"""The pages on which a contributor keeps her sheets: their list, each from the inside, its versions."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cordee.accounts.models import User
from cordee.accounts.visitors import person_of
from cordee.actions import contributing, drafts
from cordee.actions.keeping import acting, comparing, draft_lines, inside, kept, mine
from cordee.actions.keeping.acting import Refused
from cordee.actions.keeping.finding import find, find_kept
from cordee.actions.keeping.forms import Archiving
from cordee.actions.models import Action

READ_AND_WRITTEN = ["GET", "HEAD", "POST"]


@require_safe
def my_actions(request: HttpRequest) -> HttpResponse:
    """My drafts, and the sheets of my structures."""
    page = mine.build(person_of(request), request.GET, request.LANGUAGE_CODE)
    return render(request, "actions/keeping/mine.html", {"page": page})


@require_http_methods(READ_AND_WRITTEN)
def my_action(request: HttpRequest, slug: str) -> HttpResponse:
    """One sheet from the inside, and the acts on it."""
    person = person_of(request)
    found = find(person, slug)
    if request.method == "POST":
        is_done = _said(request, lambda: acting.act(found, person, request.POST))
        return HttpResponseRedirect(_back(slug) if found.is_keeper or not is_done else reverse("space"))
    page = inside.build(person, found, request.LANGUAGE_CODE, request.GET.get("versions"))
    return render(request, "actions/keeping/inside.html", {"page": page})


@require_http_methods(READ_AND_WRITTEN)
def archive(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a sheet out of every public page, with the reason."""
    person = person_of(request)
    action = find_kept(person, slug)
    form = Archiving(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        _said(request, lambda: _archived(action, person, reason))
        return HttpResponseRedirect(_back(slug))
    context = {"kept": _kept(request, action), "form": form, "back": _back(slug)}
    return render(request, "actions/keeping/archive.html", context, status=422 if form.errors else 200)


@require_safe
def version(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One version compared with the one before it."""
    action = find_kept(person_of(request), slug)
    page = comparing.with_the_one_before(action, person_of(request), pk)
    return render(request, "actions/keeping/version.html", _context(request, action, page))


@require_http_methods(READ_AND_WRITTEN)
def restore(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Have the sheet say again what a version says, once the differences were shown."""
    person = person_of(request)
    action = find_kept(person, slug)
    page = comparing.with_now(action, person, pk)
    if request.method == "POST":
        read = acting.number(request.POST, "version")
        done = _said(request, lambda: _restored(action, page.revision, person, read))
        return HttpResponseRedirect(_back(slug) if done else request.path)
    return render(request, "actions/keeping/restore.html", _context(request, action, page))


@require_http_methods(READ_AND_WRITTEN)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft of one's own away, once she has confirmed it."""
    person = person_of(request)
    draft = get_object_or_404(draft_lines.rows(person), pk=pk)
    if request.method == "POST":
        _said(request, lambda: _discarded(draft, person))
        sheet = draft.action if getattr(draft, "is_read", False) else None
        return HttpResponseRedirect(_back(sheet.slug) if sheet else reverse("my_actions"))
    line = draft_lines.line(draft, request.LANGUAGE_CODE)
    return render(request, "actions/keeping/discard.html", {"draft": line, "back": reverse("my_actions")})


def _archived(action: Action, by: User, reason: str) -> str:
    acting.attempt(lambda: contributing.archive(action=action, by=by, reason=reason))
    return _("Archived: no public page shows it any more, and what was done stays in memory.")


def _restored(action: Action, revision: Any, by: User, read: int) -> str:
    done = acting.attempt(lambda: contributing.restore(action=action, revision=revision, by=by, version=read))
    if not done.is_changed:
        return _("The sheet says this already: nothing was changed.")
    if done.waits:
        return _("Handed in: the team reads it before it is public, and writes to you.")
    return _("The sheet says this again. What it said before stays among its versions.")


def _discarded(draft: Any, by: User) -> str:
    acting.attempt(lambda: drafts.discard(draft=draft, by=by))
    return _("The draft is discarded.")


def _said(request: HttpRequest, do: Callable[[], str]) -> bool:
    """Do it and say what comes next, or why it was not done."""
    try:
        messages.success(request, do())
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    return True


def _kept(request: HttpRequest, action: Action) -> kept.Kept:
    (row,) = kept.rows(Action.objects.filter(pk=action.pk), request.LANGUAGE_CODE)
    return row


def _context(request: HttpRequest, action: Action, shown: object) -> dict[str, object]:
    return {"kept": _kept(request, action), "page": shown, "back": _back(action.slug)}


def _back(slug: str) -> str:
    return reverse("my_action", args=[slug])
