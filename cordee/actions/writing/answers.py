"""What the scripts of the form ask: keep this, which places are named so, which sheets look like it."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cordee.accounts.models import User
from cordee.accounts.visitors import person_of
from cordee.actions.drafts import StaleDraft, Unkeepable
from cordee.actions.labels import label
from cordee.actions.permissions import NotAllowed
from cordee.actions.writing import keeping, pages, sections, spots, works
from cordee.actions.writing.alike import alike
from cordee.actions.writing.reading import Written
from cordee.actions.writing.typed import typed_in
from cordee.actions.writing.works import Work
from cordee.core.limits import TooMany
from cordee.core.text import number_in
from cordee.territory import gazetteer, world

NAMES = 8
"""Places in one answer."""
LONGEST = 100


@require_POST
def keep_draft(request: HttpRequest) -> HttpResponse:
    """Keep what is typed; the answer says which draft it is now, and how much the sheet says."""
    typed = typed_in(request.POST)
    try:
        work = _work(person_of(request), request.POST)
        version = number_in(request.POST.get("draft_version"))
        draft = keeping.keep(work, typed, version=version, form=works.form_in(request.POST))
    except Http404:
        return _refused(_("This draft was sent or thrown away already: nothing is kept any more."), 404)
    except StaleDraft as stale:
        address = reverse("draft", args=[stale.draft.pk])
        return _refused(pages.said_of_stale(), 409, address=address, version=stale.draft.version)
    except Unkeepable as refused:
        return _refused(str(refused), 422)
    except TooMany:
        return _refused(_("That is a lot of drafts for one day: go on tomorrow."), 429)
    except NotAllowed as refused:
        return _refused(str(refused), 403)
    written = Written(typed, work.start(typed, request.LANGUAGE_CODE), is_judged=False)
    meter = sections.meter(written.so_far)
    now = time_format(timezone.localtime(draft.updated_at), "TIME_FORMAT")
    said = _("Draft kept at %(time)s.") % {"time": now}
    return _private(
        {
            "draft": draft.pk,
            "version": draft.version,
            "address": reverse("draft", args=[draft.pk]),
            "said": f"{work.why_not()} {said}" if work.is_lost else said,
            "meter": [meter.sentence, meter.next],
            "score": meter.score,
        }
    )


@require_GET
def place_names(request: HttpRequest) -> HttpResponse:
    """The places of the world that these letters begin, in a country if one is given."""
    words, country = request.GET.get("q", "")[:LONGEST], request.GET.get("pays", "").upper()
    if country and country not in world.countries():
        return _refused(_("“%(code)s” is no country code.") % {"code": country[:10]}, 400)
    found = spots.suggestions(words, country, NAMES)
    return _private({"places": [_place(one, request.LANGUAGE_CODE) for one in found]})


@require_POST
def look_alikes(request: HttpRequest) -> HttpResponse:
    """Sheets that look like the one being typed: a part of the page."""
    user, typed = person_of(request), typed_in(request.POST)
    work = works.of_form(user, request.POST)
    written = Written(typed, work.start(typed, request.LANGUAGE_CODE), is_judged=False)
    found = alike(written.so_far, user, but=work.action.pk if work.action else None)
    return render(request, "actions/writing/_alike.html", {"alike": found, "is_asked": False})


def _work(user: User, post: Mapping[str, str]) -> Work:
    """What the form is about, also for who had the right until now. Http404."""
    try:
        return works.of_form(user, post)
    except Http404:
        return works.lost_of_form(user, post)


def _place(place: gazetteer.Place, language: str) -> dict[str, Any]:
    return {
        "name": place.name,
        "country": place.country,
        "country_name": label("pays", place.country, language),
        "lon": place.lon,
        "lat": place.lat,
    }


def _private(data: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(data, status=status, headers={"Cache-Control": "private, no-store"})


def _refused(sentence: str, status: int, **more: Any) -> JsonResponse:
    return _private({"said": sentence, **more}, status)
