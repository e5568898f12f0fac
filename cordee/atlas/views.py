"""The pages of the atlas: the map with its results, and the same results alone."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cordee.actions.enums import ActionType
from cordee.actions.labels import label
from cordee.actions.permissions import sight_of
from cordee.atlas import poster
from cordee.atlas.map_config import map_config, words
from cordee.atlas.page import Asked, context
from cordee.atlas.parsing import parse
from cordee.territory import instance


@login_not_required
@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """Filters, results and the map."""
    asked = _asked(request, has_map=True)
    territory = instance.current()
    more = {
        "words": words(),
        "map_config": map_config(asked.query, asked.language),
        "poster": {"width": poster.WORLD, "height": poster.HEIGHT},
        "map_caption": territory.text_in("map_caption", asked.language),
        "legend": [
            {"value": code, "label": label("type", code, asked.language)} for code in ActionType.values
        ],
    }
    return render(request, "atlas/page.html", context(asked) | more)


@login_not_required
@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """The same results as a plain page."""
    return render(request, "atlas/page.html", context(_asked(request, has_map=False)) | {"words": words()})


def _asked(request: HttpRequest, *, has_map: bool) -> Asked:
    query, problems = parse(request.GET, page=True)
    return Asked(
        query=query,
        problems=problems,
        sight=sight_of(request.user),
        path=request.path,
        language=get_language() or "",
        action=request.GET.get("action", "").strip().replace("\0", ""),
        has_map=has_map,
    )
