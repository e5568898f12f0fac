"""Pages by which a person finds her place in a structure: find it, join it, or ask for a new one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cordee.accounts.visitors import person_of
from cordee.core.limits import TooMany
from cordee.organisations import finding, founding, invitations, memberships, permissions, queries
from cordee.organisations.content import Content
from cordee.organisations.enums import Kind, MembershipRole, MembershipState
from cordee.organisations.forms import Claiming, Founding, Joining
from cordee.organisations.invitations import Unusable
from cordee.organisations.memberships import WrongState
from cordee.organisations.operations import InvalidContent

SHOWN = 12


@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """Her structure among those of the list, by what she types."""
    words = request.GET.get("q", "").strip()[: finding.LONGEST]
    found = finding.search(words, SHOWN) if words else []
    is_first = not person_of(request).memberships.exists()
    return render(request, "organisations/find.html", {"words": words, "found": found, "is_first": is_first})


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to belong to a structure of the list; one that has nobody yet is claimed."""
    organisation = get_object_or_404(queries.published(), slug=slug)
    is_claim = not permissions.is_anybody_s(organisation)
    form = (Claiming if is_claim else Joining)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {"user": person_of(request), "organisation": organisation}
        said["reason"], role = form.cleaned_data["reason"], MembershipRole(form.cleaned_data["role"])
        if is_claim and role == MembershipRole.REFERENT:
            asked = _try(form, memberships.claim, **said)
        else:
            asked = _try(form, memberships.request, **said, role=role)
        if asked:
            return _to_space(request, _("Your request is on its way: you will have the answer by e-mail."))
    context = {"organisation": organisation, "form": form, "is_claim": is_claim}
    return render(request, "organisations/join.html", context)


@require_http_methods(["GET", "POST"])
def found(request: HttpRequest) -> HttpResponse:
    """Ask for a structure that is not there yet; what looks like it is shown first."""
    form = Founding(request.POST or None, initial={"name": request.GET.get("nom", "")[:200]})
    alike: list[finding.Lookalike] = []
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        alike = finding.lookalikes(**{name: said[name] for name in ("name", "website", "siret", "rna")})
        if not alike or request.POST.get("sure"):
            names = ("name", "commune", "locality", "website", "siret", "rna")
            sheet = Content(kind=Kind(said["kind"]), **{name: said[name] for name in names})
            asked = _try(
                form,
                founding.ask_for_new,
                user=person_of(request),
                sheet=sheet,
                reason=said["reason"],
                abroad=said["abroad"],
            )
            if asked:
                return _to_space(
                    request, _("Your request is on its way: you will have the answer by e-mail.")
                )
    return render(request, "organisations/found.html", {"form": form, "alike": alike})


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own request back while nobody has decided."""
    user = person_of(request)
    asked = get_object_or_404(user.memberships, pk=pk, state=MembershipState.REQUESTED)
    memberships.end(membership=asked, by=user)
    return _to_space(request, _("Your request is taken back."))


@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Say yes to an invitation."""
    user = person_of(request)
    try:
        invited = invitations.read(token=token, user=user)
        if request.method == "POST":
            membership = invitations.accept(token=token, user=user)
            done = _("You now belong to “%(structure)s”.") % {"structure": membership.organisation.name}
            waits = _("Your request is on its way: you will have the answer by e-mail.")
            return _to_space(request, done if membership.state == MembershipState.ACTIVE else waits)
    except (Unusable, WrongState) as error:
        return render(request, "organisations/invitation.html", {"problem": str(error)}, status=410)
    return render(request, "organisations/invitation.html", {"invitation": invited, "problem": ""})


def _try(form: Form, operation: Callable[..., Any], **said: Any) -> bool:
    """Do it; what keeps it from being done stands above the form, with what was typed."""
    try:
        operation(**said)
    except InvalidContent as error:
        for problem in error.problems:
            form.add_error(None, problem)
    except (WrongState, PermissionDenied) as error:
        form.add_error(None, str(error))
    except TooMany:
        form.add_error(None, _("That is a lot of requests for one day: go on tomorrow."))
    return not form.errors


def _to_space(request: HttpRequest, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return HttpResponseRedirect(reverse("space"))
