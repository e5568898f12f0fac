"""Pages of ours beside those of the sign-in library: who one is, what one accepts, another site's way in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.views import logout
from allauth.core import ratelimit
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView, OAuth2View
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import activate
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from cordee.accounts import operations, queries, sessions, signing_out
from cordee.accounts.enums import Document
from cordee.accounts.forms import AboutYou, Terms
from cordee.accounts.models import User
from cordee.accounts.provider import Exchange, is_connecting

View = Callable[..., HttpResponseBase]


@sensitive_post_parameters("password")
def about_you(request: HttpRequest) -> HttpResponse:
    """Her name, function and language; her password the first time."""
    user = _person(request)
    first_time = not user.is_introduced
    hints = queries.said_elsewhere(user) if first_time else {}
    form = AboutYou(
        request.POST or None,
        instance=user,
        initial={name: hints[name] for name in ("first_name", "last_name") if name in hints},
        languages=list(settings.LANGUAGES),
        needs_password=first_time and not hints,
    )
    if request.method == "POST" and form.is_valid():
        person = form.save(commit=False)
        if password := form.cleaned_data.get("password"):
            person.set_password(password)
        operations.introduce(user=person)
        if password:
            sessions.keep(request, person)
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


@login_not_required
@require_POST
def other_site(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the other site, to sign in; or to connect it to one's account, once one has proved who one is."""
    # Each one asks the provider: nobody makes us ask it without end.
    if refusal := ratelimit.consume_or_429(request, action="login"):
        refused: HttpResponse = refusal
        return refused
    if is_connecting(request):
        raise_if_reauthentication_required(request, app="allauth.socialaccount")
    return _with_other_site(request, provider_id, OAuth2LoginView)


@login_not_required
@require_GET
def other_site_answers(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the other site, with what it says of the person."""
    return _with_other_site(request, provider_id, _Return)


@login_not_required
def sign_out(request: HttpRequest) -> HttpResponse:
    """Out of this site; of the other one too, where she came in through it."""
    other = signing_out.came_through(request)
    answer: HttpResponse = logout(request)
    if other and isinstance(answer, HttpResponseRedirect):
        return signing_out.send(request, other, then=answer.url)
    if isinstance(answer, TemplateResponse):
        answer.context_data = (answer.context_data or {}) | {"other_site": other}
    return answer


@login_not_required
@require_GET
def other_site_left(request: HttpRequest) -> HttpResponse:
    """Back from the other site, whose session has ended."""
    return HttpResponseRedirect(signing_out.back(request))


class _Return(OAuth2CallbackView):  # type: ignore[misc]  # the library has no types
    """Takes the nonce and the language that were kept when the person left."""

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[dict[str, Any] | None, Any]:
        state, response = super()._get_state(request, provider)
        if state:
            self.adapter.nonce = state.get("nonce", "")
            activate(state.get("language") or settings.LANGUAGE_CODE)
        return state, response


def _with_other_site(request: HttpRequest, provider_id: str, view: type[OAuth2View]) -> HttpResponse:
    exchange = Exchange(request, provider_id)
    try:
        provider = exchange.get_provider()
    except SocialApp.DoesNotExist as fault:
        raise Http404 from fault
    try:
        answer: HttpResponse = view.adapter_view(exchange)(request)
    except (OAuth2Error, RequestException) as fault:
        answer = render_authentication_error(request, provider, exception=fault)
    return answer


def keeps_a_factor(view: View) -> View:
    """The team takes no factor away but one of several: her account opens what others may not see."""

    @wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
        user = request.user
        if isinstance(user, User) and user.is_staff and queries.factors_of(user) < 2:
            messages.error(request, _("The team keeps a second factor: set another one up first."))
            return HttpResponseRedirect(reverse("mfa_index"))
        return view(request, *arguments, **named)

    return guarded


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
