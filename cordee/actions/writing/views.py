"""Writing a sheet: a new one, a draft, an edit. Without scripts first; each answer keeps what was typed."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cordee.accounts.models import User
from cordee.accounts.visitors import person_of
from cordee.actions.contributing import Conflict
from cordee.actions.drafts import StaleDraft, Unkeepable
from cordee.actions.operations import InvalidContent
from cordee.actions.permissions import NotAllowed
from cordee.actions.writing import choosing, keeping, pages, sending, works
from cordee.actions.writing.alike import alike
from cordee.actions.writing.forms import Asking
from cordee.actions.writing.reading import Written
from cordee.actions.writing.sending import Asked
from cordee.actions.writing.typed import Typed, first, typed_in, typed_of, with_row
from cordee.actions.writing.works import Work
from cordee.core.limits import TooMany
from cordee.core.text import number_in

read_and_send = require_http_methods(["GET", "HEAD", "POST"])
ROWS = {"more-places": "places", "more-partners": "partners"}
"""Buttons that add a row."""


@read_and_send
def write_action(request: HttpRequest) -> HttpResponse:
    """A new sheet, in the name of a structure that is chosen where there are several."""
    user = person_of(request)
    slug = request.POST.get("structure") or request.GET.get("structure", "")
    if not slug:
        mine = list(works.structures_for(user))
        if len(mine) != 1 or user.is_staff:
            return pages.structures(request, user, mine)
        slug = mine[0].slug
    try:
        return _answered(request, works.new(user, slug))
    except Http404:
        return _lost(request, lambda: works.lost(user, structure=slug))


@read_and_send
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft as it was left. What is sent to one that is no longer there is shown again, not lost."""
    user = person_of(request)
    if works.hers(user, pk) or request.method != "POST":
        return _answered(request, works.of_draft(user, pk))
    try:
        return _gone(request, user)
    except Http404:
        return _lost(request, lambda: works.lost_of_form(user, request.POST))


@read_and_send
def edit_action(request: HttpRequest, slug: str) -> HttpResponse:
    """An edit of a sheet; one that was kept and not sent is gone on with."""
    user = person_of(request)
    if request.method == "POST":
        try:
            return _answered(request, works.of_action(user, slug, works.version_in(request.POST)))
        except Http404:
            return _lost(request, lambda: works.lost(user, action=slug))
    work = works.of_action(user, slug)
    if work.action and (kept := works.unsent(user, work.action)):
        messages.info(request, _("This is what you had typed and not sent. Discard it to begin again."))
        return redirect("draft", kept.pk)
    return _answered(request, work)


def _answered(request: HttpRequest, work: Work) -> HttpResponse:
    if request.method != "POST":
        typed = work.begun(request.LANGUAGE_CODE)
        return pages.form(request, work, _written(request, work, typed, is_judged=False))
    act, typed = request.POST.get("act", ""), typed_in(request.POST)
    if act == "send":
        return _sent(request, work, typed)
    if act == "keep":
        return _kept(request, work, typed)
    if act == "choose" and work.base:
        return _chosen(request, work, typed)
    shown = with_row(typed, ROWS[act]) if act in ROWS else typed
    return pages.form(request, work, _written(request, work, shown, is_judged=False))


def _written(request: HttpRequest, work: Work, typed: Typed, *, is_judged: bool = True) -> Written:
    return Written(typed, work.start(typed, request.LANGUAGE_CODE), is_judged=is_judged)


def _kept(request: HttpRequest, work: Work, typed: Typed) -> HttpResponse:
    notice: str
    more: dict[str, Any] = {"status": 422}
    try:
        version = number_in(request.POST.get("draft_version"))
        known = keeping.keep(work, typed, version=version, form=works.form_in(request.POST))
    except StaleDraft as stale:
        notice = pages.said_of_stale()
        more = {"status": 409, "other": stale.draft}
    except (Unkeepable, NotAllowed) as refused:
        notice = str(refused)
    except TooMany:
        notice = _("That is a lot of drafts for one day: go on tomorrow.")
    else:
        messages.success(request, _("Your draft is kept. Only you can read it, until you send it."))
        return redirect("draft", known.pk)
    return pages.form(request, work, _written(request, work, typed, is_judged=False), notice=notice, **more)


def _sent(request: HttpRequest, work: Work, typed: Typed) -> HttpResponse:
    written = _written(request, work, typed)
    if not work.may_send():
        return pages.form(request, work, written, notice=work.why_not(), status=403)
    if work.draft and number_in(request.POST.get("draft_version")) != work.draft.version:
        notice = pages.said_of_stale()  # another window has kept more: it is not sent unread, nor lost
        return pages.form(request, work, written, notice=notice, status=409, other=work.draft)
    if written.content is None or not pages.asking(request, work).is_valid():
        return pages.form(request, work, written, status=422)
    if work.action is None and not request.POST.get("sure"):
        found = alike(written.content, work.user)
        if found:
            return pages.form(request, work, written, alike=found, status=422)
    return _done(request, work, written)


def _done(request: HttpRequest, work: Work, written: Written) -> HttpResponse:
    """Send what is right; what the rules refuse then stands above the form."""
    assert written.content is not None  # noqa: S101  # asked by the callers
    comment = first(written.typed, "comment")
    form = works.form_in(request.POST)
    try:
        asked = _asked(pages.asking(request, work))
        done = sending.send(work, written.content, form=form, comment=comment, asked=asked)
    except InvalidContent as wrong:
        written.refuse(wrong.problems)
        return pages.form(request, work, written, status=422)
    except NotAllowed as refused:
        return pages.form(request, work, written, notice=str(refused), status=403)
    except Conflict as conflict:
        return _compared(request, work, written.typed, conflict)
    except TooMany:
        messages.info(request, _("This sheet was sent already: it is among yours."))
        return redirect(sending.own_page(None))
    messages.success(request, done.sentence)
    return redirect(sending.page_of(request, done.action))


def _asked(form: Asking) -> Asked | None:
    """Where the structure is to be asked, if anywhere."""
    to = form.cleaned_data["confirm_to"] if form.is_valid() else ""
    return Asked(to, form.cleaned_data["confirm_words"]) if to else None


def _compared(request: HttpRequest, work: Work, typed: Typed, conflict: Conflict) -> HttpResponse:
    """Her edit is kept as her draft; the page that compares it goes on from there."""
    assert work.action is not None  # noqa: S101  # only sheets meet another edit
    kept = keeping.keep_refused(work, work.action, typed)
    return pages.comparison(request, replace(work, draft=kept), typed, conflict)


def _chosen(request: HttpRequest, work: Work, typed: Typed) -> HttpResponse:
    """After a comparison: save on the version that was compared with, each part as she chose."""
    version = number_in(request.POST.get("compared_version"))
    written = _written(request, work, typed)
    if written.content is None or version is None or work.action is None:
        return pages.form(request, work, written, status=422)
    joined = choosing.chosen(work, written.content, version, choosing.choices_in(request.POST))
    compared = replace(works.of_action(work.user, work.action.slug, version), draft=work.draft)
    again = typed_of(joined) | {"comment": typed.get("comment", [])}
    both = _written(request, compared, again)
    return _done(request, compared, both) if both.content else pages.form(request, compared, both, status=422)


def _gone(request: HttpRequest, user: User) -> HttpResponse:
    """The draft was sent or discarded, or was never hers: what she typed is a new form."""
    work, typed = works.of_form(user, request.POST, without_draft=True), typed_in(request.POST)
    sentence = _(
        "This draft was sent or thrown away already. What you typed is still here: look among your sheets"
        " before you send it again."
    )
    written = _written(request, work, typed, is_judged=False)
    return pages.form(request, work, written, notice=sentence, status=404)


def _lost(request: HttpRequest, find: Callable[[], Work]) -> HttpResponse:
    """Her right ended while she wrote: why, with all that she typed; her draft where her account allows it.

    Http404 for who never had it, and where she sends nothing.
    """
    if request.method != "POST":
        raise Http404
    work, typed = find(), typed_in(request.POST)
    notice = work.why_not()
    with suppress(Unkeepable, NotAllowed, StaleDraft, TooMany):
        kept = keeping.keep(work, typed, version=None, form=works.form_in(request.POST))
        is_kept = _("It is kept among your drafts.")
        work, notice = replace(work, draft=kept), f"{notice} {is_kept}"
    return pages.form(
        request, work, _written(request, work, typed, is_judged=False), notice=notice, status=403
    )
