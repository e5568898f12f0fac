"""Her own page on her data: seen, taken away, erased. What matters asks who she is again."""

from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cordee.accounts import sessions
from cordee.accounts.enums import Cause
from cordee.accounts.models import User
from cordee.accounts.operations import LastAdministrator
from cordee.core.limits import TooMany
from cordee.portal.rights import archive, collecting, erasing, page
from cordee.portal.rights.forms import Erasing

PROVED_WITHIN = 15 * 60.0
"""Seconds after which signing in is no proof any more: a machine left open is not its owner."""
private = cache_control(private=True, no_store=True)


@require_safe
@private
def my_data(request: HttpRequest) -> HttpResponse:
    """What is kept of her."""
    return _shown(request, _person(request))


@require_POST
@private
def download(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """All of it, in a file."""
    user = _proved(request)
    try:
        data = collecting.ask(user=user)
    except TooMany as refused:
        return _too_many(request, user, refused)
    name = f"mes-donnees-{timezone.localdate():%Y-%m-%d}.zip"
    return StreamingHttpResponse(
        archive.pieces(user, data),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@private
def erase(request: HttpRequest) -> HttpResponse:
    """What goes, what stays, and the end of the account."""
    user = _person(request)
    form = Erasing(request.POST if request.method == "POST" else None, address=user.email)
    if request.method == "POST" and form.is_valid():
        user = _proved(request)
        try:
            erasing.erase(user=user, cause=Cause.OWN, by=user)
        except LastAdministrator:
            return HttpResponseRedirect(request.path)  # the page says why, in the place of the form
        logout(request)
        messages.success(request, _("Your account is erased. A last letter confirms it."))
        return HttpResponseRedirect(reverse("home"))
    shown = {
        "form": form,
        "page": page.build(user),
        "is_last": page.is_last_administrator(user),
    }
    return render(request, "portal/rights/erase.html", shown)


def _too_many(request: HttpRequest, user: User, refused: TooMany) -> HttpResponse:
    problem = _("That is as often as one may in a day: the next file can be made tomorrow.")
    response = _shown(request, user, problem=problem, status=429)
    response["Retry-After"] = str(refused.seconds)
    return response


def _shown(request: HttpRequest, user: User, *, problem: str = "", status: int = 200) -> HttpResponse:
    shown = {"page": page.build(user), "problem": problem}
    return render(request, "portal/rights/my_data.html", shown, status=status)


def _proved(request: HttpRequest) -> User:
    """Who she is, proved a short while ago; else the sign-in library asks, and then goes on with this."""
    if not sessions.is_fresh(request, PROVED_WITHIN):
        raise ReauthenticationRequired
    return _person(request)


def _person(request: HttpRequest) -> User:
    """Who is signed in, as the database now says: nobody else comes here (LoginRequiredMiddleware)."""
    assert isinstance(request.user, User)  # noqa: S101
    return User.objects.get(pk=request.user.pk)
