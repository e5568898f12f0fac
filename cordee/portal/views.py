"""The public pages: each asks one builder for its plain values, then shows them."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cordee.accounts.models import User
from cordee.actions.writing import pages as writing
from cordee.actions.writing import works
from cordee.actions.writing.reading import Written
from cordee.actions.writing.shown import as_action
from cordee.actions.writing.typed import typed_in
from cordee.core.addresses import absolute
from cordee.portal.pages import action as action_page
from cordee.portal.pages import commune as commune_page
from cordee.portal.pages import communes as communes_page
from cordee.portal.pages import countries as countries_page
from cordee.portal.pages import country as country_page
from cordee.portal.pages import credit as credit_page
from cordee.portal.pages import home as home_page
from cordee.portal.pages import organisation as organisation_page
from cordee.portal.pages import organisations as organisations_page
from cordee.portal.pages import plain as plain_pages
from cordee.portal.pages import preview as preview_page
from cordee.portal.pages import space as space_page


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the platform is, in five seconds."""
    address = absolute(request.path)
    page = home_page.build(request.user, request.LANGUAGE_CODE, address)
    return render(request, "portal/home.html", {"page": page})


@login_not_required
@require_safe
def action(request: HttpRequest, slug: str) -> HttpResponse:
    """One action."""
    page = action_page.build(request.user, slug, request.LANGUAGE_CODE, absolute(request.path))
    return render(request, "portal/action.html", {"page": page})


@login_not_required
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """The structures."""
    page = organisations_page.build(request.user, request.GET, request.LANGUAGE_CODE)
    return render(request, "portal/organisations.html", {"page": page})


@login_not_required
@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """One structure; one that was merged leads to the one that took it in."""
    page = organisation_page.build(request.user, slug, request.LANGUAGE_CODE, absolute(request.path))
    if isinstance(page, organisation_page.Moved):
        return redirect("organisation", page.slug, permanent=True)
    return render(request, "portal/organisation.html", {"page": page})


@login_not_required
@require_safe
def countries(request: HttpRequest) -> HttpResponse:
    """The countries."""
    page = countries_page.build(request.user, request.LANGUAGE_CODE)
    return render(request, "portal/countries.html", {"page": page})


@login_not_required
@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    """One country, at its code in upper case."""
    if code != code.upper():
        return redirect("country", code.upper(), permanent=True)
    page = country_page.build(request.user, code, request.LANGUAGE_CODE)
    return render(request, "portal/country.html", {"page": page})


@login_not_required
@require_safe
def communes(request: HttpRequest) -> HttpResponse:
    """The communes of the territory."""
    return render(request, "portal/communes.html", {"page": communes_page.build(request.user)})


@login_not_required
@require_safe
def commune(request: HttpRequest, insee: str) -> HttpResponse:
    """One commune."""
    page = commune_page.build(request.user, insee, request.LANGUAGE_CODE)
    return render(request, "portal/commune.html", {"page": page})


@require_safe
def space(request: HttpRequest) -> HttpResponse:
    """What awaits the person who is signed in."""
    assert isinstance(request.user, User)  # noqa: S101  # LoginRequiredMiddleware has seen to it
    page = space_page.build(request.user, request.LANGUAGE_CODE)
    return render(request, "portal/space.html", {"page": page})


@require_POST
def preview_action(request: HttpRequest) -> HttpResponse:
    """The sheet as it would be, from the form as it is typed; nothing is written."""
    assert isinstance(request.user, User)  # noqa: S101  # LoginRequiredMiddleware has seen to it
    work, typed = works.of_form(request.user, request.POST), typed_in(request.POST)
    written = Written(typed, work.start(typed, request.LANGUAGE_CODE))
    if written.content is None:
        return writing.form(request, work, written, status=422)
    action = as_action(written.content, work.action)
    preview = preview_page.build(action, request.LANGUAGE_CODE, absolute(request.path))
    context = {"page": preview.page, "row": preview.row, **writing.carried(request, work, written)}
    return render(request, "portal/preview.html", context)


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What it is, who carries it, how it differs."""
    return render(request, "portal/about.html", {"page": plain_pages.about(request.LANGUAGE_CODE)})


@login_not_required
@require_safe
def legal(request: HttpRequest) -> HttpResponse:
    """Who publishes and who hosts."""
    return render(request, "portal/legal.html", {"page": plain_pages.legal(request.LANGUAGE_CODE)})


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Where accessibility stands and how to report a barrier."""
    return render(request, "portal/accessibility.html", {"page": plain_pages.letters()})


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What the site keeps of a person."""
    return render(request, "portal/privacy.html", {"page": plain_pages.privacy()})


@login_not_required
@require_safe
def credit(request: HttpRequest) -> HttpResponse:
    """Where maps, names, drawings and letters come from."""
    return render(request, "portal/credits.html", {"page": credit_page.build(request.LANGUAGE_CODE)})
