"""The pages of the form: the form itself, what two persons changed, the choice of a structure."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db.models import Case, Q, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.actions.content import Place
from cordee.actions.contributing import Conflict
from cordee.actions.duplicates import Candidate
from cordee.actions.enums import Precision
from cordee.actions.labels import label
from cordee.actions.models import Draft
from cordee.actions.writing import sections, sending
from cordee.actions.writing.forms import Asking
from cordee.actions.writing.reading import Written
from cordee.actions.writing.typed import Typed
from cordee.actions.writing.works import Work
from cordee.core.text import number_in
from cordee.organisations import finding
from cordee.organisations.models import PUBLISHED, Organisation
from cordee.territory.ground import ground_config

FOUND = 8
_OPENED = {"more-partners": "partners", "find": "co_leads"}
"""The part in which she has just pressed a button."""


def form(
    request: HttpRequest,
    work: Work,
    written: Written,
    *,
    status: int = 200,
    alike: Sequence[Candidate] = (),
    notice: str = "",
    other: Draft | None = None,
) -> HttpResponse:
    """The form with what is typed. `other`: the draft as another window has kept it."""
    words = request.POST.get("co_lead_words", "").strip()[: finding.LONGEST]
    found = finding.search(words, FOUND) if words and request.POST.get("act") == "find" else []
    _offer_structures(written, found, work)
    asked = [asking(request, work)] if work.is_on_behalf() else []
    context: dict[str, Any] = {
        "work": work,
        "written": written,
        "first": sections.first_fields(written),
        "sections": sections.sections(written),
        "meter": sections.meter(written.so_far),
        "rows": _rows(written),
        "outlook": sending.outlook(work),
        "may_send": work.may_send(),
        "is_public_at_once": work.is_public_at_once(),
        "problems": sections.problems(written, *asked),
        "opened": _OPENED.get(request.POST.get("act", ""), ""),
        "script": _script(),
        "asking": asked[0] if asked else None,
        "alike": alike,
        "notice": notice,
        "draft": other or work.draft,
        "draft_version": _version_known(request, work, other),
        "other": other,
        "address": address_of(work, other or work.draft),
        "form_number": request.POST.get("form", "")[:64] or uuid4().hex,
        "co_lead_words": words,
        "is_searched": bool(words and request.POST.get("act") == "find"),
        "found": found,
        "original": str(dict(settings.LANGUAGES).get(written.start.language, written.start.language)),
    }
    return render(request, "actions/writing/form.html", context, status=status)


def asking(request: HttpRequest, work: Work) -> Asking:
    """Where a structure for which the team writes is asked; a form in which nothing is said is right."""
    is_sent = request.method == "POST" and work.is_on_behalf()
    return Asking(request.POST if is_sent else {} if request.method == "POST" else None)


def _version_known(request: HttpRequest, work: Work, other: Draft | None) -> int | str:
    """The version of the draft that this page knows: what another window keeps meanwhile stays unknown."""
    if other:
        return other.version
    is_known = not work.draft or number_in(request.POST.get("draft")) == work.draft.pk
    said = number_in(request.POST.get("draft_version")) if is_known else None
    return said or (work.draft.version if work.draft else "")


def carried(request: HttpRequest, work: Work, written: Written) -> dict[str, Any]:
    """What a page beside the form needs to send it on, or to go back to it, with all that is typed."""
    names = ("structure", "action", "form", "draft", "draft_version", "base_version")
    hidden = [(name, request.POST.get(name, "")[:120]) for name in names]
    return {
        "address": address_of(work, work.draft),
        "typed": hidden + [(name, value) for name, values in written.typed.items() for value in values],
        "may_send": work.may_send(),
        "outlook": sending.outlook(work),
        "work": work,
        "is_public_at_once": work.is_public_at_once(),
    }


def comparison(request: HttpRequest, work: Work, typed: Typed, conflict: Conflict) -> HttpResponse:
    """What it said, what the other says, what she says: she chooses part by part."""
    clashes = [(number, clash, "/".join(clash.part)) for number, clash in enumerate(conflict.comparison)]
    context = {
        "work": work,
        "address": address_of(work, work.draft),
        "clashes": clashes,
        "typed": [(name, value) for name, values in typed.items() for value in values],
        "compared_version": conflict.version,
    }
    return render(request, "actions/writing/comparison.html", context, status=409)


def structures(request: HttpRequest, user: User, choices: Iterable[Organisation]) -> HttpResponse:
    """In whose name? The team may write for any structure in its remit, found by name."""
    is_team = user.is_staff
    words = request.GET.get("q", "").strip()[: finding.LONGEST] if is_team else ""
    found = finding.search(words, FOUND) if words else []
    context = {"choices": choices, "found": found, "words": words, "is_team": is_team}
    context["is_reader"] = user.is_reader
    return render(request, "actions/writing/structures.html", context)


def address_of(work: Work, draft: Draft | None) -> str:
    """Where the form of this work is sent."""
    if draft:
        return reverse("draft", args=[draft.pk])
    return reverse("edit_action", args=[work.action.slug]) if work.action else reverse("write_action")


def _rows(written: Written) -> list[dict[str, Any]]:
    """The rows of places, each with where it was found, or those among which to choose."""
    language = get_language() or ""
    found = []
    for number, form in enumerate(written.places.forms):
        place = written.settled.get(number)
        hidden = ("region", "lon", "lat", "far", "is_hidden")
        found.append(
            {
                "form": form,
                "number": number,
                "choices": [
                    (str(one.id), one.name, label("pays", one.country, language))
                    for one in written.choices.get(number, ())
                ],
                "where": _where(place, language) if place else "",
                "is_far": place is not None and place.is_far_confirmed,
                "is_open": any(name in form.errors for name in hidden)
                or (place is not None and (place.is_hidden or place.precision == Precision.REGION)),
            }
        )
    return found


def _where(place: Place, language: str) -> str:
    """The point that stands behind the words, so that a slip is seen."""
    if place.lon is None or place.lat is None:
        return ""
    land = label("pays", place.country, language) if place.country else ""
    name = ", ".join(part for part in (place.place, land) if part)
    return f"{name} ({place.lat:.3f} {place.lon:.3f})"


def _script() -> dict[str, Any]:
    """What the scripts of the page are told, and every word that they may say."""
    return {
        "offline": _("Not kept yet: no connection. What you type stays on this page; leave it open."),
        "refused": _("Not kept: reload the page, or use “Keep as draft”."),
        "keeping": _("Keeping your draft…"),
        "found": _("{count} places found"),
        "none": _("No place of this name is known here: pin it on the map, or choose its country."),
        "pinned": _("Pinned at {lat} {lon}. Drag the pin, or click elsewhere."),
        "no_map": _("The map cannot be drawn by this browser: give coordinates, or choose the country."),
        "pin": _("Map: click on the place, or move with the arrows and press Enter to pin the middle"),
        "other": _("Open the other text"),
        "ground": ground_config(get_language() or ""),
    }


def _offer_structures(written: Written, found: Iterable[finding.Found], work: Work) -> None:
    """The structures that are ticked, and those just found, as choices by name."""
    sent = map(number_in, written.typed.get("co_leads", ()))
    ticked = [number for number in sent if number is not None]
    order = Case(*(When(pk=pk, then=place) for place, pk in enumerate(ticked)), default=0)
    named = work.base.co_leads if work.base else ()
    known = Organisation.objects.filter(PUBLISHED | Q(pk__in=named), pk__in=ticked[:100]).order_by(order)
    choices = dict(known.values_list("pk", "name"))
    choices |= {one.number: one.label for one in found if one.number != work.organisation.pk}
    written.sheet.fields["co_leads"].choices = list(choices.items())  # type: ignore[attr-defined]


def said_of_stale() -> str:
    """What to do where two windows hold two texts of one draft."""
    return _(
        "This draft was saved in another window meanwhile. Open that text in a new tab to compare; “Keep as"
        " draft” here puts yours in its place."
    )
