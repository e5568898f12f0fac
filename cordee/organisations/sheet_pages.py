"""Pages by which those who answer for a structure write its sheet, and add departments to it."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cordee.accounts.models import User
from cordee.core.limits import TooMany
from cordee.organisations import finding, keeping, permissions, queries, sheet_form, words
from cordee.organisations.content import Content
from cordee.organisations.enums import Kind
from cordee.organisations.forms import Identity
from cordee.organisations.models import Organisation
from cordee.organisations.operations import InvalidContent
from cordee.organisations.sheet_form import SheetForm, Sites


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheet of a structure, to be written."""
    user, organisation = _mine(request, slug)
    now = queries.content_of(organisation)
    data = request.POST if request.method == "POST" else None
    form = SheetForm(data, content=now, houses=_houses(user, organisation))
    rows = Sites(data, initial=sheet_form.sites_of(now), prefix="sites")
    start = data.get("start", "") if data is not None else sheet_form.sealed(now)
    differs: list[str] = []
    if data is not None and form.is_valid() and rows.is_valid():
        base = sheet_form.unsealed(start, now)
        said = replace(form.content(base), sites=sheet_form.sites_in(rows, base))
        try:
            return _saved(request, organisation, said, base, user)
        except keeping.ChangedSince as error:
            form.add_error(None, str(error))
            start, differs = sheet_form.sealed(error.now), error.parts
        except InvalidContent as error:
            for problem in error.problems:
                form.add_error(None, problem)
    shown = {"form": form, "rows": rows, "start": start, "organisation": organisation}
    shown["theirs"] = [(words.name_of(part), words.said(now, part)) for part in differs]
    return render(request, "organisations/edit.html", shown)


@require_http_methods(["GET", "POST"])
def add_department(request: HttpRequest, slug: str) -> HttpResponse:
    """A new department of a structure; what looks like it is shown first."""
    user, organisation = _mine(request, slug)
    form = Identity(request.POST or None, initial=_of_the_house(organisation))
    alike: list[finding.Lookalike] = []
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        alike = finding.lookalikes(**{name: said[name] for name in ("name", "website", "siret", "rna")})
        alike = [one for one in alike if one.structure.slug != organisation.slug]
        if not alike or request.POST.get("sure"):
            sheet = Content(**said | {"kind": Kind(said["kind"])})
            try:
                made = keeping.add_department(parent=organisation, content=sheet, by=user)
            except InvalidContent as error:
                for problem in error.problems:
                    form.add_error(None, problem)
            except TooMany:
                form.add_error(None, _("That is a lot of departments for one day: go on tomorrow."))
            else:
                told = _("“%(department)s” is now a department of “%(structure)s”.")
                messages.success(request, told % {"department": made.name, "structure": organisation.name})
                return HttpResponseRedirect(reverse("structure_people", args=[made.slug]))
    shown = {"form": form, "alike": alike, "organisation": organisation}
    return render(request, "organisations/department.html", shown)


def _saved(
    request: HttpRequest, organisation: Organisation, said: Content, base: Content, user: User
) -> HttpResponse:
    try:
        is_changed = keeping.revise(organisation=organisation, content=said, start=base, by=user)
    except PermissionDenied:
        raise Http404 from None
    told = _("The sheet is saved: everybody reads it now.") if is_changed else _("Nothing was changed.")
    messages.success(request, told)
    return HttpResponseRedirect(reverse("organisation", args=[organisation.slug]))


def _mine(request: HttpRequest, slug: str) -> tuple[User, Organisation]:
    """Who asks, and the structure for which she answers; for everybody else it is not there."""
    rows = queries.published().prefetch_related("texts", "sites", "offers", "departments")
    organisation = get_object_or_404(rows, slug=slug)
    if not isinstance(request.user, User) or not permissions.may_manage(request.user, organisation):
        raise Http404
    return request.user, organisation


def _houses(user: User, organisation: Organisation) -> list[Organisation]:
    """What it may be part of: what she answers for, and what it is part of already."""
    remit = permissions.remit_of(user)
    rows = queries.published().exclude(pk=organisation.pk).order_by("name")
    known = Organisation.objects.filter(departments=organisation.pk)  # also where it is public no more
    mine = rows.filter(remit) if remit is not None else rows.filter(pk__in=permissions.managed_by(user))
    return sorted({*known, *mine}, key=lambda one: one.name)


def _of_the_house(organisation: Organisation) -> dict[str, Any]:
    return {"kind": organisation.kind, "commune": organisation.commune, "locality": organisation.locality}
