"""The outputs of the query for programs: results, tiles, a picture, files.

A wrong parameter gets 400 and a sentence.
"""

from dataclasses import replace

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from cordee.actions.permissions import sight_of
from cordee.actions.queries import languages_written, slugs_of
from cordee.atlas import export as exports
from cordee.atlas import mvt, results
from cordee.atlas import poster as posters
from cordee.atlas.conditional import made_once, revalidated
from cordee.atlas.index.port import Cell
from cordee.atlas.parsing import Problem, parse
from cordee.atlas.query import AtlasQuery
from cordee.core.addresses import absolute
from cordee.core.tables.table import TableError
from cordee.core.text import slug_of
from cordee.territory import instance

DEEPEST = 22
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "geojson": "application/geo+json",
}


@login_not_required
@require_safe
@revalidated
def results_json(request: HttpRequest) -> HttpResponse:
    """Counts, facets and one page of results."""
    query, problems = parse(request.GET)
    if problems:
        return refusal(problems)
    answer = results.ask(query, sight_of(request.user))
    return JsonResponse(results.as_json(query, answer, request.path, request.LANGUAGE_CODE))


@login_not_required
@require_safe
@revalidated
@made_once
def tile(request: HttpRequest, z: int, x: int, y: int) -> HttpResponse:
    """The matching places in one tile, gathered in cells. Order, page and layout say nothing here."""
    if z > DEEPEST or x >= 1 << z or y >= 1 << z:
        raise Http404
    query, problems = _parsed_for_places(request)
    if problems:
        return refusal(problems)
    cells = results.ask(replace(query, page=1), sight_of(request.user)).tile(z, x, y)
    if not cells:
        return HttpResponse(status=204)
    slugs = slugs_of([cell.number for cell in cells if cell.count == 1])
    # One that was taken out since the cells were read has no address any more: it is left out.
    features = [(cell, _properties(cell, slugs)) for cell in cells if cell.count > 1 or cell.number in slugs]
    body = mvt.encode(features, z, x, y, layer="actions")
    return HttpResponse(body, content_type="application/vnd.mapbox-vector-tile")


@login_not_required
@require_safe
@revalidated
@csp_update({"style-src": [UNSAFE_INLINE]})
@made_once
def poster(request: HttpRequest) -> HttpResponse:
    """The map of what matches as one picture. Order, page and layout say nothing here.

    Its styles are in it, as a picture must have them; nobody's words are.
    """
    query, problems = _parsed_for_places(request)
    if problems:
        return refusal(problems)
    answer = results.ask(replace(query, page=1), sight_of(request.user))
    return HttpResponse(posters.draw(answer), content_type="image/svg+xml")


@login_not_required
@require_safe
@revalidated
def export(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Exactly what is filtered, as a file that names the filter."""
    query, problems = parse(request.GET)
    if problems:
        return refusal(problems)
    sight = sight_of(request.user)
    answer = results.ask(query, sight)
    if extension == "xlsx":
        try:
            book = exports.as_xlsx(answer, absolute, languages_written(sight))
        except TableError as error:  # a text that no cell of a workbook can hold
            return JsonResponse({"error": str(error)}, status=422)
        response: HttpResponseBase = FileResponse(book, content_type=_TYPES[extension])
    elif extension == "csv":
        lines = exports.as_csv(answer, absolute, languages_written(sight))
        response = StreamingHttpResponse(lines, content_type=_TYPES[extension])
    else:
        body = exports.as_geojson(answer, absolute, request.LANGUAGE_CODE)
        response = StreamingHttpResponse(body, content_type=_TYPES[extension])
    response["Content-Disposition"] = f'attachment; filename="{_file_name(query)}.{extension}"'
    return response


def _file_name(query: AtlasQuery) -> str:
    """Territory, filter and day, so that the file still says later what it holds."""
    said = replace(query, page=1).encoded()
    said = slug_of(said, max_length=80) if said else ""
    return slug_of(f"{instance.current().slug} actions {said} {localdate().isoformat()}", max_length=200)


def refusal(problems: list[Problem]) -> JsonResponse:
    """400: what is wrong with each parameter, and what it takes."""
    return JsonResponse(
        {
            "error": " ".join(problem.message for problem in problems),
            "problems": [
                {"parameter": problem.parameter, "message": problem.message} for problem in problems
            ],
        },
        status=400,
    )


def _parsed_for_places(request: HttpRequest) -> tuple[AtlasQuery, list[Problem]]:
    """The query of a map, on which order, page and layout say nothing, be they right or wrong."""
    query, problems = parse(request.GET)
    return query, [problem for problem in problems if problem.parameter not in ("tri", "page", "vue")]


def _properties(cell: Cell, slugs: dict[int, str]) -> dict[str, str | int | float]:
    if cell.count == 1:
        known: dict[str, str | int] = {
            "id": cell.number,
            "slug": slugs[cell.number],
            "precision": cell.precision,
        }
        return {"n": 1, "type": cell.type, **known}
    bounds = {"west": cell.west, "south": cell.south, "east": cell.east, "north": cell.north}
    return {"n": cell.count, "type": cell.type, **bounds}
