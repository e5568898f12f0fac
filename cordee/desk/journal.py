"""Looking something up in the journal, by words, thing, person, act and days; it outlives the thing."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.core.validators import MaxValueValidator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from cordee.accounts.models import User
from cordee.core.text import NO_TEXT, number_in
from cordee.desk.forms import choose_among
from cordee.desk.pages import shown
from cordee.desk.sentences import KINDS, SENTENCES, told
from cordee.journal.models import Change

_PAGE = 50
_LAST_DAY = date(9000, 1, 1)
"""There is a day after it."""


class Searching(forms.Form):
    """What one looks for; all of it holds at once."""

    q = forms.CharField(
        label=gettext_lazy("Words of its name, or #number"), required=False, max_length=200, strip=True
    )
    chose = forms.ChoiceField(label=gettext_lazy("What it is"), required=False)
    acte = forms.ChoiceField(label=gettext_lazy("What was done"), required=False)
    par = forms.CharField(
        label=gettext_lazy("By whom: a name, or #number"), required=False, max_length=200, strip=True
    )
    du = forms.DateField(
        label=gettext_lazy("From"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    au = forms.DateField(
        label=gettext_lazy("Until"),
        required=False,
        validators=[MaxValueValidator(_LAST_DAY)],
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        anything = ("", _("Anything"))
        things = [(code, name) for code, (name, _route) in KINDS.items()]
        choose_among(self, "chose", [anything, *things])
        acts = sorted(SENTENCES.items(), key=lambda pair: str(pair[1]))
        choose_among(self, "acte", [anything, *acts])

    def clean(self) -> dict[str, Any]:
        """Characters that no text holds are in no name; the days are in their order."""
        said = super().clean() or self.cleaned_data
        for name in ("q", "par"):
            if NO_TEXT.search(said.get(name) or ""):
                self.add_error(name, _("This holds a character that no text holds. Type it again."))
        if said.get("du") and said.get("au") and said["du"] > said["au"]:
            self.add_error("au", _("The last day comes before the first: exchange them."))
        return said


@dataclass(frozen=True, slots=True)
class _Word:
    """What was typed of a thing or a person: a number, or words."""

    typed: str

    @property
    def number(self) -> int | None:
        return number_in(self.typed[1:]) if self.typed.startswith("#") else None


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The latest first; nothing is found for a search that is not understood."""
    form = Searching(request.GET or None)
    rows: QuerySet[Change] = Change.objects.select_related("actor").order_by("-pk")
    if form.is_bound:
        rows = _found(rows, form.cleaned_data) if form.is_valid() else rows.none()
    page = Paginator(rows, _PAGE).get_page(request.GET.get("p"))
    asked = request.GET.copy()
    asked.pop("p", None)
    context = {
        "form": form,
        "page": page,
        "changes": [told(change) for change in page.object_list],
        "asked": asked.urlencode(),
    }
    return shown(request, "desk/journal.html", _("Journal"), context)


def _found(rows: QuerySet[Change], said: dict[str, Any]) -> QuerySet[Change]:
    rows = _of_thing(rows, _Word(said["q"])) if said["q"] else rows
    rows = rows.filter(actor__in=_people(_Word(said["par"]))) if said["par"] else rows
    rows = rows.filter(subject_type=said["chose"]) if said["chose"] else rows
    rows = rows.filter(act=said["acte"]) if said["acte"] else rows
    rows = rows.filter(at__gte=_begin(said["du"])) if said["du"] else rows
    return rows.filter(at__lt=_begin(said["au"] + timedelta(days=1))) if said["au"] else rows


def _of_thing(rows: QuerySet[Change], word: _Word) -> QuerySet[Change]:
    if word.number is not None:
        return rows.filter(subject_id=word.number)
    rule = Q()
    for part in word.typed.split():
        rule &= Q(subject_name__icontains=part)
    return rows.filter(rule)


def _people(word: _Word) -> QuerySet[User]:
    if word.number is not None:
        return User.objects.filter(pk=word.number)
    rule = Q()
    for part in word.typed.split():
        rule &= Q(first_name__icontains=part) | Q(last_name__icontains=part)
    return User.objects.filter(rule)


def _begin(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


urlpatterns = [path("", index, name="index")]
