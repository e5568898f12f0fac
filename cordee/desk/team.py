"""Who is of the team, and what each looks after: read by the team, written by administrators.

Offices are given and ended after one has proved again who one is.
"""

from typing import Any

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cordee.accounts import operations as accounts
from cordee.accounts.models import User
from cordee.accounts.operations import LastAdministrator
from cordee.actions.labels import label
from cordee.core.text import NO_TEXT
from cordee.desk.forms import choose_among
from cordee.desk.pages import member, shown
from cordee.organisations import remits
from cordee.organisations.enums import Kind
from cordee.organisations.models import Remit
from cordee.organisations.operations import InvalidContent
from cordee.territory import instance

_FOUND = 20
OFFICES = {
    "administrator": (
        gettext_lazy("Administrator: decides on everything, and gives offices"),
        {"is_administrator": True, "is_reader": False},
    ),
    "animator": (
        gettext_lazy("Animator: decides on people and sheets"),
        {"is_administrator": False, "is_animator": True, "is_reader": False},
    ),
    "reader": (
        gettext_lazy("Reader: sees what verified accounts see, publishes nothing"),
        {"is_administrator": False, "is_animator": False, "is_reader": True},
    ),
    "none": (
        gettext_lazy("No office"),
        {"is_administrator": False, "is_animator": False, "is_reader": False},
    ),
}


class Office(forms.Form):
    """Which office, and what an animator looks after."""

    office = forms.ChoiceField(
        label=gettext_lazy("Office"),
        choices=[(code, said) for code, (said, _fields) in OFFICES.items()],
        widget=forms.RadioSelect,
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("An animator: only these kinds of structure"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nothing ticked: all of them."),
    )
    communes = forms.MultipleChoiceField(
        label=gettext_lazy("An animator: only these communes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nothing ticked: all of them."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        language, communes = get_language() or "", instance.current().communes
        choose_among(self, "kinds", [(code, label("nature", code, language)) for code in Kind.values])
        choose_among(self, "communes", [(code, commune.name) for code, commune in communes.items()])


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The team with its remits; an administrator finds the accounts to which an office may be given."""
    people = User.objects.filter(is_staff=True, is_active=True).select_related("remit")
    typed = request.GET.get("q", "").strip()[:200] if member(request).is_superuser else ""
    context = {
        "people": [_line(person) for person in people.order_by("last_name", "first_name", "pk")],
        "q": typed,
        "found": _accounts(typed),
        "is_administrator": member(request).is_superuser,
    }
    return shown(request, "desk/team.html", _("Team"), context)


@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """The office and the remit of one account; administrators alone."""
    if not member(request).is_superuser:
        raise Http404
    known = get_object_or_404(User, pk=pk, is_active=True)
    raise_if_reauthentication_required(request, app="cordee.desk")
    form = Office(request.POST if request.method == "POST" else None, initial=_initial(known))
    if request.method == "POST" and form.is_valid():
        try:
            _set(known, member(request), form.cleaned_data)
        except LastAdministrator:
            form.add_error("office", _("This is the last administrator: give the office to another first."))
        except (InvalidContent, PermissionDenied) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The office of %(person)s is as you chose.") % _who(known))
            return HttpResponseRedirect(reverse("desk-team:index"))
    context = {"form": form, "person": known}
    way = [(reverse("desk-team:index"), _("Team"))]
    return shown(request, "desk/person.html", known.get_full_name(), context, way=way)


@transaction.atomic
def _set(known: User, by: User, said: dict[str, Any]) -> None:
    """The office with its remit, both or none."""
    if not User.objects.filter(pk=by.pk, is_active=True, is_superuser=True).exists():
        raise PermissionDenied(_("An administrator gives and ends offices."))
    _sentence, fields = OFFICES[said["office"]]
    accounts.set_office(user=known, by=by, **fields)
    if said["office"] == "animator" and _remit(known) != (said["kinds"], said["communes"]):
        remits.set_remit(user=known, kinds=said["kinds"], communes=said["communes"], by=by)


def _initial(known: User) -> dict[str, Any]:
    office = "reader" if known.is_reader else "none"
    if known.is_staff:
        office = "administrator" if known.is_superuser else "animator"
    kinds, communes = _remit(known)
    return {"office": office, "kinds": kinds, "communes": communes}


def _remit(known: User) -> tuple[list[str], list[str]]:
    remit = Remit.objects.filter(user=known).first()
    return (remit.kinds, remit.communes) if remit else ([], [])


def _line(known: User) -> dict[str, Any]:
    """What somebody of the team looks after, in words."""
    remit, language = getattr(known, "remit", None), get_language() or ""
    limits = [label("nature", code, language) for code in remit.kinds] if remit else []
    limits += [label("commune", code, language) for code in remit.communes] if remit else []
    return {"person": known, "limits": [] if known.is_superuser else limits}


def _accounts(typed: str) -> list[User]:
    if not typed or NO_TEXT.search(typed):
        return []
    rule = Q()
    for word in typed.split():
        rule &= Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(email__icontains=word)
    return list(User.objects.filter(rule, is_active=True).order_by("last_name", "pk")[:_FOUND])


def _who(known: User) -> dict[str, str]:
    return {"person": known.get_full_name()}


urlpatterns = [path("", index, name="index"), path("<int:pk>/", person, name="person")]
