"""What machines read: health, brand colours, site map, robots, where to report a fault of security."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import views as sitemaps
from django.db import DatabaseError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cordee.core.addresses import absolute
from cordee.portal.health import index_state
from cordee.portal.sitemaps import SECTIONS, is_large
from cordee.territory import instance
from cordee.territory.brand import stylesheet


@login_not_required
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """Whether the database answers, and how the read index is."""
    try:
        response = JsonResponse({"index": index_state()})
    except DatabaseError:
        response = JsonResponse({"error": "The database does not answer."}, status=503)
    response["Cache-Control"] = "no-store"
    return response


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def brand(_request: HttpRequest) -> HttpResponse:
    """The colours that the territory replaces in the default theme."""
    colours = instance.current().brand
    css = stylesheet(colours.light, colours.dark)
    return HttpResponse(css, content_type="text/css; charset=utf-8")


@login_not_required
@require_safe
@cache_control(public=True, max_age=24 * 3600)
def preview(_request: HttpRequest) -> FileResponse:
    """The territory's own picture, shown where a page is passed on."""
    file = instance.current().preview
    if file is None:
        raise Http404
    return FileResponse(file.open("rb"), content_type="image/png")


@login_not_required
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """All public pages, or the list of their parts where they are many."""
    if is_large():
        return _parts(request)
    return sitemaps.sitemap(request, SECTIONS).render()


def _parts(request: HttpRequest) -> HttpResponse:
    """The list of the parts, whose addresses Django takes from the Host header: they are taken from ours."""
    response = sitemaps.index(request, SECTIONS, sitemap_url_name="sitemap-section")
    for part in (response.context_data or {})["sitemaps"]:
        told = urlsplit(part.location)
        part.location = absolute(f"{told.path}?{told.query}" if told.query else told.path)
    return response.render()


@login_not_required
@require_safe
def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    """One part of the site map."""
    return sitemaps.sitemap(request, SECTIONS, section=section).render()


@login_not_required
@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Everything public may be read by robots; tiles and the back office teach them nothing."""
    lines = [
        "User-agent: *",
        "Disallow: /animation/",
        "Disallow: /compte/",
        "Disallow: /en/compte/",
        "Disallow: /espace/",
        "Disallow: /en/espace/",
        "Disallow: /carte/tuiles/",
        "Disallow: /carte/affiche.svg",
        "Disallow: /en/carte/affiche.svg",
        "",
        f"Sitemap: {absolute(reverse('sitemap'))}",
    ]
    return _text(lines)


@login_not_required
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116)."""
    expires = (timezone.now() + timedelta(days=180)).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:{instance.current().email}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        f"Preferred-Languages: {', '.join(instance.current().languages)}",
        f"Canonical: {absolute(request.path)}",
    ]
    return _text(lines)


def _text(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
