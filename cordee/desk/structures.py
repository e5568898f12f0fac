"""The structures of one's remit, and one screen for each: its regime, its end, what takes it in."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from cordee.accounts.models import User
from cordee.core.text import NO_TEXT
from cordee.desk import undoing
from cordee.desk.pages import member, shown
from cordee.desk.structure_dossier import of
from cordee.moderation.operations import ForbiddenMove
from cordee.organisations import finding, operations, permissions, queries, regimes
from cordee.organisations.enums import Regime
from cordee.organisations.merging import UnknownRelation
from cordee.organisations.models import Organisation
from cordee.organisations.operations import InvalidContent

_PAGE = 50
_FOUND = 8
WITHOUT_REFERENT = "sans-referent"
_ARCHIVED = "archivees"
WHAT = {
    "": gettext_lazy("Public ones"),
    WITHOUT_REFERENT: gettext_lazy("Without a referent"),
    _ARCHIVED: gettext_lazy("Archived"),
}


class Choosing(forms.Form):
    """When its sheets are looked at."""

    regime = forms.ChoiceField(label=gettext_lazy("When are its sheets looked at?"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        choices: Any = [("", _("As everywhere in the territory")), *Regime.choices]
        self.fields["regime"] = forms.ChoiceField(
            label=_("When are its sheets looked at?"), required=False, choices=choices
        )


class Ending(forms.Form):
    """Why a structure leaves the public lists."""

    reason = forms.CharField(
        label=gettext_lazy("Why? The journal keeps it."),
        max_length=1500,
        widget=forms.Textarea({"rows": 2}),
    )


def rows(user: User, what: str = "", words: str = "") -> QuerySet[Organisation]:
    """The structures that she looks after, of one sort, by name."""
    live = Q(live=False, merged_into=None) if what == _ARCHIVED else Q(pk__in=queries.published())
    found = _looked_after(user).filter(live)
    if what == WITHOUT_REFERENT:
        found = found.filter(without_referent_since__isnull=False)
    for word in words.split()[:10]:
        found = found.filter(Q(name__icontains=word) | Q(acronym__icontains=word))
    return found.order_by("name", "pk")


def _looked_after(user: User) -> QuerySet[Organisation]:
    """All of her remit; nothing for whoever is not of the team."""
    remit = permissions.remit_of(user)
    return Organisation.objects.none() if remit is None else Organisation.objects.filter(remit)


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The list, with what one looks for."""
    what = request.GET.get("quoi", "") if request.GET.get("quoi") in WHAT else ""
    words = NO_TEXT.sub("", request.GET.get("q", "")).strip()[:200]
    page = Paginator(rows(member(request), what, words), _PAGE).get_page(request.GET.get("p"))
    asked = {name: value for name, value in (("quoi", what), ("q", words)) if value}
    context = {"page": page, "what": what, "words": words, "kinds": WHAT.items(), "asked": urlencode(asked)}
    return shown(request, "desk/structures.html", _("Structures"), context)


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Any structure of one's remit that is not taken in by another."""
    structure = get_object_or_404(_looked_after(member(request)).filter(merged_into=None), pk=pk)
    posted = request.POST if request.method == "POST" else None
    act = posted.get("act", "") if posted is not None else ""
    choosing = Choosing(posted if act == "regime" else None, initial={"regime": structure.regime})
    ending = Ending(posted if act == "archive" else None)
    if act in _ACTS:
        form = {"regime": choosing, "archive": ending}.get(act)
        if form is None or form.is_valid():
            where = _done(request, structure, act, form.cleaned_data if form else request.POST)
            if where:
                return HttpResponseRedirect(where)
    words = request.GET.get("q", "").strip()[: finding.LONGEST]
    found = [one for one in finding.search(words, _FOUND) if one.number != pk] if words else []
    context = {
        "dossier": of(structure),
        "choosing": choosing,
        "ending": ending,
        "words": words,
        "found": found,
        "into": _into(member(request), structure, request.GET.get("dans", "")),
    }
    way = [(reverse("desk-structures:index"), _("Structures"))]
    return shown(request, "desk/structure.html", structure.name, context, way=way)


def _into(user: User, structure: Organisation, slug: str) -> Organisation | None:
    """The structure into which this one is to go, once it is chosen: what would follow is then said."""
    into = queries.published().filter(slug=slug).exclude(pk=structure.pk).first() if slug else None
    return into if into and permissions.may_merge(user, structure, into) else None


def _done(request: HttpRequest, structure: Organisation, act: str, said: Mapping[str, Any]) -> str:
    """Where one goes on; nothing where it could not be done, which is then said."""
    try:
        if act in _NOT_UNDONE:
            sentence, where = _ACTS[act](structure, member(request), said)
        else:
            with undoing.noted("repertoire", structure, structure.name) as step:
                sentence, where = _ACTS[act](structure, member(request), said)
            undoing.offer(request, step)
    except InvalidContent as error:
        messages.error(request, str(error))
    except (ForbiddenMove, UnknownRelation, PermissionDenied) as error:
        messages.error(
            request, str(error) if isinstance(error, PermissionDenied) else _("It is not possible now.")
        )
    else:
        messages.success(request, sentence)
        return where
    return ""


def _set_regime(structure: Organisation, by: User, said: Mapping[str, Any]) -> tuple[str, str]:
    regime = Regime(said["regime"]) if said["regime"] else None
    regimes.set_regime(organisation=structure, regime=regime, by=by)
    return _("It is so from now on; what waits already goes on waiting."), _here(structure)


def _archive(structure: Organisation, by: User, said: Mapping[str, Any]) -> tuple[str, str]:
    operations.archive(organisation=structure, by=by, reason=said["reason"])
    return _("“%(name)s” is archived: its actions stay, its page does not.") % {"name": structure}, _here(
        structure
    )


def _publish(structure: Organisation, by: User, _said: Mapping[str, Any]) -> tuple[str, str]:
    operations.publish(organisation=structure, by=by)
    return _("“%(name)s” is public again.") % {"name": structure}, _here(structure)


def _merge(structure: Organisation, by: User, said: Mapping[str, Any]) -> tuple[str, str]:
    into = queries.published().filter(slug=said.get("into", "")).first()
    if into is None:
        raise InvalidContent([_("Choose the structure that takes it in.")])
    operations.merge(organisation=structure, into=into, by=by)
    names = {"name": structure.name, "into": into.name}
    return _("“%(name)s” is now “%(into)s”: its address leads there.") % names, _here(into)


def _here(structure: Organisation) -> str:
    return reverse("desk-structures:one", args=[structure.pk])


_Act = Callable[[Organisation, User, Mapping[str, Any]], tuple[str, str]]
_ACTS: Mapping[str, _Act] = {
    "regime": _set_regime,
    "archive": _archive,
    "publish": _publish,
    "merge": _merge,
}
_NOT_UNDONE = ("merge",)

urlpatterns = [path("", index, name="index"), path("<int:pk>/", one, name="one")]
