"""«Too often»: the sentence that stands on the page with what was typed, and the header beside it."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cordee.core.limits import TooMany


def until(refused: TooMany) -> str:
    """From when it is possible again; what was typed stands below."""
    moment = date_format(timezone.localtime(refused.until), "DATETIME_FORMAT")
    return _(
        "This has been done as often as one may for now. What you typed is still here: send it again from"
        " %(moment)s."
    ) % {"moment": moment}


def told(response: HttpResponse, refused: TooMany | None) -> HttpResponse:
    """The answer, with what tells a program how long to wait."""
    if refused is not None:
        response["Retry-After"] = str(refused.seconds)
    return response
