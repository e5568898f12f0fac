"""Pages of ours beside those of the sign-in library: who one is, what one accepts."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from cordee.accounts import operations, queries
from cordee.accounts.enums import Document
from cordee.accounts.forms import AboutYou, Terms
from cordee.accounts.models import User


@sensitive_post_parameters("password")
def about_you(request: HttpRequest) -> HttpResponse:
    """Her name, function and language; her password the first time."""
    user = _person(request)
    first_time = not user.is_introduced
    form = AboutYou(request.POST or None, instance=user, languages=list(settings.LANGUAGES))
    if request.method == "POST" and form.is_valid():
        person = form.save(commit=False)
        if password := form.cleaned_data.get("password"):
            person.set_password(password)
        operations.introduce(user=person)
        if password:
            update_session_auth_hash(request, person)
        if not first_time:
            messages.success(request, _("What you have changed is kept."))
        return HttpResponseRedirect(_next(request, "account_terms" if first_time else "account_about_you"))
    return render(
        request,
        "accounts/about_you.html",
        {"form": form, "first_time": first_time, "next": request.GET.get("next", "")},
    )


def terms(request: HttpRequest) -> HttpResponse:
    """The terms in force, accepted once for each version."""
    user, version = _person(request), queries.terms_in_force()
    accepted = queries.has_accepted(user)
    form = Terms(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.accept(user=user, documents=list(Document), version=version)
        return HttpResponseRedirect(_next(request, settings.LOGIN_REDIRECT_URL))
    return render(
        request,
        "accounts/terms.html",
        {"form": form, "accepted": accepted, "version": version, "next": request.GET.get("next", "")},
    )


def _person(request: HttpRequest) -> User:
    """Who is signed in: nobody else comes here (LoginRequiredMiddleware)."""
    assert isinstance(request.user, User)  # noqa: S101
    return User.objects.get(pk=request.user.pk)


def _next(request: HttpRequest, name: str) -> str:
    """Where the person was going, if it is a page of this site."""
    wanted = request.POST.get("next", "")
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return reverse(name)
